"""The text of the reference pages: what ``explain`` says of a name, as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.provenance import Origin, load_provenance
from wizard.catalog.setting import Setting
from wizard.cli.explanations import Explanation, explanation, of_service
from wizard.cli.help_texts import EXIT_CODES
from wizard.cli.parsing import parser_of
from wizard.cli.read_from import HEADING as READ_FROM
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
    return _explained(found, "../")


def _explained(found: Explanation, up: str = "") -> str:
    """One name as a section; ``up`` leads from its page to the folder of sources.md."""
    lines = [f"## {plain(found.title)} {{ #{found.name} }}", f"`{found.name}`"]
    for heading, parts in found.parts:
        if parts and not heading:
            lines += [plain(part) for part in parts]
        elif parts and heading == READ_FROM:
            sources = _followed(found.data["source"], up)
            lines.append(f"**{heading}** {sources}" if sources else "")
        elif parts:
            lines.append("\n".join([f"**{heading}**", "", *(f"- {plain(part)}" for part in parts)]))
    return "\n\n".join(line for line in lines if line) + "\n\n"


def _followed(sources: Iterable[dict[str, Any]], up: str) -> str:
    """Links to the rows of sources.md, or to the place itself where the source is one."""
    return ", ".join(
        f"[{plain(one['title'])}]({up}sources.md#{_anchor(one['id'])})" if one["id"]
        else f"[{plain(one['read'][0]['place'])}]({one['read'][0]['address']})"
        for one in sources
    )  # fmt: skip


def sources_page() -> str:
    """Every source with the places where it was read."""
    provenance = load_provenance()
    rows = "".join(_origin(provenance.origin(name)) for name in sorted(provenance.rows, key=_order))
    return f"{_SOURCES_HEAD}\n{rows}"


def _origin(origin: Origin) -> str:
    places = "".join(
        f"- [{plain(place.text)}]({place.address})"
        + (f", {place.state}" if place.state else "")
        + "\n"
        for place in origin.read
    )
    title = f"{origin.id}: {origin.title}"
    return f"## {plain(title)} {{ #{_anchor(origin.id)} }}\n\n{places}\n"


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")


def _order(name: str) -> list[tuple[int, str]]:
    """Ids in the order of their numbers."""
    pieces = re.split(r"(\d+)", name)
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces]


def _finding(rule: Rule) -> str:
    return _explained(explanation(load_catalog(), rule.code), "../")


def _listed(word: str, keys: Iterable[str], catalog: Catalog) -> str:
    found = [catalog.settings[key] for key in sorted(keys)]
    if not found:
        return f"Nothing is {word}.\n\n"
    rows = "".join(f"| `{setting.key}` | {plain(setting.title)} |\n" for setting in found)
    return f"| {word} | |\n|---|---|\n{rows}\n"


_SOURCES_HEAD = """\
# Sources

Where the facts about the AI Factory, Azure, GitHub and Azure DevOps were read. Settings, services
and findings name these rows; the places are links to the file at the very commit that was read, or
to the page.
"""

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
