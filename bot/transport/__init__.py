"""Requests to Telegram and updates from it: pacing, polling, errors, sending."""
