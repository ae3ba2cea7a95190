"""Search over everything: title, key, variable names, value and help of every question."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.catalog.setting import Setting
from wizard.session.draft import Session
from wizard.session.questions import Question, places_of, question


@dataclass(frozen=True, slots=True)
class Hit:
    """A question that fits a query; ``score`` is higher for a better fit."""

    question: Question
    score: int


def search(session: Session, query: str, *, limit: int = 50) -> list[Hit]:
    """The questions of the current project that fit, best first; an empty query fits none.

    Each word of the query has to be found: whole, as a part, or as letters in their order.
    """
    words = query.lower().split()
    if not words:
        return []
    ranked: list[tuple[int, int, str]] = []
    for order, setting in enumerate(session.catalog.settings.values()):
        basis = _score(setting, words)
        for full in places_of(session, setting):
            score = _score_place(setting, full.lower(), words) or basis
            if score is None:
                score = _score_value(session, setting, full, words)
            if score is not None:
                ranked.append((-score, order, full))
    ranked.sort()
    return [Hit(question(session, full), -score) for score, _, full in ranked[:limit]]


def _score(setting: Setting, words: list[str]) -> int | None:
    names = [variable.name.lower() for variable in (*setting.github, *setting.azure_devops)]
    fields = [(setting.title.lower(), 100), (setting.key.lower(), 90)]
    fields += [(name, 80) for name in names]
    text = setting.help.lower()
    total = 0
    for word in words:
        best = max((_fit(word, field, weight) for field, weight in fields), default=0)
        if not best and word in text:
            best = 20
        if not best:
            return None
        total += best
    return total + _whole(setting, words) - 5 * (setting.level in _RARE)


_RARE = ("advanced", "debug", "deprecated")


def _whole(setting: Setting, words: list[str]) -> int:
    """What a query earns that names the setting as a whole, or begins its title."""
    query, title = " ".join(words), setting.title.lower()
    if query in (title, setting.key, setting.key.rsplit(".", 1)[-1].replace("_", " ")):
        return 60
    return 15 if title.startswith(query) else 0


def _score_place(setting: Setting, full: str, words: list[str]) -> int | None:
    """What words earn of which one names the place, as "stage" does in "stage subscription"."""
    named = [word for word in words if word in full]
    if all(word in setting.key for word in named):
        return None
    score = _score(setting, [word for word in words if word not in named])
    return None if score is None else score + 100 * len(named)


def _score_value(session: Session, setting: Setting, full: str, words: list[str]) -> int | None:
    value = question(session, full).text.lower()
    if not value or setting.kind == "bool":
        return None
    known = f"{value} {setting.title} {full}".lower()
    if words and all(word in known for word in words) and any(word in value for word in words):
        return 60
    return None


def _fit(word: str, field: str, weight: int) -> int:
    if word == field:
        return weight + 40
    place = field.find(word)
    if place == 0 or (place > 0 and not field[place - 1].isalnum()):
        return weight + 20
    if place > 0:
        return weight
    if len(word) >= 3 and _in_order(word, field):
        return weight // 4
    return 0


def _in_order(word: str, field: str) -> bool:
    """Whether the letters of a word stand in a field in their order, not too far apart."""
    place = field.find(word[0])
    while place >= 0:
        end = place
        for letter in word[1:]:
            end = field.find(letter, end + 1)
            if end < 0:
                return False
        if end - place < 2 * len(word) + 2:
            return True
        place = field.find(word[0], place + 1)
    return False
