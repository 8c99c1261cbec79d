"""One contact sheet for each room: all of its examples, as the sandbox page draws them."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Route
from slack_sdk.models.views import View

from docs.gallery.photographer import HERE, keep
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.example import Example, examples

SITE = "http://gallery.example"
PAGE = HERE.parents[1] / "sandbox" / "page"
# Three columns, each as wide as a message on a laptop; a sheet is as high as it needs.
WIDE_SHEET = {"width": 2040, "height": 200}
# Replaces any picture in a message.
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120" style="background:#ccc"/>'
# A sheet is mostly white: any other method makes its few bright colours fade.
BRIGHT = Image.Quantize.MAXCOVERAGE
README = HERE / "README.md"
HEADING = "## Every view, room by room\n"
INTRODUCTION = "Each with made-up data, in every state that looks different. Click a sheet to read it."


def take_rooms(browser: Browser) -> None:
    """Take the sheets of all rooms that have examples, and show them at the end of the gallery's page."""
    page = browser.new_page(viewport=WIDE_SHEET)
    page.route(f"{SITE}/**", _answer)
    (HERE / "rooms").mkdir(exist_ok=True)
    rooms = []
    for room, found in groupby(examples(), key=lambda example: example.room):
        page.goto(f"{SITE}/sheet.html")
        page.evaluate("async (each) => (await import('/sheet.js')).drawSheet(each)", [_data(each) for each in found])
        keep(f"rooms/{room}", page.screenshot(full_page=True, animations="disabled"), BRIGHT)
        rooms.append(room)
    page.close()
    _list(rooms)


def _data(example: Example) -> dict[str, Any]:
    """Return an example's data for the sheet. A file is shown as part of a message, as on the page."""
    match example.shown():
        case Message() as message:
            return {"name": example.name, "message": message.payload()}
        case View() as view:
            return {"name": example.name, "view": view.to_dict()}
        case files:
            known = [{"name": each.name, "title": each.title, "size": len(each.content)} for each in files.files]
            return {"name": example.name, "message": {"text": files.text, "files": known}}


def _answer(route: Route) -> None:
    """Serve the sheet and the sandbox page's modules; nothing leaves this machine."""
    path = urlsplit(route.request.url).path
    if path.startswith("/files/"):
        route.fulfill(body=PICTURE, content_type="image/svg+xml")
    else:
        route.fulfill(path=_file(path))


def _file(path: str) -> Path:
    return PAGE / path.removeprefix("/page/") if path.startswith("/page/") else HERE / path.lstrip("/")


def _list(rooms: Sequence[str]) -> None:
    before, _, _ = README.read_text().partition(HEADING)
    sheets = [f"**{room.replace('_', ' ').capitalize()}** ![](rooms/{room}.png)" for room in rooms]
    README.write_text("\n\n".join([f"{before}{HEADING}", INTRODUCTION, *sheets]).replace("\n\n\n", "\n\n") + "\n")
