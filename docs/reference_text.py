"""The text of the reference pages: what ``explain`` says of a name, as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.setting import Setting
from wizard.cli.explanations import Explanation, explanation, of_service
from wizard.cli.help_texts import EXIT_CODES
from wizard.cli.parsing import parser_of
from wizard.cli.table import VERBS
from wizard.rules.registry import Rule, load_rules
from wizard.tui.actions import FrameScreen
from wizard.tui.dialogs.keys import FIELD_KEYS

THEMES = {
    "network": ("Network and access", "NET BYO DNS GWY PER ACC"),
    "services": ("Services", "SVC FND MOD SRC REG AKS ACA APP AGT AML DBS SKU"),
    "governance": ("Identities, secrets and governance", "IDN SEC TAG CMK GOV"),
    "values": ("Values, names and files", "REQ VAL PHD ENV NAM FIL"),
    "upstream": ("What the vendor's pipelines do", "UPS DLV DEL DEP BIC"),
    "azure": ("What Azure says", "SGN AZR"),
}
"""Pages of findings, each with the codes that belong there."""

SOURCE = "Source"
"""What the catalogue notes for those who keep it; it leads a reader nowhere."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]|#])")


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False))


def setting_pages() -> Iterable[tuple[str, str]]:
    """A page for each section, with every setting of any release, as the default one has it."""
    catalogs = [load_catalog(), *(load_catalog(name) for name in reversed(releases()))]
    for section in {s.id: s for catalog in catalogs for s in catalog.sections}.values():
        found: dict[str, str] = {}
        for catalog in catalogs:
            for setting in catalog.in_section(section.id):
                if all(setting.key not in c.settings for c in catalogs[: catalogs.index(catalog)]):
                    found[setting.key] = _setting(catalog, setting)
        if found:
            head = f"# {plain(section.title)}\n\n{plain(section.help)}\n\n"
            yield f"reference/settings/{section.id}.md", head + "".join(found.values())


def finding_pages() -> Iterable[tuple[str, str]]:
    """A page for each theme, with every finding of it."""
    rules = load_rules()
    for name, (title, prefixes) in THEMES.items():
        found = [rules[code] for code in sorted(rules) if code[:3] in prefixes.split()]
        rows = "".join(_finding(rule) for rule in found)
        yield f"reference/findings/{name}.md", f"# {title}\n\n{rows}"


def services_page() -> str:
    """Every service of the newest release."""
    catalog = load_catalog()
    rows = (_explained(of_service(catalog, service)) for service in catalog.services.values())
    return "# Services\n\nWhat a project or scale set can have.\n\n" + "".join(rows)


def verbs_page() -> str:
    """Every verb with its help, and the exit codes."""
    rows = "".join(
        f"## {verb.name}\n\n{plain(verb.summary).capitalize()}.\n\n"
        f"```text\n{parser_of(verb).format_help()}```\n\n"
        for verb in VERBS
    )
    codes = "".join(f"| {code} | {words} |\n" for code, words in EXIT_CODES.items())
    return f"# Verbs\n\n{rows}## Exit codes\n\n| code | says |\n|---|---|\n{codes}"


def keys_page() -> str:
    """Every key of the full-screen wizard, with the id under which it is given another."""
    rows = "".join(f"| {plain(keys)} | {words} | |\n" for keys, words in FIELD_KEYS)
    for binding in FrameScreen.BINDINGS:
        if not isinstance(binding, tuple) and binding.id and binding.description:
            shown = binding.key_display or binding.key
            rows += f"| {plain(shown)} | {plain(binding.description)} | `{binding.id}` |\n"
    return f"{_KEYS_HEAD}\n| key | does | id |\n|---|---|---|\n{rows}"


def releases_page() -> str:
    """How many settings each release has, and which are new or gone against the one before."""
    rows, before = "", None
    for name in releases():
        catalog = load_catalog(name)
        if before is None:
            rows += f"## {name}\n\n{len(catalog.settings)} settings.\n\n"
        else:
            rows += f"## {name}\n\n{len(catalog.settings)} settings, against {before.release}:\n\n"
            rows += _listed("new", catalog.settings.keys() - before.settings.keys(), catalog)
            rows += _listed("gone", before.settings.keys() - catalog.settings.keys(), before)
        before = catalog
    return f"# Releases\n\nThe releases of the AI Factory that are described.\n\n{rows}"


def _setting(catalog: Catalog, setting: Setting) -> str:
    having = [name for name in releases() if setting.key in load_catalog(name).settings]
    found = explanation(catalog, setting.key)
    if len(having) < len(releases()):
        found = found._replace(parts=(*found.parts, ("Releases", (", ".join(having),))))
    return _explained(found)


def _explained(found: Explanation, mark: str = "") -> str:
    lines = [f"## {plain(found.title)} {{ #{found.name} }}", mark or f"`{found.name}`"]
    for heading, parts in found.parts:
        if parts and not heading:
            lines += [plain(part) for part in parts]
        elif parts and heading != SOURCE:
            lines.append("\n".join([f"**{heading}**", "", *(f"- {plain(part)}" for part in parts)]))
    return "\n\n".join(lines) + "\n\n"


def _finding(rule: Rule) -> str:
    return _explained(explanation(load_catalog(), rule.code))


def _listed(word: str, keys: Iterable[str], catalog: Catalog) -> str:
    found = [catalog.settings[key] for key in sorted(keys)]
    if not found:
        return f"Nothing is {word}.\n\n"
    rows = "".join(f"| `{setting.key}` | {plain(setting.title)} |\n" for setting in found)
    return f"| {word} | |\n|---|---|\n{rows}\n"


_KEYS_HEAD = """\
# Keys

Every key can be given another in `wizard.yaml`, in the folder `aifactory-wizard` of your
configuration (`~/.config` on Linux, `~/Library/Application Support` on macOS, `%APPDATA%` on
Windows):

```yaml
theme: high-contrast
keys:
  screen.search: f3,ctrl+f
```

In a browser the next page is `F6`, because `^N` opens a window there.
"""
