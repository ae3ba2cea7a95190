"""What can stand where on the command line, for the completion of every shell."""

from __future__ import annotations

from argparse import Action
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wizard.cli.parsing import OneOf, parser_of
from wizard.cli.table import VERBS, Verb


class VerbWords(NamedTuple):
    """What goes with a verb.

    ``options``: long ones, sorted; ``taking``: those with a value, and which values are known
    (none: any text), ``files``: those whose value is a path; ``values``: what may stand as an
    argument; ``takes_files``: whether arguments are paths.
    """

    name: str
    options: tuple[str, ...]
    taking: Mapping[str, tuple[str, ...]]
    files: frozenset[str]
    values: tuple[str, ...]
    takes_files: bool


@cache
def all_words() -> tuple[VerbWords, ...]:
    """Every verb's."""
    return tuple(_words_of(verb) for verb in VERBS)


def options_with_values() -> tuple[str, ...]:
    """The options of any verb behind which a value stands, sorted."""
    return tuple(sorted({option for words in all_words() for option in words.taking}))


def _words_of(verb: Verb) -> VerbWords:
    options: list[str] = []
    values: list[str] = []
    taking: dict[str, tuple[str, ...]] = {}
    files: set[str] = set()
    takes_files = False
    for action in parser_of(verb)._actions:
        long = [name for name in action.option_strings if name.startswith("--")]
        options += long
        if not action.option_strings:
            values += _known(action)
            takes_files = takes_files or action.type is Path
        elif action.nargs != 0:
            # Keys behind --set of every verb would make the script ten times as long.
            known = () if "--set" in long else _known(action)
            taking |= dict.fromkeys(long, known)
            files |= set(long) if action.type is Path else set()
    return VerbWords(verb.name, tuple(sorted(options)), taking, frozenset(files), tuple(values),
                     takes_files)  # fmt: skip


def _known(action: Action) -> tuple[str, ...]:
    """The values that an argument can have, where they are few enough to be offered."""
    if isinstance(action.type, OneOf):
        return action.type.values
    name = action.metavar or action.dest
    return _offered(name) if isinstance(name, str) else ()


@cache
def _offered(name: str) -> tuple[str, ...]:
    from wizard.catalog.load import load_catalog, releases
    from wizard.catalog.setting import LEVELS

    catalog = load_catalog()
    if name in ("X.Y", "RELEASE"):
        return releases()
    if name == "level":
        return LEVELS
    if name == "section":
        return tuple(section.id for section in catalog.sections)
    if name in ("SERVICE", "service"):
        return tuple(catalog.services)
    if name.split("|")[0].split("=")[0] == "KEY":
        more = tuple(catalog.services) if "SERVICE" in name else ()
        return (*catalog.settings, *more)
    return ()
