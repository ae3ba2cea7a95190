"""``variables.yaml``: the variable file of one project for Azure DevOps."""

from __future__ import annotations

from collections.abc import Container, Iterable

from wizard.catalog.catalog import Catalog
from wizard.delivery.azure_devops import AdoItem
from wizard.model.context import split_key
from wizard.model.kept_variables import kept_variables
from wizard.model.variable_values import FileVariable
from wizard.model.view import View
from wizard.output.files import ADO_FILE, KEPT_COMMENT, comment_lines, template
from wizard.output.standing import lines_that_stand, only_completes


def new_ado_text(catalog: Catalog, items: Iterable[AdoItem]) -> str:
    """A fresh ``variables.yaml``: every name once, grouped by page, with our own comments.

    Raises:
        FormatError: a value would act as a macro and is not meant to.
    """
    from wizard.formats.ado_variables import refuse_macro

    by_key: dict[str, list[AdoItem]] = {}
    for item in items:
        if not item.macro:
            refuse_macro(item.name, item.value, ADO_FILE)
        by_key.setdefault(split_key(item.key).key, []).append(item)
    blocks = [template("azure-devops/variables_header.txt")]
    for section in catalog.sections:
        lines: list[str] = []
        for setting in catalog.in_section(section.id):
            here = by_key.get(setting.key, [])
            if here:
                lines.append(f"\n  # {setting.title}\n")
            lines += [f"  {item.name}: {_scalar(item)}\n" for item in here]
        if lines:
            blocks.append(f"\n  # {'-' * 68}\n")
            blocks.append(comment_lines(f"{section.title}: {section.help}", indent="  "))
            blocks += lines
    return "".join(blocks)


def edited_ado_text(
    text: str, view: View, items: Iterable[AdoItem], path: str, *, completes: bool = False
) -> str:
    """An existing ``variables.yaml`` with the delivered values; the rest stays as it is.

    Lines that say already what the answers say stay byte for byte (see ``lines_that_stand``);
    names that were kept aside come last; names that the vendor's template lacks, too, only come
    along with another change, unless ``completes``.
    """
    from wizard.formats.ado_variables import AdoDocument

    document = AdoDocument.parse(text, path)
    entries = document.entries
    standing = {entry.name.lower(): entry.value for entry in entries}
    unclear = {problem.name for problem in document.problems if problem.name}
    listed = list(items)
    values = {item.name: item.value for item in listed}
    different = {name for name, value in values.items() if standing.get(name.lower()) != value}
    if any(name.lower() in standing or name in unclear for name in different):
        read = [FileVariable(entry.name, entry.value, entry.line) for entry in entries]
        different -= lines_that_stand(view, "azure-devops", values, read, unclear)
    keys = {item.name: item.key for item in listed}
    stands = any(name.lower() in standing for name in different)
    if not (completes or stands) and only_completes(view, "azure-devops", different, keys):
        different = set()
    wanted: list[tuple[str, str, bool]] = []
    after: dict[str, str | None] = {}
    previous: str | None = None
    for item in listed:
        if item.name in different:
            wanted.append((item.name, item.value, item.macro))
            after[item.name] = previous
        previous = item.name
    kept = [(n, v) for n, v in kept_variables(view, "azure-devops") if n.lower() not in standing]
    wanted += [(name, value, True) for name, value in kept]
    if wanted:
        comments = {kept[0][0]: KEPT_COMMENT} if kept else {}
        document.set_many(wanted, after, comments)
    return document.text()


def kept_ado_lines(view: View, standing: Container[str]) -> str:
    """The names that were kept aside for this project and do not stand in the file, as lines."""
    kept = kept_variables(view, "azure-devops")
    lines = [f"  {name}: {_quoted(value)}\n" for name, value in kept if name not in standing]
    return f"\n{comment_lines(KEPT_COMMENT, indent='  ')}" + "".join(lines) if lines else ""


def _quoted(text: str) -> str:
    from wizard.formats.yaml_scalars import text_scalar

    return text_scalar(text, style='"')


def _scalar(item: AdoItem) -> str:
    if not item.quoted and item.value.isascii() and item.value.isdigit():
        return item.value
    if not item.value.isprintable():
        return _quoted(item.value)
    if '"' in item.value or "\\" in item.value:
        return "'" + item.value.replace("'", "''") + "'"
    return f'"{item.value}"'
