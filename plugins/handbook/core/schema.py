"""JSON Schemas of the models, so that editors complete and check what people write.

Draft 7, because every YAML extension understands it; a keyword beside a `$ref` would be ignored there.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from handbook.core.document import Model, Reference

DIALECT = "http://json-schema.org/draft-07/schema#"
COMMENT = "Made from the models by `handbook schemas`. Change those, not this."

Schema = dict[str, Any]


def document_schema(model: type[Model], known: frozenset[str] = frozenset()) -> Schema:
    """The schema of a file, or of its front matter, that holds one *model*; fields *known* without it may be absent."""
    made = _made(model)
    made["required"] = [name for name in made["required"] if name not in known]
    return made


def list_schema(model: type[Model]) -> Schema:
    """The schema of a file that holds a list of *model*."""
    return _made(list[model])  # type: ignore[valid-type]  # a type made at run time


def as_json(schema: Schema) -> str:
    """The text of a schema's file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _made(type_: Any) -> Schema:
    made = TypeAdapter(type_).json_schema(ref_template="#/definitions/{model}", schema_generator=_Generator)
    definitions = made.pop("$defs", {})
    return {"$schema": DIALECT, "$comment": COMMENT, **made, "definitions": definitions}


class _Generator(GenerateJsonSchema):
    """Pydantic's schema of what may be written, with the words of our docstrings."""

    def field_is_present(self, field: core_schema.ModelField) -> bool:  # type: ignore[override]  # models only
        """Leave out what is never written but made by us."""
        return not field.get("serialization_exclude")

    def field_title_should_be_set(self, schema: object) -> bool:
        """A title made from a field's name would say nothing new."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """An empty default is nothing that an editor should write down."""
        made = super().default_schema(schema)
        if made.get("default") in (None, []):
            made.pop("default", None)
        return made

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        """Say of a reference to what it refers."""
        made = super().function_after_schema(schema)
        kind: object = schema["function"]["function"]
        if isinstance(kind, type) and issubclass(kind, Reference):
            place = "a document" if kind.shelf == "documents" else f"an item of library/{kind.shelf}.yml"
            made["description"] = f"The id of {place}. {inspect.getdoc(kind)}"
        return made

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Describe every field in the words that stand under it."""
        made = super().model_schema(schema)
        model, words = schema["cls"], _field_docs(schema["cls"])
        properties: Schema = made.get("properties", {})
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key in properties:
                properties[key] = _described(properties[key], words.get(name))
        return made


def _described(field: Schema, words: str | None) -> Schema:
    """*field* with its own *words*, and with those of the one thing that it may be or hold."""
    ways = [way for way in field.get("anyOf", ()) if way != {"type": "null"}] or [field.get("items", {})]
    inner = ways[0].get("description") if len(ways) == 1 else None
    said = " ".join(filter(None, (words, field.get("description", inner))))
    if not said:
        return field
    # Beside a `$ref` the words would be ignored.
    whole = {"allOf": [field]} if "$ref" in field else field
    return {**whole, "description": said}


def _field_docs(model: type) -> Mapping[str, str]:
    """The docstrings under the fields of *model* and of what it inherits from.

    Read here, when somebody asks, because pydantic would read them at every start.
    """
    found: dict[str, str] = {}
    for owner in reversed([base for base in model.__mro__ if issubclass(base, Model) and base is not Model]):
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
        assert isinstance(body, ast.ClassDef)
        for field, below in pairwise(body.body):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                    found[name] = inspect.cleandoc(words)
    return found
