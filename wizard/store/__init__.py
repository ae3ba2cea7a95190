"""The workspace on disk: find it, read it, plan what to write, write it whole or not at all."""
