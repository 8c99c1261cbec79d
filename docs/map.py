"""Draws `docs/map.svg`: the floors, their rooms, and which room imports which. `make map` writes it, a test compares.

The import graph comes from grimp, a dependency of import-linter. Within a floor a room imports only rooms below it, so
all lines of a floor go down (one that went up would be red). Imports from the floors below are not drawn.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grimp import ImportGraph, build_graph

FILE = Path(__file__).with_suffix(".svg")
ROOT = FILE.parents[1]
# From the top to the bottom; if one prefix is within another, the more specific one comes first.
FLOORS = {
    "handlers.slack": "handlers/slack",
    "bot": "bot",
    "bot.rules": "bot/rules",
    "storage": "storage",
}
# From the bottom up.
ROOMS = (
    *("kit", "people", "messaging", "leave", "clients", "follow_ups", "jobs", "timekeeping", "timesheets", "periods"),
    *("estimates", "signoffs", "requests", "meetings", "status", "accounts", "digests", "admin", "desk"),
)
WIDTH, ROW, TOP, GAP, BOX = 240, 34, 46, 40, 130
STYLE = """
text { font: 13px Lato, Helvetica, Arial, sans-serif; fill: #1d3a34 }
.floor { font-size: 16px; font-weight: bold }
rect { fill: #eef4f1; stroke: #9db8b0; rx: 6 } path { fill: none; stroke: #2f6f62; stroke-opacity: .35 }
.up { stroke: #c02f2f; stroke-opacity: 1; stroke-width: 2 }
""".strip()


@dataclass(frozen=True)
class Floor:
    """A floor of the drawing: its rooms, and which of them imports which."""

    name: str
    rooms: Collection[str]
    imports: Collection[tuple[str, str]]


def floors() -> Sequence[Floor]:
    """Return the floors with their rooms and imports."""
    graph = build_graph("handlers", "bot", "storage", cache_dir=None)
    return [_floor(graph, package) for package in FLOORS]


def _floor(graph: ImportGraph, package: str) -> Floor:
    rooms, imports = set[str](), set[tuple[str, str]]()
    for name in graph.modules:
        floor, room = _place(name)
        if floor != package or not room or name == f"{package}.{room}":
            continue
        rooms.add(room)
        for imported in graph.find_modules_directly_imported_by(name):
            other_floor, other = _place(imported)
            if other_floor == package and other not in ("", room):
                imports.add((room, other))
    return Floor(FLOORS[package], rooms, imports)


def _place(module: str) -> tuple[str, str]:
    """Return the floor and the room of a module; empty if it is in none."""
    for package in sorted(FLOORS, key=len, reverse=True):
        if module.startswith(f"{package}."):
            room = module.removeprefix(f"{package}.").split(".")[0]
            return package, room if room in ROOMS else ""
    return "", ""


def drawn(every: Sequence[Floor]) -> str:
    """Return the picture."""
    height = TOP + ROW * len(ROOMS) + GAP
    width = WIDTH * len(every) + GAP
    parts = [part for number, floor in enumerate(every) for part in _column(floor, GAP + number * WIDTH)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    title = "<title>Floors and rooms of Jobjacket, and which room imports which</title>"
    back = f'<rect width="{width}" height="{height}" style="fill: #fff; stroke: none"/>'
    return "\n".join([head, title, f"<style>{STYLE}</style>", back, *parts, "</svg>"]) + "\n"


def _column(floor: Floor, left: int) -> Iterator[str]:
    yield f'<text class="floor" x="{left}" y="28">{floor.name}/</text>'
    middle = {room: TOP + ROW * at + ROW // 2 for at, room in enumerate(reversed(ROOMS))}
    for room, other in sorted(floor.imports):
        start, end = middle[room], middle[other]
        x, bend = left + BOX, left + BOX + 14 + abs(start - end) // 7
        kind = ' class="up"' if end < start else ""
        yield f'<path{kind} d="M{x} {start} C{bend} {start} {bend} {end} {x} {end}"/>'
    for room in (each for each in ROOMS if each in floor.rooms):
        y = middle[room]
        yield f'<rect x="{left}" y="{y - 13}" width="{BOX}" height="26"/>'
        yield f'<text x="{left + 10}" y="{y + 4}">{room}</text>'


if __name__ == "__main__":
    FILE.write_text(drawn(floors()), encoding="utf-8")
