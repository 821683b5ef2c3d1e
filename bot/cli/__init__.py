"""The command line, one command a file."""

import sys
from importlib import import_module
from importlib.metadata import version as installed_version
from typing import Annotated

import typer

COMMANDS = (
    "run",
    "demo",
    "sandbox",
    "scan",
    "stories",
    "broadcast",
    "stats",
    "check",
    "health",
    "migrate",
    "backup",
    "copy",
)
COMMAND_GROUPS = ("subscribers", "topics")
"""Each is a file of this folder: with a function of its name, or with an ``app`` that has commands of its own."""


def command_line(wanted: str | None = None) -> typer.Typer:
    """Return the program with all its commands.

    Args:
        wanted: One of the commands, to load it alone: a health check that runs every few seconds needs no more.
    """
    app = typer.Typer(
        name="topicwire",
        help="A news wire for topics, on Telegram: every story once, to everyone who follows its topics.\n\n"
        "Settings come from the environment and from .env; .env.example explains them all.",
        no_args_is_help=True,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    if wanted == "run":
        # python-telegram-bot loads httpx, and that its own command line with rich and pygments; it does without where
        # that cannot be imported (httpx/__init__.py). These are four megabytes that a bot never uses.
        sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # so the import system is told no
    known = (*COMMANDS, *COMMAND_GROUPS)
    for name in (wanted,) if wanted in known else known:
        module = import_module(f"bot.cli.{name}")
        if name in COMMAND_GROUPS:
            app.add_typer(module.app, name=name)
        else:
            app.command(epilog=getattr(module, "EXAMPLES", None))(getattr(module, name))
    return app


def main() -> None:
    """Run the command that was typed; an expected error is one sentence and the exit code of its kind."""
    try:
        command_line(sys.argv[1] if len(sys.argv) > 1 else None)()
    except Exception as error:
        console = import_module("bot.cli.console")
        code = console.exit_code(error)
        if code is None:
            raise
        console.stderr().print(f"topicwire: {console.error_sentence(error)}", style="red", markup=False, soft_wrap=True)
        sys.exit(code)


def _options(
    *,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    if version:
        typer.echo(f"topicwire {installed_version('topicwire')}")
        raise typer.Exit
