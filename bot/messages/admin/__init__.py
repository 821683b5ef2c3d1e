"""Wording for administrators: broadcasts, digests and their plans, reports, rights."""
