import pytest

from bot.core import Bot
from bot.errors import Conflict, NotFound, UsageError
from bot.jobs.briefs import brief_of, save_brief
from tests.bot.jobs.job_desk import GRACE, MAYA, job
from tests.conftest import FixedClock, actor


def test_each_save_is_a_version_and_older_ones_stay_readable(agency: Bot, clock: FixedClock) -> None:
    job_id = job(agency, "ACME-101").id
    assert brief_of(agency, actor(MAYA), job_id).version == 0
    first = actor(MAYA)
    assert save_brief(agency, first, job_id, 0, {"objectives": " sell tents "}).version == 1
    assert save_brief(agency, first, job_id, 0, {"objectives": " sell tents "}).version == 1  # the delivery again
    clock.forward(days=1)
    assert save_brief(agency, actor(GRACE), job_id, 1, {"objectives": "sell tents", "tone": "warm"}).version == 2
    latest, before = brief_of(agency, actor(MAYA), job_id), brief_of(agency, actor(MAYA), job_id, 1)
    assert (latest.version, latest.by, latest.parts["tone"], latest.is_latest) == (2, GRACE, "warm", True)
    assert (before.by, before.parts["objectives"], before.parts["tone"]) == (MAYA, "sell tents", "")
    assert (before.is_latest, before.versions) == (False, [2, 1])
    with pytest.raises(NotFound, match="no version 3"):
        brief_of(agency, actor(MAYA), job_id, 3)


def test_a_save_that_changes_nothing_makes_no_version(agency: Bot) -> None:
    job_id = job(agency, "ACME-101").id
    save_brief(agency, actor(MAYA), job_id, 0, {"tone": "warm"})
    assert save_brief(agency, actor(GRACE), job_id, 1, {"tone": "warm"}).version == 1


def test_who_saves_over_a_newer_version_is_told_whose_it_is_and_loses_nothing(agency: Bot) -> None:
    job_id = job(agency, "ACME-101").id
    save_brief(agency, actor(GRACE), job_id, 0, {"tone": "warm"})
    with pytest.raises(Conflict, match="Grace Lindqvist saved version 1 while you wrote") as refused:
        save_brief(agency, actor(MAYA), job_id, 0, {"tone": "cold"})
    assert "objectives" in refused.value.refusal.fields
    assert brief_of(agency, actor(MAYA), job_id).parts["tone"] == "warm"


@pytest.mark.parametrize("parts", [{}, {"tone": "x" * 2001}])
def test_a_brief_says_something_and_not_too_much(agency: Bot, parts: dict[str, str]) -> None:
    with pytest.raises(UsageError) as refused:
        save_brief(agency, actor(MAYA), job(agency, "ACME-101").id, 0, parts)
    assert refused.value.refusal.fields
