"""Tests of bot/feeds, and a server of feeds on this machine."""
