"""Pushing variables and secrets to GitHub, each to where the workflows read it."""
