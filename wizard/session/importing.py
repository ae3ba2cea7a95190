"""Import: files of any kind and release into the answers, with a report on every name."""

from __future__ import annotations

from pathlib import Path

from wizard.catalog.load import DEFAULT_RELEASE
from wizard.catalog.setting import Orchestrator
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.kept_variables import keep_variable
from wizard.model.values import format_value
from wizard.model.variable_values import FileVariable, Reading, misfit, read_variables
from wizard.rules.placeholder_styles import placeholder_in
from wizard.session.import_report import Conflict, FileReport, Normalised, Unknown
from wizard.session.import_sources import NotUnderstood, Source, read_source
from wizard.session.import_telling import tell, tell_decision
from wizard.session.import_tenants import tenant_findings
from wizard.session.opening import Opened
from wizard.store.errors import StoreError
from wizard.store.layout import ENV_FILE, VARIABLES_FILE, VARIABLES_JSON, Layout
from wizard.store.reading import read_file

_EVERYWHERE = (
    ENV_FILE.as_posix(),
    VARIABLES_FILE.as_posix(),
    VARIABLES_JSON.as_posix(),
    "aifactory/config-wizard/project-*/.env",
    "aifactory/config-wizard/project-*/variables.y*ml",
    "aifactory/config-wizard/project-*/project_state.json",
    "aifactory/config-wizard/scalesets/scaleset_*.json",
    "saved-projects/*/project_state.json",
    "aifactory/saved-projects/*/project_state.json",
    "aifactory/parameters/*.json",
)
"""What ``import`` without a path looks for, strongest first (peer-wizard 4)."""


def importable(layout: Layout) -> list[Path]:
    """The files of a repository that can be imported; of two that differ the first one counts."""
    return [path for pattern in _EVERYWHERE for path in sorted(layout.root.glob(pattern))
            if path.is_file()]  # fmt: skip


