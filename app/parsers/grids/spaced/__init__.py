"""Rows whose cells only blanks, or breaks, tell apart."""
