"""The door to the drafting table: lines by text and by form, terms, and the first words of a Revised Estimate."""

import json
import re
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.errors import Conflict, NotFound, UsageError
from bot.estimates import drafts
from bot.estimates.drafts import DraftSeen
from bot.estimates.estimates import open_estimates, see_estimate
from bot.estimates.shown import JobEstimates
from bot.estimates.versions import reason_from_actuals, revise
from bot.rules.estimates.forms import LineRequest, TermsRequest
from handlers.slack.estimates import drafts_views as views
from handlers.slack.estimates import estimates_views as card_views
from handlers.slack.kit.door import SlackDoor, showing
from handlers.slack.kit.forms import Filled, value_of
from storage.words.signoffs import EstimateLineKind

Body = dict[str, Any]
LINE_ACTION = re.compile(r"estimates\.line_menu\.\w+")


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("estimates.add_lines")(partial(add, slack))
    app.action("estimates.new_line.fee")(partial(new_line, slack, EstimateLineKind.FEE))
    app.action("estimates.new_line.expense")(partial(new_line, slack, EstimateLineKind.EXPENSE))
    app.action(LINE_ACTION)(partial(line_menu, slack))
    app.action("estimates.open_terms")(partial(open_terms, slack))
    app.action("estimates.open_reason")(partial(open_reason, slack, actuals=False))
    app.action("estimates.open_reason.actuals")(partial(open_reason, slack, actuals=True))
    app.view("estimates.close_table")(partial(done, slack))
    app.view("estimates.save_line")(partial(save_line, slack))
    app.view("estimates.save_terms")(partial(save_terms, slack))
    app.view("estimates.save_reason")(partial(save_reason, slack))


def add(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Add lines*: the table shows them; what could not be read stays in its field."""
    actor, seen, typed = slack.identify(body), _seen(body["view"]), _typed(body)
    warning = ""
    try:
        drafts.add_lines(slack.bot, actor, seen, typed)
        typed = ""
    except (UsageError, Conflict, NotFound) as refused:
        warning = str(refused)
    _show_table(slack, actor, seen, body["view"]["id"], warning, typed)
    ack()


def done(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Done*: what was typed and not added yet is added; the table becomes the card with the next steps."""
    view = body["view"]
    actor, seen, typed = slack.identify(body), _seen(view), _typed(body)
    if typed.strip():
        try:
            drafts.add_lines(slack.bot, actor, seen, typed)
        except (UsageError, Conflict) as refused:
            desk = open_estimates(slack.bot, actor, job_id=seen.job_id)
            ack(response_action="update", view=table_or_card(desk, str(refused), typed).to_dict())
            return
    desk = open_estimates(slack.bot, actor, job_id=seen.job_id)
    ack(response_action="update", view=card_views.card(desk, "The draft is kept." if desk.latest else "").to_dict())


def new_line(slack: SlackDoor, kind: EstimateLineKind, ack: Ack, body: Body) -> None:
    """*Time…* or *Expense…*: a form on top of the table."""
    _push_line(slack, body, kind, None)
    ack()


def line_menu(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit…* or *Remove* on a line."""
    word, _, line_id = str(body["actions"][0]["selected_option"]["value"]).partition(":")
    actor, seen = slack.identify(body), _seen(body["view"])
    if word == views.REMOVE:
        warning = ""
        try:
            drafts.remove_line(slack.bot, actor, seen, line_id)
        except (Conflict, NotFound) as refused:
            warning = str(refused)
        _show_table(slack, actor, seen, body["view"]["id"], warning, _typed(body))
    else:
        _push_line(slack, body, EstimateLineKind.FEE, line_id)
    ack()


def save_line(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form of a line was saved: the table below shows it."""
    view, actor = body["view"], slack.identify(body)
    about, filled = json.loads(view["private_metadata"]), Filled(body)
    seen = DraftSeen.model_validate(about["seen"])
    names = LineRequest.model_fields.keys() - {"kind", "service"}
    texts = {name: filled.text(name) for name in names}
    request = LineRequest(**texts, service=filled.choice("service"), kind=EstimateLineKind(about["kind"]))
    drafts.save_line(slack.bot, actor, seen, about["line"], request)
    with showing():
        _show_table(slack, actor, seen, view["previous_view_id"])
    ack()


def open_terms(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Terms, contingency, tax…*: a form on top of the table."""
    seen = _seen(body["view"])
    shown = see_estimate(slack.bot, slack.identify(body), seen.estimate_id or "")
    metadata = json.dumps({"seen": seen.model_dump()})
    slack.push_modal(body, views.terms_form(shown, metadata))
    ack()


def save_terms(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The terms were saved: the table below shows the new sums."""
    view, actor = body["view"], slack.identify(body)
    filled, seen = Filled(body), DraftSeen.model_validate(json.loads(view["private_metadata"])["seen"])
    names = TermsRequest.model_fields.keys() - {"valid_until"}
    texts = {name: filled.text(name) for name in names}
    day = filled.day("valid_until")
    request = TermsRequest(**texts, valid_until=date.fromisoformat(day) if day else None)
    drafts.save_terms(slack.bot, actor, seen, request)
    with showing():
        _show_table(slack, actor, seen, view["previous_view_id"])
    ack()


def open_reason(slack: SlackDoor, ack: Ack, body: Body, *, actuals: bool) -> None:
    """*Draft a Revised Estimate…*: first, why; the modal it was asked in becomes the form."""
    actor, job_id = slack.identify(body), value_of(body)
    desk = open_estimates(slack.bot, actor, job_id=job_id)
    reason = reason_from_actuals(slack.bot, actor, job_id) if actuals else ""
    form = table_or_card(desk) if desk.is_in_the_making else views.reason_form(desk, reason, actuals=actuals)
    slack.show_modal(body, form)
    ack()


def save_reason(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The reason was given: the draft is made, and on the table."""
    view, actor = body["view"], slack.identify(body)
    about = json.loads(view["private_metadata"])
    reason = Filled(body).text("reason")
    revise(slack.bot, actor, about["job"], reason, actuals=about["actuals"], request_id=about.get("request", ""))
    desk = open_estimates(slack.bot, actor, job_id=about["job"])
    ack(response_action="update", view=views.table(desk).to_dict())


def _push_line(slack: SlackDoor, body: Body, kind: EstimateLineKind, line_id: str | None) -> None:
    actor, seen = slack.identify(body), _seen(body["view"])
    form = drafts.line_form(slack.bot, actor, seen, kind, line_id)
    metadata = json.dumps({"seen": seen.model_dump(), "line": line_id, "kind": form.kind})
    slack.push_modal(body, views.line_form(form, metadata))


def _show_table(
    slack: SlackDoor, actor: Actor, seen: DraftSeen, view_id: str, warning: str = "", typed: str = ""
) -> None:
    desk = open_estimates(slack.bot, actor, job_id=seen.job_id)
    slack.client.views_update(view_id=view_id, view=table_or_card(desk, warning, typed).to_dict())


def table_or_card(desk: JobEstimates, warning: str = "", typed: str = "") -> Any:
    """The drafting table, or the card where the latest version is no draft."""
    return views.table(desk, warning, typed) if desk.is_draftable else card_views.card(desk)


def _seen(view: Body) -> DraftSeen:
    return DraftSeen.model_validate_json(view["private_metadata"])


def _typed(body: Body) -> str:
    filled = Filled(body)
    return next((filled.text(name) for name in filled if name.startswith(views.LINES)), "")
