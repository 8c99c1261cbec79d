"""All tables in one place, for migrations and tests."""

import pkgutil
from importlib import import_module

from sqlalchemy import MetaData

import storage
from storage.base import Base


def all_tables() -> MetaData:
    """Return the metadata with every table. Importing a module adds its tables, so this imports all of them."""
    for module in pkgutil.walk_packages(storage.__path__, f"{storage.__name__}."):
        import_module(module.name)
    return Base.metadata
