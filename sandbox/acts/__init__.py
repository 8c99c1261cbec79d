"""What a person does, and what comes of it: the same code for the page and for tests."""
