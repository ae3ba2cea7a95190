"""How long verbs take beside a Python that does nothing, and how they grow with the factory.

Run alone (`make benchmarks`): a busy machine slows the two unequally.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest

from tests.compiled import ensure_compiled
from wizard.resources import output_templates_dir

TIMES = 10
PROGRAM = "import sys; from wizard.cli.main import main; sys.exit(main())"
NOTHING = [sys.executable, "-c", "pass"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """As after an installation: compiled modules, a compiled catalogue."""
    ensure_compiled()
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    root = str(Path(__file__).resolve().parents[2])
    modules = str(tmp_path_factory.mktemp("modules"))
    return {**kept, "PYTHONPATH": root, "PYTHONPYCACHEPREFIX": modules}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the answers of one project."""
    example = output_templates_dir() / "examples" / "private-standalone-github.yaml"
    factory, projects = example.read_text(encoding="utf-8").split("projects:\n")
    folder = tmp_path / "aifactory" / "wizard"
    (folder / "projects").mkdir(parents=True)
    (folder / "factory.yaml").write_text(factory, encoding="utf-8")
    (folder / "projects" / "001.yaml").write_text("projects:\n" + projects, encoding="utf-8")
    return tmp_path


def seconds(command: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    taken = time.perf_counter() - started
    assert done.returncode in (0, 3), done.stderr.decode()
    return taken


def ratio(arguments: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    """The median of a verb over that of nothing, taken in turns; modules are compiled before."""
    verb = [sys.executable, "-c", PROGRAM, *arguments]
    seconds(verb, folder, environment)
    nothing, something = [], []
    for _ in range(TIMES):
        nothing.append(seconds(NOTHING, folder, environment))
        something.append(seconds(verb, folder, environment))
    return median(something) / median(nothing)


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        (["--version"], 3),
        (["check"], 15),
        (["generate"], 15),
        (["generate", "--check"], 15),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_a_verb_starts_fast(
    repository: Path, environment: dict[str, str], arguments: list[str], most: float
) -> None:
    measured = ratio(arguments, repository, environment)
    print(f"{' '.join(arguments)}: {measured:.1f} times nothing, at most {most}")
    assert measured <= most


SERVICES = (
    "ai_search",
    "cosmos_db",
    "container_apps",
    "postgresql",
    "machine_learning",
    "functions",
)


def factory_of(projects: int, in_one_scale_set: int, folder: Path) -> Path:
    """A workspace of many projects, so many of them on each scale set."""
    example = output_templates_dir() / "examples" / "private-standalone-github.yaml"
    head, rest = example.read_text(encoding="utf-8").split("projects:\n")
    start = head.index('    "001":\n')
    one = head[start:].replace("        access: bastion\n", "        access: jump-host\n")
    sets = [
        one.replace('"001":', f'"{n + 1:03}":', 1) for n in range(-(-projects // in_one_scale_set))
    ]
    workspace = folder / "aifactory" / "wizard"
    (workspace / "projects").mkdir(parents=True)
    (workspace / "factory.yaml").write_text(head[:start] + "".join(sets), encoding="utf-8")
    for number in range(1, projects + 1):
        text = "projects:\n" + rest.replace('"001"', f'"{number:03}"')
        text += f'    scale_set: "{(number - 1) // in_one_scale_set + 1:03}"\n'
        service = SERVICES[number % len(SERVICES)]
        if f"{service}:" not in text:
            text = text.replace("    services:\n", f"    services:\n      {service}: true\n")
        path = workspace / "projects" / f"{number:03}.yaml"
        path.write_text(text, encoding="utf-8")
    return folder


MEASURED = """
import resource, sys, time
from wizard.cli.main import main
code = main(sys.argv[1:])
taken = time.process_time()
if sys.platform == "linux":  # where ru_maxrss begins with what the parent has
    status = open("/proc/self/status").read()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
sys.stderr.write(f"{taken} {peak}")
sys.exit(code)
"""


def measured_run(
    folder: Path, out: Path, environment: dict[str, str], *options: str
) -> tuple[float, float]:
    """Seconds of work and peak MB of a run that generates everything, with errors or not."""
    arguments = ["generate", "--allow-errors", "--quiet", "--out", str(out), *options]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *arguments],
        cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    taken, peak = done.stderr.split()[-2:]
    return float(taken), float(peak)


@pytest.mark.parametrize("in_one_scale_set", [25, 250])
def test_many_projects_cost_what_few_cost_each_and_fit_into_memory(
    tmp_path: Path, environment: dict[str, str], in_one_scale_set: int
) -> None:
    few = factory_of(25, in_one_scale_set, tmp_path / "few")
    many = factory_of(250, in_one_scale_set, tmp_path / "many")
    measured_run(few, tmp_path / "warm", environment)
    of_few = [measured_run(few, tmp_path / f"few-{n}", environment)[0] / 25 for n in range(3)]
    taken, peak = measured_run(many, tmp_path / "out", environment)
    of_many = taken / 250
    generated = tmp_path / "out" / "aifactory" / "wizard" / "generated"
    assert len(list(generated.iterdir())) == 250
    assert len(list((generated / "250" / "github").glob("*.env"))) >= 7
    print(f"{median(of_few) * 1000:.1f} ms each of 25, {of_many * 1000:.1f} of 250, {peak:.0f} MB")
    assert of_many <= median(of_few)
    assert peak <= 150


def test_files_wait_to_be_written_in_less_memory_than_they_have_bytes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    peaks, sizes = [], []
    for projects in (5, 30):
        factory = factory_of(projects, 20, tmp_path / f"{projects}")
        out = tmp_path / f"out-{projects}"
        peaks.append(measured_run(factory, out, environment, "--bicep")[1])
        sizes.append(sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 2**20)
    assert sizes[1] > 30
    share = (peaks[1] - peaks[0]) / (sizes[1] - sizes[0])
    print(f"{share:.2f} MB for each of {sizes[1] - sizes[0]:.0f} MB, at most 0.4")
    assert share <= 0.4
