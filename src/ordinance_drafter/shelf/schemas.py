"""JSON Schemas of every kind of YAML file people write, made of the models that read them; editors complete by them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from ordinance_drafter.resources import data_dir

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN_IDS = {("Division", "clauses"), ("Recipe", "addenda"), ("Recipe", "annexes")}
"""Lists of tables whose rows may also be written as an id alone (validators of library.Division and Recipe)."""


class SchemaKind(NamedTuple):
    """A kind of file: its name for people, what the files are called, and how its schema is made."""

    title: str
    files: str
    build: Callable[[], dict[str, Any]]


def _model(module: str, name: str) -> Callable[[], dict[str, Any]]:
    def build() -> dict[str, Any]:
        from importlib import import_module

        schema: dict[str, Any] = getattr(import_module(f"ordinance_drafter.{module}"), name).model_json_schema()
        return {**schema, "title": name}

    return build


def _project() -> dict[str, Any]:
    from ordinance_drafter.project import json_schema

    return json_schema()


def _styles() -> dict[str, Any]:
    from ordinance_drafter.write.docx_styles import json_schema

    return {**json_schema(), "title": "Styles"}


KINDS: dict[str, SchemaKind] = {
    "project": SchemaKind("입안 파일", "ordinance.yaml", _project),
    "clause": SchemaKind("조문", "<묶음>/clauses/<주제>/<조문-id>.yaml", _model("library", "Clause")),
    "set": SchemaKind("조문 묶음", "<묶음>/set.yaml", _model("library", "SetFile")),
    "change": SchemaKind(
        "덧묶음의 조문", "<층>/<묶음>/clauses/<주제>/<조문-id>.yaml", _model("library.layers", "ClausePatch")
    ),
    "overlay": SchemaKind("덧묶음", "<층>/<묶음>/overlay.yaml", _model("library.layers", "OverlayFile")),
    "layer": SchemaKind("층", "<층>/layer.yaml", _model("library.layers", "LayerFile")),
    "requirements": SchemaKind("요건", "<묶음>/requirements.yaml", _model("library", "RequirementFile")),
    "municipality": SchemaKind("지방자치단체", "municipalities/<코드>.yaml", _model("library", "Municipality")),
    "municipality-change": SchemaKind(
        "덧묶음의 지방자치단체", "<층>/municipalities/<코드>.yaml", _model("library.layers", "MunicipalityPatch")
    ),
    "statutes": SchemaKind("법령 사본", "statutes/*.yaml", _model("shelf.kinds", "StatutesFile")),
    "rules": SchemaKind("검사 규칙", "rules/*.yaml", _model("check.rows", "RowFile")),
    "terms": SchemaKind("알기 쉬운 말", "terms/*.yaml", _model("check.plain_rows", "TermFile")),
    "places": SchemaKind("지방자치단체의 이름", "places.yaml", _model("shelf.kinds", "PlacesFile")),
    "local-words": SchemaKind("지역의 말", "local_words.yaml", _model("locality.data", "LocalData")),
    "adapt": SchemaKind("옮기기의 낱말", "adapt.yaml", _model("adapt.data", "AdaptData")),
    "search": SchemaKind("찾기의 낱말", "search.yaml", _model("find.data", "SearchFile")),
    "checks": SchemaKind("검사 설정", "ordinance-check.yaml", _model("check.office", "OfficeFile")),
    "styles": SchemaKind("문서의 겉모습", "templates/styles.yaml", _styles),
}


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (Draft 2020-12) of a kind of file.

    Raises:
        KeyError: there is no such kind.
    """
    row = KINDS[kind]
    schema = row.build()
    if kind == "project":
        return schema
    for name, definition in {schema["title"]: schema, **schema.get("$defs", {})}.items():
        _in_korean(name, definition)
    schema.pop("title", None)
    return {"$schema": DIALECT, "title": f"{row.title}({row.files})", **_closed(schema)}


def _in_korean(name: str, definition: dict[str, Any]) -> None:
    """Replace what the program calls things by what people read."""
    if definition.get("title") == name:
        definition.pop("title")
    definition.pop("description", None)
    notes = _notes()
    for key, value in definition.get("properties", {}).items():
        value.pop("title", None)
        note = notes.get(name, {}).get(key) or notes["*"].get(key)
        if note:
            value["description"] = note
        if (name, key) in _PLAIN_IDS:
            value["items"] = {"anyOf": [{"type": "string"}, value["items"]]}
        inner = "Look" if key == "default" else key
        if name == "Styles" and key != "styles":  # tables of the file itself: not models with names
            _in_korean(inner, {"properties": value.get("properties", {})})


def _closed(value: Any) -> Any:
    """Return a schema in which names that fit no pattern are refused, as the reader refuses them."""
    if isinstance(value, list):
        return [_closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _closed(each) for key, each in value.items()}
    if "patternProperties" in found:
        found.setdefault("additionalProperties", False)
    return found


@cache
def _notes() -> dict[str, dict[str, str]]:
    from ordinance_drafter.yamlfile import Source, parse_yaml, read_text

    path = data_dir("clause_library") / "schemas" / "notes.yaml"
    notes: dict[str, dict[str, str]] = parse_yaml(Source(path.name, read_text(path)))
    return notes
