"""A new site takes the old one's place only when it is whole."""

from __future__ import annotations

import shutil
from pathlib import Path


def beside(site: Path) -> Path:
    """Where the next *site* is built: on the same disk, so that a rename is enough; what a killed build left goes."""
    place = site.with_name(f".{site.name}.next")
    shutil.rmtree(place, ignore_errors=True)
    return place


def take_over(built: Path, site: Path) -> None:
    """Put *built* in the place of *site*; two renames, and the old one comes back if the second fails."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        built.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
