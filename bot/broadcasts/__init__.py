"""Broadcasts: rules and the loop that runs them. No Telegram in it: the command line uses it too."""
