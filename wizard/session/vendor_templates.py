"""The vendor's template of a release, from a checkout or from the branches that its git knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wizard.catalog.setting import Orchestrator
from wizard.session.checkout import TEMPLATES
from wizard.store.git import read_blob
from wizard.store.reading import read_file
from wizard.store.submodule import release_of_checkout

_BRANCHES = ("release/v{0}", "release/v.{0}")
_PLACES = ("refs/remotes/origin", "refs/heads")


@dataclass(frozen=True, slots=True)
class VendorTemplates:
    """Where templates are looked for: ``checkout`` is the vendor's repository, if there is one.

    ``named`` says that somebody named the checkout: then its files count for the release
    ``wanted`` even when nothing tells which release they are of.
    """

    checkout: Path | None
    wanted: str = ""
    named: bool = False

    def text(self, release: str, orchestrator: Orchestrator) -> str | None:
        """The template with LF line ends, None where it is not at hand.

        Raises:
            StoreError: it is there and cannot be read.
        """
        if self.checkout is None or not self.checkout.is_dir():
            return None
        place = TEMPLATES[orchestrator]
        path = self.checkout / place
        there = release_of_checkout(self.checkout)
        counts = there == release or (self.named and there is None and release == self.wanted)
        if counts and path.is_file():
            return read_file(path, shown=place).text.text.replace("\r\n", "\n")
        return _from_git(self.checkout, release, place)


def _from_git(checkout: Path, release: str, place: str) -> str | None:
    """The file as a branch of that release has it; nothing is fetched."""
    if not (checkout / ".git").exists():
        return None
    from wizard.formats.encoding import decode
    from wizard.formats.errors import FormatError

    for prefix in _PLACES:
        for branch in _BRANCHES:
            data = read_blob(checkout, f"{prefix}/{branch.format(release)}:{place}")
            if data is None:
                continue
            try:
                return decode(data, place).text.replace("\r\n", "\n")
            except FormatError:
                continue
    return None
