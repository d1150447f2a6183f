"""Headings, what they are and what stands under them; the front page."""
