"""Whether files may be written, or values be pushed: errors and deletions stand in the way."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.cli.call import Call
from wizard.rules.finding import Finding


def blocks(call: Call, findings: Sequence[Finding], deleting: Sequence[str]) -> list[str]:
    """What stands in the way, each with what lets it pass; ``deleting`` are full keys.

    Looks at the options --allow-errors and --allow-destructive.
    """
    found = []
    errors = sum(finding.severity == "error" for finding in findings)
    if errors and not call.args.allow_errors:
        what = "one finding is an error" if errors == 1 else f"{errors} findings are errors"
        found.append(f"{what}: correct the answers, or use --allow-errors")
    if deleting and not call.args.allow_destructive:
        keys = ", ".join(deleting)
        found.append(
            f"what is deployed would be deleted ({keys}): switch it off, or use --allow-destructive"
        )
    return found
