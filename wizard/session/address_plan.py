"""The address plan in a session: ranges are noted in the answers, and then never move."""

from __future__ import annotations

from wizard.network.build import build_plan
from wizard.network.stored import read_stored, stored_key, strategy_of, texts_to_store
from wizard.session.draft import Session


def store_plan(session: Session, *, bicep: bool = False) -> tuple[str, ...]:
    """Note the ranges of every project in the draft; the full keys of those that are new.

    Scale sets whose ranges the pipelines choose are left out, unless ``bicep`` says that
    parameter files will hold the ranges. All projects of a scale set are noted at once, because
    each range depends on those before it. Text that cannot be read stays for a person to correct.
    """
    wanted: dict[str, str] = {}
    for scale_set in session.answers.scale_sets:
        home = session.view(scale_set=scale_set)
        if home.is_on("byo.subnets") or not (bicep or strategy_of(home) == "planned"):
            continue
        for environment in home.environments:
            view = home.at(environment=environment)
            stored, flaws = read_stored(view)
            odd = {flaw.project for flaw in flaws}
            texts = texts_to_store(build_plan(view, stored=stored), stored)
            for project, text in texts.items():
                key = stored_key(project, environment)
                given = session.answers.get(key)
                if project not in odd and (given is None or given.value != text):
                    wanted[key] = text
    session.note(wanted)
    return tuple(wanted)
