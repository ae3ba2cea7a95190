"""What a variable group should hold for one project: the variables of ``variables.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.model.view import View


class Wanted(NamedTuple):
    """Names with values; ``refusals`` say what Azure DevOps would not take."""

    variables: dict[str, str]
    refusals: list[str]


def wanted_in_group(view: View) -> Wanted:
    """The variables for the view's project, those alone that the catalogue knows."""
    variables = {item.name: item.value for item in deliver_azure_devops(view)}
    rows = {row["id"]: row for row in view.catalog.tables["limits"]["azure_devops"]}
    return Wanted(variables, list(refusals(variables, rows)))


def refusals(variables: Mapping[str, str], rows: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with names and sizes; hyphens are taken, as in the vendor's own file."""
    names = rows["azure_devops_names"]
    reserved = tuple(names["reserved_prefixes"])
    most = int(rows["azure_devops_variable_characters"]["limit"])
    for name, value in variables.items():
        exempt = re.fullmatch(names["exempt_pattern"], name)
        if not exempt and name.lower().startswith(reserved):
            yield f"{name}: names beginning with {', '.join(reserved)} are reserved"
        if not re.fullmatch(names["pattern"], name.replace("-", "_"), re.ASCII):
            yield f"{name!r} is no name for a variable: {names['allowed']}"
        if len(value) > most:
            yield f"{name} has {len(value):,} characters; an agent takes {most:,}"
