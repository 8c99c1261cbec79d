"""The operator's commands, as `app.py` runs them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.rules.clients.rows import ClientRow
from tests.handlers.terminal.front_door import EXAMPLES, run

DRY = "Nothing was saved: this was a dry run. Add --save to save it.\n"


def test_the_examples_are_imported_in_five_commands(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    for kind, count in (("people", 10), ("clients", 5), ("contacts", 5), ("jobs", 12), ("rates", 6)):
        file = str(EXAMPLES / f"{kind}.csv")
        dry = run(tmp_path, "import", kind, file)
        assert f"{count} new, 0 changed, 0 same, 0 error" in dry.stdout
        assert "this was a dry run" in dry.stdout
        assert run(tmp_path, "import", kind, file, "--save").stdout.endswith("Saved.\n")
        assert f"0 new, 0 changed, {count} same" in run(tmp_path, "import", kind, file).stdout


@pytest.mark.usefixtures("tables")
def test_a_line_is_explained_as_chat_reads_it_and_nothing_is_saved(tmp_path: Path) -> None:
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
    assert (wrong.returncode, wrong.stderr) == (2, "“noon” isn't an instant, e.g. 2026-03-12T15:00Z\n")


@pytest.mark.usefixtures("tables")
def test_a_wrong_file_is_reported_by_line_and_nothing_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("code;name\nACME;Acme Outdoor\nA C;Spaced\n", encoding="utf-8-sig")
    done = run(tmp_path, "import", "clients", str(file), "--save")
    assert done.returncode == 1
    assert "! line 3: error   code: “A C” isn't a client code" in done.stdout
    assert "Nothing was saved" in done.stderr
    file.write_text("code,naem\nACME,Acme\n")
    done = run(tmp_path, "import", "clients", str(file))
    assert (done.returncode, done.stderr) == (
        1, f"clients.csv has columns I don't know: naem. I know: {', '.join(ClientRow.model_fields)}.\n",
    )  # fmt: skip
    file.write_bytes(b"code,name\nACME,Caf\xe9\n")
    assert "is not UTF-8" in run(tmp_path, "import", "clients", str(file)).stderr


@pytest.mark.usefixtures("tables")
def test_time_from_another_tool_is_imported_once_with_a_mapping_file(tmp_path: Path) -> None:
    for kind in ("people", "clients", "jobs"):
        run(tmp_path, "import", kind, str(EXAMPLES / f"{kind}.csv"), "--save")
    file, mapping = str(EXAMPLES / "time-harvest.csv"), str(EXAMPLES / "time-map.csv")
    unmapped = run(tmp_path, "import", "time", file)
    assert unmapped.returncode == 1
    assert "! line 2: error   I can't find the person “Maya Torres”" in unmapped.stdout
    assert 'person,"Maya Torres",          (2 lines)' in unmapped.stdout
    dry = run(tmp_path, "import", "time", file, "--map", mapping)
    assert "+ line 2: new     2026-10-05  1h 30m ACME-101" in dry.stdout
    assert dry.stdout.endswith("4 new, 0 same, 1 without time, 0 error\n" + DRY)
    assert run(tmp_path, "import", "time", file, "--map", mapping, "--save").stdout.endswith("Saved.\n")
    assert "0 new, 4 same" in run(tmp_path, "import", "time", file, "--map", mapping, "--save").stdout
    plain = run(tmp_path, "import", "time", str(EXAMPLES / "time.csv"))
    assert plain.stdout.endswith("3 new, 0 same, 0 without time, 0 error\n" + DRY)


@pytest.mark.usefixtures("tables")
def test_a_file_of_time_that_cannot_be_read_says_why_in_one_line(tmp_path: Path) -> None:
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
    urls = {each["command"]: each["url"] for each in json.loads(done.stdout)["features"]["slash_commands"]}
    assert urls["/jj-logtime"] == "https://jj.example/slack/events"


def test_the_manifests_address_and_prefix_come_from_the_settings(tmp_path: Path) -> None:
    done = run(tmp_path, "manifest", PUBLIC_URL="https://jj.example", SLACK_COMMAND_PREFIX="jj-")
    urls = {each["command"]: each["url"] for each in json.loads(done.stdout)["features"]["slash_commands"]}
    assert urls["/jj-logtime"] == "https://jj.example/slack/events"


@pytest.mark.usefixtures("tables")
def test_the_operator_sees_what_is_undelivered_and_has_it_sent_again(tmp_path: Path) -> None:
    assert run(tmp_path, "outbox").stdout == "Nothing is undelivered.\n"
    with closing(sqlite3.connect(tmp_path / "var/jobjacket.db")) as database, database:
        database.execute(
            "INSERT INTO notices (key, kind, subject, payload, queued_at, sending, maybe_sent, wanted, platform,"
            " workspace, channel, try_after, problem) VALUES ('reply:1', 'LineAnsweredReply', 'nothing', '{}',"
            " '2026-03-12 15:00:00.000000', 'set aside', 0, 0, 'slack', 'T0', 'D0MAYA', '2026-03-12 15:00:00.000000',"
            " 'channel_not_found')"
        )
    told = "reply:1  LineAnsweredReply to D0MAYA, queued 2026-03-12 15:00 UTC: channel_not_found"
    assert run(tmp_path, "outbox").stdout.splitlines() == [
        told,
        "1 undelivered. Fix the reason, then: app.py outbox --send-again KEY",
    ]
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


def test_a_sandbox_begins_at_an_instant_only_where_it_is_new_and_a_real_workspace_never(tmp_path: Path) -> None:
    at = ("run", "--at", "2028-02-29T14:00Z")
    (tmp_path / "var").mkdir()
    (tmp_path / "var/sandbox.json").touch()
    kept = run(tmp_path, *at)
    assert (kept.returncode, kept.stderr) == (
        2, "--at is only for a new sandbox. To start one, move var/sandbox.json and var/sandbox.db away first\n",
    )  # fmt: skip
    real = run(tmp_path, *at, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="secret")
    assert (real.returncode, real.stderr) == (
        2, "--at is only for a sandbox, and SLACK_BOT_TOKEN is for a real workspace\n",
    )  # fmt: skip
    assert "“noon” isn't an instant" in run(tmp_path, "run", "--at", "noon").stderr


@pytest.mark.parametrize("command", ["run", "web"])
def test_a_busy_port_stops_the_start_in_one_line_that_names_it(tmp_path: Path, busy_port: str, command: str) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret", "HOST": "127.0.0.1", "PORT": busy_port}
    done = run(tmp_path, command, LOG_LEVEL="warning", **slack)
    assert done.returncode == 2
    assert done.stderr == (
        f"can't listen on port {busy_port} of 127.0.0.1: Address already in use; set HOST or PORT to another\n"
    )


@pytest.mark.usefixtures("tables")
def test_a_contact_is_erased_by_their_email_address(tmp_path: Path) -> None:
    for kind in ("people", "clients", "contacts"):
        assert run(tmp_path, "import", kind, str(EXAMPLES / f"{kind}.csv"), "--save").returncode == 0
    done = run(tmp_path, "erase", "contact", "Dana@acmeoutdoor.example", "--yes")
    assert done.stdout.startswith("Dana Whitfield, contact of ACME\nErased. What they decided stays on record under ")
    with closing(sqlite3.connect(tmp_path / "var" / "jobjacket.db")) as database:
        assert "Dana" not in "\n".join(database.iterdump())
    again = run(tmp_path, "erase", "contact", "dana@acmeoutdoor.example", "--yes")
    assert (again.returncode, again.stderr) == (1, "I can't find a contact by “dana@acmeoutdoor.example”.\n")


def test_a_fault_at_the_terminal_shows_no_traceback_but_a_reference(tmp_path: Path) -> None:
    done = run(tmp_path, "import", "clients", str(EXAMPLES / "clients.csv"))
    assert done.returncode == 1
    line, message = done.stderr.strip().splitlines()[-2:]
    assert json.loads(line)["reference"] in message
