"""Feeds: fetched, parsed, and written as records, which then take the path of all records (docs/feeds.md)."""
