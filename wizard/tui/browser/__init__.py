"""The same wizard in a web browser: one process of its own for every page that opens it."""
