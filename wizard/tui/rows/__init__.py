"""Rows: one question each, by the kind of its setting."""
