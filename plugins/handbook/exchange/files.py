"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from handbook.exchange.say import Refused


def write(path: Path, content: bytes, force: bool) -> None:
    """Put *content* at *path* in one go; raises `Refused`, also where something lies there and *force* is not given."""
    shown = os.path.relpath(path)
    if os.path.lexists(path) and not force:
        raise Refused("exists", path=shown)
    if path.is_dir():
        raise Refused("not-written", path=shown, reason=os.strerror(errno.EISDIR))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:  # also where a file bears the folder's name
        raise Refused("not-written", path=shown, reason=e.strerror or e) from None
    made: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            made = Path(file.name)
            file.write(content)
        made.chmod(_mode(path))
        if force:
            made.replace(path)
        else:
            _without_overwriting(made, path)
    except FileExistsError:
        raise Refused("exists", path=shown) from None
    except OSError as e:
        raise Refused("not-written", path=shown, reason=e.strerror or e) from None
    finally:
        if made:
            made.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The rights that the file at *path* has, or that a new file would have."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _without_overwriting(made: Path, path: Path) -> None:
    """Give *made* the name *path* unless somebody was quicker; a link does it in one go where the disk knows links."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb"):
            pass
        made.replace(path)
