"""What `topicwire sandbox` and `topicwire demo` share: the port, and what keeps a sandbox from starting."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.cli.console import stderr
from bot.sandbox.formatting import ParserMissingError

PORT = 8081
Port = Annotated[int, typer.Option(help="Where to listen; 0 takes any free port.", min=0, max=65535)]


@contextmanager
def told_plainly(host: str, port: int) -> Iterator[None]:
    """Tell what keeps a sandbox from starting in a sentence, and exit with 1."""
    try:
        yield
    except ParserMissingError as error:
        raise _exit(str(error)) from None
    except OSError as error:
        reason = REASONS.get(error.errno or 0)
        if reason is None:
            raise
        raise _exit(reason.format(host=host, port=port)) from None


def _exit(sentence: str) -> typer.Exit:
    stderr().print(f"topicwire: {sentence}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(1)


REASONS = {
    errno.EADDRINUSE: "port {port} is taken by another program: choose another with --port, or 0 for any free one",
    errno.EACCES: "this user may not listen on port {port}: choose one above 1023 with --port",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine",
}
