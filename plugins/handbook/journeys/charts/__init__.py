"""A journey drawn: swim-lanes, emotion curves, comparison, sparklines, value and effort."""
