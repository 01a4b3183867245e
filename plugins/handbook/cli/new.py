"""`handbook new`: the first files of a policy or a journey."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, get_args

import click

from handbook import survey
from handbook.cli.options import config_file, journey_schema
from handbook.core.catalogue import Kind
from handbook.core.document import Lang, slug
from handbook.core.problems import Invalid
from handbook.journeys.model import Journey
from handbook.journeys.read import JOURNEY, RESERVED
from handbook.policies.model import REQUIRED_SECTIONS, Type
from handbook.policies.read import POLICY
from handbook.scaffold import ask
from handbook.scaffold import new as scaffold

SPOKEN = ("ar", "en")
"""The languages in which titles are asked for; others begin with the English one."""
POLICY_TYPES = get_args(Type)
JOURNEY_TYPES, STATES = (get_args(Journey.model_fields[name].annotation) for name in ("type", "state"))


@click.group()
def new() -> None:
    """Begin a new document; what is not given is asked."""


def _questions(*names: str, **choices: Iterable[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option for each of the questions *names*, with the *choices* of some, and what both commands have."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        asked = scaffold.words("words.yml")["questions"]
        for name in reversed(names):
            shown = "|".join(choices.get(name, ())) or None
            command = click.option(f"--{name}", metavar=shown, help=asked[name]["en"])(command)
        no_input = click.option("--no-input", is_flag=True, help="Ask nothing: take the defaults.")
        return no_input(config_file(command))

    return decorate


@new.command()
@_questions("type", "title-ar", "title-en", "name", "number", "area", "owner", type=POLICY_TYPES)
def policy(config_file: IO[bytes] | None, no_input: bool, **given: str | None) -> None:
    """Begin a controlled document: a file in each language, with all sections that its type needs."""
    with _refusing():
        site = survey.surveyed(config_file)
        found, questions = site.catalogue, ask.Questions(given, None if no_input else _prompt)
        ids = set(found.entries) | scaffold.written_ids(site.content.sources)
        sections = REQUIRED_SECTIONS | site.options.get("handbook/policies", {}).get("sections", {})
        kind = questions.choose("type", POLICY_TYPES, "policy")
        titles = _titles(questions, found.languages)
        name = questions.ask("name", _free_name(site, POLICY), slug(titles.get("en", "")))
        number = ask.free("bad-number", r"[A-Za-z][A-Za-z0-9-]*", 80, ids)
        answers = scaffold.NewPolicy(
            name=name,
            number=questions.ask("number", number, scaffold.next_number(ids)),
            type=kind,
            titles=titles,
            area=_from_shelf(questions, site, POLICY, "area") if found.library["areas"] else None,
            owner=_from_shelf(questions, site, POLICY, "owner"),
        )
        _finish(site, answers.number, scaffold.policy(answers, found, tuple(sections[kind])))


@new.command()
@_questions("type", "state", "title-ar", "title-en", "name", "area", "actor", "owner", type=JOURNEY_TYPES, state=STATES)
def journey(config_file: IO[bytes] | None, no_input: bool, **given: str | None) -> None:
    """Begin a journey: one file that leads through the eight steps.

    Its first line names the schema for editors where schemas/journey.schema.json lies beside mkdocs.yml.
    """
    with _refusing():
        site = survey.surveyed(config_file)
        found, questions = site.catalogue, ask.Questions(given, None if no_input else _prompt)
        ids = set(found.entries) | scaffold.written_ids(site.content.sources)
        kind = questions.choose("type", JOURNEY_TYPES, "end_to_end")
        state = questions.choose("state", STATES, "as_is")
        titles = _titles(questions, found.languages)
        answers = scaffold.NewJourney(
            name=questions.ask("name", _free_name(site, JOURNEY, ids), slug(titles.get("en", ""))),
            type=kind,
            state=state,
            titles=titles,
            area=_from_shelf(questions, site, JOURNEY, "area") if found.library["areas"] else None,
            actor=_from_shelf(questions, site, JOURNEY, "actor"),
            owner=_from_shelf(questions, site, JOURNEY, "owner"),
            schema=journey_schema(site),
        )
        _finish(site, answers.name, scaffold.journey(answers, found))


# ---- Asking ----------------------------------------------------------------------------------------------------


def _prompt(question: str, default: str | None, rule: ask.Rule) -> str:
    def answer(said: str) -> str:
        try:
            return rule(said)
        except ask.Refused as e:
            raise click.UsageError(str(e)) from None  # click says it and asks again

    return str(click.prompt(question, default=default or None, value_proc=answer))


def _titles(questions: ask.Questions, languages: tuple[Lang, ...]) -> Mapping[Lang, str]:
    asked = [language for language in SPOKEN if language in languages] or ["en"]
    return {language: questions.ask(f"title-{language}", ask.title) for language in asked}


def _free_name(site: survey.Survey, kind: Kind, ids: Iterable[str] = ()) -> ask.Rule:
    used = scaffold.names_in_use(site.catalogue, kind, site.content.files)
    # A page called `index` would be its folder's own; the others stand in the folder of the journeys.
    return ask.free("bad-name", r"[a-z0-9]+(-[a-z0-9]+)*", 60, {*RESERVED, *used, *ids})


def _from_shelf(questions: ask.Questions, site: survey.Survey, kind: Kind, field: str) -> str:
    shelf = {"area": "areas", "owner": "roles", "actor": "actors"}[field]
    known = site.catalogue.library[shelf]
    if not known:
        raise ask.Refused("empty-shelf", shelf=shelf)
    return questions.choose(field, tuple(known), scaffold.usual(site.catalogue, kind, shelf, field))


# ---- Writing ---------------------------------------------------------------------------------------------------


@contextmanager
def _refusing() -> Iterator[None]:
    """End with sentences where something cannot be done."""
    try:
        yield
        return
    except (ask.Refused, survey.Refused) as e:
        said = [str(e)]
    except Invalid as e:
        said = [f"{p.message(code)} {p.hint(code)}".strip() for p in e.problems for code in ("en", "ar")]
    click.echo("\n".join(said), err=True)
    sys.exit(1)


def _finish(site: survey.Survey, name: str, made: scaffold.Files) -> None:
    paths = {site.folder / uri: text for uri, text in made.items()}
    write_all(paths)
    shown = ", ".join(os.path.relpath(path) for path in paths)
    said: Mapping[str, Any] = scaffold.words("words.yml")["written"]
    click.echo("\n".join(said[language].format(id=name, paths=shown) for language in said))


def write_all(made: Mapping[Path, str]) -> None:
    """Write every file or none, and never over another; raises `Refused`."""
    for path in made:
        if os.path.lexists(path):
            raise ask.Refused("exists", path=os.path.relpath(path))
    begun: list[Path] = []
    try:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                begun.append(path)
                file.write(text)
    except BaseException as e:
        for done in begun:
            done.unlink(missing_ok=True)
        if isinstance(e, FileExistsError):  # somebody was quicker
            raise ask.Refused("exists", path=os.path.relpath(path)) from None
        if isinstance(e, OSError):
            raise ask.Refused("not-written", path=os.path.relpath(path), reason=e.strerror or str(e)) from None
        raise
