"""Everything a person can do, and its effects: the same code for the page and for tests."""
