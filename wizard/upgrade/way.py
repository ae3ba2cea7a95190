"""The releases that an upgrade passes through."""

from __future__ import annotations

from wizard.catalog.load import UnknownRelease, releases


class UpgradeRefused(ValueError):
    """An upgrade that is none; the message says why and what to do instead."""


def number(release: str) -> tuple[int, ...]:
    """A release as numbers, for comparison."""
    return tuple(int(part) for part in release.split("."))


def way(old: str, new: str) -> tuple[str, ...]:
    """The releases behind ``old`` up to ``new``, in their order; empty when there is nothing to do.

    Raises:
        UnknownRelease: one of them has no catalogue.
        UpgradeRefused: ``new`` is an earlier release.
    """
    known = releases()
    for release in (old, new):
        if release not in known:
            raise UnknownRelease(f"no catalogue for release {release!r}; known: {', '.join(known)}")
    if number(new) < number(old):
        raise UpgradeRefused(
            f"these answers are for release {old}, and {new} is an earlier one: values of {old} "
            f"that {new} does not know would be lost, and what {old} has made in Azure would stay; "
            f"go back to the commit before the upgrade instead"
        )
    return tuple(release for release in known if number(old) < number(release) <= number(new))
