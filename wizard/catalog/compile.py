"""Compile schemas/ into the compact form that programs load.

``python -m wizard.catalog.compile`` checks every row with pydantic and writes
``schemas/<release>/compiled.json``. The loader uses that file only while its fingerprint equals
the sources', so an edited row takes effect at once, at the cost of a slower start.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wizard.catalog.setting import Setting
from wizard.catalog.sources import service_row, setting_row
from wizard.catalog.tables import Section, Service

COMPILED = "compiled.json"


class CatalogError(ValueError):
    """A source row that is wrong; the message names file, row and reason."""


def source_files(schemas: Path, release: str) -> list[Path]:
    """The YAML files that make up a release, in a stable order."""
    folder = schemas / release
    return sorted([*folder.glob("*.yaml"), *folder.glob("settings/*.yaml"),
                   *(schemas / "shared").glob("*.yaml")])  # fmt: skip


def fingerprint(schemas: Path, release: str) -> str:
    """A digest of all source bytes and names."""
    digest = hashlib.sha256()
    for path in source_files(schemas, release):
        digest.update(path.relative_to(schemas).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def compile_release(schemas: Path, release: str) -> dict[str, Any]:
    """Read, check and combine the sources of one release.

    Raises:
        CatalogError: a row does not fit its class, or a name is used twice.
    """
    from wizard.catalog.load import from_compiled

    documents = {path: _load_yaml(path) for path in source_files(schemas, release)}
    tables = {
        path.stem: document
        for path, document in documents.items()
        if path.parent.name != "settings"
    }
    settings = [
        _checked(Setting, setting_row(row, tables), path, row.get("key"))
        for path, document in documents.items()
        if path.parent.name == "settings"
        for row in document["settings"]
    ]
    home = schemas / release
    services = _rows(
        Service, [service_row(row) for row in tables.pop("services")["services"]], home
    )
    sections = _rows(Section, tables.pop("sections")["sections"], home)
    order = {section.id: place for place, section in enumerate(sections)}
    settings.sort(key=lambda setting: order[setting.section])
    _check_unique([setting.key for setting in settings], "setting")
    compiled = {
        "release": release,
        "fingerprint": fingerprint(schemas, release),
        "sections": [asdict(section) for section in sections],
        "settings": [_compact(asdict(setting)) for setting in settings],
        "services": [_compact(asdict(service)) for service in services],
        "tables": tables,
    }
    from_compiled(compiled)
    return compiled


def _rows(cls: type[Any], rows: list[dict[str, Any]], home: Path) -> list[Any]:
    path = home / f"{cls.__name__.lower()}s.yaml"
    return [_checked(cls, row, path, row.get("id")) for row in rows]


def _load_yaml(path: Path) -> Any:
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CatalogError(f"{path.name}: {error}") from error


def _checked(cls: type[Any], row: dict[str, Any], path: Path, name: object) -> Any:
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    adapter = _ADAPTERS.get(cls)
    if adapter is None:
        cls.__pydantic_config__ = ConfigDict(extra="forbid")
        adapter = _ADAPTERS[cls] = TypeAdapter(cls)
    try:
        return adapter.validate_python(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CatalogError(f"{path.name}, row {name}: {place}: {first['msg']}") from error


_ADAPTERS: dict[type[Any], Any] = {}


def _compact(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if value not in (None, "", (), {}) or (value == "" and name in _EMPTY_SAYS_SOMETHING)
    }


_EMPTY_SAYS_SOMETHING = {"template_default_github", "template_default_azure_devops"}


def _check_unique(keys: list[str], kind: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise CatalogError(f"{kind} {key!r} stands twice")
        seen.add(key)


def _write(path: Path, compiled: dict[str, Any], *, sort_keys: bool = True) -> None:
    text = json.dumps(compiled, ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Compile every release below schemas/ and report what was written."""
    from wizard.catalog import bicep
    from wizard.resources import schemas_dir

    schemas = schemas_dir()
    for folder in sorted(schemas.iterdir()):
        if not (folder / "settings").is_dir():
            continue
        try:
            compiled = compile_release(schemas, folder.name)
        except CatalogError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        _write(folder / COMPILED, compiled)
        sys.stdout.write(f"{folder.name}: {len(compiled['settings'])} settings\n")
        if bicep.has_bicep(folder):
            _write(folder / bicep.COMPILED, bicep.compile_bicep(folder), sort_keys=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
