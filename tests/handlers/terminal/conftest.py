from collections.abc import Iterator
from contextlib import closing

import pytest

from handlers.web.server import listen


@pytest.fixture
def busy_port() -> Iterator[str]:
    with closing(listen("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])
