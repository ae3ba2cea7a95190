"""The manifest: which file is read by what, and whether it belongs into git."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.output.files import OutputFile, filled, text_file


def manifest_file(folder: str, files: Iterable[OutputFile]) -> OutputFile:
    """``MANIFEST.md`` of one project's generated files."""
    rows = "".join(
        f"| `{file.path}` | {file.reader} | {'yes' if file.commit else 'no'} |\n"
        for file in sorted(files, key=lambda file: file.path)
    )
    text = filled("report/manifest.md", rows=rows)
    return text_file(f"{folder}/MANIFEST.md", text, "people", commit=True)
