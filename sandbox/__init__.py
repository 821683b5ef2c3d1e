"""A Bot API server of one's own, and a chat page for it: any bot runs against it without a token."""
