"""What the action runs: check, SARIF, and what a pull request changes.

Everything it is told comes from environment variables: CHECK_PATH, CHECK_FORMAT, CHECK_FAIL_ON,
CHECK_RELEASE, CHECK_SARIF_FILE, CHECK_COMPARE_WITH, CHECK_COMMENT_FILE, and those that GitHub sets.
Exit code 0 when nothing is as severe as CHECK_FAIL_ON, 1 when something is, 2 when something
cannot be read or is asked for wrongly.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

SEVERITIES = ("error", "warning", "note")
FAIL_ON = (*SEVERITIES, "never")
FORMATS = ("github", "text", "json")
UNUSABLE = 2
_ANNOTATION = re.compile(r"^(::(?:error|warning|notice) )file=", re.MULTILINE)
_WORKSPACE = ("aifactory", "wizard")


class Unusable(Exception):
    """Something that the action was told, or has found, cannot be used."""


def told(name: str, *, allowed: tuple[str, ...] = ()) -> str:
    """An input, as the workflow gave it."""
    value = os.environ.get(f"CHECK_{name.upper().replace('-', '_')}", "").strip()
    if any(ord(character) < 32 for character in value):
        raise Unusable(f"input {name}: holds a control character")
    if allowed and value not in allowed:
        raise Unusable(f"input {name}: {value!r} is none of {', '.join(allowed)}")
    return value


def wizard(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the wizard in a folder; its standard error goes to the log as it comes."""
    sys.stdout.flush()
    release = told("release")
    options = ["--release", release] if release else []
    return subprocess.run(
        # -P: a module of the repository's own must not take the place of one of ours.
        [sys.executable, "-P", "-m", "wizard", *arguments, *options],
        cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def inside(workspace: Path, name: str, path: str) -> Path:
    """A path below the workspace.

    Raises:
        Unusable: it leads out of it.
    """
    found = (workspace / path).resolve()
    if not found.is_relative_to(workspace):
        raise Unusable(f"input {name}: {path!r} leads out of the workspace")
    return found


def checked(folder: Path) -> tuple[dict[str, Any], int]:
    """The findings as data, and the exit code of check."""
    done = wizard(folder, "check", "--json")
    if not done.stdout.strip():
        raise Unusable("the files cannot be checked; what is wrong stands above")
    report: dict[str, Any] = json.loads(done.stdout)
    return report, done.returncode


def root_of(report: dict[str, Any]) -> Path:
    """The folder to which the files of findings are relative."""
    place = Path(report["checked"][0]).resolve()
    return place.parents[1] if place.parts[-2:] == _WORKSPACE else place


def log_findings(folder: Path, prefix: str) -> None:
    """Print the findings; files are named as the workspace's root sees them."""
    wanted = told("format", allowed=FORMATS)
    text = wizard(folder, "check", "--format", wanted).stdout
    if prefix and wanted == "github":
        quoted = prefix.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        text = _ANNOTATION.sub(lambda match: f"{match[1]}file={quoted}/", text)
    sys.stdout.write(text)


def write_sarif(folder: Path, prefix: str, target: Path) -> None:
    """Write the findings as SARIF, with files as the workspace's root sees them."""
    from urllib.parse import quote

    log = json.loads(wizard(folder, "check", "--format", "sarif").stdout)
    for result in log["runs"][0]["results"]:
        for location in result["locations"]:
            artifact = location["physicalLocation"]["artifactLocation"]
            if prefix and "://" not in artifact["uri"]:
                artifact["uri"] = f"{quote(prefix)}/{artifact['uri']}"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(log, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def compare(folder: Path, base: str, target: Path) -> bool:
    """Write what changed since a revision; whether anything did."""
    if base.startswith("-") or ".." in base:
        raise Unusable(f"input compare-with: {base!r} is no revision")
    done = wizard(folder, "diff", "--format", "markdown", "--check", f"{base}...HEAD")
    if done.returncode not in (0, 3):
        raise Unusable(f"cannot compare with {base!r}; what is wrong stands above")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(done.stdout, encoding="utf-8")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(done.stdout + "\n")
    return done.returncode == 3


def put_out(**values: object) -> None:
    """Hand values to the steps that follow."""
    place = os.environ.get("GITHUB_OUTPUT")
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            for name, value in values.items():
                file.write(f"{name.replace('_', '-')}={value}\n")


def run() -> int:
    """Do what the inputs say."""
    fail_on = told("fail-on", allowed=FAIL_ON)
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    folder = inside(workspace, "path", told("path") or ".")
    if not folder.is_dir():
        raise Unusable(f"input path: there is no folder {told('path')!r}")
    report, code = checked(folder)
    root = root_of(report)
    prefix = root.relative_to(workspace).as_posix() if root.is_relative_to(workspace) else ""
    prefix = "" if prefix == "." else prefix
    log_findings(root, prefix)
    counts: dict[str, int] = report["counts"]
    put_out(**{f"{severity}s": counts[severity] for severity in SEVERITIES})
    sarif_file = told("sarif-file")
    if sarif_file:
        write_sarif(root, prefix, inside(workspace, "sarif-file", sarif_file))
        put_out(sarif_file=sarif_file)
    base = told("compare-with")
    if base:
        comment = comment_file(workspace)
        put_out(differs=str(compare(root, base, comment)).lower(), comment_file=comment)
    if code == UNUSABLE:
        return UNUSABLE
    counted = SEVERITIES[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return 1 if any(counts[severity] for severity in counted) else 0


def comment_file(workspace: Path) -> Path:
    """Where the comment goes."""
    named = told("comment-file")
    if named:
        return inside(workspace, "comment-file", named)
    return Path(os.environ.get("RUNNER_TEMP") or workspace) / "aifactory-diff.md"


def main() -> int:
    """Run, and say what keeps it from running as an error of the workflow."""
    try:
        return run()
    except Unusable as error:
        text = str(error).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        sys.stdout.write(f"::error title=aifactory-wizard::{text}\n")
        return UNUSABLE


if __name__ == "__main__":
    raise SystemExit(main())
