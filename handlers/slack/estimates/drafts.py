"""The door to the drafting table: lines by text and by form, terms, and the reason for a Revised Estimate."""

from datetime import date

from slack_sdk.models.views import View

from bot.errors import Conflict, NotFound, UsageError
from bot.estimates import drafts
from bot.estimates.drafts import DraftSeen
from bot.estimates.estimates import open_estimates, see_estimate
from bot.estimates.shown import JobEstimates
from bot.estimates.versions import reason_from_actuals, revise
from bot.rules.estimates.forms import LineRequest, TermsRequest
from handlers.slack.estimates import drafts_views as views
from handlers.slack.estimates import estimates_views as card_views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Beneath, Doors, OnTop
from storage.words.signoffs import EstimateLineKind


def table_or_card(opened: JobEstimates, warning: str = "", typed: str = "") -> View:
    """The drafting table, or the card if the latest version isn't a draft."""
    return views.table(opened, warning, typed) if opened.is_draftable else card_views.card(opened)


def add_lines(asked: Asked) -> Answer:
    """*Add lines*: show them on the table; text that we can't read stays in its field."""
    seen, typed = _seen(asked), _typed(asked)
    try:
        drafts.add_lines(asked.bot, asked.actor, seen, typed)
    except (UsageError, Conflict, NotFound) as refused:
        return _table(asked, seen, str(refused), typed)
    return _table(asked, seen)


def close_table(asked: Asked) -> Answer:
    """*Done*: add anything typed and not added yet, then show the card with the next steps."""
    seen, typed = _seen(asked), _typed(asked)
    if typed.strip():
        try:
            drafts.add_lines(asked.bot, asked.actor, seen, typed)
        except (UsageError, Conflict) as refused:
            return _table(asked, seen, str(refused), typed)
    opened = open_estimates(asked.bot, asked.actor, job_id=seen.job_id)
    return card_views.card(opened, "The draft is kept." if opened.latest else "")


def new_line(asked: Asked) -> Answer:
    """*Time…* or *Expense…*: a form on top of the table."""
    return _line_form(asked, EstimateLineKind(asked.value), None)


def line_menu(asked: Asked) -> Answer:
    """*Edit…* or *Remove* on a line."""
    chosen, seen = asked.value_as(views.LineChoice), _seen(asked)
    if not chosen.remove:
        return _line_form(asked, EstimateLineKind.FEE, chosen.line)
    try:
        drafts.remove_line(asked.bot, asked.actor, seen, chosen.line)
    except (Conflict, NotFound) as refused:
        return _table(asked, seen, str(refused), _typed(asked))
    return _table(asked, seen, typed=_typed(asked))


def save_line(asked: Asked) -> Answer:
    """Save the form of a line, and update the table below."""
    about, filled = asked.carried(views.LineOf), asked.filled
    texts = {name: filled.text(name) for name in LineRequest.model_fields.keys() - {"kind", "service"}}
    request = LineRequest(**texts, service=filled.choice("service"), kind=about.kind)
    drafts.save_line(asked.bot, asked.actor, about.seen, about.line, request)
    return Beneath(_table(asked, about.seen))


def open_terms(asked: Asked) -> Answer:
    """*Terms, contingency, tax…*: a form on top of the table."""
    seen = _seen(asked)
    return OnTop(views.terms_form(see_estimate(asked.bot, asked.actor, seen.estimate_id or ""), seen))


def save_terms(asked: Asked) -> Answer:
    """Save the terms, and update the sums on the table below."""
    filled, seen = asked.filled, _seen(asked)
    texts = {name: filled.text(name) for name in TermsRequest.model_fields.keys() - {"valid_until"}}
    day = filled.day("valid_until")
    request = TermsRequest(**texts, valid_until=date.fromisoformat(day) if day else None)
    drafts.save_terms(asked.bot, asked.actor, seen, request)
    return Beneath(_table(asked, seen))


def open_reason(asked: Asked) -> Answer:
    """*Draft a Revised Estimate…*: first ask why; that modal becomes the form."""
    revision = views.RevisionOf(job=asked.value, actuals=asked.suffix == "actuals")
    opened = open_estimates(asked.bot, asked.actor, job_id=revision.job)
    reason = reason_from_actuals(asked.bot, asked.actor, revision.job) if revision.actuals else ""
    return table_or_card(opened) if opened.is_in_the_making else views.reason_form(opened, reason, revision)


def save_reason(asked: Asked) -> Answer:
    """Create the draft with the reason, and put it on the table."""
    about, reason = asked.carried(views.RevisionOf), asked.filled.text("reason")
    revise(asked.bot, asked.actor, about.job, reason, actuals=about.actuals)
    return views.table(open_estimates(asked.bot, asked.actor, job_id=about.job))


def _line_form(asked: Asked, kind: EstimateLineKind, line_id: str | None) -> OnTop:
    seen = _seen(asked)
    return OnTop(views.line_form(drafts.line_form(asked.bot, asked.actor, seen, kind, line_id), seen, line_id))


def _table(asked: Asked, seen: DraftSeen, warning: str = "", typed: str = "") -> View:
    return table_or_card(open_estimates(asked.bot, asked.actor, job_id=seen.job_id), warning, typed)


def _seen(asked: Asked) -> DraftSeen:
    return asked.carried(views.OnTable).seen


def _typed(asked: Asked) -> str:
    filled = asked.filled
    return next((filled.text(name) for name in filled if name.startswith(views.LINES)), "")


DOORS = Doors(
    clicks=[add_lines, new_line, line_menu, open_terms, open_reason],
    forms=[close_table, save_line, save_terms, save_reason],
)
