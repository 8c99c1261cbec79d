from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.timesheets.approvals import EntryChange, Facts, changes, version_of

SAID = Facts("job", date(2026, 3, 9), 120, billable=True, note="copy", service="copy", out_of_scope=False)
FACTS = st.builds(SAID._replace, minutes=st.integers(1, 3), note=st.sampled_from("ab"), billable=st.booleans())
WEEKS = st.dictionaries(st.sampled_from("abcd"), FACTS)


def test_a_new_an_edited_and_an_undone_entry_are_changed_and_no_other() -> None:
    longer = SAID._replace(minutes=180)
    now, approved = {"same": SAID, "edited": longer, "new": SAID}, {"same": SAID, "edited": SAID, "undone": SAID}
    assert changes(now, approved) == [
        EntryChange("edited", SAID, longer),
        EntryChange("new", None, SAID),
        EntryChange("undone", SAID, None),
    ]


@given(now=WEEKS, approved=WEEKS)
def test_once_each_change_is_approved_nothing_is_changed(now: dict[str, Facts], approved: dict[str, Facts]) -> None:
    for change in changes(now, approved):
        approved.pop(change.entry_id, None)
        approved |= {change.entry_id: change.now} if change.now else {}
    assert changes(now, approved) == []


@given(one=WEEKS, other=WEEKS)
def test_a_version_names_just_what_the_entries_say(one: dict[str, Facts], other: dict[str, Facts]) -> None:
    assert (version_of(one.items()) == version_of(other.items())) == (one == other)
    assert version_of(reversed(list(one.items()))) == version_of(one.items())
