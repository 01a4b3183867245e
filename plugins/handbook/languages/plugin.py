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
from mkdocs.plugins import BasePlugin
from mkdocs.structure.nav import Navigation

from handbook.core.sheet import Sheet, Viewpoint
from handbook.host import expose, host
from handbook.languages import check, site
from handbook.languages.nav import Chrome, Menu, crumbs, menu
from handbook.light import directed

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
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
        house.finishes.append(lambda html, language: site.in_words_of(language, html))
        house.frames.append(lambda sheet, at, url: self._frame(sheet, at, url, config))
        house.asset_makers.append(lambda _catalogue, languages, _url: [site.entrance(languages, start)])
        self.order = _order(config)
        config.nav = []
        config.theme.static_templates -= {"404.html"}

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Make the menus: the pages are known now."""
        sheets = host(config).sheets.values()
        languages = host(config).languages
        self.files = files
        listed = [sheet for sheet in sheets if not sheet.above]
        self.menus = {code: menu((s for s in listed if s.language == code), self.order) for code in languages}
        templates = {name: env.get_template(f"partials/menu/{name}.html") for name in ("tabs", "drawer", "footer")}
        self.chrome = Chrome(lambda name, **context: templates[name].render(**context))

    def _frame(self, sheet: Sheet, at: Viewpoint, url: str, config: MkDocsConfig) -> dict[str, Any]:
        """What puts a page into its language."""
        house, own = host(config), self.menus[sheet.language]
        others = site.alternates(sheet, house.sheets, house.languages.values(), at)
        path = crumbs(sheet, house.sheets, own, at)
        return {**self._dress(at, config, sheet, url), "alternates": others, "crumbs": path}

    def _dress(self, at: Viewpoint, config: MkDocsConfig, sheet: Sheet | None, url: str) -> dict[str, Any]:
        """What every page of a language has, whatever it shows; None is a page for any address."""
        house, language = host(config), at.language
        config.theme["language"] = language.code
        own: Menu = self.menus[language.code]
        here = own.by_page.get(sheet.above or sheet.uri) if sheet else None
        depth = site.depth(url) if sheet else -1
        prefix = "../" * depth if sheet else _root(config)
        from_root = Viewpoint(language, house.catalogue, lambda uri: prefix + house.urls[uri])
        menus = self.chrome.menus(own, here, from_root, depth, t=language.t)
        if sheet:
            menus = menus | {"drawer": site.marked(menus["drawer"], f"{prefix}{url}")}
        return {
            "menu": {name: Markup(html) for name, html in menus.items()},
            "site_name": self.config.site_name.get(language.code, config.site_name),
            "site_note": self.config.site_note.get(language.code, config.copyright),
            "home_url": from_root.url(f"{language.code}/index.md"),
            "register_url": _known(from_root, f"{language.code}/register.md", house.urls),
        }

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the sitemap every page with its translations."""
        if template_name == "sitemap.xml" and config.site_url:
            house, base = host(config), config.site_url
            listed = {uri: sheet for uri, sheet in house.sheets.items() if not sheet.above}
            pages = site.sitemap(listed, house.languages.values(), lambda uri: urljoin(base, house.urls[uri]))
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
            expose(context, **self._dress(at, config, None, ""))
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
            place.write_text(directed(template.render(context), language), "utf-8")


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
