"""Rows whose cells are marked as such: tabs, pipes, HTML."""
