"""Compile schemas/ into the compact form that programs load.

``python -m wizard.catalog.compile`` checks every row with pydantic and writes
``schemas/<release>/compiled.json``. The loader uses that file only while its fingerprint equals
the sources', so an edited row takes effect at once, at the cost of a slower start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from zlib import crc32

from wizard.catalog.derive import RELEASE_FILE, Rows, base_of, derived
from wizard.catalog.setting import Setting
from wizard.catalog.sources import service_row, setting_row
from wizard.catalog.tables import Section, Service

COMPILED = "compiled.json"


class CatalogError(ValueError):
    """A source row that is wrong; the message names file, row and reason."""


def source_files(schemas: Path, release: str) -> list[Path]:
    """The YAML files that make up a release, in a stable order; what it is based on included."""
    folder = schemas / release
    own = [*folder.glob("*.yaml"), *folder.glob("settings/*.yaml")]
    other = base_of(folder)
    rest = source_files(schemas, other) if other else (schemas / "shared").glob("*.yaml")
    return sorted([*own, *rest])


def is_release(folder: Path) -> bool:
    """Whether a folder of schemas/ describes a release."""
    return (folder / "sections.yaml").is_file() or (folder / RELEASE_FILE).is_file()


def fingerprint(schemas: Path, release: str) -> str:
    """A checksum of all source bytes and names; it tells an edit, and costs little to tell."""
    checksum = length = 0
    for path in source_files(schemas, release):
        data = path.read_bytes()
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        checksum = crc32(data, crc32(path.relative_to(schemas).as_posix().encode(), checksum))
        length += len(data)
    return f"{checksum:08x}-{length}"


def compile_release(schemas: Path, release: str) -> dict[str, Any]:
    """Read, check and combine the sources of one release.

    Raises:
        CatalogError: a row does not fit its class, a name is used twice, or a source leads nowhere.
    """
    from wizard.catalog.load import from_compiled

    _check_origins(schemas)
    rows = _read_rows(schemas, release)
    tables = rows.tables
    settings = [_setting(row, rows, tables) for row in rows.settings]
    absent = [_setting(row, rows, tables) for row in rows.absent]
    home = schemas / release
    services = _rows(
        Service, [service_row(row) for row in tables.pop("services")["services"]], home
    )
    sections = _rows(Section, tables.pop("sections")["sections"], home)
    order = {section.id: place for place, section in enumerate(sections)}
    settings.sort(key=lambda setting: order[setting.section])
    keys = [setting.key for setting in (*settings, *absent)]
    _check_unique(keys, "setting")
    _check_tables(tables, frozenset(keys))
    compiled = {
        "release": release,
        "fingerprint": fingerprint(schemas, release),
        "sections": [_compact(section) for section in sections],
        "settings": [_compact(setting) for setting in settings],
        "absent": [_compact(setting) for setting in absent],
        "services": [_compact(service) for service in services],
        "tables": tables,
    }
    from_compiled(compiled)
    return compiled


def _read_rows(schemas: Path, release: str) -> Rows:
    """The rows of a release, those of the release that it is based on worked in."""
    folder = schemas / release
    other = base_of(folder)
    own = _own_rows(folder, schemas / "shared" if other is None else None)
    if other is None:
        return own
    try:
        return derived(_read_rows(schemas, other), own, release)
    except CatalogError:
        raise
    except ValueError as error:
        raise CatalogError(f"{release}/{RELEASE_FILE}: {error}") from error


def _own_rows(folder: Path, shared: Path | None) -> Rows:
    files = sorted([*folder.glob("*.yaml"), *(shared.glob("*.yaml") if shared else ())])
    schemas = folder.parent
    rows = Rows([], {path.stem: _load_rows(path, schemas) for path in files})
    for path in sorted(folder.glob("settings/*.yaml")):
        for row in _load_rows(path, schemas)["settings"]:
            rows.settings.append(row)
            rows.paths[row["key"]] = path
    return rows


def _setting(row: dict[str, Any], rows: Rows, tables: dict[str, Any]) -> Any:
    path = rows.paths.get(row["key"], Path(RELEASE_FILE))
    return _checked(Setting, setting_row(row, tables), path, row["key"])


def _rows(cls: type[Any], rows: list[dict[str, Any]], home: Path) -> list[Any]:
    path = home / f"{cls.__name__.lower()}s.yaml"
    return [_checked(cls, row, path, row.get("id")) for row in rows]


def _load_rows(path: Path, schemas: Path) -> Any:
    """A file's rows, each of which says where it was read in a way that can be followed."""
    loaded = _load_yaml(path)
    check_sources(path, loaded, schemas)
    return loaded


def check_sources(path: Path, loaded: Any, schemas: Path) -> None:
    """Every ``source`` below a loaded file leads somewhere.

    Raises:
        CatalogError: one does not; the message names file, line, row and remedy.
    """
    from wizard.catalog.provenance import UnknownSource, line_of, load_provenance, named_sources

    known = load_provenance(schemas)
    for row, source in named_sources(loaded):
        try:
            known.origin(source)
        except UnknownSource as error:
            line = line_of(path.read_text(encoding="utf-8"), row, source)
            place = f"{path.relative_to(schemas).as_posix()}, line {line}, row {row}"
            raise CatalogError(f"{place}: source: {error}") from error


def _check_origins(schemas: Path) -> None:
    """The rows of schemas/sources/ have their fields, an id each, and places that are known."""
    from wizard.catalog.provenance import (
        FOLDER,
        OriginRow,
        UnknownSource,
        load_provenance,
        source_rows,
    )

    rows = list(source_rows(schemas / FOLDER))
    _check_unique([name for _, name, _ in rows], "source")
    for path, name, row in rows:
        _checked(OriginRow, row, path, name)
    known = load_provenance(schemas)
    for path, name, _ in rows:
        try:
            known.origin(name)
        except UnknownSource as error:
            raise CatalogError(f"{FOLDER}/{path.name}, row {name}: read: {error}") from error


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


def _compact(row: Any) -> dict[str, Any]:
    """A row without the fields that say what they would say anyway."""
    usual = row._field_defaults
    return {
        name: _plain(value)
        for name, value in row._asdict().items()
        if name not in usual or value != usual[name]
    }


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return _compact(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _check_tables(tables: dict[str, Any], known: frozenset[str]) -> None:
    from wizard.catalog.table_shapes import SHAPES, named_keys

    for name, shape in SHAPES.items():
        if name in tables:
            _checked(shape, tables[name], Path(f"{name}.yaml"), name)
    for name, key in named_keys(tables):
        if key not in known:
            raise CatalogError(f"{name}.yaml: there is no setting {key}")


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
        if not is_release(folder):
            continue
        try:
            compiled = compile_release(schemas, folder.name)
            for path in sorted(folder.glob("bicep/*.yaml")):
                _load_rows(path, schemas)
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
