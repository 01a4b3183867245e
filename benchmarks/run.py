"""Measures builds of made-up handbooks: this project's, and the same content in stock MkDocs with Material."""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

try:
    from generate import MERMAID, TODAY, Plan, write
except ModuleNotFoundError as e:
    sys.exit(f"{e.name} is not installed for this Python: run `make bench`, which sets it up.")

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build/bench"
VENV = ROOT / ".cache/bench-venv"
LOCK = ROOT / "requirements.lock"
STOCK = ("mkdocs", "mkdocs-material", "mkdocs-mermaid2-plugin", "mkdocs-static-i18n==1.3.1")
"""What the stock site is built with; what the lock names comes at the lock's version."""

KINDS = {
    "cold": "ours, nothing kept",
    "warm": "ours, drawings kept",
    "pruned": "stock, navigation.prune",
    "stock": "stock",
}
SIZES, LARGEST = (100, 500), 2000


@dataclass(frozen=True)
class Result:
    """One build: what it cost and what came out."""

    kind: str
    policies: int
    cpu: float
    wall: float
    peak_mb: float
    pages: int
    output_mb: float


def main() -> None:
    """Build what the command line asks for, one after the other, and print what was measured."""
    said = _arguments()
    sizes = sorted(set(said.sizes) | ({LARGEST} if said.full else set()))
    wanted = [
        (kind, size)
        for size in sizes
        for kind in KINDS
        if kind in said.only and (kind != "stock" or said.full or size < LARGEST)
    ]
    _require([kind for kind, _ in wanted])
    print(f"{os.cpu_count()} cores; other work on them just before: {os.getloadavg()[0]:.1f}", flush=True)
    for kind in sorted(
        {"cold", "pruned"} & set(said.only)
    ):  # unmeasured: it fills the disk's cache and compiles bytecode
        _measured(kind, 10)
    results: list[Result] = []
    for kind, size in wanted:
        runs = [_measured(kind, size) for _ in range(said.repeat)]
        results.append(min(runs, key=lambda run: run.cpu))
        print(f"  {_line(results[-1])}", flush=True)
    print(_report(results, sizes))
    if said.out:
        said.out.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", "utf-8")
    if not said.keep:
        shutil.rmtree(WORK)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="policies in each language")
    parser.add_argument("--full", action="store_true", help=f"{LARGEST} too, for all kinds (half an hour)")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=tuple(KINDS), help="kinds of build")
    parser.add_argument("--repeat", type=int, default=1, help="builds of each; the cheapest counts")
    parser.add_argument("--out", type=Path, help="write the figures to this file as JSON")
    parser.add_argument("--keep", action="store_true", help=f"keep what was built in {WORK.relative_to(ROOT)}")
    return parser.parse_args()


# ------------------------------------------------------------------------------------------ what is needed


def _require(kinds: Sequence[str]) -> None:
    """End with a clear sentence where something is missing."""
    if not hasattr(os, "wait4"):
        sys.exit("This measures with wait4, which Windows does not have: run it on Linux or macOS.")
    if find_spec("handbook") is None or find_spec("mkdocs") is None:
        sys.exit("The project is not installed for this Python: run `make bench`, which sets it up.")
    if {"stock", "pruned"} & set(kinds):
        if not MERMAID.is_file():
            sys.exit(f"{MERMAID.relative_to(ROOT)} is missing, which the stock site serves: run `npm ci`.")
        _prepare_venv()


def _prepare_venv() -> None:
    """Install the stock site's packages apart from the project, at the lock's versions."""
    pins = re.findall(r"^[\w.-]+==[^\s;\\]+", LOCK.read_text("utf-8"), re.MULTILINE)
    mark, state = VENV / "ready", sha256("\n".join([*STOCK, *pins]).encode()).hexdigest()
    if mark.is_file() and mark.read_text() == state:
        return
    print(f"Setting up {VENV.relative_to(ROOT)} for the stock site (once) ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)
    constraints = VENV / "constraints.txt"
    constraints.write_text("\n".join(pins), "utf-8")
    command = [_python(VENV), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--constraint", constraints, *STOCK], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(
            f"The packages of the stock site could not be installed. `--only cold warm` needs none.\n{done.stderr}"
        )
    mark.write_text(state)


def _python(folder: Path) -> Path:
    return folder / "bin/python"


# --------------------------------------------------------------------------------------------------- builds


def _measured(kind: str, size: int) -> Result:
    """Build a site of *kind* in a process of its own; its time includes that of all processes it starts."""
    shape = "ours" if kind in ("cold", "warm") else "stock"
    folder = WORK / f"{shape}-{size}"
    if kind != "warm" or not (folder / ".cache").is_dir():
        write(Plan(size, shape, prune=kind == "pruned"), folder)
        if kind == "warm":
            _measured("cold", size)
    shutil.rmtree(folder / "site", ignore_errors=True)
    python = sys.executable if shape == "ours" else _python(VENV)
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "HANDBOOK_TODAY": TODAY}
    with TemporaryFile("w+") as told:
        began = perf_counter()
        process = subprocess.Popen(
            [python, "-m", "mkdocs", "build", "--quiet"], cwd=folder, env=env, stdout=told, stderr=told
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            last = "".join(told.readlines()[-15:])
            sys.exit(f"The build of {KINDS[kind]!r} with {size} policies failed. It said last:\n{last}")
    site = [path for path in (folder / "site").rglob("*") if path.is_file()]
    return Result(
        kind,
        size,
        round(used.ru_utime + used.ru_stime, 2),
        round(wall, 2),
        round(used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)),
        sum(map(_is_page, site)),
        round(sum(path.stat().st_size for path in site) / 1e6, 1),
    )


def _is_page(path: Path) -> bool:
    """Whether a file is a page for readers: not a page that only leads on (`id/CS-001/`), nor the one for errors."""
    return path.name == "index.html" and path.parent.parent.name != "id"


# --------------------------------------------------------------------------------------------------- report


def _line(result: Result) -> str:
    return (
        f"{result.policies:>6}  {KINDS[result.kind]:<24}{result.cpu:>9.2f}{result.wall:>9.2f}"
        f"{result.peak_mb:>9.0f}{result.pages:>8}{result.output_mb:>9.1f}"
    )


def _report(results: Iterable[Result], sizes: Sequence[int]) -> str:
    """All figures as a table, then how the kinds compare and how each grows."""
    cpu = {(r.kind, r.policies): r.cpu for r in results}
    lines = ["", f"{'N':>6}  {'':<24}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'pages':>8}{'out MB':>9}"]
    lines += [_line(result) for result in results]
    lines += ["", "CPU, ours (nothing kept) = 1:"]
    for size in sizes:
        if base := cpu.get(("cold", size)):
            parts = [f"{KINDS[kind]} {cpu[kind, size] / base:.2f}" for kind in KINDS if (kind, size) in cpu]
            lines.append(f"{size:>6}  {' : '.join(parts)}")
    lines += ["", "Growth of CPU with N (1 is linear, 2 quadratic):"]
    for kind, name in KINDS.items():
        done = [size for size in sizes if (kind, size) in cpu]
        parts = [
            f"{a}→{b} {math.log(cpu[kind, b] / cpu[kind, a]) / math.log(b / a):.2f}"
            for a, b in itertools.pairwise(done)
        ]
        if parts:
            lines.append(f"        {name:<24}{'   '.join(parts)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
