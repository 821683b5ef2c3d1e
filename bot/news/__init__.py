"""News: records are read, matched into stories, and fanned out into the outbox."""