class Importer:
    """Brings files into the answers of a session, one after the other.

    Answers that stand already stay unless ``overwrite``; what differs is reported. A placeholder
    never stands against a value.
    """

    def __init__(self, opened: Opened, *, overwrite: bool = False) -> None:
        self._opened = opened
        self._catalog = opened.session.catalog
        self._overwrite = overwrite
        self._orchestrators: list[Orchestrator] = []
        self._active: str | None = None
        self.reports: list[FileReport] = []

    @property
    def answers(self) -> Answers:
        """The answers that are filled."""
        return self._opened.session.answers

    def take(self, path: Path, *, strict: bool = True) -> FileReport:
        """Import one file; unless ``strict``, one that cannot be read is only reported.

        Of a file that nobody named no symbolic link may lead out of the repository.

        Raises:
            StoreError, AnswersError: (strict) it cannot be read.
        """
        layout = self._opened.layout
        shown = layout.shown(path.absolute())
        try:
            state = read_file(path, shown=shown, within=None if strict else layout.root)
            source = read_source(self._catalog, state, shown)
        except StoreError as error:
            if strict:
                raise
            report = FileReport(shown, "unreadable")
            report.not_understood.append(NotUnderstood(None, str(error)))
            self.reports.append(report)
            return report
        report = FileReport(shown, source.kind)
        self.reports.append(report)
        if source.kind == "answers":
            self._take_answers(path, report)
        else:
            self._take_source(source, report, is_live=self._is_live(path))
        return report

    def finish(self) -> None:
        """Answer the release, the orchestrators in use, and whose files are live."""
        kinds = dict.fromkeys(self._orchestrators)
        standing = self.answers.get("orchestrator")
        if kinds and (standing is None or standing.origin == "imported"):
            for path in self._opened.readings:
                kinds["azure-devops" if path.endswith(("yaml", "yml")) else "github"] = None
            value = "both" if len(kinds) > 1 else next(iter(kinds))
            self.answers.drop("orchestrator")
            self.answers.put("orchestrator", Given(value, "imported", self.reports[0].path))
        release = self._catalog.release
        if release != DEFAULT_RELEASE and self.answers.get("release") is None:
            self.answers.put("release", Given(release, "imported"))
        projects = self.answers.projects
        if self.answers.get("active_project") is None and self._active not in (None, projects[0]):
            self.answers.put("active_project", Given(str(self._active), "imported"))
        self._opened.session.refresh()

    def _is_live(self, path: Path) -> bool:
        layout = self._opened.layout
        live = (layout.env_file, layout.variables_file, layout.variables_json)
        return path.resolve() in [file.resolve() for file in live]

    def _take_source(self, source: Source, report: FileReport, *, is_live: bool) -> None:
        report.not_understood += source.not_understood
        report.findings += source.findings
        report.notes += source.notes
        reading = self._read(source, source.orchestrator, source.variables, source.number)
        report.project, report.scale_set = reading.project, reading.scale_set
        if source.is_variable_file:
            self._orchestrators.append(source.orchestrator)
            report.notes += reading.assumed
        if is_live:
            self._active = self._active or reading.project
        self._take_reading(source, reading, report, is_live)
        if source.others:
            more = self._read(source, "github", source.others, reading.project)
            self._take_reading(source, more, report, is_live)
        report.normalised += [
            Normalised(p.name or "", p.line, p.text.strip(), p.text.replace("=", ":", 1).strip(),
                       f"{p.reason}; no pipeline can read the file until the line is corrected")
            for p in source.mended.values()
        ]  # fmt: skip
        self._take_decisions(source, reading, report)
        for variable, why in source.unplaced:
            report.kept.append(Unknown(variable.name, variable.line, why, _STAYS))
        for variable, release, key in source.later:
            given = Given(variable.value, "imported", source.shown, variable.line)
            keep_variable(self.answers, reading.project, "azure-devops", variable.name, given)
            why = f"release {release} has it as {key}"
            report.kept.append(Unknown(variable.name, variable.line, why, _WAITS))
        report.read += len(source.unplaced) + len(source.decisions) + len(source.later)

    def _read(
        self,
        source: Source,
        orchestrator: Orchestrator,
        variables: list[FileVariable],
        number: str,
    ) -> Reading:
        ids = {"scale_set" if source.kind == "scale-set-state" else "project": number or "001"}
        return read_variables(self._catalog, orchestrator, variables, source.shown, **ids)

    def _take_reading(
        self, source: Source, reading: Reading, report: FileReport, is_live: bool
    ) -> None:
        tell(self._catalog, reading, report)
        report.findings += tenant_findings(self._catalog, reading, self.answers, source.shown)
        for variable in reading.unknown:
            why = reading.reasons.get(variable.name) or "not known in this release"
            where = _STAYS
            if source.is_variable_file and not is_live:
                where = self._keep(source, reading, variable)
            report.kept.append(Unknown(variable.name, variable.line, why, where))
        only_scale_set = source.kind == "scale-set-state"
        for full, given in reading.answers.items():
            if not (only_scale_set and full.startswith("projects.")):
                self._merge(full, given, report)
        self.answers.add_scale_set(reading.scale_set)
        if not only_scale_set and source.kind != "parameters":
            self.answers.add_project(reading.project)

    def _keep(self, source: Source, reading: Reading, variable: FileVariable) -> str:
        given = Given(variable.value, "imported", source.shown, variable.line)
        keep_variable(
            self.answers, reading.project, source.orchestrator, variable.name, given
        )  # fmt: skip
        return "kept in the answers, and written at the end of the file"

    def _take_decisions(self, source: Source, reading: Reading, report: FileReport) -> None:
        context = Context(reading.scale_set, None, reading.project)
        for key, value, variable in source.decisions:
            full = full_key(key, self._catalog[key].scope, context)
            report.mapped.append(tell_decision(full, value, variable))
            self._merge(full, Given(value, "imported", source.shown, variable.line), report)

    def _take_answers(self, path: Path, report: FileReport) -> None:
        from wizard.model.documents import AnswersError
        from wizard.store.workspace import load_workspace

        try:
            load_workspace(path, self._catalog)
        except AnswersError as error:
            report.not_understood += [
                NotUnderstood(problem.line, f"{problem.key}: {problem.reason}; {problem.remedy}")
                for problem in error.problems
            ]
        loaded = load_workspace(path, self._catalog, strict=False)
        report.notes += loaded.notes
        for full, given in loaded.answers.items():
            imported = Given(given.value, "imported", report.path, given.line)
            report.mapped.append(
                tell_decision(full, given.value, FileVariable(full, "", given.line))
            )
            self._merge(full, imported, report)
        report.read = len(report.mapped) + len(loaded.answers.unknown)
        for full, given in loaded.answers.unknown.items():
            self.answers.unknown.setdefault(full, given)
            report.kept.append(Unknown(full, given.line, "no such setting", "kept in the answers"))
        for project in loaded.answers.projects:
            self.answers.add_project(project)
        for scale_set in loaded.answers.scale_sets:
            self.answers.add_scale_set(scale_set)

    def _merge(self, full: str, given: Given, report: FileReport) -> None:
        """Take one answer unless another one stands."""
        answers = self.answers
        standing = answers.get(full)
        setting = self._catalog.settings.get(split_key(full).key)
        if setting is not None and misfit(setting, given.value):
            if standing is not None and standing.value == given.value:
                answers.drop(full)
            return
        if standing is None:
            answers.put(full, given)
            return
        if standing.value == given.value or setting is None:
            return
        open_now = placeholder_in(setting, format_value(standing.value)) is not None
        open_then = placeholder_in(setting, format_value(given.value)) is not None
        if open_then and not open_now:
            return
        replaces = self._overwrite or open_now
        if replaces:
            answers.drop(full)
            answers.put(full, given)
        if not open_now:
            report.conflicts.append(
                Conflict(
                    full,
                    format_value(standing.value),
                    standing.where(),
                    format_value(given.value),
                    given.line,
                    kept=not replaces,
                )
            )


_WAITS = "kept in the answers, and taken up by 'upgrade'"
_STAYS = "stays in that file"
