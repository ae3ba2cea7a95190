"""One draft for all faces: opening it, changing it, checking it, writing its files."""

# Registers the rules about what is delivered: the rules' own room lies below delivery.
import wizard.delivery.limits  # noqa: F401
from wizard.session.draft import Change, Changed, Session

__all__ = ["Change", "Changed", "Session"]
