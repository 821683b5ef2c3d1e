"""What people ask for by commands, buttons and messages, and what they are shown."""
