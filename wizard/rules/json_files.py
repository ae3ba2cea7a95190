"""Findings about ``variables.json``, which project runs take before the other files."""

from __future__ import annotations

from wizard.rules.registry import describe

JSON_STOPS = describe(
    "FIL131",
    "error",
    "variables.json holds what stops the run",
    explain=(
        "The script that lays variables.json over the other files stops at null, at a section "
        "that it does not know, and at a name with other characters than letters, digits and "
        "underscores. Sections are dev, stage_prod, test, prod and _wizard."
    ),
    sources=("v1.25 4",),
)

FILES_DIFFER = describe(
    "FIL132",
    "warning",
    "variables.json says something else than the answers",
    explain=(
        "Project runs take variables.json before the other files, so what stands there counts, "
        "whatever .env or variables.yaml say. 'generate' brings all three into line."
    ),
    sources=("v1.25 0",),
)

JSON_MISSING = describe(
    "FIL133",
    "warning",
    "variables.json is missing, and the project run looks for it",
    explain=(
        "From release 1.25 on a project run takes aifactory/variables.json unless it is told not "
        "to when it is started, and stops when the file is not there. 'generate' writes it."
    ),
    sources=("v1.25 0",),
)

WHICH_FILE = describe(
    "FIL134",
    "note",
    "Which of the variable files a run takes",
    explain=(
        "Project runs lay variables.json over the other files; the common run of GitHub and the "
        "AI gateway do not. What is decided before a run of Azure DevOps begins, such as service "
        "connections, always comes from variables.yaml."
    ),
    sources=("v1.25 0",),
)
