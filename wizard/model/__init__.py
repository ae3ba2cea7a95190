"""What was decided: answers with their provenance, and the values that follow from them."""
