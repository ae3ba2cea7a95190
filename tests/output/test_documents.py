"""Documents as Markdown and HTML: what stands in them is shown, and hostile text is only text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.output.document import (
    Block,
    Commands,
    Document,
    Mono,
    Picture,
    Section,
    Subheading,
    bullets,
    document_json,
    paragraph,
    table,
)
from wizard.output.document_html import html_page
from wizard.output.document_markdown import markdown_text

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>'
HOSTILE = [
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", '"><b>', "a | b",
    "{{body}}", "`code`", "[x](http://example.com)", "# heading", "&lt;", "1. item",
    "_under_ *star*", "```\nfence\n```", "\u202eright\x1b[31m", "\\", "a\nb",
]  # fmt: skip


def document(text: str) -> Document:
    blocks = (
        paragraph(text, " ", Mono(text)),
        bullets([text, (Mono(text), text)], checklist=True),
        table(("head", text), [(text, Mono(text))]),
        Commands((text,)),
        Picture(lambda: SVG, lambda: f"flowchart TB\n{text}", text),
    )
    return Document("factory", text, (Section("one", text, blocks), Section("two", "Two", blocks)))


class Reader(HTMLParser):
    """Collects tags, attributes and text; void elements need no end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_hostile_text_and_nothing_else_changes(text: str) -> None:
    page, plain = read(html_page([document(text)])), read(html_page([document("plain")]))
    assert page.tags == plain.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in plain.attributes]
    shown = " ".join(" ".join(page.texts).split())
    visible = "".join(c if c.isprintable() else " " for c in text)
    assert " ".join(visible.split()) in shown


@given(st.text(min_size=1, max_size=40))
def test_html_is_well_formed_whatever_it_holds(text: str) -> None:
    assert read(html_page([document(text)])).tags == read(html_page([document("x")])).tags


def test_a_page_needs_nothing_from_elsewhere() -> None:
    page = html_page([document("plain"), document("other")])
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page
    reader = read(page)
    assert not {"link", "img", "iframe", "object"} & set(reader.tags)
    links = [value for name, value in reader.attributes if name == "href"]
    assert links
    assert all(value is not None and value.startswith("#") for value in links)


def test_every_entry_of_the_contents_leads_somewhere() -> None:
    reader = read(html_page([document("plain")]))
    ids = [value for name, value in reader.attributes if name == "id"]
    links = [str(value)[1:] for name, value in reader.attributes if name == "href"]
    assert len(set(ids)) == len(ids)
    assert set(links) <= {str(value) for value in ids}


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_its_shape_around_hostile_text(text: str) -> None:
    lines = markdown_text(document(text)).split("\n")
    plain = markdown_text(document("plain")).split("\n")
    fences = [
        line for line in lines if line.startswith("```") and line.strip("`") in ("bash", "mermaid")
    ]
    assert len(fences) == 4
    outside = _outside_fences(lines)
    assert len(outside) == len(_outside_fences(plain))
    for line, other in zip(outside, _outside_fences(plain), strict=True):
        assert line[:1] == other[:1] or other[:1] not in "#|-"
        assert line.startswith("#") == other.startswith("#")
        if other.startswith("|"):
            assert line.replace("\\|", "").count("|") == other.count("|")
        assert "<" not in line.replace("\\<", "") or "`" in line


def _outside_fences(lines: list[str]) -> list[str]:
    found, closing = [], ""
    for line in lines:
        ticks = line[: len(line) - len(line.lstrip("`"))]
        if closing:
            closing = "" if line == closing else closing
        elif len(ticks) >= 3 and line.strip("`") in ("bash", "mermaid"):
            closing = ticks
        else:
            found.append(line)
    return found


def test_machine_text_is_code_in_both_forms() -> None:
    """A public reader of Markdown shows each piece letter for letter, as a browser does."""
    from markdown_it import MarkdownIt

    told = ["plain", "`ticked`", "a `b` c", "``two", "end`", "10.0.0.0/24", "#1", "<b>"]
    blocks: tuple[Block, ...] = (
        Subheading("Machine text"),
        *(paragraph(Mono(text)) for text in told),
        table(("one", "two"), [(Mono(text), "x") for text in told]),
    )
    made = Document("d", "T", (Section("s", "S", blocks),))
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown_text(made))
    inside = [child for token in tokens for child in token.children or ()]
    assert [child.content for child in inside if child.type == "code_inline"] == told * 2
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3"]
    assert [token.type for token in tokens].count("td_open") == 2 * len(told)
    reader = read(html_page((made,)))
    assert reader.tags.count("code") == 2 * len(told)
    assert reader.tags.count("td") == 2 * len(told)


def test_json_holds_plain_texts() -> None:
    words = "a | <b>"
    made = document(words)
    (first, *_) = made.sections
    section = Section(first.id, first.title, (*first.blocks, Subheading(words), bullets([words])))
    data = document_json(Document(made.id, made.title, (section,)))
    assert (data["id"], data["title"]) == ("factory", words)
    assert [{**one, "blocks": ...} for one in data["sections"]] == [
        {"id": "one", "title": words, "blocks": ...}
    ]
    assert data["sections"][0]["blocks"] == [
        {"kind": "paragraph", "text": f"{words} {words}"},
        {"kind": "checklist", "items": [words, words + words]},
        {"kind": "table", "headings": ["head", words], "rows": [[words, words]]},
        {"kind": "commands", "lines": [words]},
        {"kind": "picture", "alt": words, "svg": SVG, "mermaid": f"flowchart TB\n{words}"},
        {"kind": "subheading", "text": words},
        {"kind": "list", "items": [words]},
    ]
