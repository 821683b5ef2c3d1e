"""What administrators do in their private chat with the bot."""
