"""A fresh variable file of either orchestrator from names and texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import AdoItem
from wizard.delivery.github import GithubDelivery, Item
from wizard.formats.errors import FormatError
from wizard.output.ado_file import new_ado_text
from wizard.output.env_file import new_env_text
from wizard.output.files import comment_lines

_REST = "Names that this release does not know, and values of several lines; as they were."


def converted_text(
    catalog: Catalog,
    orchestrator: Orchestrator,
    texts: Mapping[str, str],
) -> str:
    """The text of a file with these values; names that are not of the catalogue come last.

    Raises:
        FormatError: a value that no line of the file can carry.
    """
    if orchestrator == "github":
        return _env_text(catalog, texts)
    return _ado_text(catalog, texts)


def _env_text(catalog: Catalog, texts: Mapping[str, str]) -> str:
    items = [
        Item(variable.name, texts[variable.name], "repository", key=setting.key)
        for setting in catalog.settings.values()
        for variable in setting.github
        if variable.name in texts and "\n" not in texts[variable.name]
    ]
    delivery = GithubDelivery(tuple(items), (), (), (), ())
    written = {item.name for item in items}
    rest = [f"{n}={_bash_value(n, text)}\n" for n, text in texts.items() if n not in written]
    body = new_env_text(catalog, delivery)
    return body + (f"\n{comment_lines(_REST)}{''.join(rest)}" if rest else "")


def _bash_value(name: str, text: str) -> str:
    from wizard.formats.dotenv_quoting import quote

    if "\n" not in text:
        return quote(text)
    if any(ord(c) < 32 and c != "\n" for c in text) or "\x7f" in text:
        raise FormatError(f"{name} has a control character", "Remove it from the value")
    if "'" not in text:
        return f"'{text}'"
    return '"' + re.sub(r'[\\"$`]', r"\\\g<0>", text) + '"'


def _ado_text(catalog: Catalog, texts: Mapping[str, str]) -> str:
    from wizard.formats.yaml_scalars import key_text, text_scalar

    # What stood in a file as a macro is meant as one: the way there and back keeps it.
    items = [
        AdoItem(
            variable.name,
            texts[variable.name],
            setting.key,
            macro=True,
            quoted=setting.kind != "int",
        )
        for setting in catalog.settings.values()
        for variable in setting.azure_devops
        if variable.name in texts
    ]
    written = {item.name for item in items}
    rest = [
        f"  {key_text(name)}: {text_scalar(text, style=chr(34))}\n"
        for name, text in texts.items()
        if name not in written
    ]
    body = new_ado_text(catalog, items)
    return body + (f"\n{comment_lines(_REST, indent='  ')}{''.join(rest)}" if rest else "")
