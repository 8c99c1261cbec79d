"""The agency's menu for the links of a sign-off."""

from bot.signoffs.links import revoke_links, send_link_anew
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.signoffs import links_views as views


def change_link(asked: Asked) -> Answer:
    """*Send a new link* and *Take links back*."""
    chosen = asked.value_as(views.LinkChoice)
    use_case, view = (revoke_links, views.revoked) if chosen.take_back else (send_link_anew, views.sent)
    shown = use_case(asked.bot, asked.actor, chosen.approver)
    return Below(view(shown.approver(chosen.approver)))


DOORS = Doors(clicks=[change_link])
