"""Measurements: how right and how fast reports are read, on real reports and on generated ones whose truth is known."""
