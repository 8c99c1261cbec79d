"""`rich_text` blocks, as a bot may send them to be shown."""

from sandbox.block_kit.shapes import (
    Check,
    Problems,
    boolean,
    by_type,
    integer,
    name,
    object_of,
    one_of,
    string,
    web_address,
)


def _any(_value: object, _at: str, _problems: Problems) -> None:
    """Accepts anything: `by_type` has already checked it."""


def _items(item: Check) -> Check:
    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("must provide an array", at)
            return
        for number, one in enumerate(value):
            item(one, f"{at}/{number}", problems)

    return check


_STYLE: dict[str, Check] = {
    "style": object_of({}, {"bold": boolean, "italic": boolean, "strike": boolean, "code": boolean})
}
_TEXT = object_of({"type": _any, "text": string("section.text")}, _STYLE)
_LINK = object_of({"type": _any, "url": web_address}, {"text": string("section.text"), "unsafe": boolean, **_STYLE})
_INLINE = by_type(
    {
        "text": _TEXT,
        "link": _LINK,
        "emoji": object_of({"type": _any, "name": name}, {"unicode": name, **_STYLE}),
        "user": object_of({"type": _any, "user_id": name}, _STYLE),
        "channel": object_of({"type": _any, "channel_id": name}, _STYLE),
        "broadcast": object_of({"type": _any, "range": one_of("here", "channel", "everyone")}),
    }
)
_BORDER: dict[str, Check] = {"border": integer(0, 1)}
_SECTION = object_of({"type": _any, "elements": _items(_INLINE)})

RICH_TEXT_ELEMENTS = _items(
    by_type(
        {
            "rich_text_section": _SECTION,
            "rich_text_quote": object_of({"type": _any, "elements": _items(_INLINE)}, _BORDER),
            "rich_text_preformatted": object_of(
                {"type": _any, "elements": _items(by_type({"text": _TEXT, "link": _LINK}))}, _BORDER
            ),
            "rich_text_list": object_of(
                {
                    "type": _any,
                    "style": one_of("bullet", "ordered"),
                    "elements": _items(by_type({"rich_text_section": _SECTION})),
                },
                {"indent": integer(0, 8), "offset": integer(0, 10_000), **_BORDER},
            ),
        }
    )
)
