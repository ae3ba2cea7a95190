"""One draft for all faces: opening it, changing it, checking it, writing its files."""

from wizard.session.draft import Change, Changed, Session

__all__ = ["Change", "Changed", "Session"]
