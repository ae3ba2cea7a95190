"""Two public Bicep grammars as judges of ``.bicepparam`` files.

Neither knows the ``using`` and ``param x = y`` of parameter files, so these become a comment and
a ``var`` before the text is handed over. What one of them lets pass, the other often does not.
"""

from __future__ import annotations

import re
from functools import cache

import tree_sitter
import tree_sitter_bicep
from lark.exceptions import LarkError
from pycep import BicepParser


@cache
def _pycep() -> BicepParser:
    return BicepParser()


@cache
def _tree_sitter() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bicep.language()))


def complaints(text: str) -> list[str]:
    """What the grammars do not accept, empty when both read the file."""
    as_template = re.sub(r"^using ", "// using ", text, flags=re.MULTILINE)
    as_template = re.sub(r"^param ", "var ", as_template, flags=re.MULTILINE)
    found = []
    try:
        _pycep().parse(text=as_template)
    except LarkError as error:
        found.append(f"pycep: {error}")
    nodes = [_tree_sitter().parse(as_template.encode()).root_node]
    while nodes:
        node = nodes.pop()
        if node.type == "ERROR" or node.is_missing:
            found.append(f"tree-sitter: {node.type} at {node.start_point}")
        nodes.extend(node.children)
    return found
