"""The tokens of links: they can't be guessed, and we only store hashes, which open nothing."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

BYTES = 32
LONGEST = 100


def new_token() -> str:
    """Return 32 random bytes, encoded for URLs."""
    return secrets.token_urlsafe(BYTES)


def kept_of(token: str) -> str:
    """Return the part of a token that we store: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def derived(token: str, purpose: str) -> str:
    """Return a second token that only the holder of the first can make: HMAC-SHA256 of the purpose, keyed by it."""
    mac = hmac.new(token.encode("utf-8", "replace"), purpose.encode("utf-8", "replace"), hashlib.sha256)
    return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()
