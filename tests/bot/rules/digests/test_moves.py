"""The sentences of the digest, and what a correction says that it changed."""

from dataclasses import replace

from bot.rules.digests.changes import changes
from bot.rules.digests.digests import digest_figures
from bot.rules.digests.facts import ClientFacts, JobFacts, MonthFacts, StaffFacts, Work
from bot.rules.digests.figures import DigestFigures
from bot.rules.digests.moves import moves

JOB = JobFacts("ACME-1", "Mailer", month=Work(600, 60_000, 0, 600, 60_000, 600), to_date=Work(600, 60_000))
CLIENT = ClientFacts("1", "ACME", "Acme", "USD", 20, 20, jobs=[JOB], recurring_start=1_000, recurring_end=1_000)


def figures(client: ClientFacts = CLIENT, month: str = "2026-10", staff: StaffFacts | None = None) -> DigestFigures:
    return digest_figures(MonthFacts(month, clients=[client], staff=staff or StaffFacts(1_000, 900, 950, 800)))


BEFORE = figures(month="2026-09")


def with_job(**facts: object) -> ClientFacts:
    return replace(CLIENT, jobs=[replace(JOB, **facts)])


def test_where_nothing_moved_it_says_so() -> None:
    assert moves(figures(), BEFORE) == ["Nothing moved much since the month before."]
    empty = digest_figures(MonthFacts("2026-09"))
    assert moves(figures(), empty) == moves(figures(), None) == [
        "There is no time in the month before to compare with."
    ]  # fmt: skip


def test_time_that_moved_by_a_fifth_and_five_hours_is_told_with_the_job_that_moved_it() -> None:
    more = with_job(month=Work(minutes=900), number="ACME-2")
    assert moves(figures(more), BEFORE) == ["ACME took 5h more than in September 2026, mostly ACME-2 (+15h)."]
    assert moves(figures(with_job(month=Work(minutes=899))), BEFORE) == moves(figures(), BEFORE)
    running = figures(more).model_copy(update={"is_over": False})
    assert moves(running, BEFORE) == moves(figures(), BEFORE)
    less = moves(figures(with_job(month=Work(minutes=60))), BEFORE)
    assert less == ["ACME took 9h less than in September 2026, mostly ACME-1 (−9h)."]


def test_an_overrun_says_how_much_of_it_is_new() -> None:
    was = with_job(budget_cents=59_000)
    now = with_job(budget_cents=59_000, to_date=Work(1_200, 80_000))
    assert moves(figures(now), figures(was, "2026-09")) == [
        "ACME-1 is USD 210.00 over its budget, USD 200.00 of it new: 10h were worked on it this month."
    ]
    assert moves(figures(now), figures(now, "2026-09")) == moves(figures(), BEFORE)


def test_scope_is_told_when_it_passes_a_tenth_and_money_when_it_changes() -> None:
    oos = replace(JOB.month, out_of_scope=61)
    assert moves(figures(with_job(month=oos)), BEFORE) == [
        (
            "ACME’s out-of-scope share rose from 0 % to 10 %: 1h 1m that no estimate covers, "
            "and no Revised Estimate is pending."
        )
    ]
    assert moves(figures(with_job(month=replace(oos, out_of_scope=60))), BEFORE) == moves(figures(), BEFORE)
    grown = replace(CLIENT, recurring_end=3_500, newly_approved_cents=12_000)
    assert moves(figures(grown), BEFORE) == [
        "ACME approved more: upsell of USD 120.00.",
        "ACME’s retainers bring USD 25.00 a month more than at its start.",
    ]


def test_completeness_is_told_from_five_points_on() -> None:
    assert moves(figures(staff=StaffFacts(1_000, 850, 900, 800)), BEFORE) == [
        "Time completeness fell from 90 % to 85 %."
    ]
    assert moves(figures(staff=StaffFacts(1_000, 856, 900, 800)), BEFORE) == moves(figures(), BEFORE)


def test_a_correction_names_each_figure_that_differs_also_where_only_its_parts_do() -> None:
    assert changes(BEFORE, BEFORE) == []
    doubled = figures(staff=StaffFacts(2_000, 1_800, 1_900, 1_600))
    found = {(each.about, each.name): (each.was, each.now) for each in changes(figures(), doubled)}
    assert found == {
        ("All clients", "Utilization"): ("80 %", "80 %"),
        ("All clients", "Time completeness"): ("90 %", "90 %"),
        ("All clients", "On-time share"): ("95 %", "95 %"),
    }
    new = figures(with_job(budget_cents=100_000))
    gone = {each.about: each.now for each in changes(new, figures()) if each.about == "ACME-1"}
    assert gone == {"ACME-1": ""}
