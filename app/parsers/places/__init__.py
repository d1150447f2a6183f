"""Whose figure it is, which project, which year: what a section passes on to what stands in it."""
