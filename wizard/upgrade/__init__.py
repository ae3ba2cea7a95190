"""From one release of the AI Factory to a later one: what moves, what is new, what is kept."""
