"""The sandbox: a Bot API server held against what Telegram answers."""
