"""What a setting, a variable, a service or the code of a finding is.

KEY and VARIABLE: what it decides, allowed values, default, when it applies, where the facts are
from. SERVICE: what it needs and costs. CODE (such as NET101): what is found, and what helps.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("name", metavar="KEY|VARIABLE|CODE|SERVICE", help="what to explain")


def run(call: Call) -> int:
    """Print what there is to say about one name."""
    from wizard.catalog.catalog import UnknownName
    from wizard.cli.catalog_here import catalog_for
    from wizard.cli.explanations import explanation
    from wizard.cli.failures import refused

    try:
        found = explanation(catalog_for(call), call.args.name)
    except UnknownName as error:
        close = f"did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        raise refused(
            f"there is no setting, variable, service or finding {call.args.name!r}",
            close or "'aifactory-wizard list' shows all settings; codes stand in front of findings",
        ) from None
    if call.console.as_json:
        call.console.document(found.data)
        return DONE
    call.console.line((found.name, "strong"), f"  {found.title}")
    for heading, lines in found.parts:
        if heading and lines:
            call.console.line()
            call.console.line((heading, "strong"))
        for line in lines:
            call.console.line(f"  {line}" if heading else line)
    return DONE
