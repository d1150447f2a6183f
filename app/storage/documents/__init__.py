"""The JSON documents that are stored, whichever the store."""
