"""The server's end: nothing that it accepted stays open."""

import asyncio
import gc
import socket
import warnings

import pytest
import uvicorn
from starlette.applications import Starlette

from sandbox.server import PromptServer


@pytest.mark.parametrize("turns", range(5))
def test_who_connects_while_the_server_stops_is_cut_off_with_the_others(turns: int) -> None:
    async def connect_and_stop() -> None:
        started, over = asyncio.Event(), asyncio.Event()

        async def until_over() -> None:
            started.set()
            await over.wait()

        server = PromptServer(uvicorn.Config(Starlette(), log_config=None, lifespan="off"), until_over)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            serving = asyncio.create_task(server.serve([listener]))
            await started.wait()
            with socket.create_connection(listener.getsockname()):
                for _ in range(turns):
                    await asyncio.sleep(0)
                over.set()
                await serving

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        asyncio.run(connect_and_stop())
        gc.collect()
    assert [str(each.message) for each in told] == []
