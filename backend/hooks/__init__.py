"""Telling other platforms at once that there is something new in the feed. The feed stays the truth."""
