"""Finding modules in the rooms of a floor."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType


@cache
def modules_named(name: str, floor: str) -> Mapping[str, ModuleType]:
    """Return the modules with that name, by room; `floor` is a package, e.g. `handlers.mail`."""
    files = Path(import_module(floor).__path__[0]).glob(f"*/{name}.py")
    rooms = sorted(file.parent.name for file in files)
    return {room: import_module(f"{floor}.{room}.{name}") for room in rooms}
