"""The adapter for SQLite: one file, one writer."""
