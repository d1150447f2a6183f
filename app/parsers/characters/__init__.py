"""Bytes to characters: encodings, folding of look-alikes, marks of emphasis inside a line."""
