"""Charts: statistics in, PNG out. They are drawn in a process of their own, the only one that loads matplotlib."""
