"""Charts: statistics in, PNG out. They are drawn in a child process, the only one that loads matplotlib."""
