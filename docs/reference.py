"""Reference pages from the catalogue: every setting, service, finding, verb and release.

MkDocs calls this while it builds the documentation (``hooks`` in mkdocs.yml); no page of these
stands in the repository, so none can be out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))
import reference_text as text  # noqa: E402


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages that are made here into the navigation."""
    for entry in config.nav or []:
        for row in entry.get("Reference", []) if isinstance(entry, dict) else []:
            if isinstance(row, dict) and "Settings" in row:
                row["Settings"] = [page for page, _ in text.setting_pages()]
            elif isinstance(row, dict) and "Findings" in row:
                row["Findings"] = [page for page, _ in text.finding_pages()]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made here."""
    for path, content in _pages():
        files.append(File.generated(config, path, content=content))
    picture = (Path(__file__).parent / "wizard.svg").read_bytes()
    files.append(File.generated(config, "wizard.svg", content=picture))
    return files


def _pages() -> Iterable[tuple[str, str]]:
    yield from text.setting_pages()
    yield from text.finding_pages()
    yield "reference/services.md", text.services_page()
    yield "reference/verbs.md", text.verbs_page()
    yield "reference/keys.md", text.keys_page()
    yield "reference/releases.md", text.releases_page()
    yield "reference/sources.md", text.sources_page()
