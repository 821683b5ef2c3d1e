"""The path: scan, ingest, fan out, deliver."""
