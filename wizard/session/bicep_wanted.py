"""Whether Bicep files are written: the answer, and whether the release allows it."""

from __future__ import annotations

from wizard.catalog.bicep import has_values
from wizard.resources import schemas_dir
from wizard.session.draft import Session

BICEP = "outputs.bicep"
"""The setting that asks for Bicep files."""


def writes_bicep(session: Session) -> bool:
    """Whether the answers ask for Bicep files, and the release's templates are described."""
    view = session.view()
    wanted = view.applies(BICEP) and view.is_on(BICEP)
    return wanted and is_described(session)


def is_described(session: Session) -> bool:
    """Whether the session's release says what its templates get, here or in a checkout."""
    return has_values(schemas_dir() / session.catalog.release)
