"""The database: rows, queries, migrations. Knows nothing of the bot."""
