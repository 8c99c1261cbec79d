"""How long a `/logtime` takes over signed HTTP, as a ratio to `/healthz` of the same server in the same run.

`make bench`; you can name a database other than a fresh SQLite file: `python -m bench.logtime DATABASE_URL`.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import urlencode

import uvicorn
from slack_sdk.signature import SignatureVerifier

from bot.admin.imports import import_clients, import_jobs, import_people
from bot.core import OPERATOR, Bot
from bot.people.people import Profile, recognise
from handlers.logs import configure_logs
from handlers.settings import LogFormat, LogLevel
from handlers.slack.app import slack_app
from handlers.slack.edge import Edge
from handlers.slack.http import PATH, slack_route
from handlers.slack.kit.client import slack_client
from handlers.slack.kit.door import SlackDoor, Workspace
from handlers.slack.kit.platform import SLACK
from handlers.slack.table import table
from handlers.web.app import web_app
from handlers.web.server import listen
from storage import migrate
from storage.people.people import Address
from storage.store import THREADS, Store

ROUNDS = 1000
WARM_UP = 50
SECRET = "bench"
TEAM, USER = "T0BENCH", "U0BENCH"


def main() -> None:
    """Measure, and print."""
    configure_logs(LogLevel.WARNING, LogFormat.AUTO)
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/bench.db"
        bot = Bot(store=Store(url))
        migrate.upgrade(bot.store)
        fill(bot)
        with served(bot) as (host, port):
            connection = HTTPConnection(host, port)
            baseline = measure(lambda _: get(connection, "/healthz"))
            logged = measure(lambda number: log(connection, number))
        bot.store.close()
    show("GET /healthz", baseline, baseline)
    show("POST /logtime", logged, baseline)


def fill(bot: Bot) -> None:
    """Add one person and one job."""
    person = {"name": "B", "email": "b@b.example", "role": "AC", "office": "X", "office_zone": "UTC"}
    import_people(bot, OPERATOR, [person], save=True)
    import_clients(bot, OPERATOR, [{"code": "ACME", "name": "Acme"}], save=True)
    job = {"number": "ACME-101", "title": "Mailer", "client": "ACME", "billable": "y"}
    import_jobs(bot, OPERATOR, [job], save=True)
    address = Address(SLACK, TEAM, USER)
    known = {"name": "B", "email": "b@b.example", "zone": "UTC", "is_full_member": True, "is_workspace_admin": False}
    recognise(bot, Profile(address=address, **known))


@contextmanager
def served(bot: Bot) -> Iterator[tuple[str, int]]:
    """Serve the web edge with Slack's route, in a thread."""
    slack = SlackDoor(bot, slack_client("xoxb-bench", "http://127.0.0.1:1/api/"))
    slack.workspace = Workspace(TEAM, "U0BOT", "B0BOT", "https://bench.slack.com/")
    app = web_app(lambda: True, [slack_route(Edge(slack_app(slack), slack, table(), THREADS), SECRET)])
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()
    server.should_exit = True
    thread.join()


def measure(call: Callable[[int], None]) -> list[float]:
    """Return the seconds of each call, after a warm-up."""
    times = []
    for number in range(WARM_UP + ROUNDS):
        began = time.perf_counter()
        call(number)
        times.append(time.perf_counter() - began)
    return times[WARM_UP:]


def get(connection: HTTPConnection, path: str) -> None:
    """Make a plain request."""
    connection.request("GET", path)
    connection.getresponse().read()


def log(connection: HTTPConnection, number: int) -> None:
    """Make one signed `/logtime` of a minute, each on another day, so that no day fills up."""
    day = f"{2000 + number // 300:04}-{number % 12 + 1:02}-{number % 25 + 1:02}"
    command = {"command": "/logtime", "text": f"1m ACME-101 {day} bench", "user_id": USER, "team_id": TEAM}
    body = urlencode(command | {"trigger_id": f"{time.time_ns()}.{number}", "channel_id": "C0", "channel_name": "desk"})
    now = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body) or ""
    headers = {"x-slack-request-timestamp": now, "x-slack-signature": signature}
    headers["content-type"] = "application/x-www-form-urlencoded"
    connection.request("POST", PATH, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status != 200 or "Logged" not in text:
        raise RuntimeError(f"{answer.status}: {text}")


def show(name: str, times: list[float], baseline: list[float]) -> None:
    """Print p50 and p99, in milliseconds and as ratios to the baseline's p50."""
    cuts, base = quantiles(times, n=100), quantiles(baseline, n=100)[49]
    p50, p99 = cuts[49], cuts[98]
    print(f"{name:14} p50 {p50 * 1000:6.2f} ms ({p50 / base:5.1f} x)   p99 {p99 * 1000:6.2f} ms ({p99 / base:5.1f} x)")


if __name__ == "__main__":
    main()
