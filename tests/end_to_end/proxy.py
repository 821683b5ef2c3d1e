"""A TCP proxy between the bot and the sandbox that passes requests on, or drops those that send a message."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class SwallowingProxy:
    """Between a bot and a server on this machine."""

    to_port: int
    is_swallowing: bool = False
    swallowed: int = 0
    """Messages that were swallowed."""
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry what one connection brings, both ways."""
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.to_port)
        self._writers += [writer, there_writer]
        await asyncio.gather(self._carry(reader, there_writer), self._carry(there_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                if self.is_swallowing and b"/sendMessage " in data:
                    self.swallowed += 1
                    continue
                writer.write(data)
                await writer.drain()
        writer.close()

    def close(self) -> None:
        """Cut every connection."""
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def proxy_to(port: int) -> AsyncIterator[tuple[str, SwallowingProxy]]:
    """The address of a proxy in front of a port of this machine."""
    proxy = SwallowingProxy(port)
    server = await asyncio.start_server(proxy.connect, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", proxy
    finally:
        server.close()
        proxy.close()
        await server.wait_closed()
