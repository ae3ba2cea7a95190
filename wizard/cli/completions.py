"""Completion scripts, made from the parsers: they name what the verbs really take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wizard.cli.parsing import PROGRAM, parser_of
from wizard.cli.table import BY_NAME, GROUPS, VERBS, Verb, actions, words

_BASH = """\
_aifactory_wizard() {
  local word=${COMP_WORDS[COMP_CWORD]} verb= part known
  for part in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $part in -*) ;; *) verb="${verb:+$verb }$part" ;; esac
  done
  case $verb in
@cases@    *) known='@words@' ;;
  esac
  COMPREPLY=($(compgen -W "$known" -- "$word"))
  if [ ${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
}
"""
_END_BASH = f"complete -F _aifactory_wizard {PROGRAM}\n"
_START_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def script(shell: str) -> str:
    """The script for one of bash, zsh, fish, powershell."""
    makers: dict[str, Callable[[], str]] = {
        "bash": _bash, "zsh": lambda: _START_ZSH + _bash(), "fish": _fish,
        "powershell": _powershell,
    }  # fmt: skip
    return makers[shell]()


def options_of(verb: Verb) -> list[str]:
    """The long options of a verb, sorted."""
    return sorted(name for name in parser_of(verb)._option_string_actions if name.startswith("--"))


def _bash() -> str:
    cases = ""
    for name, verb in _longest_first():
        cases += f"    '{name}'*) known='{' '.join(options_of(verb))}' ;;\n"
    for group in GROUPS:
        cases += f"    '{group}'*) known='{' '.join(actions(group))}' ;;\n"
    return _BASH.replace("@cases@", cases).replace("@words@", " ".join(words())) + _END_BASH


def _longest_first() -> list[tuple[str, Verb]]:
    return sorted(BY_NAME.items(), key=lambda entry: -len(entry[0]))


def _fish() -> str:
    lines = [f"complete -c {PROGRAM} -f"]
    first = "not __fish_seen_subcommand_from " + " ".join(words())
    for word in words():
        summary = BY_NAME[word].summary if word in BY_NAME else f"{word}s of the factory"
        lines.append(f"complete -c {PROGRAM} -n '{first}' -a {word} -d '{_fish_text(summary)}'")
    for group in GROUPS:
        seen = f"__fish_seen_subcommand_from {group}"
        lines.append(f"complete -c {PROGRAM} -n '{seen}' -a '{' '.join(actions(group))}'")
    for verb in VERBS:
        seen = " ; and ".join(f"__fish_seen_subcommand_from {word}" for word in verb.name.split())
        lines += [
            f"complete -c {PROGRAM} -n '{seen}' -l {name.removeprefix('--')}"
            for name in options_of(verb)
        ]
    return "\n".join(lines) + "\n"


def _fish_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName @program@ -ScriptBlock {
  param($word, $ast, $position)
  $first = @words@
  $known = @{
@known@  }
  $said = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } |
    Where-Object { $_ -notlike '-*' -and $_ -ne $word })
  $verb = ($said | Select-Object -First 2) -join ' '
  if (-not $known.ContainsKey($verb)) { $verb = "$($said | Select-Object -First 1)" }
  $offers = if ($known.ContainsKey($verb)) { $known[$verb] } else { $first }
  $offers | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
"""


def _powershell() -> str:
    known = "".join(f"    '{group}' = {_list(actions(group))}\n" for group in GROUPS)
    known += "".join(f"    '{verb.name}' = {_list(options_of(verb))}\n" for verb in VERBS)
    text = _POWERSHELL.replace("@program@", PROGRAM).replace("@words@", _list(words()))
    return text.replace("@known@", known)


def _list(names: Sequence[str]) -> str:
    return "@(" + ", ".join(f"'{name}'" for name in names) + ")"
