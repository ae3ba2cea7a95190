"""Before writing: what changes in words, what is destructive, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wizard.catalog.setting import Scope
from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.in_use import active_project, orchestrators_of, services_of_project
from wizard.model.view import View
from wizard.output.files import ADO_FILE, GENERATED
from wizard.rules.finding import Finding
from wizard.rules.registry import sort_findings
from wizard.session.bicep_wanted import BICEP, is_described, writes_bicep
from wizard.session.comparing_services import shared_off, went_off
from wizard.session.draft import Session
from wizard.session.file_findings import planned_file_findings
from wizard.session.opening import Opened
from wizard.session.reach import IN_WORDS, MODES, reach_of_services
from wizard.session.writing import destructive
from wizard.store.plan import PlannedFile, WritePlan

TOLD = 20
"""Changed projects told of, besides the current one."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do after writing: a command ("" where it is no command) and why."""

    command: str
    why: str


def in_words(session: Session, before: Answers) -> list[str]:
    """What the present answers change, against earlier ones: in every project that changed."""
    now = session.view()
    then = View(session.catalog, before, now.context)
    told = [*_network(then, now), *_opened(session), *_shared(before, then, now)]
    told += _services(session, before, now)
    for number in _changed_projects(session, before)[:TOLD]:
        told += _services(session, before, session.view(project=number))
    for number in before.projects:
        if number not in session.answers.projects:
            told.append(f"Project {number} goes from the answers; in Azure everything of it stays.")
    told += [f"Deletes: {t.lower()} is on for the next run" for t in deletions_in_words(session)]
    return told or ["Services and networking stay as they were."]


def _changed_projects(session: Session, before: Answers) -> list[str]:
    """The other projects that are new or have other answers than before."""
    answers = session.answers
    return [
        number for number in answers.projects
        if number != session.current.project
        and (number not in before.projects
             or _given(answers, number) != _given(before, number))
    ]  # fmt: skip


def _given(answers: Answers, number: str) -> dict[str, object]:
    return {full: given.value for full, given in answers.of(f"projects.{number}")}


def deletions_in_words(session: Session) -> list[str]:
    """What is on that deletes something, by title; with the projects where there are several."""
    found: dict[str, list[str]] = {}
    for full in destructive(session):
        place = split_key(full)
        title = session.catalog.settings[place.key].title
        found.setdefault(title, []).append(place.project or "")
    if len(session.answers.projects) == 1:
        return list(found)
    return [f"{title} ({_projects(numbers)})" for title, numbers in found.items()]


def _projects(numbers: list[str]) -> str:
    more = f" and {len(numbers) - TOLD} more" if len(numbers) > TOLD else ""
    return f"project{'s' * (len(numbers) > 1)} {', '.join(numbers[:TOLD])}{more}"


def planned_findings(opened: Opened, plan: WritePlan) -> list[Finding]:
    """What is wrong with what is about to be written, besides the answers.

    That is the variable files that stand already, as the plan leaves them, and the Bicep files of
    the current project: their salts are drawn with the plan.

    Raises:
        FormatError: see ``variable_file_findings``.
    """
    found = planned_file_findings(opened.session.catalog, plan)
    return sort_findings([*found, *_bicep_findings_here(opened)])


def _bicep_findings_here(opened: Opened) -> list[Finding]:
    """Those of the current project; nothing where none are written."""
    here = opened.session.current.project
    if here is None or not opened.session.view().is_on(BICEP):
        return []
    from wizard.session.bicep import bicep_findings

    return bicep_findings(opened, [here])


@dataclass(frozen=True, slots=True)
class BicepOffer:
    """Whether Bicep files are written, in words, and the answer that changes that.

    ``key`` is "" where the release's templates are not described.
    """

    key: str
    wanted: bool
    words: str
    why: str


def bicep_offer(session: Session) -> BicepOffer:
    """What the review says about Bicep files."""
    if not is_described(session):
        why = f"the Bicep templates of release {session.catalog.release} are not described"
        return BicepOffer("", False, "No Bicep files", why)
    if writes_bicep(session):
        return BicepOffer(BICEP, True, "Leave out the Bicep files", "they are written as well")
    return BicepOffer(BICEP, False, "Write Bicep files as well", "parameter files and a run sheet")


