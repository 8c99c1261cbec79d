"""Job numbers, and which of them a mistyped one is near to."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

_NUMBER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,18}-[A-Za-z0-9]{1,20}", re.ASCII)
_OLD_NUMBER = re.compile(r"\d{1,20}", re.ASCII)

NEAREST = 3
# Below this share of agreement (of 100) a number is just another number.
NEAR_ENOUGH = 60


def read_job_number(word: str) -> str | None:
    """The job number that a word is, in upper case (`acme-101` is ACME-101); None where it is none."""
    return word.upper() if _NUMBER.fullmatch(word) else None


def is_job_number(text: str) -> bool:
    """Whether a job may have that number: `ACME-101`, `INT-ADM`, or all digits from an older system."""
    return bool(_NUMBER.fullmatch(text) or _OLD_NUMBER.fullmatch(text))


def nearest_numbers(number: str, known: Sequence[str]) -> list[str]:
    """The known job numbers that are most like this one, the most like it first: at most three.

    Those of the same client come before all others: a digit is mistyped more often than a client.
    """
    code = client_code(number)
    of_client = [each for each in known if client_code(each) == code]
    others = [each for each in known if client_code(each) != code]
    near = process.extract(number, of_client, scorer=fuzz.ratio, limit=NEAREST)
    far = process.extract(number, others, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=NEAR_ENOUGH)
    return [match for match, _score, _index in [*near, *far]][:NEAREST]


def client_code(number: str) -> str:
    """The client code in a job number; empty for an all-digit one."""
    return number.rpartition("-")[0]
