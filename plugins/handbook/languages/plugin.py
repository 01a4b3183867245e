"""The `handbook/languages` plugin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.nav import Navigation

from handbook.core.sheet import Viewpoint
from handbook.host import expose, host
from handbook.languages import check, site
from handbook.languages.nav import Chrome, Menu, crumbs, menu
from handbook.page import SheetPage

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


class LanguagesConfig(Config):
    """Options of the `handbook/languages` plugin."""

    site_name = c.DictOfItems(c.Type(str), default={})
    """The site's name by language; `site_name` of mkdocs.yml where one is missing."""

    site_note = c.DictOfItems(c.Type(str), default={})
    """The line at the foot of every page, by language."""

    start = c.Optional(c.Type(str))
    """The language of the site's root where the reader's browser asks for none of ours; default: the first."""


class LanguagesPlugin(BasePlugin[LanguagesConfig]):
    """Navigation, switching, 404 pages and addresses in every language."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Register with the host, and take over what MkDocs does in one language only."""
        house = host(config)
        house.checks += check.CHECKS
        start = self.config.start or next(iter(house.languages))
        house.asset_makers.append(lambda _catalogue, languages, _url: [site.entrance(languages, start)])
        self.order = _order(config)
        config.nav = []
        config.theme.static_templates -= {"404.html"}

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Make the menus: the pages are known now."""
        sheets = host(config).sheets.values()
        languages = host(config).languages
        self.files = files
        self.menus = {code: menu((s for s in sheets if s.language == code), self.order) for code in languages}
        templates = {name: env.get_template(f"partials/menu/{name}.html") for name in ("tabs", "drawer", "footer")}
        self.chrome = Chrome(lambda name, **context: templates[name].render(**context))

    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put the page into its language."""
        if isinstance(page, SheetPage):
            house, sheet = host(config), page.sheet
            at = house.viewpoint(sheet.language, page.url)
            self._dress(context, at, config, site.depth(page.url), page)
            others = site.alternates(sheet, house.sheets, house.languages.values(), at)
            expose(context, alternates=others, crumbs=crumbs(sheet, self.menus[sheet.language], at))
        return context

    def _dress(
        self,
        context: TemplateContext,
        at: Viewpoint,
        config: MkDocsConfig,
        depth: int,
        page: SheetPage | None,
    ) -> None:
        """What every page of a language has, whatever it shows."""
        house, language = host(config), at.language
        config.theme["language"] = language.code
        own: Menu = self.menus[language.code]
        here = own.by_page.get(page.sheet.uri) if page else None
        prefix = "../" * depth if page else _root(config)
        from_root = Viewpoint(language, house.catalogue, lambda uri: prefix + house.urls[uri])
        menus = self.chrome.menus(own, here, from_root, depth if page else -1, t=language.t)
        if page:
            menus = menus | {"drawer": site.marked(menus["drawer"], f"{prefix}{page.url}")}
        expose(
            context,
            menu={name: Markup(html) for name, html in menus.items()},
            site_name=self.config.site_name.get(language.code, config.site_name),
            site_note=self.config.site_note.get(language.code, config.copyright),
            home_url=from_root.url(f"{language.code}/index.md"),
            register_url=_known(from_root, f"{language.code}/register.md", house.urls),
        )

    @event_priority(-75)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say in the page's language what Markdown says in English."""
        if not isinstance(page, SheetPage):
            return html
        return site.in_words_of(host(config).languages[page.sheet.language], html)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give the whole page its direction: Material gives it to the body only."""
        return self._directed(output, page.sheet.language, config) if isinstance(page, SheetPage) else output

    def _directed(self, output: str, code: str, config: MkDocsConfig) -> str:
        direction = host(config).languages[code].direction
        return output.replace(f'<html lang="{code}"', f'<html lang="{code}" dir="{direction}"', 1)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the sitemap every page with its translations."""
        if template_name == "sitemap.xml" and config.site_url:
            house, base = host(config), config.site_url
            pages = site.sitemap(house.sheets, house.languages.values(), lambda uri: urljoin(base, house.urls[uri]))
            expose(context, sitemap=pages)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the page for lost readers, once a language: a server maps each language's folder to its own."""
        house = host(config)
        assert house.env is not None  # pages were written with it
        template = house.env.get_template("404.html")
        root = _root(config)
        for number, language in enumerate(house.languages.values()):
            context = get_context(Navigation([], []), self.files, config, base_url=root)
            at = house.viewpoint(language.code, "")
            self._dress(context, at, config, 0, None)
            ways = site.lost(house.languages.values(), language.code, lambda uri: root + house.urls.get(uri, ""))
            others = [
                site.Alternate(way.code, house.languages[way.code].name, way.direction, way.home_url, True)
                for way in ways[1:]
            ]
            expose(
                context,
                language=language,
                t=language.t,
                lost=ways,
                alternates=others,
                crumbs=[],
                say=lambda code, key: house.languages[code].t(key),
            )
            place = Path(config.site_dir, "404.html" if number == 0 else f"{language.code}/404.html")
            place.write_text(self._directed(template.render(context), language.code, config), "utf-8")


def _order(config: MkDocsConfig) -> list[str]:
    """The order of the menu's sections; raises `PluginError` for what would give them titles in one language."""
    if wrong := [item for item in config.nav or [] if not isinstance(item, str)]:
        raise PluginError(
            f"nav in mkdocs.yml: {wrong[0]} is not a path. List folders and pages as they lie in each language's "
            "folder (policies, register.md); their titles come from the pages, because they differ by language."
        )
    return list(config.nav or [])


def _root(config: MkDocsConfig) -> str:
    """The path of the site on its server."""
    path = urlsplit(config.site_url or "/").path
    return path if path.endswith("/") else f"{path}/"


def _known(at: Viewpoint, uri: str, urls: dict[str, Any]) -> str:
    return at.url(uri) if uri in urls else ""
