"""Completion scripts, made from the parsers: they name what the verbs really take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from wizard.cli.completion_fish import fish_script
from wizard.cli.completion_words import all_words, options_with_values
from wizard.cli.parsing import PROGRAM
from wizard.cli.table import GROUPS, actions, words

# Bash takes "--option=value" apart at the equals sign, zsh does not. Zsh knows no other way to go
# through a part of an array that bash knows too.
_BASH = """\
_aifactory_wizard() {
  local word=${COMP_WORDS[COMP_CWORD]} option= verb= part known= before= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    part=${COMP_WORDS[i]}
    case $part in
      =) continue ;;
    esac
    if [ -n "$option" ]; then option=; continue; fi
    case $part in
      @taking@) option=$part ;;
      -*) ;;
      *) verb="${verb:+$verb }$part" ;;
    esac
  done
  case $word in
    =) word= ;;
    --*=*) option=${word%%=*} before=${word%%=*}= word=${word#*=} ;;
  esac
  if [ -n "$option" ]; then
    case "$option $verb " in
@values@    esac
  elif [ "${word#-}" = "$word" ]; then
    case "$verb " in
@arguments@@groups@    ' ') known='@words@' ;;
    esac
  else
    case "$verb " in
@options@    *) known='@everywhere@' ;;
    esac
  fi
  COMPREPLY=($(compgen -P "$before" -W "$known" -- "$word"))
}
"""
_END_BASH = f"complete -o bashdefault -o default -F _aifactory_wizard {PROGRAM}\n"
_START_ZSH = """\
autoload -Uz compinit bashcompinit
(( ${+functions[compdef]} )) || compinit
bashcompinit
"""
_END_ZSH = f"complete -o default -F _aifactory_wizard {PROGRAM}\n"


def script(shell: str) -> str:
    """The script for one of bash, zsh, fish, powershell."""
    makers: dict[str, Callable[[], str]] = {
        "bash": lambda: _bash() + _END_BASH, "zsh": lambda: _START_ZSH + _bash() + _END_ZSH,
        "fish": fish_script, "powershell": _powershell,
    }  # fmt: skip
    return makers[shell]()


def _bash() -> str:
    everywhere = set.intersection(*(set(verb.options) for verb in all_words()))
    pieces = {  # fmt: skip
        "taking": "|".join(options_with_values()),
        "values": _cases(_value_offers()),
        "arguments": _cases(_argument_offers()),
        "groups": "".join(
            f"    '{group} ') known='{' '.join(actions(group))}' ;;\n" for group in GROUPS
        ),
        "options": _cases((verb.name, verb.options) for verb in all_words()),
        "words": " ".join(words()),
        "everywhere": " ".join(sorted(everywhere)),
    }
    text = _BASH
    for name, piece in pieces.items():
        text = text.replace(f"@{name}@", piece)
    return text


def _cases(offers: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A line for all beginnings of a command line behind which the same is offered."""
    starts: dict[str, list[str]] = {}
    for start, offered in offers:
        starts.setdefault(" ".join(offered), []).append(f"'{start} '*")
    return "".join(f"    {'|'.join(same)}) known='{text}' ;;\n" for text, same in starts.items())


def _value_offers() -> Iterator[tuple[str, Sequence[str]]]:
    for verb in all_words():
        for option, values in verb.taking.items():
            if values and option != "--release":
                yield f"{option} {verb.name}", values
    # It may stand before the verb.
    yield "--release", all_words()[0].taking["--release"]


def _argument_offers() -> Iterator[tuple[str, Sequence[str]]]:
    """What stands behind a verb; where that is a path, the shell's own completion goes on."""
    for verb in all_words():
        if verb.values or not verb.takes_files:
            yield verb.name, verb.values or verb.options


_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName @program@ -ScriptBlock {
  param($word, $ast, $position)
  $first = @words@
  $taking = @taking@
  $known = @{
@known@  }
  $values = @{
@values@  }
  $verb = @()
  $option = ''
  foreach ($element in @($ast.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $position) { break }
    $part = "$element"
    if ($option) { $option = '' }
    elseif ($taking -contains $part) { $option = $part }
    elseif ($part -notlike '-*') { $verb += $part }
  }
  $two = ($verb | Select-Object -First 2) -join ' '
  $one = "$($verb | Select-Object -First 1)"
  $name = if ($known.ContainsKey($two)) { $two } else { $one }
  $offers = if ($option) { $values["$option $name"] }
    elseif (-not $verb) { $first }
    elseif ($word -notlike '-*' -and $values.ContainsKey($name)) { $values[$name] }
    else { $known[$name] }
  $offers | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
"""


def _powershell() -> str:
    known = "".join(f"    '{group}' = {_list(actions(group))}\n" for group in GROUPS)
    values = ""
    for verb in all_words():
        known += f"    '{verb.name}' = {_list(verb.options)}\n"
        if verb.values:
            values += f"    '{verb.name}' = {_list(verb.values)}\n"
        for option, offered in verb.taking.items():
            if offered:
                values += f"    '{option} {verb.name}' = {_list(offered)}\n"
    text = _POWERSHELL.replace("@program@", PROGRAM).replace("@words@", _list(words()))
    text = text.replace("@taking@", _list(options_with_values()))
    return text.replace("@known@", known).replace("@values@", values)


def _list(names: Sequence[str]) -> str:
    return "@(" + ", ".join(f"'{name}'" for name in names) + ")"
