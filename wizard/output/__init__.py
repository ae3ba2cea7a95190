"""The text of every file, in memory: delivery and templates in, paths and bytes out."""
