"""Governments, bureaus, departments: how their names are told from other words, and who is named where."""
