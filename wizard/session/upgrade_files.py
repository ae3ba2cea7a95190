"""The variable files that stand, brought from one release to the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.model.in_use import active_project
from wizard.model.view import View
from wizard.output.ado_file import edited_ado_text, new_ado_text
from wizard.output.env_file import edited_env_text, new_env_text
from wizard.output.files import ADO_FILE, ENV_FILE, KEPT_COMMENT, template
from wizard.session.draft import Session
from wizard.session.vendor_templates import VendorTemplates
from wizard.upgrade.announced import announced
from wizard.upgrade.names import Fresh, names_of, renamed_text, with_comments
from wizard.upgrade.relaid import relaid
from wizard.upgrade.report import UpgradeReport
from wizard.upgrade.slots import cut
from wizard.upgrade.vendor_comments import Owned, recogniser

SIDES: dict[str, Orchestrator] = {ENV_FILE: "github", ADO_FILE: "azure-devops"}
_OURS: dict[Orchestrator, str] = {
    "github": "github/env_header.txt",
    "azure-devops": "azure-devops/variables_header.txt",
}
VENDORS = "comments and order of the vendor's template"
OWN = "comments and order of this wizard's files"
STAYS = (
    "comments and order stay: the vendor's template of {0} is not at hand (check out release/v{0} "
    "in the submodule, or name a checkout with --templates)"
)
ODD = "comments and order stay: the file has lines that cannot be moved without harm"


@dataclass(slots=True)
class FileStep:
    """One step for the variable files: the drafts before and after it, and what it moved.

    ``layout`` is filled in: path -> whose comments and order the file has now.
    """

    before: Session
    after: Session
    report: UpgradeReport
    templates: VendorTemplates
    layout: dict[str, str] = field(default_factory=dict)

    def text(self, path: str, text: str) -> str:
        """The file of the active project in the new release.

        Raises:
            FormatError: it cannot be read or edited.
            StoreError: a template cannot be read.
        """
        side = SIDES[path]
        windows = side == "azure-devops" and "\r\n" in text
        if windows:
            text = text.replace("\r\n", "\n")
        view = self._view(self.after)
        gone = sorted(names_of(self.before.catalog, side) - names_of(view.catalog, side))
        known = self._known(view, side)
        own = _own_comments(text, side, gone, known, path)
        text = renamed_text(text, side, self.report.moved, gone, self._fresh(side), path)
        made = with_comments(_edited(text, view, side, path), side, own, path)
        made = self._laid_out(made, text, view, known, path)
        return made.replace("\n", "\r\n") if windows else made

    def _known(self, view: View, side: Orchestrator) -> Owned:
        """Tells comments of templates, the vendor's and ours, from a team's own."""
        texts = [_new(view, side), _new(self._view(self.before), side)]
        for release in (self.before.catalog.release, view.catalog.release):
            texts.append(self.templates.text(release, side) or "")
        return recogniser(texts)

    def _laid_out(self, text: str, before: str, view: View, known: Owned, path: str) -> str:
        release, side = view.catalog.release, SIDES[path]
        ours = _new(view, side)
        is_ours = template(_OURS[side]).splitlines()[0] in text
        vendors = None if is_ours else self.templates.text(release, side)
        wanted = ours if is_ours else vendors
        if wanted is None:
            self.layout[path] = STAYS.format(release)
            return announced(text, before, view, side, path)
        made = relaid(text, wanted, side, known, KEPT_COMMENT, path)
        if made is None:
            self.layout[path] = ODD
            return announced(text, before, view, side, path)
        self.layout[path] = OWN if is_ours else VENDORS
        return made

    def _fresh(self, side: Orchestrator) -> dict[str, Fresh]:
        """Names that nobody answered and whose default is another one now."""
        before = {name: text for name, text, _, _ in _delivered(self._view(self.before), side)}
        answers = self.after.answers
        return {
            name: Fresh(text, frozenset({before[name]}), macro)
            for name, text, key, macro in _delivered(self._view(self.after), side)
            if name in before and answers.get(key) is None and before[name] != text
        }

    @staticmethod
    def _view(draft: Session) -> View:
        return draft.view(project=active_project(draft.view()))


def _own_comments(
    text: str, side: Orchestrator, gone: Iterable[str], known: Owned, path: str
) -> dict[str, str]:
    """What a team wrote behind values whose names are gone: it goes to the end with them."""
    layout = cut(text, side, path)
    names = {name.lower() if side == "azure-devops" else name: name for name in gone}
    return {
        names[slot.name]: slot.comment.strip().removeprefix("#").strip()
        for slot in (layout.slots if layout else ())
        if slot.name in names and slot.comment and not known(slot.comment)
    }


def mended(path: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A file with lines like 'name = value' made variables, and their names.

    No pipeline can read a ``variables.yaml`` with such a line.

    Raises:
        FormatError: it cannot be read.
    """
    if SIDES[path] == "github":
        return text, ()
    from wizard.formats.ado_variables import AdoDocument

    document = AdoDocument.parse(text, path)
    names = document.mend_lines()
    return document.text(), names


def _edited(text: str, view: View, side: Orchestrator, path: str) -> str:
    if side == "github":
        return edited_env_text(text, view, deliver_github(view).file, path, completes=True)
    return edited_ado_text(text, view, deliver_azure_devops(view), path, completes=True)


def _new(view: View, side: Orchestrator) -> str:
    if side == "github":
        return new_env_text(view.catalog, deliver_github(view))
    return new_ado_text(view.catalog, deliver_azure_devops(view))


def _delivered(view: View, side: Orchestrator) -> list[tuple[str, str, str, bool]]:
    """Name, text, full key and whether macros are meant, for the active project."""
    if side == "github":
        return [(i.name, i.value, i.key, False) for i in deliver_github(view).file]
    return [(i.name, i.value, i.key, i.macro) for i in deliver_azure_devops(view)]
