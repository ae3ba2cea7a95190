"""What a run finds around it: the repository, its submodule, its files, whether it may write."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Literal, NamedTuple

from wizard.formats.errors import FormatError
from wizard.model.documents import AnswersError
from wizard.rules.wording import counted
from wizard.session.opening import Opened, open_repository
from wizard.store.errors import StoreError
from wizard.store.layout import ENV_FILE, VARIABLES_FILE, VARIABLES_JSON, Layout
from wizard.store.state import LOCK, state_folder

State = Literal["ok", "note", "lacking"]


class Health(NamedTuple):
    """One thing that was looked at.

    ``state``: as it should be, worth knowing, or needed and lacking. ``remedy`` says what to do
    about it, ``use`` what it is good for.
    """

    area: str
    name: str
    state: State
    value: str
    use: str = ""
    remedy: str = ""


def repository_health(layout: Layout) -> Iterator[Health]:
    """The repository in which we stand, with its answers and files."""
    yield _git(layout)
    release: str | None = None
    try:
        opened = open_repository(layout.root, strict=False)
    except (StoreError, AnswersError, FormatError) as error:
        told = str(error).splitlines()[0]
        yield Health("Repository", "answers", "lacking", f"cannot be read: {told}",
                     remedy="'aifactory-wizard check' names everything that is wrong")  # fmt: skip
    else:
        release = None if opened.is_new else opened.session.catalog.release
        yield _answers(opened)
    yield _submodule(layout, release)
    yield _files(layout)
    yield _writing(layout)


def _git(layout: Layout) -> Health:
    from wizard.store.submodule import branch_of

    top = next((p for p in (layout.root, *layout.root.parents) if (p / ".git").exists()), None)
    if top is None:
        return Health("Repository", "git", "note", f"{layout.root} is in no git repository",
                      remedy="git init: the pipelines run from a repository")  # fmt: skip
    branch = branch_of(top) or "no branch checked out"
    below = "" if top == layout.root else f", factory in {layout.root.relative_to(top)}"
    return Health("Repository", "git", "ok", f"{branch}{below}, in {top}")


def _answers(opened: Opened) -> Health:
    if opened.is_new:
        return Health("Repository", "answers", "note", "none yet",
                      remedy="begin with 'aifactory-wizard'")  # fmt: skip
    session = opened.session
    projects, scale_sets = len(session.answers.projects), len(session.answers.scale_sets)
    where = "" if opened.workspace.files else f", from {', '.join(opened.readings)}"
    value = (
        f"release {session.catalog.release}, {session.view().text('orchestrator')}, "
        f"{counted(projects, 'project')}, {counted(scale_sets, 'scale set')}{where}"
    )
    return Health("Repository", "answers", "ok", value)


def _submodule(layout: Layout, release: str | None) -> Health:
    module = layout.submodule
    if not module.present:
        return Health("Repository", "submodule", "note", "the vendor's repository is missing",
                      remedy="see the vendor's guide")  # fmt: skip
    if not module.initialised:
        return Health("Repository", "submodule", "note", "the vendor's repository is empty",
                      remedy="git submodule update --init --recursive")  # fmt: skip
    value = f"release {module.release or 'unknown'}"
    value += f" at {module.commit[:10]}" if module.commit else ""
    if release and module.release and module.release != release:
        return Health("Repository", "submodule", "note", f"{value}, the answers for {release}",
                      remedy="'aifactory-wizard upgrade', or check out the other")  # fmt: skip
    return Health("Repository", "submodule", "ok", value)


def _files(layout: Layout) -> Health:
    found = [
        path.name for path in (ENV_FILE, VARIABLES_FILE, VARIABLES_JSON)
        if (layout.root / path).is_file()
    ]  # fmt: skip
    folder = layout.workspace / "generated"
    count = sum(1 for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else 0
    if count:
        found.append(f"generated for {counted(count, 'project')}")
    if not found:
        return Health("Repository", "files", "note", "none that a pipeline reads",
                      remedy="'aifactory-wizard generate' writes them")  # fmt: skip
    return Health("Repository", "files", "ok", ", ".join(found))


def _writing(layout: Layout) -> Health:
    """Whether files can be made where the wizard makes them; nothing is left behind."""
    folder = layout.workspace if layout.workspace.is_dir() else layout.root
    shown = layout.shown(folder)
    shown = "here" if shown == "." else shown
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Health("Repository", "writing", "lacking", f"{shown}: {error.strerror}",
                      remedy="make the folder writable for you")  # fmt: skip
    if (state_folder(layout.root) / LOCK).exists():
        return Health("Repository", "writing", "note", f"{shown}: another run holds the lock",
                      remedy="wait; after ten minutes it is taken over")  # fmt: skip
    return Health("Repository", "writing", "ok", f"{shown} can be written")
