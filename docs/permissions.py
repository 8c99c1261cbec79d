"""Writes `docs/permissions.md` from the table of permissions: `make permissions`."""

from collections.abc import Iterator
from pathlib import Path

from bot.rules.permissions import (
    ACCOUNT_DESK,
    ACCOUNT_LEADS,
    ADMIN,
    APPROVER,
    CLIENT_CONTACT,
    MAY,
    OPERATOR,
    STAFF,
    SUPERVISOR,
)
from storage.words.time import Role

FILE = Path(__file__).with_suffix(".md")
HEAD = """# Permissions

Every use case checks one table, `bot/rules/permissions.py`; nothing else decides. `make permissions` writes this page
from it, and a test compares the two.

| to … | may |
|---|---|
"""
TAIL = """
* **Everybody at the agency** is everybody added as a person who is a full member of the workspace. Guests, members of
  other organisations and client contacts are never staff, whatever a payload says.
* **Account desk**: account coordinators, managers, directors and senior directors, heads of accounts, leadership, and
  admins. **Account leads** are the same without the coordinators.
* **Supervisors** have people who report to them; they may act for everybody below them.
* **Admins** are set in *People* on an admin's Home. The first is the person who set Jobjacket up; the last can't be
  removed.
* **Workspace admins** are the ones Slack itself names, and count only as long as there is no admin.
* The **operator** can run `app.py` at the terminal.
* **Named approvers** are client contacts who were asked to decide, and the accounts they chat from.
* Client owners read the digest of their own portfolio, whatever their role. The lead of a job or a client makes its
  make-good plan and writes its health note. The person who carries out a plan sees it and enters how it ended.
* Views follow the same table: people who may not see money don't see the amounts of retainers, approval limits and the
  money of a job.
"""
GROUPS = (
    (STAFF, "everybody at the agency"),
    (ACCOUNT_DESK, "the account desk"),
    (ACCOUNT_LEADS, "account leads"),
)
SINGLE = {ADMIN: "admins", OPERATOR: "the operator", SUPERVISOR: "supervisors", APPROVER: "named approvers"}
SINGLE |= {CLIENT_CONTACT: "client contacts (what is shared of their own client)"}

PLURALS = {Role.LEADERSHIP: "leadership", Role.FINANCE: "finance", Role.HEAD: "heads of accounts"}


def table() -> Iterator[str]:
    """Return one table row per act, in the table's order."""
    for act, may in MAY.items():
        yield f"| {act} | {_words(may)} |"


def page() -> str:
    """Return the whole page."""
    return HEAD + "\n".join(table()) + "\n" + TAIL


def _words(may: frozenset[str]) -> str:
    """Name the groups in it, the largest first, then the remaining roles."""
    left, words = set(may), []
    for group, name in GROUPS:
        if group <= left:
            words.append(name)
            left -= group
    words += [SINGLE.get(each, _plural(each)) for each in sorted(left)]
    return ", ".join(words)


def _plural(relation: str) -> str:
    return PLURALS.get(relation, f"{relation}s")


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
