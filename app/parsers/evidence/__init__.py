"""What speaks for one reading and against another: arithmetic first, and how the best reading is chosen."""
