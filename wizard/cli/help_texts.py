"""What ``--help`` prints without a verb, or with the first word of a verb only."""

from __future__ import annotations

from wizard.cli.table import VERBS

_INTRODUCTION = """\
usage: aifactory-wizard [VERB] [OPTIONS]

From a team's decisions to the files that the AI Factory's pipelines honour.
Without a verb the full-screen wizard opens on the repository in which you stand.
"""

_OPTIONS = """\
options everywhere (before or behind the verb):
  --json             print JSON; errors come as JSON on stderr
  --no-input         ask nothing (implied by CI and by a missing terminal)
  --release X.Y      release of the AI Factory (otherwise the workspace's)
  --set KEY=VALUE    answer a question, as often as you like (verbs that use answers)
  -q, --quiet        no hints, only what is wrong
  --no-color         no colour (also: NO_COLOR)
  -V, --version      print the version
  -h, --help         this help; 'aifactory-wizard VERB --help' for a verb
"""

EXIT_CODES = {
    0: "done",
    1: "findings of severity error",
    2: "usage, or input that cannot be used",
    3: "changes pending (--diff, --check)",
    4: "the environment lacks something (a terminal, a sign-in, a writable folder)",
    130: "cancelled",
}
"""What each exit code of the program says."""


def general_help() -> str:
    """The help of the program."""
    codes = "".join(f"  {code:<19}{words}\n" for code, words in EXIT_CODES.items())
    return f"{_INTRODUCTION}\nverbs:\n{_listed('')}\n{_OPTIONS}\nexit codes:\n{codes}"


def group_help(group: str) -> str:
    """The help of verbs that share their first word."""
    return (
        f"usage: aifactory-wizard {group} VERB [OPTIONS]\n\nverbs:\n{_listed(group + ' ')}\n"
        f"'aifactory-wizard {group} VERB --help' says more of one.\n"
    )


def _listed(prefix: str) -> str:
    rows = [verb for verb in VERBS if verb.name.startswith(prefix)]
    return "".join(f"  {verb.name:<17}  {verb.summary}\n" for verb in rows)
