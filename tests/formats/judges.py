"""Bash as the judge of what a `.env` means."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

# Every file is sourced by a script of its own that finds no command but the builtin ones.
_ONE = r"""
__file=$1; shift
set -o allexport
source "$__file" >/dev/null 2>&1
set +o allexport
for __name in "$@"; do
  if [[ -v $__name ]]; then printf 'set %s\0' "${!__name}"; else printf 'unset\0'; fi
done
"""
_ALL = r"""
folder=$1; shift
for file in "$folder"/*.env; do
  "$BASH" --norc --noprofile "$folder/one.sh" "$file" "$@"
done
"""


class Bash:
    """What bash sets when it sources files; raises nothing for files it does not understand."""

    def __init__(self, program: str) -> None:
        self.program = program

    def values(self, texts: list[str], names: list[str]) -> list[dict[str, str]]:
        """For each text the names that are set after sourcing it, with their values."""
        if not texts:
            return []
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(texts):
                Path(folder, f"{number:06}.env").write_bytes(text.encode())
            Path(folder, "one.sh").write_text(_ONE, encoding="utf-8")
            Path(folder, "all.sh").write_text(_ALL, encoding="utf-8")
            finished = subprocess.run(
                [self.program, "--norc", "--noprofile", Path(folder, "all.sh"), folder, *names],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
                cwd=folder,
                env={"PATH": folder, "LC_ALL": "C.UTF-8"},
            )
        answers = finished.stdout.decode().split("\0")[:-1]
        assert len(answers) == len(texts) * len(names)
        found = []
        for number in range(len(texts)):
            mine = answers[number * len(names) : (number + 1) * len(names)]
            pairs = zip(names, mine, strict=True)
            found.append({name: said[4:] for name, said in pairs if said != "unset"})
        return found


def find_bash() -> Bash:
    """The judge, or a skipped test where there is none."""
    program = shutil.which("bash")
    if program is None:
        pytest.skip("there is no bash to compare with")
    return Bash(program)
