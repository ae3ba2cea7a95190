"""The hand-over report: what an approver, a network team and a platform team ask for.

Without --project one document for the factory and one for each project, as Markdown. --out with a
folder writes a file for each document (factory.md, project-001.md) and with --html a page beside
it that needs nothing else; --out with a file name (.md or .html) writes all into that one file.

The same answers give the same report on every machine. With --names-from-sign-in the names of
subscriptions and tenants stand beside their ids, as far as the Azure CLI remembers them; that
takes no network.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.call import DONE, Call
from wizard.cli.failures import refused
from wizard.cli.parsing import UsageError

if TYPE_CHECKING:
    from wizard.session.draft import Session

_PAGES = (".html", ".htm")
_FILES = (*_PAGES, ".md", ".markdown")


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    add = parser.add_argument
    add("--answers", type=Path, metavar="FILE",
        help="an answers file, a workspace, a .env or a variables.yaml")  # fmt: skip
    add("--project", action="append", default=[], metavar="NNN", help="only this project")
    add("--html", action="store_true", help="HTML, with the address plan as a picture")
    add("--out", type=Path, metavar="DIR|FILE", help="write instead of printing")
    add("--names-from-sign-in", action="store_true",
        help="names of subscriptions and tenants beside their ids")  # fmt: skip


def run(call: Call) -> int:
    """Print or write the report."""
    from wizard.azure.sign_in import sign_in_directory
    from wizard.cli.draft_here import apply_assignments, known_project, open_draft, require_answers
    from wizard.output.document import document_json
    from wizard.session.handover import handover_documents, handover_text

    args = call.args
    opened = open_draft(call, args.answers)
    session = opened.session
    apply_assignments(call, session)
    require_answers(opened)
    if args.names_from_sign_in:
        session.directory = sign_in_directory(session.catalog)
    projects = tuple(dict.fromkeys(known_project(session, text) for text in args.project)) or None
    written = [] if args.out is None else _write(call, _texts(call, session, projects))
    if call.console.as_json:
        documents = [document_json(one) for one in handover_documents(session, projects)]
        call.console.document({"documents": documents, "files": written})
    elif args.out is None:
        call.console.raw(handover_text(session, projects, html=args.html))
    return DONE


def _texts(call: Call, session: Session, projects: tuple[str, ...] | None) -> dict[Path, str]:
    from wizard.session.handover import handover_text, handover_texts

    out: Path = call.args.out
    ending = out.suffix.lower()
    if out.is_dir() or not ending:
        texts = handover_texts(session, projects, html=call.args.html)
        return {out / name: text for name, text in texts.items()}
    if ending not in _FILES:
        raise UsageError(f"{out}: {ending} is no format of a report", "use .md or .html")
    if call.args.html and ending not in _PAGES:
        raise UsageError(f"--html and {out.name} contradict each other", "name a .html file")
    return {out: handover_text(session, projects, html=ending in _PAGES)}


def _write(call: Call, texts: dict[Path, str]) -> list[str]:
    from wizard.cli.draft_here import carry_out
    from wizard.store.plan import plan_write

    out: Path = call.args.out
    folder = out if any(path.parent == out for path in texts) else out.parent
    if folder.exists() and not folder.is_dir():
        raise refused(f"{folder}: is no folder", "name a folder for --out")
    contents = {path.name: text.encode("utf-8") for path, text in texts.items()}
    carry_out(plan_write(folder, contents, named=out in texts))
    for path in texts:
        call.console.hint(str(path))
    return [str(path) for path in texts]
