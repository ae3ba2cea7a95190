"""Services by the name that somebody typed, and the answers that switch them."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.catalog.tables import Service
from wizard.cli.failures import Refused, Trouble
from wizard.cli.parsing import did_you_mean
from wizard.model.context import Context, full_key
from wizard.session.draft import Session
from wizard.session.services import help_for, service_state, toggled

Changes = list[tuple[str, object]]


def switched(
    session: Session, context: Context, names: list[str], *, on: bool, with_needs: bool = False
) -> Changes:
    """The answers that switch some services.

    Raises:
        Refused: a name is unknown, or nothing switches the service; all of these are listed.
    """
    troubles: list[Trouble] = []
    changes: dict[str, object] = {}
    for name in names:
        service = _named(session.catalog, name)
        if isinstance(service, Trouble):
            troubles.append(service)
            continue
        setting = session.catalog.settings[service.flag or ""]
        if with_needs:
            changes |= dict(help_for(service_state(session, service)))
        changes[full_key(setting.key, setting.scope, context)] = toggled(service, on=on)
    if troubles:
        raise Refused(troubles)
    return list(changes.items())


def _named(catalog: Catalog, name: str) -> Service | Trouble:
    known = catalog.by_variable.get(name)
    flag = known[0].key if known else name
    service = catalog.services.get(name) or catalog.service_of_flag.get(flag)
    if service is None:
        hint = did_you_mean(name, list(catalog.services))
        return Trouble(
            f"there is no service {name!r}", hint or f"there are {', '.join(catalog.services)}"
        )
    if service.flag is None:
        return Trouble(
            f"no flag switches {service.title}", f"see 'aifactory-wizard explain {service.id}'"
        )
    return service
