"""The whole pipeline, for tests of what readers are told by digests."""

from tests.support.fixtures import pipeline

__all__ = ["pipeline"]
