"""The JSON Schemas: fresh, and of one mind with the models."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

import support
from handbook.cli import main
from handbook.cli.schemas import made, stale
from handbook.core.document import Model, build
from handbook.core.library import SHELVES, Persona
from handbook.core.pages import Page, Translation
from handbook.core.problems import Invalid
from handbook.core.source import Source, parse_markdown, parse_yaml
from handbook.journeys.model import Journey
from handbook.policies.model import Policy

SCHEMAS = {name.removesuffix(".schema.json"): json.loads(text) for name, text in made().items()}
CONTENTS = [support.ROOT / "content", support.GOOD / "content"]


class EditorLoader(yaml.CSafeLoader):
    """YAML 1.2 as editors read it: dates and `yes` are text, numbers are numbers."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def errors(name: str, data: object) -> list[str]:
    """What an editor would underline."""
    validator = Draft7Validator(SCHEMAS[name], format_checker=Draft7Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def schema_of(uri: str) -> str:
    """Which schema the content file at *uri* has."""
    folder, _, rest = uri.partition("/")
    if folder == "library":
        return uri.removesuffix(".yml")
    if folder == "journeys":
        return "journey"
    if folder != "ar":
        return "translation"
    return "policy" if rest.startswith("policies/") else "page"


def files() -> list[Path]:
    return sorted(path for root in CONTENTS for path in root.rglob("*") if path.suffix in (".md", ".yml"))


# ---- The files -------------------------------------------------------------------------------------------------


def test_the_schemas_in_the_repository_are_fresh() -> None:
    """Whoever changes a model runs `handbook schemas` and commits what it writes."""
    assert list(stale(support.ROOT / "schemas", made())) == []


def test_writing_and_checking(tmp_path: Path) -> None:
    """A check names each file that is missing, stale or left over, and writes nothing; a run mends what it can."""
    folder = tmp_path / "schemas"

    def run(*options: str) -> tuple[int, str]:
        said = CliRunner().invoke(main, ["schemas", *options, str(folder)])
        return said.exit_code, said.stdout + said.stderr

    code, said = run("--check")
    assert code == 1
    assert f"{folder / 'policy.schema.json'} is missing." in said
    assert not folder.exists()

    assert run()[0] == 0
    assert run("--check")[0] == 0

    (folder / "library" / "roles.schema.json").write_text("{}\n", "utf-8")
    (folder / "old.schema.json").write_text("{}\n", "utf-8")
    code, said = run("--check")
    assert code == 1
    assert said.splitlines()[:2] == [
        f"{folder / 'library' / 'roles.schema.json'} is not what the models say.",
        f"{folder / 'old.schema.json'} has no model: delete it.",
    ]
    assert run()[0] == 1, "what has no model is not deleted silently"
    (folder / "old.schema.json").unlink()
    assert run("--check")[0] == 0


def test_there_is_one_for_every_kind_and_every_shelf() -> None:
    """A new shelf has its schema from its first day."""
    assert set(SCHEMAS) == {"policy", "translation", "page", "journey"} | {f"library/{name}" for name in SHELVES}


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_draft_7_and_nothing_stands_beside_a_reference(name: str) -> None:
    """Editors ignore what stands beside a `$ref`, and warn of newer drafts."""
    Draft7Validator.check_schema(SCHEMAS[name])
    assert [part for part in parts(SCHEMAS[name]) if "$ref" in part and len(part) > 1] == []


def parts(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for inner in schema:
            yield from parts(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed(name: str) -> None:
    """A misspelt field is underlined."""
    objects = [part for part in parts(SCHEMAS[name]) if "properties" in part and isinstance(part.get("type"), str)]
    assert objects
    assert all(part["additionalProperties"] is False for part in objects)


def test_what_we_make_ourselves_does_not_appear() -> None:
    """Nobody writes `translations`; and a page's id is its path."""
    for name in ("policy", "page"):
        assert "translations" not in SCHEMAS[name]["properties"]
        assert any("'translations'" in error for error in errors(name, {"title": "T", "translations": {}}))
        assert "Translation" not in SCHEMAS[name]["definitions"]
    assert "id" in SCHEMAS["policy"]["required"]
    assert "id" not in SCHEMAS["page"]["required"]


def test_the_words_are_those_of_the_docstrings() -> None:
    """An editor shows what stands under a field in the model, and to what a reference refers."""
    fields = SCHEMAS["policy"]["properties"]
    assert fields["id"]["description"] == "Others refer to the document by it, so it never changes."
    assert fields["owner"]["description"].startswith("Who answers for the document. The id of an item of library/roles")
    assert "library/areas.yml" in fields["area"]["description"]
    assert SCHEMAS["journey"]["definitions"]["Scope"]["description"].startswith("Step 1:")


# ---- Good and bad ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(support.ROOT).as_posix())
def test_good_content_is_not_underlined(path: Path) -> None:
    """What the models accept, the schemas accept: the project's own content and the tests' good site."""
    root = next(root for root in CONTENTS if path.is_relative_to(root))
    text = path.read_text("utf-8")
    front = text.split("---\n")[1] if path.suffix == ".md" else text
    assert errors(schema_of(path.relative_to(root).as_posix()), read(front)) == []


@pytest.mark.parametrize("path", sorted((support.ROOT / "content").rglob("*.yml")), ids=support.name_of)
def test_the_first_line_leads_to_the_schema(path: Path) -> None:
    """The comment that editors look for names a file that is there, and the right one."""
    first = path.read_text("utf-8").splitlines()[0]
    target = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    name = schema_of(path.relative_to(support.ROOT / "content").as_posix())
    assert target == support.ROOT / "schemas" / f"{name}.schema.json"
    assert target.is_file()


def journey() -> Any:
    return read((support.GOOD / "content" / "journeys" / "late-order.yml").read_text("utf-8"))


def policy() -> Any:
    return read(parse_front(support.GOOD / "content" / "ar" / "policies" / "answering.md"))


def personas() -> Any:
    return read((support.GOOD / "content" / "library" / "personas.yml").read_text("utf-8"))


def parse_front(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


def step(data: Any) -> Any:
    return data["stages"][0]["steps"][0]


Change = Callable[[Any], object]
BAD: list[tuple[str, str, Change]] = [
    ("policy", "unknown field", lambda d: d.update(onwer="agent")),
    ("policy", "missing field", lambda d: d.pop("owner")),
    ("policy", "missing id", lambda d: d.pop("id")),
    ("policy", "wrong choice", lambda d: d.update(status="final")),
    ("policy", "not a version", lambda d: d.update(version="one")),
    ("policy", "not a day", lambda d: d.update(effective_date="March 2026")),
    ("policy", "no such day", lambda d: d.update(effective_date="2026-02-30")),
    ("policy", "not a length of time", lambda d: d.update(review_every="a month")),
    ("policy", "text for a list", lambda d: d.update(reviewers="agent")),
    ("policy", "not an id", lambda d: d.update(owner="the agent")),
    ("policy", "empty text", lambda d: d.update(title="")),
    ("journey", "unknown field of a step", lambda d: step(d).update(feeling=1)),
    ("journey", "missing field of a step", lambda d: step(d).pop("initiator")),
    ("journey", "wrong choice", lambda d: step(d).update(kind="talk")),
    ("journey", "emotion 3", lambda d: step(d).update(emotion=3)),
    ("journey", "emotion 3 of a persona", lambda d: step(d).update(emotion={"new-customer": 3})),
    ("journey", "half an emotion", lambda d: step(d).update(emotion=0.5)),
    ("journey", "severity 5", lambda d: d["stages"][0]["pain_points"][0].update(severity=5)),
    ("journey", "no stages", lambda d: d.update(stages=[])),
    ("journey", "a way to nowhere", lambda d: step(d).update(next=[{"when": "x"}])),
    ("journey", "no answer", lambda d: d.update(analysis={"checklist": [{"group": "customer", "question": "?"}]})),
    ("library/personas", "unknown field", lambda d: d[0].update(age="40")),
    ("library/personas", "missing field", lambda d: d[0].pop("summary")),
    ("library/personas", "not an id", lambda d: d[0].update(id="New customer")),
]
MODELS: dict[str, tuple[Callable[[], Any], type[Model]]] = {
    "policy": (policy, Policy),
    "journey": (journey, Journey),
    "library/personas": (personas, Persona),
}


@pytest.mark.parametrize(("name", "what", "change"), BAD, ids=[f"{name}: {what}" for name, what, _ in BAD])
def test_what_is_bad_in_the_model_is_underlined(name: str, what: str, change: Change) -> None:
    """The same change is refused by the schema and by the model, and without it both accept."""
    make, model = MODELS[name]
    good, bad = make(), make()
    change(bad)
    assert (errors(name, good), refused(model, good)) == ([], False)
    assert (errors(name, bad) != [], refused(model, bad)) == (True, True)


def refused(model: type[Model], data: Any) -> bool:
    """Whether the model refuses *data*, written down and read as a build reads it."""
    parsed = parse_yaml(Source("file.yml", yaml.safe_dump(data, allow_unicode=True)))
    items = parsed.data.get("items")
    try:
        for item in items if isinstance(items, list) else [parsed.data]:
            build(model, parsed, item)  # type: ignore[arg-type]
    except Invalid:
        return True
    return False


@pytest.mark.parametrize(
    "ways",
    [
        "pays",
        [],
        ["pays"],
        [{"to": "pays"}],
        ["pays", {"to": "asks", "when": {"ar": "لا", "en": "No"}}],
    ],
    ids=str,
)
def test_all_ways_to_say_what_comes_next(ways: object) -> None:
    """One id, a list of ids, a list of ways: what `next` understands is not underlined."""
    data = copy.deepcopy(journey())
    step(data)["next"] = ways
    assert (errors("journey", data), refused(Journey, data)) == ([], False)


@pytest.mark.parametrize(("name", "model"), [("page", Page), ("translation", Translation)])
def test_the_least_that_a_page_says(name: str, model: type[Model]) -> None:
    """A title is enough; without one the editor says so."""
    assert errors(name, {"title": "T"}) == []
    assert errors(name, {}) != []
    assert errors(name, {"title": "T", "titel": "T"}) != []
    parsed = parse_markdown(Source("en/a.md", "---\ntitel: T\n---\n"))
    with pytest.raises(Invalid):
        build(model, parsed)
