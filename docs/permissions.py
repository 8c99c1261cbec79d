"""Writes `docs/permissions.md` from the table that every use case asks: `make permissions`."""

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
HEAD = """# Who may do what

One table, `bot/rules/permissions.py`, is asked by every use case; nothing else decides. This page is written from it
by `make permissions`, and a test compares the two.

| to … | may |
|---|---|
"""
TAIL = """
* **Everybody at the agency** is whoever is added as a person and is a full member of the workspace: guests, members of
  other organisations and client contacts are never staff, whatever a payload says.
* **Account desk**: account coordinators, managers, directors and senior directors, heads of accounts, leadership, and
  admins. **Account leads** are the same without the coordinators.
* **Supervisor** is somebody that others report to; it counts for the people below them.
* **Admin** is set in *People* on an admin's Home; the first is who set Jobjacket up. The last one is never taken away.
* **Workspace admin** is whom Slack itself calls one, and counts only as long as there is no admin.
* **Operator** is who can run `app.py` at the terminal.
* **Named approver** is a client contact who was asked to decide, or an account they chat from.
* Who owns a client reads the digest of their own portfolio, whatever their role; who minds a job or a client
  makes its make-good plan and writes its health note; who carries out a plan sees it and says how it ended.
* What is shown follows the same table: amounts of retainers, approval limits and the money of a job are left out for
  who may not see money.
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
    """A line for each act, by what it is called."""
    for act, may in MAY.items():
        yield f"| {act} | {_words(may)} |"


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join(table()) + "\n" + TAIL


def _words(may: frozenset[str]) -> str:
    """The groups that are in it, the largest first, and who else."""
    left, words = set(may), []
    for group, name in GROUPS:
        if group <= left:
            words.append(name)
            left -= group
    words += [SINGLE.get(each, _plural(each)) for each in sorted(left)]
    return ", ".join(words)


def _plural(standing: str) -> str:
    return PLURALS.get(standing, f"{standing}s")


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
