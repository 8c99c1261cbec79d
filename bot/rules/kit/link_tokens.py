"""The tokens of links: nobody guesses one, and what is kept of it opens nothing."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

BYTES = 32
LONGEST = 100


def new_token() -> str:
    """32 random bytes, as an address has them."""
    return secrets.token_urlsafe(BYTES)


def kept_of(token: str) -> str:
    """What is kept of a token: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def derived(token: str, purpose: str) -> str:
    """Another token, which only who has the first one can make: HMAC-SHA256 of the purpose under it."""
    mac = hmac.new(token.encode("utf-8", "replace"), purpose.encode("utf-8", "replace"), hashlib.sha256)
    return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()
