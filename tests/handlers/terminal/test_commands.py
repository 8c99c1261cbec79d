"""The operator's commands, as processes of their own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from handlers.slack.manifest import load_manifest
from handlers.web.server import listen
from sandbox import Sandbox
from tests.handlers.conftest import WORKSPACE, buttons

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
DRY = "Nothing was saved: this was a dry run. Add --save to save it.\n"
APP = [sys.executable, str(ROOT / "app.py")]


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*APP, *arguments],
        cwd=tmp_path,
        env=env(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def env(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


@contextmanager
def started(tmp_path: Path, command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*APP, command], cwd=tmp_path, env=env(**environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def connected(sandbox: Sandbox) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
    }


def test_the_examples_are_imported_in_four_commands(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    for kind, count in (("people", 10), ("clients", 5), ("jobs", 12), ("rates", 6)):
        file = str(EXAMPLES / f"{kind}.csv")
        dry = run(tmp_path, "import", kind, file)
        assert f"{count} new, 0 changed, 0 same, 0 error" in dry.stdout
        assert "this was a dry run" in dry.stdout
        assert run(tmp_path, "import", kind, file, "--save").stdout.endswith("Saved.\n")
        assert f"0 new, 0 changed, {count} same" in run(tmp_path, "import", kind, file).stdout


def test_a_line_is_explained_as_chat_reads_it_and_nothing_is_saved(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    for kind in ("people", "clients", "jobs"):
        run(tmp_path, "import", kind, str(EXAMPLES / f"{kind}.csv"), "--save")
    at = ("--at", "2026-03-12T15:00Z", "--json")
    for _ in range(2):
        line = "*2h* acme&#8209;101 3/10 “R&amp;D”"
        done = json.loads(run(tmp_path, "explain", line, "--person", "maya@harbourvale.example", *at).stdout)
        (entry,) = done["entries"]
        told = (done["outcome"], entry["job"], entry["minutes"], entry["worked_date"], entry["note"])
        assert told == ("saved", "ACME-101", 120, "2026-03-10", "R&D")
    asks = json.loads(run(tmp_path, "explain", "2h layout", "--channel", "#helix", *at).stdout)
    assert (asks["outcome"], [choice["line"].split()[1] for choice in asks["choices"]]) == (
        "asks",
        ["HLX-301", "HLX-302"],
    )
    assert json.loads(run(tmp_path, "explain", "-2h ACME-101", *at).stdout)["outcome"] == "refused"
    wrong = run(tmp_path, "explain", "2h ACME-101", "--at", "noon")
    assert (wrong.returncode, wrong.stderr) == (2, "“noon” is no instant, e.g. 2026-03-12T15:00Z\n")


def test_a_wrong_file_is_reported_by_line_and_nothing_is_saved(tmp_path: Path) -> None:
    run(tmp_path, "migrate")
    file = tmp_path / "clients.csv"
    file.write_text("code;name\nACME;Acme Outdoor\nA C;Spaced\n", encoding="utf-8-sig")
    done = run(tmp_path, "import", "clients", str(file), "--save")
    assert done.returncode == 1
    assert "! line 3: error   code: “A C” is no client code" in done.stdout
    assert "Nothing was saved" in done.stderr
    file.write_text("code,naem\nACME,Acme\n")
    done = run(tmp_path, "import", "clients", str(file))
    assert (done.returncode, done.stderr) == (
        1, "clients.csv has columns I don't know: naem. I know: code, name.\n",
    )  # fmt: skip
    file.write_bytes(b"code,name\nACME,Caf\xe9\n")
    assert "is not UTF-8" in run(tmp_path, "import", "clients", str(file)).stderr


def test_time_from_another_tool_is_imported_once_with_a_mapping_file(tmp_path: Path) -> None:
    run(tmp_path, "migrate")
    for kind in ("people", "clients", "jobs"):
        run(tmp_path, "import", kind, str(EXAMPLES / f"{kind}.csv"), "--save")
    file, mapping = str(EXAMPLES / "time-harvest.csv"), str(EXAMPLES / "time-map.csv")
    unmapped = run(tmp_path, "import", "time", file)
    assert unmapped.returncode == 1
    assert "! line 2: error   person “Maya Torres” is not known here" in unmapped.stdout
    assert 'person,"Maya Torres",          (2 lines)' in unmapped.stdout
    dry = run(tmp_path, "import", "time", file, "--map", mapping)
    assert "+ line 2: new     2026-10-05  1h 30m ACME-101" in dry.stdout
    assert dry.stdout.endswith("4 new, 0 same, 1 without time, 0 error\n" + DRY)
    assert run(tmp_path, "import", "time", file, "--map", mapping, "--save").stdout.endswith("Saved.\n")
    assert "0 new, 4 same" in run(tmp_path, "import", "time", file, "--map", mapping, "--save").stdout
    plain = run(tmp_path, "import", "time", str(EXAMPLES / "time.csv"))
    assert plain.stdout.endswith("3 new, 0 same, 0 without time, 0 error\n" + DRY)


def test_a_file_of_time_that_cannot_be_read_says_why_in_one_line(tmp_path: Path) -> None:
    run(tmp_path, "migrate")
    file = tmp_path / "other.csv"
    file.write_text("who,what\n")
    done = run(tmp_path, "import", "time", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("I don't know this file's columns.")
    assert "nothing to take back" in run(tmp_path, "import", "time", str(file), "--take-back").stderr
    assert "for time only" in run(tmp_path, "import", "jobs", str(EXAMPLES / "jobs.csv"), "--take-back").stderr
    file.write_text("kind,theirs,ours\nclient,x,y\n")
    bad_map = run(tmp_path, "import", "time", str(EXAMPLES / "time.csv"), "--map", str(file))
    assert bad_map.stderr.startswith("other.csv, line 2: it needs a kind")
    file.write_bytes(b"person,job,date,duration,note\nx,y,2026-01-01,1,caf\xe9\n")
    assert "is not UTF-8" in run(tmp_path, "import", "time", str(file)).stderr


def test_the_manifest_is_printed_for_http(tmp_path: Path) -> None:
    done = run(tmp_path, "manifest", "--url", "https://jj.example", "--prefix", "jj-")
    command = json.loads(done.stdout)["features"]["slash_commands"][0]
    assert (command["command"], command["url"]) == ("/jj-logtime", "https://jj.example/slack/events")


def test_the_manifests_address_and_prefix_come_from_the_settings(tmp_path: Path) -> None:
    done = run(tmp_path, "manifest", PUBLIC_URL="https://jj.example", SLACK_COMMAND_PREFIX="jj-")
    command = json.loads(done.stdout)["features"]["slash_commands"][0]
    assert (command["command"], command["url"]) == ("/jj-logtime", "https://jj.example/slack/events")


def test_the_operator_sees_what_is_set_aside_and_has_it_sent_again(tmp_path: Path) -> None:
    run(tmp_path, "migrate")
    assert run(tmp_path, "outbox").stdout == "Nothing is set aside.\n"
    with closing(sqlite3.connect(tmp_path / "var/jobjacket.db")) as database, database:
        database.execute(
            "INSERT INTO notices (key, subject, payload, queued_at, sending, maybe_sent, wanted, platform, workspace,"
            " channel, try_after, problem) VALUES ('reply:1', 'nothing', '{\"kind\": \"help_reply\"}',"
            " '2026-03-12 15:00:00.000000', 'set aside', 0, 0, 'slack', 'T0', 'D0MAYA', '2026-03-12 15:00:00.000000',"
            " 'channel_not_found')"
        )
    told = "reply:1  help_reply to D0MAYA, queued 2026-03-12 15:00 UTC: channel_not_found"
    assert run(tmp_path, "outbox").stdout.splitlines()[0] == told
    assert "tried again" in run(tmp_path, "outbox", "--send-again", "reply:1").stdout
    again = run(tmp_path, "outbox", "--send-again", "reply:1")
    assert (again.returncode, again.stderr) == (1, "Nothing with the key reply:1 is set aside.\n")


def test_a_manifest_that_slack_would_refuse_is_not_printed(tmp_path: Path) -> None:
    done = run(tmp_path, "manifest", "--url", "nope", "--prefix", "My Prefix!")
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["SLACK_COMMAND_PREFIX", "PUBLIC_URL"]


@pytest.mark.parametrize("command", ["web", "worker"])
def test_without_slack_web_and_worker_refuse_in_one_line(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, command)
    assert done.returncode == 2
    assert done.stderr.startswith("SLACK_BOT_TOKEN is missing")
    assert len(done.stderr.splitlines()) == 1


def test_wrong_settings_stop_every_start_with_a_line_each(tmp_path: Path) -> None:
    done = run(tmp_path, "run", PORT="x", LOG_LEVEL="loud")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2


@pytest.fixture
def busy_port() -> Iterator[str]:
    with closing(listen("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


@pytest.mark.parametrize("command", ["run", "web"])
def test_a_busy_port_stops_the_start_in_one_line_that_names_it(tmp_path: Path, busy_port: str, command: str) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret", "HOST": "127.0.0.1", "PORT": busy_port}
    done = run(tmp_path, command, **slack)
    assert done.returncode == 2
    assert done.stderr == (
        f"can't listen on port {busy_port} of 127.0.0.1: Address already in use; set HOST or PORT to another\n"
    )


def test_by_socket_mode_a_busy_port_holds_nothing_up(tmp_path: Path, sandbox: Sandbox, busy_port: str) -> None:
    with started(tmp_path, "run", **connected(sandbox), HOST="127.0.0.1", PORT=busy_port) as process:
        sandbox.wait_for(lambda: sandbox.is_connected or process.poll() is not None, timeout=30)
        assert process.poll() is None
        assert sandbox.is_connected


def test_a_fault_at_the_terminal_shows_no_traceback_but_a_reference(tmp_path: Path) -> None:
    done = run(tmp_path, "import", "clients", str(EXAMPLES / "clients.csv"), LOG_FORMAT="json")
    assert done.returncode == 1
    line, message = done.stderr.strip().splitlines()[-2:]
    assert json.loads(line)["reference"] in message


def test_after_the_demo_a_real_workspace_is_still_to_be_set_up(tmp_path: Path) -> None:
    """The demo agency goes to a store of its own, whatever the settings name."""
    with started(tmp_path, "run", DATABASE_URL="sqlite:///var/real.db") as demo:
        assert demo.stdout
        assert any("sandbox workspace" in line for line in demo.stdout)
    assert (tmp_path / "var/sandbox.db").exists()
    assert not (tmp_path / "var/real.db").exists()
    with Sandbox(load_manifest(), WORKSPACE) as sandbox:
        settings = connected(sandbox) | {"DATABASE_URL": "sqlite:///var/real.db", "HOST": "127.0.0.1", "PORT": "39212"}
        with started(tmp_path, "run", **settings):
            sandbox.wait_for_socket(timeout=20)
            grace = sandbox.as_person("grace")
            grace.open_home()
            sandbox.wait_until_quiet()
            home = grace.home()
    assert home
    assert buttons(home["blocks"]) == ["Set up Jobjacket"]


def test_web_and_worker_together_serve_a_workspace(tmp_path: Path) -> None:
    """Two processes on one store: one takes deliveries, the other sends the answers."""
    assert run(tmp_path, "migrate").returncode == 0
    for kind in ("people", "clients", "jobs"):
        run(tmp_path, "import", kind, str(EXAMPLES / f"{kind}.csv"), "--save")
    workspace = WORKSPACE | {
        "people": [p | {"email": p["email"].replace("hv.example", "harbourvale.example")} for p in WORKSPACE["people"]]
    }
    with Sandbox(load_manifest(), workspace) as sandbox:
        settings = connected(sandbox) | {"PORT": "39211", "HOST": "127.0.0.1"}
        with started(tmp_path, "web", **settings) as web, started(tmp_path, "worker", **settings) as worker:
            sandbox.wait_for_socket(timeout=20)
            maya = sandbox.as_person("maya")
            maya.direct("2h ACME-101 copy edits")
            maya.wait_for_message(None, "Logged: 2h on ACME-101", timeout=20)
            with urlopen("http://127.0.0.1:39211/readyz", timeout=5) as answer:
                assert json.load(answer) == {"ready": True}
        assert (web.returncode, worker.returncode) == (0, 0)
