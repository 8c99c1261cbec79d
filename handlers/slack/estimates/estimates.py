"""The door of `/estimate`: a job's estimates, their review at the agency, and their documents."""

from slack_sdk.models.views import View

from bot.estimates import reviews
from bot.estimates.estimates import open_estimates, see_estimate
from bot.estimates.files import send_document
from bot.estimates.lists import my_estimates
from bot.people.policies import policy_form
from handlers.slack.clients import account_policies_views as policy_views
from handlers.slack.estimates import drafts_views as draft_views
from handlers.slack.estimates import estimates_views as views
from handlers.slack.estimates import lists_views as list_views
from handlers.slack.estimates.drafts import table_or_card
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Command, Doors, OnTop


def estimate(asked: Asked) -> Answer:
    """`/estimate`, `/estimate ACME-101`, `/estimate policy`."""
    word, _, rest = asked.text.partition(" ")
    match word.lower():
        case "":
            return list_views.mine(my_estimates(asked.bot, asked.actor), asked.prefix)
        case "help" | "?":
            return list_views.help_message(asked.prefix)
        case "policy":
            return policy_views.form(policy_form(asked.bot, asked.actor, rest.strip()))
        case _:
            return _opened(asked, number=word)


def open_estimate(asked: Asked) -> Answer:
    """*Estimate* on a job, *Edit the draft*, *Show the estimate*."""
    return _opened(asked, job_id=asked.value)


def send_for_review(asked: Asked) -> Answer:
    """*Send for review*: the card says who has to approve, or that it is ready."""
    seen = asked.value_as(views.DraftOf)
    done = reviews.send_for_review(asked.bot, asked.actor, seen.estimate, seen.revision)
    opened = open_estimates(asked.bot, asked.actor, job_id=done.estimate.job.id)
    return views.card(opened, list_views.sent_for_review(done))


def approve_draft(asked: Asked) -> Answer:
    """*Approve*: the outbox renders the message again; a modal shows the card."""
    done = reviews.review(asked.bot, asked.actor, asked.value, approve=True, clicked=asked.clicked)
    if not asked.is_in_modal:
        return None
    opened = open_estimates(asked.bot, asked.actor, job_id=done.estimate.job.id)
    return views.card(opened, "Approved. It can go to the client.")


def open_send_back(asked: Asked) -> Answer:
    """*Send back…*: ask what should change."""
    return draft_views.send_back_form(see_estimate(asked.bot, asked.actor, asked.value))


def send_back(asked: Asked) -> Answer:
    """Send the version back with the note, which the person who drafted it gets."""
    version, note = asked.carried(draft_views.OfEstimate).estimate, asked.filled.text("note")
    done = reviews.review(asked.bot, asked.actor, version, approve=False, note=note, clicked=asked.clicked)
    return list_views.sent_back(done)


def take_back(asked: Asked) -> Answer:
    """*Take back to draft*: it is on the drafting table again."""
    return draft_views.table(reviews.take_back(asked.bot, asked.actor, asked.value))


def send_pdf(asked: Asked) -> Answer:
    """*PDF*: send it as a direct message."""
    sent = send_document(asked.bot, asked.actor, asked.value)
    if asked.is_in_modal:
        return OnTop(list_views.document_coming(sent), tells=True)
    return Below(list_views.document_sent(sent))


def _opened(asked: Asked, number: str = "", job_id: str = "") -> View:
    """Return the drafting table if there is a draft, or nothing yet; otherwise the card."""
    return table_or_card(open_estimates(asked.bot, asked.actor, number, job_id))


DOORS = Doors(
    commands=[Command("estimate", "Letters of Estimate: draft, review, send, revise", "ACME-101", estimate)],
    clicks=[open_estimate, send_for_review, approve_draft, open_send_back, take_back, send_pdf],
    forms=[send_back],
)
