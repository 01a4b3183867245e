"""The `handbook` plugin: it reads the content, refuses what is wrong, and gives MkDocs every page.

The other plugins register with it while the configuration is read: kinds of document, checks, pages, files.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler, get_relative_url
from rich.console import Console

from handbook.core import checks, pages, safety
from handbook.core.catalogue import Catalogue, Check, Kind, assemble
from handbook.core.content import Content, collisions, scan
from handbook.core.language import Language, load
from handbook.core.look import Look
from handbook.core.numbers import DocumentNumbers
from handbook.core.past import Past, Scribe
from handbook.core.plain import page_sheets
from handbook.core.problems import Problem, ordered
from handbook.core.publish import beside, take_over
from handbook.core.report import print_problems, summary
from handbook.core.sheet import Assets, Sheet, Sheets, Viewpoint, claimed, filled, joined, shown
from handbook.drawing.cache import DrawingCache
from handbook.drawing.studio import Studio
from handbook.light import LightPages, directed, write
from handbook.page import Converter, OldTexts, SheetPage

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

Addition = Callable[[Sheet, Viewpoint], Mapping[str, Any]]
"""What a concern adds to the view of a page of another one."""
Finish = Callable[[str, Language], str]
"""What a concern makes of the HTML of a text, when it is clean."""
Frame = Callable[[Sheet, Viewpoint, str], Mapping[str, Any]]
"""What a concern gives to every page around its view; the text is the page's address."""


class HostConfig(Config):
    """Options of the `handbook` plugin."""

    languages = c.ListOfItems(c.Type(str), default=["ar", "en"])
    """Folder names of the languages; the first is the original's."""

    strings = c.Optional(c.Dir(exists=True))
    """A folder of CODE.yml files with the interface's words, for further languages or other words."""

    today = c.Optional(c.Type((str, dt.date)))
    """The day that decides what is pending, in force and overdue; HANDBOOK_TODAY wins, else the current date."""

    edit_link = c.Optional(c.Type(str))
    """The address that edits a source file on the forge: `{path}` is its path in the content folder."""

    report_link = c.Optional(c.Type(str))
    """The address that reports a problem with a page: `{title}`, `{url}`, `{path}`."""

    messages = c.Choice(("en", "ar"), default="en")
    """The editors' language: problems are told in English and in this one."""

    cache = c.Type(str, default=".cache/handbook")
    """Where drawings are kept between builds; an empty text keeps none."""


