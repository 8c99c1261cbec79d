"""auth.test, apps.connections.open, bots.info, team.info."""

from sandbox.values import Json, Refused
from sandbox.web_api.registry import Call, method


@method("auth.test")
def auth_test(call: Call) -> Json:
    """The owner of the token."""
    workspace = call.core.workspace
    return {
        "url": f"https://{workspace.team.domain}.slack.com/",
        "team": workspace.team.name,
        "user": workspace.people[workspace.bot_user].name,
        "team_id": workspace.team.id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", token="app")  # noqa: S106 - a kind of token, not a token
def open_connection(call: Call) -> Json:
    """An address for a Socket Mode connection."""
    return {"url": call.core.socket_mode.new_url()}


@method("bots.info", takes="bot", scopes=("users:read",))
def bot_info(call: Call) -> Json:
    """The app's bot."""
    workspace = call.core.workspace
    if call.text("bot") != workspace.bot_id:
        raise Refused("bot_not_found")
    bot = {
        "id": workspace.bot_id,
        "app_id": workspace.app_id,
        "user_id": workspace.bot_user,
        "name": workspace.people[workspace.bot_user].name,
        "deleted": False,
        "updated": 0,
        "icons": {},
    }
    return {"bot": bot}


@method("team.info", takes="team", scopes=("team:read",))
def team_info(call: Call) -> Json:
    """The workspace, or one of the organisations that share channels with it."""
    workspace = call.core.workspace
    team = workspace.teams.get(call.maybe_text("team") or workspace.team.id)
    if team is None:
        raise Refused("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}
