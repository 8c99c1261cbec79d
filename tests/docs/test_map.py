"""The picture of the house is that of the house."""

from docs.map import FILE, ROOMS, Floor, drawn, floors


def test_the_map_shows_the_rooms_and_imports_as_they_are() -> None:
    assert FILE.read_text(encoding="utf-8") == drawn(floors()), "make map draws it"


def test_an_import_that_goes_up_would_be_seen() -> None:
    going_down = Floor("bot", {"kit", "desk"}, {("desk", "kit")})
    going_up = Floor("bot", {"kit", "desk"}, {("kit", "desk")})
    assert 'class="up"' not in drawn([going_down])
    assert 'class="up"' in drawn([going_up])


def test_every_room_of_the_map_has_its_place_once() -> None:
    assert len(ROOMS) == len(set(ROOMS))
