"""A comparison of answers as the comment of a pull request.

Short at first sight, everything else folded away. What users typed stands in code spans, where
it is neither markup nor a mention nor a link; our own words are escaped as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.cli.console import printable
from wizard.rules.finding import Finding
from wizard.rules.wording import counted
from wizard.session.compared import Comparison, Data, Group, Part, Told

MARKER = "<!-- aifactory-wizard: diff -->"
"""The first line, by which a later run finds its own comment to update it."""
LONGEST = 60_000
"""Characters that a comment may have; GitHub takes 65,536."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@&!$])")
_BADGES = {"care": "**With care:** ", "opens": "**Opens:** ", "plain": ""}
_SHOWN_FINDINGS = 10


def comparison_markdown(found: Comparison) -> str:
    """The text of the comment, at most ``LONGEST`` characters."""
    head = [MARKER, f"### AI Factory: {_verdict(found)}", "", _sides(found), ""]
    body = [*_grave(found), *_findings(found.new), *_folded(found)]
    text = "\n".join([*head, *body]).rstrip() + "\n"
    if len(text) <= LONGEST:
        return text
    return _shortened([*head, *_grave(found), *_findings(found.new)], found)


def _verdict(found: Comparison) -> str:
    if found.is_empty:
        return "the answers say the same"
    number = len(found.told)
    counts = [counted(number, "change")]
    for weight, words in (("care", "need care"), ("opens", "open something")):
        count = len(found.of_weight(weight))  # type: ignore[arg-type]
        if count:
            counts.append(f"{count} {words if count > 1 else _singular(words)}")
    if found.errors:
        counts.append(f"{counted(found.errors, 'error')} to correct")
    return ", ".join(counts)


def _singular(words: str) -> str:
    verb, _, rest = words.partition(" ")
    return f"{verb}s {rest}"


def _sides(found: Comparison) -> str:
    return f"From {code(found.before)} to {code(found.after)}."


def _grave(found: Comparison) -> Iterator[str]:
    """What needs care or opens something stands where nobody can miss it."""
    for group in found.groups:
        for told in (*group.told, *group.follows):
            if told.weight != "plain":
                yield f"- {_BADGES[told.weight]}{_title(group)}: {sentence(told.parts)}"
    if found.of_weight("care") or found.of_weight("opens"):
        yield ""


def _title(group: Group) -> str:
    return sentence(group.title)


def _findings(findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield "**New findings**"
    yield ""
    for finding in findings[:_SHOWN_FINDINGS]:
        keys = f" ({code(finding.keys[0])})" if finding.keys else ""
        yield f"- {finding.severity} {finding.code}: {code(finding.message)}{keys}"
    if len(findings) > _SHOWN_FINDINGS:
        yield f"- and {len(findings) - _SHOWN_FINDINGS} more"
    yield ""


def _folded(found: Comparison) -> Iterator[str]:
    for group in found.groups:
        number = len(group.told) + len(group.follows)
        yield "<details>"
        yield f"<summary>{_summary(group.title)} ({number})</summary>"
        yield ""
        for told in group.told:
            yield from _item(told)
        if group.follows:
            yield "- Follows from that:"
            for told in group.follows:
                yield f"  - {sentence(told.parts)}"
        yield ""
        yield "</details>"
        yield ""
    if found.gone:
        codes = ", ".join(sorted({finding.code for finding in found.gone}))
        yield f"No longer found: {codes}."
        yield ""
    for note in found.notes:
        yield f"Note: {code(note)}"


def _item(told: Told) -> Iterator[str]:
    yield f"- {_BADGES[told.weight]}{sentence(told.parts)}"
    for parts in told.more:
        yield f"  - {sentence(parts)}"


def _shortened(lines: list[str], found: Comparison) -> str:
    """The head alone, cut at a line; the rest is named."""
    rest = "\nThe whole comparison is too long for a comment: run `aifactory-wizard diff`.\n"
    lines += [f"- {_title(group)}: {len(group.told)} changes" for group in found.groups]
    text = ""
    for line in lines:
        if len(text) + len(line) + len(rest) + 1 > LONGEST:
            break
        text += f"{line}\n"
    return text + rest


def sentence(parts: Iterable[Part]) -> str:
    """A sentence as Markdown."""
    return "".join(code(part.text) if isinstance(part, Data) else escaped(part) for part in parts)


def escaped(text: str) -> str:
    """Our words as Markdown that shows them as they are."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def code(text: str) -> str:
    """Data as a code span: whatever it holds, it ends where the span ends."""
    line = printable(text).replace("\u2028", " ").replace("\u2029", " ")
    if not line.strip():
        return "(nothing)"
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    room = " " if line[:1] in "` " or line[-1:] in "` " else ""
    return f"{fence}{room}{line}{room}{fence}"


def _summary(parts: Iterable[Part]) -> str:
    """A title inside HTML, where a code span is an element."""
    from html import escape

    return "".join(
        f"<code>{escape(printable(part.text))}</code>" if isinstance(part, Data) else escape(part)
        for part in parts
    )
