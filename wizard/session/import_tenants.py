"""Values of a file that were copied from another tenant."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.values import format_value
from wizard.model.variable_values import Reading, Taken
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.rules.placeholder_styles import placeholder_in

_TENANT = "tenant_id"


def tenant_findings(
    catalog: Catalog, reading: Reading, answers: Answers, path: str
) -> Iterator[Finding]:
    """Findings on ids of one file, beside the tenant that is answered already."""
    ids = [taken for taken in reading.taken if _kind(catalog, taken) in ("guid", "guid-list")]
    yield from _known_foreign(catalog, ids, path)
    there, here = reading.answers.get(_TENANT), answers.get(_TENANT)
    if there is None or here is None or _is_open(catalog, there.value, here.value):
        return
    if format_value(there.value).lower() != format_value(here.value).lower():
        keys = tuple(dict.fromkeys(taken.key for taken in ids))
        yield file_finding(
            files.OTHER_TENANT,
            f"The file is for tenant {format_value(there.value)}, but the answers are for "
            f"{format_value(here.value)} ({here.where()}).",
            f"Replace the ids that came from it: {', '.join(keys)}.",
            path=path,
            line=there.line,
            keys=keys,
        )


def _known_foreign(catalog: Catalog, ids: list[Taken], path: str) -> Iterator[Finding]:
    import hashlib

    rows = {row["sha256"]: row for row in catalog.tables.get("foreign_ids", {}).get("ids", ())}
    for taken in ids:
        for text in format_value(taken.value).split(","):
            row = rows.get(hashlib.sha256(text.strip().lower().encode()).hexdigest())
            if row is not None:
                yield file_finding(
                    files.OTHER_TENANT,
                    f"{taken.variable.name} is the object id of {row['title']} in {row['owner']}.",
                    "Look up the id in your own tenant.",
                    path=path,
                    line=taken.variable.line,
                    keys=(taken.key,),
                )


def _kind(catalog: Catalog, taken: Taken) -> str:
    return catalog[split_key(taken.key).key].kind


def _is_open(catalog: Catalog, *values: object) -> bool:
    setting = catalog.settings.get(_TENANT)
    texts = [format_value(value) for value in values]  # type: ignore[arg-type]
    return setting is None or any(not t or placeholder_in(setting, t) for t in texts)
