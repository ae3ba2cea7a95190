"""What each pipeline will receive: names, values and places, computed from the answers."""
