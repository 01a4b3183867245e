"""The parts of the theme that are more than templates: icons, and the stylesheet in component files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from handbook.core.sheet import Asset


class Look:
    """The theme's folders, the site's own before the theme's."""

    def __init__(self, folders: Sequence[str]) -> None:
        self.folders = [Path(folder) for folder in folders]
        self.drawings: dict[str, str] = {}

    def path(self, name: str) -> Path:
        """A file or folder of the theme; the first folder's that has it."""
        return next((folder / name for folder in self.folders if (folder / name).exists()), Path(name))

    @cached_property
    def icons(self) -> frozenset[str]:
        """The names of all icons."""
        return frozenset(path.stem for folder in self.folders for path in folder.glob("icons/*.svg"))

    def icon(self, name: str) -> str:
        """The drawing inside an icon's file: the page brings the frame."""
        if name not in self.drawings:
            svg = self.path(f"icons/{name}.svg").read_text("utf-8")
            self.drawings[name] = svg.partition(">")[2].rpartition("</svg>")[0].strip()
        return self.drawings[name]

    def framed(self, name: str, look: str = "hb-i") -> Markup:
        """An icon as a page shows it, of the class *look*; the arrow turns with the reading direction."""
        turn = " hb-i--arrow" if name == "arrow" else ""
        frame = f'<svg class="{look}{turn}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        return Markup(f"{frame}{self.icon(name)}</svg>")

    def assets(self, *_: object) -> Iterator[Asset]:
        """The component files of all folders as one stylesheet, by their numbers."""
        parts = sorted(
            (part for folder in self.folders for part in folder.glob("css/*.css")), key=lambda part: part.name
        )
        yield Asset("assets/handbook.css", "\n".join(part.read_text("utf-8") for part in parts))
