"""Dialogs over the wizard: each a modal screen with a typed result."""
