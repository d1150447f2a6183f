"""Lines of print: marks in front of them, markup around them, pages and boxes they were set in, titles."""
