"""One call of a verb: its arguments and the console to answer on."""

from __future__ import annotations

from argparse import Namespace
from typing import NamedTuple

from wizard.cli.console import Console

DONE = 0
FINDINGS = 1
USAGE = 2
PENDING = 3
LACKING = 4
CANCELLED = 130


class Call(NamedTuple):
    """What a verb gets; ``args`` holds what its parser read."""

    args: Namespace
    console: Console

    @property
    def format(self) -> str:
        """What ``--format`` or ``--json`` ask for; "text" where neither is said.

        Raises:
            UsageError: they contradict each other.
        """
        wanted: str = self.args.format or ("json" if self.console.as_json else "text")
        if self.console.as_json and wanted != "json":
            from wizard.cli.parsing import UsageError

            raise UsageError(
                f"--json and --format {wanted} contradict each other", "use one of them"
            )
        return wanted
