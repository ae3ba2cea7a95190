"""Compare a checkout of the vendor's repository with what this wizard knows of a release.

FOLDER is the checkout; without one it is the submodule of the repository in which we stand. What
is printed is data in the form of schemas/: names that are gone, template values that are others,
and a row for each name that is new, with the template's own text where our help will stand.
--release names the release to compare with; without it the latest one.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the checkout")


def run(call: Call) -> int:
    """Print the differences."""
    from wizard.catalog.load import load_catalog, releases
    from wizard.cli.failures import refused
    from wizard.session.checkout import TEMPLATES, templates_in
    from wizard.store.layout import find_repository
    from wizard.upgrade.comparison import comparison

    folder = call.args.folder or find_repository(Path.cwd()).submodule.path
    templates = templates_in(folder)
    if not templates:
        raise refused(
            f"{folder}: no template of the vendor's here",
            f"name a checkout that holds {TEMPLATES['github']}",
        )
    found = comparison(load_catalog(call.args.release or releases()[-1]), templates)
    if call.console.as_json:
        call.console.document(found)
        return DONE
    import yaml

    text = yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=98)
    for line in text.splitlines():
        call.console.line(line)
    return DONE