class HostPlugin(BasePlugin[HostConfig]):
    """Owns the catalogue. Every other plugin asks `host(config)` for it."""

    def __init__(self) -> None:
        self.kinds: list[Kind] = []
        self.checks: list[Check] = []
        self.late_checks: list[Check] = []
        """Checks that follow references, and so need the others to have found nothing."""
        self.sheet_makers: list[Sheets] = []
        self.asset_makers: list[Assets] = []
        self.additions: dict[str, list[Addition]] = {}
        self.finishes: list[Finish] = []
        self.frames: list[Frame] = []
        self.pasts: dict[str, Past] = {}
        """By kind of document, how it shows its past."""
        self.last_checks: list[Check] = []
        """Checks of what stops a publication, but no work on the content: `handbook check` does not make them."""
        self.last_makers: list[Assets] = []
        """Makers of files that are written one by one at the end, because there are many."""
        self.languages: dict[str, Language] = {}
        self.catalogue = Catalogue(dt.date.min, ())
        self.sheets: dict[str, Sheet] = {}
        self.urls: dict[str, str] = {}
        self.light = LightPages(Files([]))
        self.env: Environment | None = None
        self.studio: Studio
        self.kept: Path | None = None
        """Where things are kept between builds."""
        self.site: Path | None = None
        self.command = "build"

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview: only a whole build replaces a site."""
        self.command = "serve" if dirty else command

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Begin anew, because MkDocs keeps one instance for a whole process; the other plugins register after this."""
        self.site = None
        self.kinds, self.checks, self.late_checks = [pages.PAGE], list(checks.CHECKS), []
        self.sheet_makers, self.asset_makers, self.additions = [page_sheets], [], {}
        self.finishes, self.frames, self.pasts = [], [], {pages.PAGE.name: pages.PAST}
        self.last_checks, self.last_makers = [], []
        folder = Path(self.config.strings) if self.config.strings else None
        try:
            self.languages = {code: load(code, folder) for code in self.config.languages}
        except (FileNotFoundError, ValueError) as e:
            raise PluginError(str(e)) from None
        root = Path(config.config_file_path).parent
        self.kept = root / self.config.cache if self.config.cache else None
        self.look = Look(config.theme.dirs)
        self.studio = Studio(self.look.path("assets/vendor/fonts"), self.look.icon, DrawingCache(self.kept))

    @event_priority(-100)
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Read and check everything while the last site still stands; MkDocs clears it after this."""
        self.read(config, self.last_checks)
        if self.command != "serve":
            self.site = Path(config.site_dir)
            config.site_dir = str(beside(self.site))

    def read(self, config: MkDocsConfig, further: Iterable[Check] = ()) -> None:
        """Make the catalogue and report its problems; raises `PluginError` where they stop the build.

        *further* checks are made where the others have found nothing.
        """
        content = scan(Path(config.docs_dir))
        self.catalogue, problems = self.assembled(content)
        problems += content.problems
        if not problems:  # a check may trust what it reads
            problems = self._checked()
        if not any(problem.severity == "error" for problem in problems):
            problems += [problem for check in further for problem in check(self.catalogue)]
        self._report(problems, config)

    def assembled(self, content: Content) -> tuple[Catalogue, list[Problem]]:
        """The catalogue of *content*, not checked yet, and what could not be read."""
        # Kinds with a folder of their own come first: what is left is a plain page.
        kinds = sorted(self.kinds, key=lambda kind: not kind.folder)
        day = today(cast("str | dt.date | None", self.config.today))
        unreadable = {problem.where.path for problem in content.problems}
        return assemble(content.sources, kinds, tuple(self.languages), day, unreadable, content.published)

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is written last; put the new site in the old one's place, unless a strict build was warned."""
        self._write_last(config)
        if self.site:
            built, config.site_dir = Path(config.site_dir), str(self.site)
            if _warned():
                shutil.rmtree(built)
                raise PluginError("There were warnings. Nothing was published; the last site stays as it was.")
            try:
                take_over(built, self.site)
            except OSError as e:
                raise PluginError(f"{self.site} could not be replaced ({e.strerror}). It stays as it was.") from None

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-written behind."""
        if self.site:
            beside(self.site)

    def _checked(self) -> list[Problem]:
        languages = tuple(self.languages.values())
        made = [sheet for make in self.sheet_makers for sheet in make(self.catalogue, languages)]
        self.sheets = joined(made)
        anchors = {sheet.uri: sheet.anchors for sheet in self.sheets.values()}
        links = checks.broken_links(anchors)
        icons = checks.unknown_icons(self.look.icons)
        problems = [problem for check in (*self.checks, links, icons) for problem in check(self.catalogue)]
        # What is made comes first: the file that an author added can be renamed.
        problems += collisions(sorted(self.sheets, key=lambda uri: self.sheets[uri].entry is not None))
        problems += claimed(made, self.catalogue.pages)
        if any(problem.severity == "error" for problem in problems):
            return problems
        return problems + [problem for check in self.late_checks for problem in check(self.catalogue)]

    def _report(self, problems: list[Problem], config: MkDocsConfig) -> None:
        problems = ordered(problems)
        root = Path(config.docs_dir).name
        print_problems(problems, Console(stderr=True), self.config.messages, root)
        stopping = problems if config.strict else [p for p in problems if p.severity == "error"]
        if stopping:
            raise PluginError(f"The content has {summary(problems)}. Nothing was built; the last site stays as it was.")

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Replace the sources by pages; leave out what only the build needs."""
        for file in list(files):
            if _is_source(file, config):
                files.remove(file)
        converter = Converter(config, DocumentNumbers(sheet_numbers(self.catalogue)))
        self.urls, self.light = {}, LightPages(files)
        for sheet in self.sheets.values():
            file = File.generated(config, sheet.uri, content=sheet.body, inclusion=InclusionLevel.NOT_IN_NAV)
            self.urls[sheet.uri] = file.url
            if sheet.above:
                self.light.add(sheet, file)
            else:
                SheetPage(sheet, converter, file, config)
                files.append(file)
        self.files = files
        languages = tuple(self.languages.values())
        for make in (*self.asset_makers, self.look.assets):
            for asset in make(self.catalogue, languages, self.urls.__getitem__):
                files.append(File.generated(config, asset.uri, content=asset.content))
        return files

    @event_priority(-50)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let nothing through that is not on the list; what the concerns make of it comes after this."""
        return self.finished(safety.clean(html), page.sheet.language) if isinstance(page, SheetPage) else html

    def finished(self, html: str, language: str) -> str:
        """*html*, which is clean, as a page of *language* shows it."""
        for finish in self.finishes:
            html = finish(html, self.languages[language])
        return html

    def scribe(self, config: MkDocsConfig) -> Scribe:
        """What turns old texts into HTML by today's rules."""
        write = OldTexts(config, sheet_numbers(self.catalogue))
        return lambda body, language, uri: self.finished(safety.clean(write(body, language, uri)), language)

    @event_priority(50)
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Give the templates icons."""
        self.env = env
        env.globals["icon"] = self.look.framed

    @event_priority(100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template the view of its page."""
        if isinstance(page, SheetPage):
            expose(context, **self._context(page.sheet, page.url))
            words = {
                "title": page.sheet.title,
                "url": page.canonical_url or page.url,
                "path": page.sheet.source or "",
            }
            report = filled(self.config.report_link, words)
            edit = filled(self.config.edit_link, words) if page.sheet.source else None
            expose(context, edit_url=edit, report_url=report)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give the whole page its direction."""
        return directed(output, self.languages[page.sheet.language]) if isinstance(page, SheetPage) else output

    def _context(self, sheet: Sheet, url: str) -> dict[str, Any]:
        """What the template of *sheet* sees, whether MkDocs writes the page or we do."""
        at = self.viewpoint(sheet.language, url)
        view = shown(sheet.view(at))
        for add in self.additions.get(sheet.template, ()):
            view |= add(sheet, at)
        context: dict[str, Any] = {"view": view, "language": at.language, "t": at.language.t}
        for frame in self.frames:
            context |= frame(sheet, at, url)
        return context

    def _write_last(self, config: MkDocsConfig) -> None:
        """Write the light pages, and the files of the last makers."""
        assert self.env is not None  # the other pages were written with it
        site, languages = Path(config.site_dir), tuple(self.languages.values())
        self.light.write(
            site, self.env, config, lambda sheet: self._context(sheet, self.urls[sheet.uri]), self.languages
        )
        for make in self.last_makers:
            for asset in make(self.catalogue, languages, lambda uri: self.urls.get(uri, uri)):
                write(site / asset.uri, asset.content)

    def viewpoint(self, language: str, url: str) -> Viewpoint:
        """The place of a reader on the page at *url*, an address from the site's root."""

        def way(uri: str) -> str:
            return get_relative_url(self.urls.get(uri, uri), url)

        return Viewpoint(self.languages[language], self.catalogue, way)


