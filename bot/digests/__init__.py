"""Digests: selection, content and schedule."""
