"""Whether a variable file is one of the release that the answers are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.store.reading import FileState
from wizard.upgrade.detect import other_release

_LINE = re.compile(
    r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_-]*)[ \t]*[:=][ \t]*[\"']?([^\"'\r\n]*)", re.M
)


def release_findings(
    catalog: Catalog, orchestrator: Orchestrator, state: FileState, path: str
) -> Iterator[Finding]:
    """A finding when the names of the file are clearly those of another release."""
    variables = dict(_LINE.findall(state.text.text))
    variables.pop("variables", None)
    found = other_release(catalog, variables, orchestrator)
    if found is not None:
        yield file_finding(
            files.OTHER_RELEASE,
            f"The names in the file are those of release {found}, and it is read as one of "
            f"{catalog.release}.",
            f"Run 'upgrade {path} --to {catalog.release}'."
            if found < catalog.release
            else f"Check it with --release {found}.",
            path=path,
        )
