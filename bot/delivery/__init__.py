"""Delivery: what is owed in the outbox becomes messages, and their outcomes are stored."""
