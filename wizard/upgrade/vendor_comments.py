"""Whose words a comment is: the vendor's, out of a template, ours, or the team's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256

from wizard.resources import schemas_dir

Owned = Callable[[str], bool]
_LIST = "shared/template_comments.txt"
_LENGTH = 12


def folded(comment: str) -> str:
    """A comment as it is compared: without number signs in front, blanks single."""
    return " ".join(comment.strip().lstrip("#").split())


def digest(comment: str) -> str:
    """What the list in ``schemas/`` has of a comment."""
    return sha256(folded(comment).encode()).hexdigest()[:_LENGTH]


def recogniser(texts: Iterable[str]) -> Owned:
    """Tells a comment that is known from a team's own.

    Known is what stands in a template of any release that we know, and what stands in one of
    ``texts``: the old and the new template, files of our own making. An empty comment is known.
    """
    lines = (schemas_dir() / _LIST).read_text(encoding="ascii").splitlines()
    digests = {line for line in lines if not line.startswith("#")}
    seen = {""}
    for text in texts:
        for line in text.splitlines():
            if line.lstrip().startswith("#"):
                seen.add(folded(line))
            elif "#" in line:
                seen.add(folded(line[line.index("#") :]))
                seen.add(folded(line[line.rindex("#") :]))

    def is_known(comment: str) -> bool:
        return folded(comment) in seen or digest(comment) in digests

    return is_known
