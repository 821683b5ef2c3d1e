"""Wording, without I/O: from rows to the messages that people read."""
