"""What an installation consists of: dist/aifactory-wizard.cdx.json, and docs/pages/licenses.md.

Run by ``make bill``. The program is installed into an environment of its own, with the versions
of constraints.txt, and what is found there is listed in CycloneDX's format; the table of licences
is made from that list. Packages that only Windows or macOS need are listed there only.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BILL = ROOT / "dist" / "aifactory-wizard.cdx.json"
TABLE = ROOT / "docs" / "pages" / "licenses.md"
CLASSIFIER = "License :: OSI Approved :: "
PIN = re.compile(r"^([a-z0-9][^ ;]*==[^ ;]*)", re.MULTILINE)

HEAD = """\
# Licences

What `pip install aifactory-wizard` brings along, with the versions that development pins.
`make bill` writes this page and, in CycloneDX's format, `dist/aifactory-wizard.cdx.json`.

| package | version | licence |
|---|---|---|
"""


def bill(folder: Path) -> dict[str, Any]:
    """Install the program into ``folder`` and return the bill of what stands there then."""
    venv.create(folder, with_pip=True)
    python = next(path for path in folder.glob("*/python*") if path.stem == "python")
    pins = folder / "pins.txt"
    pins.write_text("\n".join(PIN.findall((ROOT / "constraints.txt").read_text())))
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-c", str(pins), str(ROOT)], check=True)
    subprocess.run([*pip, "uninstall", "--yes", "pip", "setuptools"], check=True)
    made = subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible",
         "--short-PURLs", "--pyproject", str(ROOT / "pyproject.toml"), str(python)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(made.stdout)
    for component in (found["metadata"]["component"], *found["components"]):
        # Where it was installed on this machine is nobody's business.
        component.get("externalReferences", []).clear()
    return found


def licence(component: dict[str, Any]) -> str:
    """The licence as the package states it: an expression or id, else what a classifier says."""
    stated = [entry.get("expression") or entry["license"].get("id") or entry["license"]["name"]
              for entry in component.get("licenses", [])]  # fmt: skip
    short = [text for text in dict.fromkeys(stated) if "\n" not in text]
    plain = [text for text in short if not text.startswith(CLASSIFIER)] or short
    return ", ".join(plain).replace(CLASSIFIER, "") or "its metadata names none"


def table(found: dict[str, Any]) -> str:
    """The page of licences."""
    parts = [part for part in found["components"] if part["name"] != "aifactory-wizard"]
    rows = sorted((part["name"].lower(), part["version"], licence(part)) for part in parts)
    return HEAD + "".join(f"| {name} | {version} | {said} |\n" for name, version, said in rows)


def main() -> None:
    """Write both files."""
    with tempfile.TemporaryDirectory() as folder:
        found = bill(Path(folder))
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n")
    TABLE.write_text(table(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
