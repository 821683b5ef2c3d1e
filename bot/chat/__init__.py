"""Telegram: commands and menus coming in, messages and outcomes going out."""
