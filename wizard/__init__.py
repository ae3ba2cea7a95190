"""The AI Factory wizard: from decisions to the files that deployment pipelines read."""

from __future__ import annotations

__version__ = "0.1.0"
