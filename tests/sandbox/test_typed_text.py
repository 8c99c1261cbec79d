"""What becomes of typed text on its way to a bot."""

import pytest

from sandbox import Sandbox


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("R&D <b>", "R&amp;D &lt;b&gt;"),
        ("say \"hi\" ('yes')", "say \u201chi\u201d (\u2018yes\u2019)"),
        ("it's done -- really", "it\u2019s done \u2014 really"),
        ("2026-03-12 --x", "2026-03-12 --x"),
        ("@Maya Torres and @PRIYA, not @mayab", "<@U0MAYA> and <@U0PRIYA>, not @mayab"),
        ("@Jobjacket help", "<@U0SANDBOX01> help"),
        ("see #desk, not #nowhere", "see <#C0DESK|desk>, not #nowhere"),
        ("https://x.example/a?b=1&c=2.", "<https://x.example/a?b=1&amp;c=2>."),
        ("(https://x.example)", "(<https://x.example>)"),
        ("to jo.ann@x.example!", "to <mailto:jo.ann@x.example|jo.ann@x.example>!"),
        ("`a \"b\" -- @maya` 'c'", '`a "b" -- @maya` \u2018c\u2019'),
        ("<!channel> <@U0MAYA>", "&lt;!channel&gt; &lt;@U0MAYA&gt;"),
        ("@here now", "<!here> now"),
    ],
)
def test_typed_text_arrives_distorted(shared_bot: object, typed: str, arrives: str) -> None:
    sandbox: Sandbox = shared_bot.sandbox  # type: ignore[attr-defined]

    assert sandbox.as_person("maya").say("desk", typed).raw["message"]["text"] == arrives


def test_someone_of_another_organisation_can_be_named_only_where_they_are(shared_bot: object) -> None:
    maya = shared_bot.sandbox.as_person("maya")  # type: ignore[attr-defined]

    assert maya.say("shared", "@omar").raw["message"]["text"] == "<@U0OMAR>"
    assert maya.say("desk", "@omar").raw["message"]["text"] == "@omar"
