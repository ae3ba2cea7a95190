"""The JSON Schema of the answers file, for editors and other programs."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """This verb has no options of its own."""


def run(call: Call) -> int:
    """Print the schema."""
    from wizard.cli.catalog_here import catalog_for
    from wizard.model.json_schema import schema_text

    call.console.raw(schema_text(catalog_for(call)))
    return DONE
