"""A Bot API server on this machine: the bot without a token."""
