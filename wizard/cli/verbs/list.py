"""The catalogue: every setting with its key, default and title, page by page.

A default that differs from the vendor's template is shown beside the template's, with the reason.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wizard.catalog.setting import LEVELS
from wizard.cli.call import DONE, Call
from wizard.cli.failures import refused
from wizard.cli.parsing import did_you_mean
from wizard.model.values import plain_value

if TYPE_CHECKING:
    from wizard.catalog.catalog import Catalog
    from wizard.catalog.setting import Setting


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    parser.add_argument("--section", action="append", default=[], help="only this page")
    parser.add_argument("--service", action="append", default=[], help="only what this one needs")
    parser.add_argument("--level", action="append", default=[], help=f"only {', '.join(LEVELS)}")
    parser.add_argument("--changed", action="store_true",
                        help="only where our default is not the vendor's")  # fmt: skip


def run(call: Call) -> int:
    """Print the settings that the options leave."""
    from wizard.cli.catalog_here import catalog_for

    catalog = catalog_for(call)
    found = list(_wanted(call, catalog))
    if call.console.as_json:
        call.console.document([row(setting) for setting in found])
        return DONE
    _print(call, catalog, found)
    return DONE


def row(setting: Setting) -> dict[str, Any]:
    """A setting in the shape of ``list --json``."""
    return {
        "key": setting.key,
        "title": setting.title,
        "kind": setting.kind,
        "default": plain_value(setting.default[-1].value),
        "default_varies": len(setting.default) > 1,
        "scope": setting.scope,
        "level": setting.level,
        "section": setting.section,
        "github": [variable.name for variable in setting.github],
        "azure_devops": [variable.name for variable in setting.azure_devops],
        "service": setting.service or None,
        "choices": [choice.value for choice in setting.choices],
        "template_default": {
            "github": setting.template_default_github,
            "azure_devops": setting.template_default_azure_devops,
        },
        "default_changed": bool(setting.default_why),
        "default_why": setting.default_why or None,
        "destructive": setting.destructive,
    }


def _wanted(call: Call, catalog: Catalog) -> Iterator[Setting]:
    args = call.args
    sections = [section.id for section in catalog.sections]
    _check("section", args.section, sections)
    _check("service", args.service, list(catalog.services))
    _check("level", args.level, LEVELS)
    of_services = {
        key
        for name in args.service
        for key in (catalog.services[name].flag, *catalog.services[name].settings)
    }
    for setting in catalog.settings.values():
        if (
            (not args.section or setting.section in args.section)
            and (not args.level or setting.level in args.level)
            and (not args.service or setting.key in of_services or setting.service in args.service)
            and (not args.changed or setting.default_why)
        ):
            yield setting


def _check(what: str, given: list[str], known: list[str] | tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
            raise refused(f"there is no {what} {name!r}", hint)


def _print(call: Call, catalog: Catalog, found: list[Setting]) -> None:
    console = call.console
    width = max((len(setting.key) for setting in found), default=0)
    for section in catalog.sections:
        rows = [setting for setting in found if setting.section == section.id]
        if rows:
            console.line((section.title, "strong"), f" ({section.id})")
        for setting in rows:
            level = "" if setting.level == "standard" else f" [{setting.level}]"
            console.line(f"  {setting.key:<{width}}  {_default(setting)}{level}  {setting.title}")
            if setting.default_why:
                console.line(f"  {'':<{width}}  template: {_template(setting)}")
                console.line(f"  {'':<{width}}  {setting.default_why}")
    console.hint(f"{len(found)} settings; 'aifactory-wizard explain KEY' says more of one")


def _default(setting: Setting) -> str:
    from wizard.model.values import format_value

    text = format_value(setting.default[-1].value) or "(nothing)"
    text = text if len(text) <= 40 else text[:37] + "..."
    return f"{text} (depends)" if len(setting.default) > 1 else text


def _template(setting: Setting) -> str:
    shown = []
    for title, text in (("GitHub", setting.template_default_github),
                        ("Azure DevOps", setting.template_default_azure_devops)):  # fmt: skip
        if text is not None:
            shown.append(f"{title} {text or '(nothing)'}")
    return ", ".join(shown) or "has none"
