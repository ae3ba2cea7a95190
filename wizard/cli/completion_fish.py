"""The completion script for fish, with what each word means beside it."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.cli.completion_words import VerbWords, all_words, options_with_values
from wizard.cli.parsing import PROGRAM
from wizard.cli.table import BY_NAME, GROUPS, actions, words

_START = """\
function __aifactory_wizard_at
    set -l said
    set -l value no
    for part in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
            continue
        end
        switch $part
            case @taking@
                set value yes
            case '-*'
            case '*'
                set -a said $part
        end
    end
    set -l wanted (string split -n ' ' -- "$argv")
    set -l count (count $wanted)
    if test $count -eq 0
        test (count $said) -eq 0
        return
    end
    test (count $said) -ge $count; and test "$said[1..$count]" = "$argv"
end
"""


def fish_script() -> str:
    """The script: a function that tells where one stands, and a line for each offer."""
    taking = " ".join(options_with_values())
    return _START.replace("@taking@", taking) + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    start = f"complete -c {PROGRAM}"
    yield f"{start} -f"
    for word in words():
        summary = BY_NAME[word].summary if word in BY_NAME else _summary(word)
        yield f"{start} -n '__aifactory_wizard_at' -a {word} -d '{_text(summary)}'"
    for group in GROUPS:
        # Behind the second word the verb is complete.
        done = " ".join(f"; and not __aifactory_wizard_at {group} {name}"
                        for name in actions(group))  # fmt: skip
        for name in actions(group):
            summary = _text(BY_NAME[f"{group} {name}"].summary)
            yield f"{start} -n '__aifactory_wizard_at {group}{done}' -a {name} -d '{summary}'"
    for verb in all_words():
        yield from _of_verb(f"{start} -n '__aifactory_wizard_at {verb.name}'", verb)


def _summary(group: str) -> str:
    return f"{', '.join(actions(group))}: see 'aifactory-wizard {group} --help'"


def _of_verb(start: str, verb: VerbWords) -> Iterator[str]:
    if verb.takes_files:
        yield f"{start} -F"
    if verb.values:
        yield f"{start} -a '{' '.join(verb.values)}'"
    for option in verb.options:
        line = f"{start} -l {option.removeprefix('--')}"
        if option in verb.files:
            line += " -r -F"
        elif option in verb.taking:
            line += " -x" + (f" -a '{' '.join(verb.taking[option])}'" * bool(verb.taking[option]))
        yield line


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
