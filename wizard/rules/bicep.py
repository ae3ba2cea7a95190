"""Findings about Bicep parameter files, made where these are prepared."""

from __future__ import annotations

from wizard.rules.registry import describe

DRIFT = describe(
    "BIC101",
    "warning",
    "A template of the submodule declares other parameters than its release",
    explain=(
        "Parameter files are written from the declarations of the release. The submodule's own "
        "templates were read and compared: a parameter that has gone, is required now or has "
        "another type makes the deployment stop, before it changes anything. Check out the "
        "release that the answers name, or leave the parameter out of the file by hand."
    ),
    sources=("bicep-defects 6", "bicep-tooling"),
)

REFUSED = describe(
    "BIC102",
    "error",
    "A template does not take the value",
    explain=(
        "Few parameters have a list of allowed values, and the compiler knows these. With another "
        "value the step does not even begin."
    ),
    sources=("bicep-steps 4",),
)

NO_SALT = describe(
    "BIC103",
    "note",
    "The ten characters that all Bicep steps of a project share are not drawn",
    explain=(
        "All steps of a project build names with the same ten characters. The pipelines draw them "
        "on a first run and find them again in the name of the managed identity; files cannot. "
        "They are drawn once and kept in the answers. Until then the files read them from an "
        "environment variable."
    ),
    sources=("R-005", "bicep-steps 2"),
)

NO_TEMPLATES = describe(
    "BIC104",
    "error",
    "The templates that Bicep files are made for are not there",
    explain=(
        "Of this release the wizard knows where values come from, and reads from the templates "
        "themselves which parameters they declare. They stand in the vendor's repository, a "
        "submodule of the factory's."
    ),
    sources=("v1.25",),
)

NOT_DESCRIBED = describe(
    "BIC105",
    "warning",
    "Bicep files of a release whose templates are not described",
    explain=(
        "Parameter files need to know what each template declares and where every value comes "
        "from. That is described for the later releases only; the variable files of this one are "
        "written as ever."
    ),
    sources=("bicep-steps 1",),
)
