"""Valid job numbers."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

NUMBER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,18}-[A-Za-z0-9]{1,20}", re.ASCII)
OLD_NUMBER = re.compile(r"\d{1,20}", re.ASCII)


def is_job_number(text: str) -> bool:
    """Return whether a job may have that number: `ACME-101`, `INT-ADM`, or all digits from an older system."""
    return bool(NUMBER.fullmatch(text) or OLD_NUMBER.fullmatch(text))


def _number(text: Any) -> str:
    upper = str(text).upper()
    if not is_job_number(upper):
        raise ValueError(f"I can't read “{text}” as a job number. Try ACME-101")
    return upper


Number = Annotated[str, BeforeValidator(_number)]
