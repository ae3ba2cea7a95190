"""Two states of the answers compared, in words: what a reader of a change has to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wizard.catalog.setting import ENVIRONMENTS, Scope
from wizard.model.context import split_key
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Finding
from wizard.session.compared import Comparison, Group, Part, Told, is_private, shown_value
from wizard.session.comparing_networks import compare_networks
from wizard.session.comparing_services import compare_services, has_services
from wizard.session.comparing_values import compare_values, hidden_changes
from wizard.session.draft import Session
from wizard.session.revisions import Side, notes_of

_PLANNED = tuple(f"address.planned.{name}" for name in ENVIRONMENTS)


def compare(before: Side, after: Side) -> Comparison:
    """All that differs between two states, most general first.

    Where one side has nothing of an AI Factory, everything of the other is new or gone.
    """
    made = Comparison(before.name, after.name, notes=tuple(dict.fromkeys(notes_of(before, after))))
    then, now = before.session, after.session
    if now is None:
        if then is not None:
            made.groups = [_all_gone(then)]
        return made
    made.groups = [group for group in _groups(before, after, then, now) if _says(group)]
    old = then.findings() if then is not None else []
    new = now.findings()
    made.new = [_shown(finding, now) for finding in _apart(new, old)]
    made.gone = [_shown(finding, then or now) for finding in _apart(old, new)]
    made.errors = sum(finding.severity == "error" for finding in new)
    return made


def _says(group: Group) -> bool:
    return bool(group.told or group.follows)


def _groups(before: Side, after: Side, then: Session | None, now: Session) -> Iterator[Group]:
    yield _factory(before, after, then, now)
    for number in now.answers.scale_sets:
        yield _scale_set(then, now, number)
    for number in _missing(then, now, "scale_sets"):
        gone = Told("scale set", ("No longer in the answers; what is deployed stays in Azure.",))
        yield Group((f"Scale set {number}",), (f"scale_sets.{number}",), [gone])
    yield from _alike([_project(then, now, number) for number in now.answers.projects])
    for number in _missing(then, now, "projects"):
        assert then is not None
        yield Group(_title(then, number), (f"projects.{number}",), [_project_gone(then, number)])


def _missing(then: Session | None, now: Session, kind: str) -> Iterator[str]:
    for number in getattr(then.answers, kind) if then is not None else ():
        if number not in getattr(now.answers, kind):
            yield number


def _factory(before: Side, after: Side, then: Session | None, now: Session) -> Group:
    group = Group(("Factory",), ("",))
    group.told += _releases(before, after, then, now)
    view = now.view()
    _fill(group, now, then.view() if then is not None else None, view, "factory")
    return group


def _releases(before: Side, after: Side, then: Session | None, now: Session) -> Iterator[Told]:
    if then is None:
        return
    old, new = then.catalog.release, now.catalog.release
    if old != new:
        gone = [key for key in then.catalog.settings if key not in now.catalog.settings]
        fresh = [key for key in now.catalog.settings if key not in then.catalog.settings]
        parts = (f"Release of the AI Factory {old} → {new}: {len(fresh)} settings are new, "
                 f"{len(gone)} are gone.",)  # fmt: skip
        yield Told("release", parts, ("release",))
    if before.submodule and after.submodule and before.submodule != after.submodule:
        parts = (f"The vendor's repository goes from release {before.submodule} to "
                 f"{after.submodule}.",)  # fmt: skip
        yield Told("release", parts)


def _fill(
    group: Group, session: Session, then: View | None, now: View, scope: Scope,
    covered: Iterable[str] = (),
) -> None:  # fmt: skip
    """Add what is told of services and settings of a scope; what is grave comes first."""
    services, keys = compare_services(session, then, now, scope)
    told, follows = compare_values(then, now, scope, (*keys, *covered))
    group.told += [*services, *told]
    group.follows += follows
    hidden = len(list(hidden_changes(then, now, scope)))
    if hidden:
        words = "answer that does" if hidden == 1 else "answers that do"
        group.follows.append(Told("setting", (f"{hidden} {words} not apply at present.",)))
    grave = {"care": 0, "opens": 1, "plain": 2}
    group.told.sort(key=lambda told: grave[told.weight])


def _scale_set(then: Session | None, now: Session, number: str) -> Group:
    group = Group((f"Scale set {number}",), (f"scale_sets.{number}",))
    old = None
    if then is not None and number in then.answers.scale_sets:
        old = then.view(scale_set=number)
    view = now.view(scale_set=number)
    _fill(group, now, old, view, "scale_set")
    if old is None:
        places = ", ".join(view.environments) or "no environment"
        group.told.insert(0, Told("scale set", (f"New, with {places}.",)))
    for environment in dict.fromkeys((*view.environments, *(old.environments if old else ()))):
        part = Group((), ())
        was = old.at(environment=environment) if old is not None else None
        _fill(part, now, was, view.at(environment=environment), "environment")
        for mine, theirs in ((group.told, part.told), (group.follows, part.follows)):
            mine += [
                Told(told.kind, (f"{environment}: ", *told.parts), told.keys, told.weight)
                for told in theirs
            ]
    group.told += compare_networks(old, view)
    return group


def _project(then: Session | None, now: Session, number: str) -> Group:
    now.select(number)
    view = now.view()
    group = Group(_title(now, number), (f"projects.{number}",))
    if then is None or number not in then.answers.projects:
        group.told.append(_project_new(view))
        _, follows = compare_services(now, None, view, "project")
        told, _ = compare_values(None, view, "project", ("title", *follows, *_PLANNED))
        group.told += [sentence for sentence in told if sentence.weight != "plain"]
    else:
        then.select(number)
        _fill(group, now, then.view(), view, "project", _PLANNED)
    view.release(number)
    return group


def _project_new(view: View) -> Told:
    places = ", ".join(view.environments) or "no environment"
    parts = ("New: the next run will create it in ", places, " with ", *has_services(view), ".")
    return Told("project", parts, (f"projects.{view.context.project}",))


def _project_gone(then: Session, number: str) -> Told:
    view = then.view(project=number)
    return Told(
        "project",
        ("No longer in the answers. What is deployed stays in Azure and costs money: ",
         *has_services(view), "."),
        (f"projects.{number}",), "care",
        (("Its address ranges count as free from now on: give them to another project only when "
          "its subnets are gone.",),),
    )  # fmt: skip


def _title(session: Session, number: str) -> tuple[Part, ...]:
    title = session.view(project=number).text("title")
    if not title:
        return (f"Project {number}",)
    return (f"Project {number} ", shown_value(session.catalog.settings["title"], title))


def _alike(groups: list[Group]) -> Iterator[Group]:
    """The projects; of those to which the same happens, one group."""
    same: dict[object, list[Group]] = {}
    for group in groups:
        number = group.owners[0].removeprefix("projects.")
        told, follows = _nameless(group.told, number), _nameless(group.follows, number)
        said = tuple((one.parts, one.more) for one in (*told, *follows))
        same.setdefault(said or group.owners, []).append(Group((), (number,), told, follows))
    whole = {group.owners[0].removeprefix("projects."): group for group in groups}
    for together in same.values():
        numbers = [group.owners[0] for group in together]
        if len(numbers) == 1:
            yield whole[numbers[0]]
            continue
        shown = ", ".join(numbers[:8]) + (f" and {len(numbers) - 8} more" * (len(numbers) > 8))
        yield Group(
            (f"Projects {shown}",),
            tuple(f"projects.{number}" for number in numbers),
            _with_all_keys([group.told for group in together]),
            _with_all_keys([group.follows for group in together]),
        )


def _nameless(told: list[Told], number: str) -> list[Told]:
    """Sentences in which the names of a project's subnets lack its number."""

    def without(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(
            part.replace(f"prj{number}", "prjNNN") if isinstance(part, str) else part
            for part in parts
        )

    return [
        replace(one, parts=without(one.parts), more=tuple(without(parts) for parts in one.more))
        for one in told
    ]


def _with_all_keys(same: list[list[Told]]) -> list[Told]:
    """Sentences that several projects have alike, each with the keys of all of them."""
    return [
        replace(alike[0], keys=tuple(dict.fromkeys(key for told in alike for key in told.keys)))
        for alike in zip(*same, strict=True)
    ]


def _all_gone(then: Session) -> Group:
    numbers = ", ".join(then.answers.projects[:8])
    more = " and more" * (len(then.answers.projects) > 8)
    parts = (f"All answers are gone; there were the projects {numbers}{more}. "
             "What is deployed stays in Azure.",)  # fmt: skip
    return Group(("Factory",), ("",), [Told("project", parts, (), "care")])


def _shown(finding: Finding, session: Session) -> Finding:
    """The finding without its message where that may quote what is not to be shown."""
    from wizard.rules.registry import load_rules

    for full in finding.keys:
        setting = session.catalog.settings.get(split_key(full).key)
        given = session.answers.get(full)
        if setting and given and is_private(setting, format_value(given.value)):
            rule = load_rules().get(finding.code)
            return finding._replace(message=f"{rule.title if rule else finding.code}.", fixes=())
    return finding


def _apart(findings: list[Finding], others: list[Finding]) -> list[Finding]:
    known = {(finding.code, finding.keys, finding.message) for finding in others}
    return [
        finding for finding in findings
        if finding.severity != "note" and (finding.code, finding.keys, finding.message) not in known
    ]  # fmt: skip
