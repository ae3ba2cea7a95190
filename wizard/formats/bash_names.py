"""Names of variables in bash: which are allowed, and which bash keeps for itself."""

from __future__ import annotations

import re

from wizard.formats.errors import FormatError

NAME_PATTERN = r"[A-Za-z_][A-Za-z0-9_]*"
_NAME = re.compile(NAME_PATTERN)

# Assigned by bash itself: some refuse an assignment, the others forget it.
_OWNED_BY_BASH = frozenset(
    """
    _ BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND
    BASH_LINENO BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO COMP_WORDBREAKS DIRSTACK EPOCHREALTIME
    EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD LINENO PIPESTATUS PPID RANDOM SECONDS SHELLOPTS
    SRANDOM UID
    """.split()  # noqa: SIM905
)


def is_name(word: str) -> bool:
    """Whether bash allows the word as the name of a variable."""
    return _NAME.fullmatch(word) is not None


def why_owned(name: str) -> str | None:
    """Why a value given to this name would not stay there, or None when it would."""
    return f"bash keeps the name {name} for itself" if name in _OWNED_BY_BASH else None


def check_name(name: str) -> None:
    """Raises FormatError for a name that a file of assignments cannot set."""
    if not is_name(name):
        raise FormatError(
            f"'{name[:60]}' is not a name for a variable in bash",
            "Use letters, digits and underscores, and no digit first",
        )
    reason = why_owned(name)
    if reason:
        raise FormatError(reason, "Choose another name")
