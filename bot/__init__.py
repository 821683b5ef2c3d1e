"""Topicwire: a news wire for topics, on Telegram."""
