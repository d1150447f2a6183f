"""The adapter for MongoDB. Motor is imported in `driver.py` alone."""
