"""The `handbook/revisions` plugin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from handbook.core.catalogue import Catalogue
from handbook.core.sheet import Sheet, Viewpoint
from handbook.host import host, sheet_numbers
from handbook.revisions import check, files, sheets
from handbook.revisions.across import Chronicle
from handbook.revisions.archive import Archive, Settings, survey
from handbook.revisions.git import Repository
from handbook.revisions.history import roots_of
from handbook.revisions.home import home
from handbook.revisions.line import past_view
from handbook.revisions.subject import Subject
from handbook.revisions.texts import Texts, fingerprint, shelf

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PAGES = ("policy.html", "journey.html", "main.html", "section.html")
"""The templates of documents, which say under the title what changed last."""


class RevisionsConfig(Config):
    """Options of the `handbook/revisions` plugin."""

    timezone = c.Type(str, default="UTC")
    """The zone in which the moment of a merge becomes a day: `Asia/Riyadh`."""

    history_from = c.Optional(c.Type((str, dt.date)))
    """Nothing that was published before this day is shown: `2024-01-01`."""

    former = c.ListOfItems(c.Type(str), default=[])
    """Where the content folder lay before, from the top of the repository: `docs`."""


class RevisionsPlugin(BasePlugin[RevisionsConfig]):
    """The past of every document: read from git once a build, shown on pages beside the handbook's own."""

    def __init__(self) -> None:
        self.opened: list[Repository] = []
        self.archive: Callable[[Catalogue], Archive]

    def on_config(self, config: MkDocsConfig) -> None:
        """Register with the host."""
        house = host(config)
        since = _day(cast("str | dt.date | None", self.config.history_from))
        settings = Settings(_zone(self.config.timezone), since, tuple(self.config.former))

        def opened(catalogue: Catalogue) -> Chronicle:
            made = _archive(catalogue, config, settings)
            if made.ground.history:
                self.opened.append(made.ground.history.repository)
            return Chronicle(made)

        chronicle = _once(opened)

        def archive(catalogue: Catalogue) -> Archive:
            return chronicle(catalogue).archive

        def past(sheet: Sheet, at: Viewpoint) -> Mapping[str, Any]:
            if sheet.entry is None:
                return {}
            return {"past": past_view(Subject(archive(at.catalogue), sheet.entry, sheet.language), at)}

        self.archive = archive
        house.sheet_makers.append(sheets.sheets(chronicle))
        house.last_checks += (check.published(archive), check.withheld(archive))
        house.last_makers.append(files.assets(chronicle, config.site_url or ""))
        for template in PAGES:
            house.additions.setdefault(template, []).append(past)
        house.additions.setdefault("home.html", []).append(lambda _, at: home(chronicle(at.catalogue), at))

    @event_priority(-300)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let git go: all is written."""
        self._close()

    def on_build_error(self, *, error: Exception) -> None:
        """Let git go."""
        self._close()

    def _close(self) -> None:
        while self.opened:
            self.opened.pop().close()


def _archive(catalogue: Catalogue, config: MkDocsConfig, settings: Settings) -> Archive:
    house, folder = host(config), Path(config.docs_dir)
    kept = house.kept / "history.jsonl" if house.kept else None
    ground = survey(folder, catalogue.languages, settings, kept)
    if ground.history is None:
        return Archive(catalogue, ground, settings, house.pasts)
    repository = ground.history.repository
    numbers = sorted({number.rstrip("0123456789") for _, number in sheet_numbers(catalogue)})
    made_by = fingerprint(config.markdown_extensions, config.mdx_configs, numbers)
    roots = roots_of(repository, settings.former)
    texts = Texts(repository, roots, house.scribe(config), shelf(house.kept, made_by))
    return Archive(catalogue, ground, settings, house.pasts, texts, made_by)


def _once(make: Callable[[Catalogue], Chronicle]) -> Callable[[Catalogue], Chronicle]:
    """*make*, called once for a catalogue: a preview makes a new one after each change."""
    made: list[tuple[Catalogue, Chronicle]] = []

    def asked(catalogue: Catalogue) -> Chronicle:
        if not made or made[0][0] is not catalogue:
            made[:] = [(catalogue, make(catalogue))]
        return made[0][1]

    return asked


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PluginError(f"handbook/revisions: '{name}' is no time zone. Write `timezone` as Asia/Riyadh.") from None


def _day(said: str | dt.date | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(said)) if said else None
    except ValueError:
        raise PluginError(f"handbook/revisions: '{said}' is not a day. Write `history_from` as 2024-01-01.") from None
