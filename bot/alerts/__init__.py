"""Deciding, without I/O: what a record says, which story it tells, who is owed it."""
