"""New documents: from answers to the text of files. Nothing is written here."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, FunctionLoader, StrictUndefined

from handbook.core.catalogue import Bundle, Catalogue, Entry, Kind
from handbook.core.document import Lang
from handbook.core.problems import Invalid
from handbook.core.source import Source, suspicious
from handbook.journeys.read import JOURNEY
from handbook.policies.read import POLICY

FIRST_NUMBER = "CS-001"
VERSION = "0.1"
DEPTH = 2
"""How deep the fields of a document itself may lie: `lifecycle.owner`; deeper ones belong to its parts."""

Files = Mapping[str, str]
"""Texts by path from the content folder, the original first."""


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """What is known of a controlled document before it is written."""

    name: str
    """Of its files."""
    number: str
    type: str
    titles: Mapping[Lang, str]
    owner: str
    area: str | None = None


@dataclass(frozen=True, slots=True)
class NewJourney:
    """What is known of a journey before it is written."""

    name: str
    type: str
    state: str
    titles: Mapping[Lang, str]
    owner: str
    actor: str
    area: str | None = None
    schema: str | None = None
    """The way from the journey to its JSON Schema."""


def policy(new: NewPolicy, catalogue: Catalogue, required: Sequence[str]) -> Files:
    """A draft in every language with the sections *required*; raises `Invalid` for what could not be read again."""
    made: dict[str, str] = {}
    for language in catalogue.languages:
        made[f"{language}/{POLICY.folder}/{new.name}{POLICY.suffix}"] = _render(
            "policy.md.j2",
            catalogue,
            original=language == catalogue.languages[0],
            number=new.number,
            title=_in(language, new.titles),
            summary=_in(language, words("sections.yml")["summary"]),
            type=new.type,
            area=new.area,
            owner=new.owner,
            version=VERSION,
            sections={section: _section(section, new.type, language) for section in required},
        )
    return _proved(made, POLICY, catalogue)


def journey(new: NewJourney, catalogue: Catalogue) -> Files:
    """A map of two stages; raises `Invalid` for what could not be read again."""
    library = catalogue.library
    lanes = {name: getattr(placed.item, "lane", "") for name, placed in library["actors"].items()}
    others = [name for name in lanes if name != new.actor]
    text = _render(
        "journey.yml.j2",
        catalogue,
        schema=new.schema,
        name=new.name,
        title=_flow({language: _in(language, new.titles) for language in catalogue.languages}),
        type=new.type,
        state=new.state,
        area=new.area,
        actor=new.actor,
        staff=next((name for name in others if lanes[name] == "frontstage"), next(iter(others), None)),
        actors=list(lanes),
        personas=[name for name, p in library["personas"].items() if getattr(p.item, "actor", None) == new.actor],
        touchpoint=next(iter(library["touchpoints"]), None),
        touchpoints=list(library["touchpoints"]),
        questions=[
            (group, asked["ar"], asked["en"])
            for group, all_asked in words("checklist.yml").items()
            for asked in all_asked
        ],
        owner=new.owner,
    )
    return _proved({f"{JOURNEY.folder}/{new.name}{JOURNEY.suffix}": text}, JOURNEY, catalogue)


def _proved(made: Files, kind: Kind, catalogue: Catalogue) -> Files:
    """*made*, once it has been read as a build would read it."""
    sources: dict[Lang, Source] = {}
    for uri, text in made.items():
        language, key = kind.holds(uri, catalogue.languages) or ("", uri)
        sources[language] = Source(uri, text)
        if problems := list(suspicious(text, uri)):
            raise Invalid(problems)
    kind.read(Bundle(key, sources), catalogue.languages)
    return made


# ---- What can be proposed --------------------------------------------------------------------------------------


def next_number(ids: Iterable[str]) -> str:
    """The number after the highest of the prefix that most *ids* have; numbers between are not used again."""
    numbered = [found for name in ids if (found := re.fullmatch(r"([A-Z].*?)(\d+)", name))]
    if not numbered:
        return FIRST_NUMBER
    prefix = Counter(found[1] for found in numbered).most_common(1)[0][0]
    digits = [found[2] for found in numbered if found[1] == prefix]
    return f"{prefix}{max(map(int, digits)) + 1:0{max(map(len, digits))}}"


def written_ids(sources: Iterable[Source]) -> set[str]:
    """Every id that a file gives to its document, even a file that cannot be read otherwise."""
    line = re.compile(r"""^id: *["']?([\w./-]+)""", re.MULTILINE)
    heads = (source.text.split("\n---", 1)[0] if source.uri.endswith(".md") else source.text for source in sources)
    return {name for head in heads for name in line.findall(head)}


def usual(catalogue: Catalogue, kind: Kind, shelf: str, field: str) -> str | None:
    """The item of *shelf* that most documents of *kind* name in *field*; the first of the shelf where none does."""
    names = catalogue.library.get(shelf, {})

    def times(name: str) -> int:
        uses = (use for use in catalogue.using(shelf, name) if isinstance(use.by, Entry) and use.by.kind == kind.name)
        return sum(use.at[-1] == field and len(use.at) <= DEPTH for use in uses)

    return max(names, key=times, default=None)


def names_in_use(catalogue: Catalogue, kind: Kind, uris: Iterable[str]) -> set[str]:
    """What the files of *kind* among *uris* are called, in any language."""
    held = (kind.holds(uri, catalogue.languages) for uri in uris)
    return {found[1].rpartition("/")[2] for found in held if found}


# ---- Words and templates ---------------------------------------------------------------------------------------


def _section(section: str, type_: str, language: Lang) -> Mapping[str, str]:
    said = words("sections.yml")
    own = _in(language, said["sections"].get(section, said["other"]))
    values = {**_in(language, said["types"][type_]), "section": section}
    return {key: text.format(**values) for key, text in own.items()}


def _render(template: str, catalogue: Catalogue, **values: Any) -> str:
    def text(ar: str, en: str) -> str:
        return _flow({language: _in(language, {"ar": ar, "en": en}) for language in catalogue.languages})

    loader = FunctionLoader(lambda file: files(__package__).joinpath(file).read_text("utf-8"))
    env = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    env.filters |= {"quoted": _quoted, "ids": _ids}
    return env.get_template(template).render(text=text, today=catalogue.today.isoformat(), **values)


def _in(language: Lang, said: Mapping[str, Any]) -> Any:
    """What is *said* in *language*; English, or else what there is, in a language that has no words."""
    return said.get(language) or said.get("en") or next(iter(said.values()))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flow(texts: Mapping[Lang, str]) -> str:
    return "{" + ", ".join(f"{language}: {_quoted(text)}" for language, text in texts.items()) + "}"


def _ids(names: Sequence[str]) -> str:
    """*names* as a comment of several lines."""
    return "\n#   ".join(textwrap.wrap(", ".join(names), 100, break_long_words=False, break_on_hyphens=False))


@cache
def words(name: str) -> Mapping[str, Any]:
    """The words of a file beside this one."""
    found: Mapping[str, Any] = yaml.load(files(__package__).joinpath(name).read_text("utf-8"), Loader=yaml.CBaseLoader)
    return found
