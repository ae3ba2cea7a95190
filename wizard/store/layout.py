"""Where things are in a factory repository: workspace, active files, generated files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from wizard.store.submodule import SUBMODULE, Submodule, is_inside_modules, read_submodule

WORKSPACE = PurePosixPath("aifactory/wizard")
ENV_FILE = PurePosixPath(".env")
VARIABLES_FILE = PurePosixPath(
    "aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml"
)
VARIABLES_JSON = PurePosixPath("aifactory/variables.json")
FACTORY_FILE = "factory.yaml"
PROJECTS_FOLDER = "projects"

_SURE_SIGNS = (WORKSPACE, VARIABLES_FILE, PurePosixPath(SUBMODULE))


@dataclass(frozen=True)
class Layout:
    """The places of one repository; none of them needs to exist.

    ``is_known`` is False when nothing of an AI Factory or of git was found and ``root`` is
    simply the folder in which the search began.
    """

    root: Path
    is_known: bool = True

    @property
    def workspace(self) -> Path:
        """The folder with the answers."""
        return self.root / WORKSPACE

    @property
    def has_workspace(self) -> bool:
        """Whether there are answers already."""
        return (self.workspace / FACTORY_FILE).is_file() or (
            self.workspace / PROJECTS_FOLDER
        ).is_dir()

    @property
    def env_file(self) -> Path:
        """The file that GitHub's upload script reads: the active project's."""
        return self.root / ENV_FILE

    @property
    def variables_file(self) -> Path:
        """The file that the Azure DevOps pipelines read: the active project's."""
        return self.root / VARIABLES_FILE

    @property
    def variables_json(self) -> Path:
        """The file that the Azure DevOps pipelines read from release 1.25 on."""
        return self.root / VARIABLES_JSON

    @property
    def in_git(self) -> bool:
        """Whether git keeps the root, or a folder above it."""
        return any((folder / ".git").exists() for folder in (self.root, *self.root.parents))

    def generated(self, project: str) -> Path:
        """The folder for all that is generated for one project."""
        return self.root / WORKSPACE / "generated" / project

    def shown(self, path: Path) -> str:
        """A path as messages and plans name it: relative to the root, with slashes."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return path.as_posix()

    @cached_property
    def submodule(self) -> Submodule:
        """The vendor's repository as this one holds it."""
        return read_submodule(self.root)


def find_repository(start: Path) -> Layout:
    """The repository in which ``start`` (a folder or file, perhaps not yet there) stands.

    The nearest folder upward with a workspace, the pipelines' variables.yaml or the submodule
    wins, up to the root of the git repository; else that root; else the nearest folder with an
    AI Factory's ``.env``; else ``start`` itself. A submodule's own root is not a boundary.
    """
    start = Path(start).absolute()
    if start.is_file():
        start = start.parent
    boundary: Path | None = None
    with_env: Path | None = None
    for folder in (start, *start.parents):
        if any((folder / sign).exists() for sign in _SURE_SIGNS):
            return Layout(folder)
        if with_env is None and _is_factory_env(folder / ENV_FILE):
            with_env = folder
        if (folder / ".git").exists() and not is_inside_modules(folder):
            boundary = folder
            break
    root = boundary or with_env
    return Layout(root) if root else Layout(start, is_known=False)


def _is_factory_env(path: Path) -> bool:
    """Whether a .env is one of an AI Factory: many other programs have one, too."""
    try:
        with path.open("rb") as file:
            return b"AIFACTORY_" in file.read(65536)
    except OSError:
        return False
