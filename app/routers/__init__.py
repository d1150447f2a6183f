"""Thin HTTP routes: each validates, makes one call and returns."""
