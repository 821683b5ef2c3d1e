"""``topicwire topics``: the catalogue of topics."""

import typer

from bot.cli import topic_filing

app = typer.Typer(help="The catalogue of topics.", no_args_is_help=True)
app.command("test", epilog=topic_filing.EXAMPLES)(topic_filing.show_filing)
