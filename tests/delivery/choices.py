"""Sessions in which one setting has been switched to something other than before."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Setting, Value
from wizard.rules.example import example_answers
from wizard.session import Session


def other_value(setting: Setting, value: Value) -> Value | None:
    """Another allowed value of a yes/no or choice setting; None where there is none."""
    if setting.kind == "bool":
        return not value
    return next((c.value for c in setting.choices if c.value and c.value != value), None)


def switched(catalog: Catalog, setting: Setting, orchestrator: str) -> tuple[Session, Value] | None:
    """A session in which the setting applies and has another value than by default."""
    session = Session(catalog, example_answers(catalog, {"orchestrator": orchestrator}))
    view = session.view(environment="dev")
    wanted = other_value(setting, view.value(setting.key))
    if wanted is None:
        return None
    for _ in range(4):
        for key in session.view(environment="dev").causes(setting.applies_when):
            if catalog.settings.get(key) and catalog[key].kind == "bool":
                session.set(key, True)
    view = session.view(environment="dev")
    wanted = other_value(setting, view.value(setting.key))
    if wanted is None or not view.applies(setting.key):
        return None
    session.set(setting.key, wanted)
    return session, wanted
