"""The methods of the Bot API, one file a subject; `dispatch` lists them."""