def sheet_numbers(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """By language and number, the page of each document that has a number."""
    found = ((lang, entry, uri) for entry in catalogue.of(pages.Written) for lang, uri in entry.pages.items())
    return {(lang, entry.document.id): uri for lang, entry, uri in found if entry.document.id[-1:].isdigit()}


def today(setting: str | dt.date | None) -> dt.date:
    """The one day that a build knows; raises `PluginError` where the setting is not a date."""
    said = os.environ.get("HANDBOOK_TODAY") or setting
    try:
        return dt.date.fromisoformat(str(said)) if said else dt.date.today()
    except ValueError:
        raise PluginError(f"'{said}' is not a day. Write HANDBOOK_TODAY or `today` as 2026-03-01.") from None


def host(config: MkDocsConfig) -> HostPlugin:
    """The host of this build; raises `PluginError` where mkdocs.yml does not have it."""
    plugin = config.plugins.get("handbook")
    if not isinstance(plugin, HostPlugin):
        raise PluginError("Add 'handbook' to the plugins in mkdocs.yml, before the others of the handbook.")
    return plugin


def expose(context: TemplateContext, **values: Any) -> None:
    """Give templates *values*; MkDocs' context is a closed type, so it is opened once, here."""
    cast("dict[str, Any]", context).update(values)


def _warned() -> bool:
    """Whether MkDocs has counted a warning: it does so in a strict build only."""
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    return any(counter.get_counts() for counter in counters)


SOURCES = (".md", ".yml", ".yaml", ".csv")
THEME_PARTS = ("css/", "icons/")
FOR_OTHERS = (".map", "lunr/tinyseg.js", "lunr/wordcut.js")
"""What Material brings for its own developers, and for searching Japanese and Thai."""


def _is_source(file: File, config: MkDocsConfig) -> bool:
    """Whether the build makes something else of *file*: content, or a part of the theme's stylesheet."""
    if file.src_dir == config.docs_dir:
        return file.src_uri.endswith(SOURCES)
    return file.src_uri.startswith(THEME_PARTS) or file.src_uri.endswith(FOR_OTHERS)
