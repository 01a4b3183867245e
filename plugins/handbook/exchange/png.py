"""A picture of a drawing, made by Chromium or Chrome where the machine has one."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from handbook.exchange.say import Refused

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
"""Where a browser is looked for, as tools/browser.sh does; CHROMIUM names another one."""
SECONDS = 60
LARGEST = 16_000
"""What a side of a picture may measure in px: Chromium draws no more."""
MARK = b"\x89PNG\r\n\x1a\n"
_FACE = re.compile(r"^(?P<family>.+)-(?P<script>arabic|latin)-(?P<weight>\d+)-normal\.woff2$")
_ARABIC = "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFF"


def browser() -> str:
    """The path of the browser; raises `Refused` where there is none."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else BROWSERS:
        if found := shutil.which(name):
            return found
    raise Refused("no-browser")


def png(svg: str, fonts: Path) -> bytes:
    """*svg* as a picture of twice its size, with the faces in the folder *fonts*; raises `Refused`."""
    program = browser()
    size = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    assert size is not None  # drawings of ours have one
    width, height = (int(float(side)) + 1 for side in size.groups())
    scale = min(2.0, LARGEST / max(width, height))
    with tempfile.TemporaryDirectory(prefix="handbook-png-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / "drawing.html").write_text(_page(svg, fonts), "utf-8")
        picture = folder / "drawing.png"
        words = [
            *(program, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions"),
            *(f"--user-data-dir={folder / 'profile'}", f"--force-device-scale-factor={scale:.3g}"),
            *(f"--window-size={width},{height}", f"--screenshot={picture}", "--virtual-time-budget=5000"),
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),  # root has no other way
            (folder / "drawing.html").as_uri(),
        ]
        reason = _run(words)
        made = picture.read_bytes() if picture.is_file() else b""
    if not made.startswith(MARK):
        raise Refused("browser-failed", browser=program, reason=reason or "no file")
    return made


def _run(words: list[str]) -> str:
    """Run the browser and all that it starts, at most `SECONDS`; the last line that it complains with."""
    try:
        with subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as started:
            try:
                _, complaints = started.communicate(timeout=SECONDS)
            except BaseException as e:
                _end(started)
                if isinstance(e, subprocess.TimeoutExpired):
                    return f"{SECONDS} s"
                raise
    except OSError as e:
        return e.strerror or str(e)
    lines = complaints.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"exit {started.returncode}"


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a browser with its helpers, which would outlive it."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(started.pid, signal.SIGKILL)
    started.kill()


def _page(svg: str, fonts: Path) -> str:
    faces = "".join(_faces(fonts))
    style = f"{faces}html,body{{margin:0;background:#fff}}svg{{display:block}}text{{font-feature-settings:'locl' 0}}"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{svg}'


def _faces(fonts: Path) -> list[str]:
    """The rules for the faces of the site, under the name by which the drawing asks for them."""
    rules = []
    for path in sorted(fonts.glob("*.woff2")):
        if found := _FACE.match(path.name):
            family = found["family"].replace("-", " ").title().replace("Ibm", "IBM")
            reach = f"unicode-range:{_ARABIC};" if found["script"] == "arabic" else ""
            source = f'src:url("{path.absolute().as_uri()}") format("woff2");'
            rules.append(f'@font-face{{font-family:"{family}";font-weight:{found["weight"]};{reach}{source}}}')
    # The face without a range answers for all that is left; of two that overlap, the later rule wins.
    return sorted(rules, key=lambda rule: "unicode-range" in rule)
