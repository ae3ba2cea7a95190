"""Which release a file is of, and which one our facts are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.store.reading import FileState
from wizard.upgrade.detect import other_release
from wizard.upgrade.way import number

_LINE = re.compile(
    r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_-]*)[ \t]*[:=][ \t]*[\"']?([^\"'\r\n]*)", re.M
)


_ON_BICEP = ("UPS", "BIC")
_SERVICE_FALLS_SHORT = "SVC401"


def described_for_findings(catalog: Catalog, found: Iterable[Finding]) -> Iterator[Finding]:
    """A note when findings rest on what another release's Bicep templates do."""
    described = catalog.tables.get("release", {}).get("described_for", catalog.release)
    codes = {f.code for f in found if f.code[:3] in _ON_BICEP or f.code == _SERVICE_FALLS_SHORT}
    if codes and described != catalog.release:
        yield file_finding(
            files.DESCRIBED_FOR,
            f"What becomes of settings in Bicep is described for release {described}, and this is "
            f"{catalog.release}: {', '.join(sorted(codes))} may be settled there, or new.",
            f"Look into the templates of {catalog.release} before you rely on these findings.",
            path=None,
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
            if number(found) < number(catalog.release)
            else f"Check it with --release {found}.",
            path=path,
        )
