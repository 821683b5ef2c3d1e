"""Wording, without I/O: from rows and values to the messages that people read."""
