"""What serves until a signal ends it: beside other processes, and after them. One of two is this process."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from sqlalchemy import text

from handlers.slack.manifest import load_manifest
from sandbox import Sandbox
from storage import migrate
from storage.store import Store
from tests.handlers.conftest import WORKSPACE, buttons
from tests.handlers.terminal.front_door import EXAMPLES, run, run_while, started
from tests.handlers.terminal.test_older_databases import leave_older_database

REPLACED = "The demo in var/sandbox.db came from another version of Jobjacket, so I've started a fresh one.\n"


class DemoEnded(NamedTuple):
    """A folder in which a demo ran, what it printed, and what came of its commands with the prefix and without."""

    folder: Path
    printed: list[str]
    answers: dict[str, str]


@pytest.fixture(scope="module")
def demo_ended(tmp_path_factory: pytest.TempPathFactory) -> DemoEnded:
    """One that found another version's databases, with settings that name a real one, and a prefix for its commands."""
    folder = tmp_path_factory.mktemp("demo")
    leave_older_database(folder / "var/sandbox.db")
    leave_older_database(folder / "var/jobjacket.db")
    printed, answers = [], {}
    with started(folder, "run", DATABASE_URL="sqlite:///var/real.db", SLACK_COMMAND_PREFIX="jj-") as demo:
        assert demo.stdout
        for line in demo.stdout:
            printed.append(line)
            if line.strip().startswith("http"):
                answers = {each: answered(line.strip(), each) for each in ("/jj-logtime", "/logtime")}
                break
    assert demo.returncode == 0
    return DemoEnded(folder, printed, answers)


def answered(url: str, command: str) -> str:
    """What Maya sees after a command in the demo at that address."""
    place = "as=U0MAYA0001&channel=C0ACCOUNT2"
    typed = json.dumps({"command": command, "text": "help"}).encode()
    with urlopen(f"{url}/browser/command?{place}", typed, timeout=10) as refused:
        message = json.load(refused).get("message", "")
    with urlopen(f"{url}/browser/messages?{place}", timeout=10) as shown:
        return message or str(json.load(shown)["messages"][-1])


def connected(sandbox: Sandbox) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "HOST": "127.0.0.1",
    }


def test_by_socket_mode_a_busy_port_holds_nothing_up(tmp_path: Path, sandbox: Sandbox, busy_port: str) -> None:
    def waiting() -> None:
        sandbox.wait_for_socket(timeout=30)

    assert run_while(waiting, tmp_path, "run", **connected(sandbox), PORT=busy_port).returncode == 0


def test_another_versions_demo_is_replaced_by_a_fresh_one_with_one_sentence(
    demo_ended: DemoEnded, tmp_path: Path
) -> None:
    assert demo_ended.printed[0] == REPLACED
    with closing(Store(f"sqlite:///{demo_ended.folder / 'var/sandbox.db'}")) as store, store.read() as session:
        assert migrate.is_current(store)
        assert "Maya Torres" in session.scalars(text("SELECT name FROM people")).all()
    leave_older_database(tmp_path / "jobjacket.db")
    assert (demo_ended.folder / "var/jobjacket.db").read_bytes() == (tmp_path / "jobjacket.db").read_bytes()


def test_the_demo_offers_and_answers_the_commands_with_the_prefix_and_no_other(demo_ended: DemoEnded) -> None:
    assert "`/jj-logtime 2h ACME-101 copy edits`" in demo_ended.answers["/jj-logtime"]
    assert "/logtime is not a valid command" in demo_ended.answers["/logtime"]


def test_after_the_demo_a_real_workspace_is_still_to_be_set_up(demo_ended: DemoEnded, sandbox: Sandbox) -> None:
    """The demo agency goes to a store of its own, whatever the settings name."""
    folder, shown = demo_ended.folder, []
    assert (folder / "var/sandbox.db").exists()
    assert not (folder / "var/real.db").exists()

    def open_home() -> None:
        sandbox.wait_for_socket(timeout=20)
        grace = sandbox.as_person("grace")
        grace.open_home()
        sandbox.wait_until_quiet()
        shown.append(grace.home())

    settings = connected(sandbox) | {"DATABASE_URL": "sqlite:///var/real.db", "PORT": "39212"}
    assert run_while(open_home, folder, "run", **settings).returncode == 0
    (home,) = shown
    assert home
    assert buttons(home["blocks"]) == ["Set up Jobjacket"]


@pytest.fixture
def agencys_sandbox() -> Iterator[Sandbox]:
    """The workspace of whom the examples name."""
    people = [p | {"email": p["email"].replace("hv.example", "harbourvale.example")} for p in WORKSPACE["people"]]
    with Sandbox(load_manifest(), WORKSPACE | {"people": people}) as sandbox:
        yield sandbox


@pytest.mark.usefixtures("tables")
def test_web_and_worker_together_serve_a_workspace(tmp_path: Path, agencys_sandbox: Sandbox) -> None:
    """Two processes on one store: one takes deliveries, the other, which is this one, sends the answers."""
    for kind in ("people", "clients", "jobs"):
        run(tmp_path, "import", kind, str(EXAMPLES / f"{kind}.csv"), "--save")
    settings = connected(agencys_sandbox) | {"PORT": "39211"}

    def talk() -> None:
        agencys_sandbox.wait_for_socket(timeout=20)
        maya = agencys_sandbox.as_person("maya")
        maya.direct("2h ACME-101 copy edits")
        maya.wait_for_message(None, "Logged: 2h on ACME-101", timeout=20)
        with urlopen("http://127.0.0.1:39211/readyz", timeout=5) as answer:
            assert json.load(answer) == {"ready": True}

    with started(tmp_path, "web", **settings) as web:
        assert run_while(talk, tmp_path, "worker", **settings).returncode == 0
    assert web.returncode == 0
