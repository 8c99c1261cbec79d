"""`app.py` as processes of its own: what they answer to signals, and to each other."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from handlers.slack.manifest import load_manifest
from sandbox import Sandbox
from tests.handlers.conftest import WORKSPACE, buttons
from tests.handlers.terminal.front_door import APP, EXAMPLES, env, run


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


def test_by_socket_mode_a_busy_port_holds_nothing_up(tmp_path: Path, sandbox: Sandbox, busy_port: str) -> None:
    with started(tmp_path, "run", **connected(sandbox), HOST="127.0.0.1", PORT=busy_port) as process:
        sandbox.wait_for(lambda: sandbox.is_connected or process.poll() is not None, timeout=30)
        assert process.poll() is None
        assert sandbox.is_connected


def test_a_fault_at_the_terminal_shows_no_traceback_but_a_reference(tmp_path: Path) -> None:
    command = [*APP, "import", "clients", str(EXAMPLES / "clients.csv")]
    done = subprocess.run(command, cwd=tmp_path, env=env(), capture_output=True, text=True, timeout=60, check=False)
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
