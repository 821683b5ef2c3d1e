"""The command line, one command a file."""

import sys

import typer

from bot.cli.backup import backup
from bot.cli.broadcast import broadcast
from bot.cli.check import check
from bot.cli.console import EXIT_CODES, error_sentence, stderr
from bot.cli.demo import demo
from bot.cli.health import health
from bot.cli.migrate import migrate
from bot.cli.run import run
from bot.cli.sandbox import sandbox
from bot.cli.scan import scan
from bot.cli.stats import stats
from bot.cli.stories import stories
from bot.cli.subscribers import subscribers_app


def command_line() -> typer.Typer:
    """Return the program with all its commands."""
    app = typer.Typer(
        name="topicwire",
        help="A news wire for topics, on Telegram: every story once, to everyone who follows its topics.\n\n"
        "Settings come from the environment and from .env; .env.example explains them all.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in (run, demo, sandbox, scan, stories, broadcast, stats, check, migrate, backup):
        app.command()(command)
    app.add_typer(subscribers_app, name="subscribers")
    app.command(hidden=True)(health)
    return app


def main() -> None:
    """Run the command that was typed; an expected error is one sentence and the exit code of its kind."""
    try:
        command_line()()
    except tuple(EXIT_CODES) as error:
        stderr().print(f"topicwire: {error_sentence(error)}", style="red", markup=False)
        sys.exit(next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind)))
