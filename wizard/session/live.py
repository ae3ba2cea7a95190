"""What was looked up in Azure, as a session gets it; without it everything works just the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wizard.rules.finding import Finding
    from wizard.session.draft import Session
    from wizard.session.live_ranges import LiveVnet


class Live(Protocol):
    """What was looked up in this session."""

    def vnets(self, subscription: str) -> tuple[LiveVnet, ...] | None:
        """The VNets of a subscription; None when nobody looked, or it could not be seen."""
        ...

    def findings(self, session: Session) -> list[Finding]:
        """What the look-ups found, as far as it is about answers that are still the same."""
        ...


NOBODY_LOOKED: Live | None = None
