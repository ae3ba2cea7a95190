"""Runs one verb: arguments in, exit code out; every known error becomes a clear message."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from wizard import __version__
from wizard.cli.call import DONE, Call
from wizard.cli.console import console_for
from wizard.cli.failures import Refused, known_failures, report
from wizard.cli.help_texts import general_help, group_help
from wizard.cli.parsing import HELP, UsageError, parse, parser_of, split_verb


def run(argv: Sequence[str]) -> int:
    """Run the program with the given arguments and return its exit code."""
    console = console_for(
        as_json="--json" in argv,
        quiet="-q" in argv or "--quiet" in argv,
        no_color="--no-color" in argv,
    )
    # A verb is over before looking for garbage would pay; the wizard turns it on again.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _run(argv)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except (UsageError, Refused) as error:
        return report(console, error)
    except known_failures() as error:
        return report(console, error)
    finally:
        if collects:
            gc.enable()


def _run(argv: Sequence[str]) -> int:
    if argv[:1] == ["help"]:
        argv = [*argv[1:], HELP[1]]
    verb, arguments = split_verb(argv)
    asks_help = any(option in arguments for option in HELP)
    if isinstance(verb, str):
        sys.stdout.write(group_help(verb))
        return DONE
    if asks_help:
        named = verb.name.split()[0] in argv
        sys.stdout.write(parser_of(verb).format_help() if named else general_help())
        return DONE
    if "--version" in arguments or "-V" in arguments:
        sys.stdout.write(f"aifactory-wizard {__version__}\n")
        return DONE
    values = parse(verb, arguments)
    console = console_for(as_json=values.json, quiet=values.quiet, no_color=values.no_color)
    module = import_module(f"wizard.cli.verbs.{verb.module}")
    return int(module.run(Call(values, console)))