def by_folder(
    files: Iterable[PlannedFile],
) -> tuple[list[PlannedFile], dict[str, list[PlannedFile]]]:
    """Files to show one by one, and the many of Bicep by project and environment."""
    single: list[PlannedFile] = []
    folders: dict[str, list[PlannedFile]] = {}
    depth = GENERATED.count("/") + 2
    for file in files:
        parts = file.path.split("/")
        if file.path.startswith(f"{GENERATED}/") and parts[depth] == "bicep":
            folders.setdefault("/".join(parts[: depth + 2]), []).append(file)
        else:
            single.append(file)
    return single, folders


def next_steps(session: Session, *, in_git: bool) -> Iterator[NextStep]:
    """What to do once the files are written, in order, for the current project.

    ``in_git`` says whether git keeps the files: else no command of git is named.
    """
    active = active_project(session.view())
    project = session.current.project or active
    used = orchestrators_of(session.view())
    if in_git:
        commit = "git add aifactory && git commit -m 'AI Factory settings'"
        yield NextStep(commit, "keep the answers and files in git; .env stays out")
    if "github" in used:
        script = f"bash {GENERATED}/{project}/github/apply.sh"
        yield NextStep(script, "variables and secrets to GitHub, after gh auth login")
        push = "aifactory-wizard push github"
        push += f" --project {project}" if project != active else ""
        yield NextStep(push, "or with the wizard: only what differs from what is there")
        then = ""
        if not _shares_network(session, project):
            yield NextStep("gh workflow run infra-common.yml", "the common part of the factory")
            then = "then "
        yield NextStep("gh workflow run infra-project.yml", f"{then}project {project}")
    if "azure-devops" in used:
        if project != active:
            put = f"aifactory-wizard set active_project={project} && aifactory-wizard generate"
            yield NextStep(put, f"{ADO_FILE} holds project {active}: this puts {project} there")
        push = "git push" if in_git else ""
        yield NextStep(push, f"the pipelines read {ADO_FILE} from the branch they run on")
        alone = not _shares_network(session, project)
        first = "Run the pipeline of the common part, then" if alone else "Run"
        yield NextStep("", f"{first} the one of the project.")
    if writes_bicep(session):
        for first in session.view(project=project).environments[:1]:
            script = f"bash {GENERATED}/{project}/bicep/{first}/run.sh"
            yield NextStep(script, "or by hand: previews the Bicep steps; read RUN.md beside it")


def _shares_network(session: Session, project: str) -> bool:
    """Whether its scale set has projects beside it: the common part is not run again (UPS306)."""
    scale_set = session.view(project=project).context.scale_set
    return len(session.view(scale_set=scale_set).projects) > 1


def _network(then: View, now: View) -> Iterator[str]:
    before, after = then.text("networking.mode"), now.text("networking.mode")
    if before == after:
        yield f"Networking is {after}."
    else:
        yield f"Networking goes from {before} to {after}."


def _opened(session: Session) -> Iterator[str]:
    """Which services answer to the internet, and to whom there."""
    mode = session.view().text("networking.mode")
    found = reach_of_services(session) if mode in MODES else []
    place = MODES.index(mode) if found else 0
    listed = [reach.title for reach in found if reach.words[place] == IN_WORDS["list"]]
    anyone = [reach.title for reach in found if reach.words[place] == IN_WORDS["any"]]
    if listed:
        number = len(session.view().items("team.allowed_ips"))
        addresses = f"{number} listed address" + ("" if number == 1 else "es")
        yield f"Open to {addresses}: {', '.join(listed)}."
    if anyone:
        yield f"Open to anyone who can sign in, from everywhere: {', '.join(anyone)}."


def _shared(before: Answers, then: View, now: View) -> Iterator[str]:
    """What goes on or off for all projects of the factory or the scale set."""
    if now.context.scale_set in before.scale_sets:
        yield from _created(then, now, "factory", "scale_set")
        yield from (told.text for told in shared_off(before, now))


def _services(session: Session, before: Answers, now: View) -> Iterator[str]:
    project = now.context.project or ""
    is_new = project not in before.projects
    then = View(session.catalog, before, now.context)
    on = ", ".join(service.title for service in services_of_project(now)) or "no services"
    yield f"Project {project} {'is new and ' * is_new}has {on}."
    if is_new:
        return
    yield from _created(then, now, "project")
    yield from (told.text for told in went_off(then, now, "project"))


def _created(then: View, now: View, *scopes: Scope) -> Iterator[str]:
    created = [
        service.title for service in now.catalog.services.values()
        if service.scope in scopes and now.holds(service.on) and not then.holds(service.on)
    ]  # fmt: skip
    if created:
        yield f"New with the next run: {', '.join(created)}."
