"""Actions on the factory as a whole: its projects and scale sets, and its release."""

from __future__ import annotations

from wizard.catalog.load import UnknownRelease
from wizard.model.documents import AnswersError
from wizard.rules.wording import counted
from wizard.session.upgrade_offer import release_offered
from wizard.store.errors import StoreError
from wizard.tui.frame import Frame
from wizard.tui.messages import Upgraded


class FactoryFrame(Frame):
    """The frame with what adds, copies, removes and upgrades. Dialogs are imported when needed."""

    def action_projects(self) -> None:
        """The list of projects."""
        from wizard.session.overview import project_lines
        from wizard.tui.dialogs.projects import WORDS, ProjectsDialog

        async def picked(choice: str | None) -> None:
            if choice in WORDS:
                self.action_manage(choice)
            else:
                await self.select_project(choice)

        self.app.push_screen(ProjectsDialog(project_lines(self.walk.session)), picked)

    def action_manage(self, what: str) -> None:
        """Add a project, a copy or a scale set, or remove the current project."""
        from wizard.tui.adding import add_project, add_scale_set
        from wizard.tui.dialogs.projects import COPY, REMOVE, SCALE_SET
        from wizard.tui.removing import remove_project

        if what == SCALE_SET:
            add_scale_set(self)
        elif what == REMOVE:
            remove_project(self)
        else:
            add_project(self, copy=what == COPY)

    def action_upgrade(self) -> None:
        """Show what a later release brings, and go there if that is wanted."""
        to = release_offered(self.walk.opened)
        if not to:
            self.notify("No later release is known.", markup=False)
        elif self.walk.unsaved:
            told = f"{counted(self.walk.unsaved, 'change')} not written: write or undo that first."
            self.notify(told, title="An upgrade starts from the files", markup=False)
        else:
            self._show_upgrade(to)

    def _show_upgrade(self, to: str) -> None:
        from wizard.session.keeping import kept_upgrade
        from wizard.session.upgrading import upgrade_repository
        from wizard.tui.upgrade_screen import UpgradeScreen
        from wizard.upgrade.way import UpgradeRefused

        try:
            upgrade = upgrade_repository(self.walk.opened.layout.root, to)
        except (UpgradeRefused, UnknownRelease, StoreError, AnswersError) as error:
            self.notify(str(error), title="No upgrade", severity="error", markup=False)
            return

        def ended(written: int | None) -> None:
            if written is not None:
                self.post_message(Upgraded(to, written))

        self.app.push_screen(UpgradeScreen(upgrade, kept_upgrade(self.walk, to)), ended)
