"""A site's content seen from outside a build: for the command line."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from handbook.core.catalogue import Catalogue
from handbook.core.content import Content, scan
from handbook.core.language import Language
from handbook.drawing.studio import Studio
from handbook.host import host
from handbook.revisions.archive import Archive
from handbook.revisions.plugin import RevisionsPlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Refused(Exception):
    """A configuration or a content that cannot be built; the message is for people."""


def checked(config_file: IO[bytes] | None, strict: bool) -> Catalogue:
    """The catalogue of the site that *config_file* configures (mkdocs.yml for None), read and checked, not built.

    Prints all problems; raises `Refused` where they would stop a build.
    """
    try:
        config = _configured(config_file, strict=strict)
        host(config).read(config)
    except MkDocsException as e:
        raise Refused(str(e)) from None
    return host(config).catalogue


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands in a site's content, whether or not all of it is right."""

    root: Path
    """Where mkdocs.yml lies."""
    folder: Path
    content: Content
    catalogue: Catalogue
    options: Mapping[str, Mapping[str, Any]]
    """By plugin, what mkdocs.yml says of it."""
    languages: Mapping[str, Language]
    studio: Studio


def surveyed(config_file: IO[bytes] | None) -> Survey:
    """What can be read of the site that *config_file* configures; nothing is checked. Raises `Refused`."""
    try:
        config = _configured(config_file)
        house, content = host(config), scan(Path(config.docs_dir))
        catalogue, _ = house.assembled(content)
    except MkDocsException as e:
        raise Refused(str(e)) from None
    options = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    root, folder = Path(config.config_file_path).parent, Path(config.docs_dir)
    return Survey(root, folder, content, catalogue, options, house.languages, house.studio)


@dataclass(frozen=True, slots=True)
class Retrospect:
    """The past of a site's documents, and the languages in which it is told."""

    archive: Archive
    languages: Mapping[str, Language]
    messages: str
    """The editors' language, in which it is told unless another one is asked for."""


def archived(config_file: IO[bytes] | None) -> Retrospect:
    """The past of the site that *config_file* configures; its content is read, not checked. Raises `Refused`."""
    try:
        config = _configured(config_file)
        house = host(config)
        house.catalogue, _ = house.assembled(scan(Path(config.docs_dir)))
    except MkDocsException as e:
        raise Refused(str(e)) from None
    plugin = config.plugins.get("handbook/revisions")
    if not isinstance(plugin, RevisionsPlugin):
        raise Refused("Add 'handbook/revisions' to the plugins in mkdocs.yml: without it the site has no history.")
    return Retrospect(plugin.archive(house.catalogue), house.languages, house.config.messages)


def _configured(config_file: IO[bytes] | None, strict: bool = False) -> MkDocsConfig:
    """The configuration with all plugins registered; MkDocs itself says nothing but errors."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(config_file=config_file, strict=strict)
    return config.plugins.on_config(config)
