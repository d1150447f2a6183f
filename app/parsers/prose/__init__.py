"""Running text: statements of figures, activities with their times, duties, requests and answers."""
