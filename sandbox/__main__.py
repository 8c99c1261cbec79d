"""`python -m sandbox`: serves a workspace until something stops it."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from sandbox.manifest import ManifestError
from sandbox.server import Sandbox


def main() -> None:
    """Starts, prints one line of JSON with its addresses and secrets, and waits for the end."""
    options = _options()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="sandbox: %(message)s")
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    try:
        sandbox = Sandbox(
            json.loads(options.manifest.read_text()),
            json.loads(options.workspace.read_text()),
            options.request_url,
            port=options.port,
            smtp_port=options.smtp_port,
            state=options.state,
            at=options.at,
        )
    except ManifestError as bad:
        sys.exit(f"{options.manifest}: {bad}")
    with sandbox:
        print(json.dumps(_address(sandbox)), flush=True)
        if options.until_stdin_closes:
            threading.Thread(target=_wait_for_end_of_stdin, args=[over], daemon=True).start()
        over.wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, JSON")
    parser.add_argument("--workspace", type=Path, required=True, help="people and channels, JSON")
    parser.add_argument("--port", type=int, default=8710, help="another free one is taken when it is busy")
    parser.add_argument("--smtp-port", type=int, default=8725, help="the mail server's; another where it is busy")
    parser.add_argument("--state", type=Path, help="keeps the chat in this file")
    parser.add_argument("--at", type=instant, help="when the bot's clock starts, as 2028-02-29T09:00-05:00; else now")
    parser.add_argument("--request-url", help="where the bot listens, in the place of the manifest's addresses")
    parser.add_argument("--until-stdin-closes", action="store_true", help="ends when standard input does")
    options = parser.parse_args()
    if options.at and options.state and options.state.exists():
        parser.error(f"--at is for a new chat, and {options.state} keeps one with its own clock")
    return options


def instant(text: str) -> datetime:
    """Return an aware instant. Raises ArgumentTypeError if it has no zone."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} needs its zone, e.g. {text}Z")
    return read


def _address(sandbox: Sandbox) -> dict[str, str]:
    names = ("url", "api_url", "bot_token", "app_token", "signing_secret", "smtp_url")
    return {name: getattr(sandbox, name) for name in names}


def _wait_for_end_of_stdin(over: threading.Event) -> None:
    # Straight from the descriptor: a buffered reader left waiting would hold up the interpreter's exit.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    over.set()


if __name__ == "__main__":
    main()
