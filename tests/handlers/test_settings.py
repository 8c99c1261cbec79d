from pathlib import Path

import pytest

from handlers.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "PORT", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_it_runs_on_sqlite_without_slack() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///var/jobjacket.db"
    assert not settings.has_slack


def test_settings_are_read_from_dotenv_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nSLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nLOG_LEVEL=\n")
    monkeypatch.setenv("PORT", "5000")
    settings = load_settings()
    assert (settings.port, settings.has_slack, settings.uses_socket_mode) == (5000, True, True)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgres_addresses_get_their_driver(scheme: str) -> None:
    assert load_settings(database_url=f"{scheme}://a:b@h/d").database_url == "postgresql+psycopg://a:b@h/d"


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"PORT": "no"}, ["PORT"]),
        ({"PORT": "0", "LOG_LEVEL": "loud"}, ["PORT", "LOG_LEVEL"]),
        ({"DATABASE_URL": "mysql://x/y"}, ["DATABASE_URL names mysql"]),
        ({"DATABASE_URL": "nonsense"}, ["DATABASE_URL is no database address"]),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, ["SLACK_BOT_TOKEN must begin with xoxb-"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_SIGNING_SECRET is missing"]),
        ({"SLACK_SIGNING_SECRET": "x"}, ["SLACK_BOT_TOKEN is missing"]),
        ({"SLACK_API_URL": "slack.com"}, ["SLACK_API_URL must begin with https://"]),
        ({"PUBLIC_URL": "https://"}, ["PUBLIC_URL must begin with https://"]),
        (
            {"SMTP_URL": "mail.example", "MAIL_FROM": "desk"},
            ["SMTP_URL must begin with smtp://", "MAIL_FROM must hold"],
        ),
        ({"SMTP_URL": "smtp://mail.example"}, ["MAIL_FROM is missing"]),
        ({"SLACK_COMMAND_PREFIX": "JJ/"}, ["SLACK_COMMAND_PREFIX may have up to 12 lower-case letters"]),
    ],
)
def test_each_wrong_setting_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], lines: list[str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert len(refused.value.lines) == len(lines)
    for line, begins in zip(sorted(refused.value.lines), sorted(lines), strict=True):
        assert line.startswith(begins)
        assert "xoxp-1" not in line


def test_secrets_are_never_shown() -> None:
    assert "xoxb-secret" not in repr(load_settings(slack_bot_token="xoxb-secret", slack_app_token="xapp-1"))
