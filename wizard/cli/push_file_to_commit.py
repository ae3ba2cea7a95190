"""Which file Azure DevOps' pipelines read, for a team that keeps its variables in git."""

from __future__ import annotations

from wizard.cli.call import DONE, FINDINGS, Call
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.cli.pushing import Pushing
from wizard.model.in_use import active_project
from wizard.output.files import ADO_FILE
from wizard.session.writing import Wanted, plan_files
from wizard.store.layout import VARIABLES_JSON

_WHY = "the pipelines read it from the branch they run on: there is nothing to push"


def name_the_file(call: Call, made: Pushing) -> int:
    """Name the files to commit and whether they hold what the answers say."""
    console = call.console
    files = {} if made.blocks else _files(made)
    stale = [path for path, status in files.items() if status != "unchanged"]
    active = active_project(made.session.view())
    if console.as_json:
        console.document({
            "project": made.project,
            "files": [{"path": path, "status": status} for path, status in files.items()],
            "findings": [finding_json(finding) for finding in made.findings],
            "blocked": made.blocks,
            "notes": [_WHY],
        })  # fmt: skip
        return FINDINGS if made.blocks else DONE
    print_findings(console, [f for f in made.findings if f.severity == "error"])
    for path in files:
        console.line(path)
    if files:
        console.hint(_WHY)
    if stale:
        console.hint("it does not hold what the answers say: run 'aifactory-wizard generate'")
    if made.project != active:
        console.hint(f"the file serves project {active}; 'aifactory-wizard set active_project="
                     f"{made.project}' and 'generate' switch it")  # fmt: skip
    elif files:
        console.hint("next: commit and push it; --group NAME is for variable groups")
    for block in made.blocks:
        console.complain(("not ready", "error"), f": {block}")
    return FINDINGS if made.blocks else DONE


def _files(made: Pushing) -> dict[str, str]:
    """The files that the pipelines read, and what generating would do to each."""
    active = active_project(made.session.view())
    wanted = Wanted(projects=(active,), orchestrators=("azure-devops",))
    read = (ADO_FILE, VARIABLES_JSON.as_posix())
    plan = plan_files(made.opened, wanted)
    return {file.path: file.status for file in plan.files if file.path in read}
