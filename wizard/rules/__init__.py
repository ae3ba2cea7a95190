"""What is wrong: small pure functions over a view of the answers, each with a stable code."""
