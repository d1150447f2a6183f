"""Turns text into a report: pure functions, no I/O, no clock, no web."""
