"""YAML that people write: read it strictly, and say of every mistake where it is and what to do."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from ordinance_drafter.compiled import compiled
from ordinance_drafter.errors import InputError, reason

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_BYTES = 2_000_000
Location = Sequence[str | int]
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Source:
    """A YAML file's name and text; finds the line and column of a value in it."""

    name: str
    text: str

    @cached_property
    def _tree(self) -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.constructor import RoundTripConstructor

        class Plain(RoundTripConstructor):
            """Leaves dates as words, as parse_yaml does."""

        Plain.add_constructor(_TIMESTAMP, Plain.construct_scalar)
        yaml = YAML(typ="rt", pure=True)
        yaml.Constructor = Plain
        return yaml.load(self.text)

    def where(self, location: Location, *, key: bool = False) -> str:
        """Return ``이름:줄:칸`` of the value at ``location`` (of its key with ``key``), counted from 1."""
        node, line, column = self._tree, 0, 0
        for index, step in enumerate(location):
            marks = getattr(node, "lc", None)
            try:
                if isinstance(node, list) and isinstance(step, int):
                    line, column = marks.item(step) if marks else (line, column)
                elif marks and step in marks.data:
                    at_key = key and index == len(location) - 1
                    line, column = marks.key(step) if at_key else marks.value(step)
                node = node[step]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return f"{self.name}:{line + 1}:{column + 1}"

    def problem(self, location: Location, message: str, *, key: bool = False) -> str:
        """Return one sentence that starts with the place."""
        return f"{self.where(location, key=key)}: {message}"


def read_text(path: Path) -> str:
    """Return a UTF-8 text file.

    Raises:
        InputError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{path}: 파일이 너무 큽니다({MAX_BYTES // 1_000_000}MB까지). 다른 파일을 고른 것은 아닌지 보십시오."
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: UTF-8로 저장된 글이 아닙니다. 편집기에서 UTF-8로 저장하십시오.") from None
    except OSError as error:
        raise InputError(f"{path}: 읽을 수 없습니다({reason(error)}).") from None


def parse_yaml(source: Source) -> Any:
    """Return the plain data of a YAML text: YAML 1.2, no duplicate keys, no aliases.

    Raises:
        InputError: it is not such YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.composer import Composer
    from ruamel.yaml.constructor import SafeConstructor
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.events import AliasEvent
    from ruamel.yaml.reader import ReaderError

    class Strict(Composer):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.parser.check_event(AliasEvent):
                mark = self.parser.peek_event().start_mark
                raise InputError(
                    f"{source.name}:{mark.line + 1}:{mark.column + 1}: 별칭(*)은 쓸 수 없습니다. 값을 그대로 적으십시오."
                )
            return super().compose_node(parent, index)

    class Plain(SafeConstructor):
        """Leaves dates as the words they are; what is a date is decided by who asks for one."""

    Plain.add_constructor(_TIMESTAMP, SafeConstructor.construct_yaml_str)
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.Constructor = Strict, Plain
    try:
        return yaml.load(source.text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{source.name}:{mark.line + 1}:{mark.column + 1}" if mark else source.name
        raise InputError(f"{place}: {_yaml_message(str(error.problem or ''))}") from None
    except RecursionError:
        raise InputError(f"{source.name}: 너무 깊이 겹쳐 있습니다.") from None
    except ReaderError as error:
        before = source.text[: error.position]
        place = f"{source.name}:{before.count(chr(10)) + 1}:{error.position - before.rfind(chr(10))}"
        raise InputError(f"{place}: 쓸 수 없는 글자(제어 문자)가 있습니다. 지우십시오.") from None
    except (YAMLError, ValueError):
        raise InputError(f"{source.name}: YAML로 읽을 수 없습니다. 값을 큰따옴표로 감싸 보십시오.") from None


def _yaml_message(problem: str) -> str:
    if "duplicate key" in problem:
        return "같은 열쇠가 두 번 나옵니다. 하나만 남기십시오."
    if "tab" in problem or "\\t" in problem:
        return "들여쓰기에 탭을 쓸 수 없습니다. 빈칸으로 바꾸십시오."
    if "could not determine a constructor" in problem:
        return "꼬리표(!)가 붙은 값은 쓸 수 없습니다."
    return "YAML 문법에 맞지 않습니다. 들여쓰기, 쌍점 뒤의 빈칸, 따옴표의 짝을 보십시오."


def load(path: Path, model: type[T], name: str = "", *, kept: bool = False) -> tuple[T, Source]:
    """Read a YAML file into a model.

    Args:
        path: the file.
        model: what it must be.
        name: of the file in problems, its path by default.
        kept: keep what was read in the user's cache: for files that are read again and again and seldom change.

    Raises:
        InputError: with every problem found, each with file, line, column and, for a mistyped key, the nearest one.
    """
    source = Source(name or str(path), read_text(path))
    return validate(source, kept_data(path, source) if kept else parse_yaml(source), model), source


def kept_data(path: Path, source: Source) -> Any:
    """Return the data of a file as :func:`parse_yaml` does, from the cache where it is there."""

    def build() -> Any:
        data = parse_yaml(source)
        # a key that is no word would become one in JSON; a file saved meanwhile is not what was read
        if json.loads(json.dumps(data)) != data or read_text(path) != source.text:
            raise _NotKeptError
        return data

    try:
        return compiled(f"yaml-{hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:16]}", [path], build)
    except (_NotKeptError, TypeError, ValueError):
        return parse_yaml(source)


class _NotKeptError(Exception):
    """The data of a YAML file cannot be kept."""


def validate(source: Source, data: Any, model: type[T]) -> T:
    """Return ``data`` as a model; see :func:`load`."""
    if data is None:
        data = {}
    hidden = [
        source.problem(place, "보이지 않는 제어 문자가 들어 있습니다. 지우십시오.") for place in _hidden(data, ())
    ]
    if hidden:
        raise InputError(*hidden)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InputError(*(_problem(source, detail, model) for detail in error.errors())) from None
    except RecursionError:
        raise InputError(f"{source.name}: 너무 깊이 겹쳐 있습니다.") from None


def _hidden(data: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the places of values with characters that a page cannot show or that turn its order round."""
    if isinstance(data, str):
        if _HIDDEN.search(data):
            yield place
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _hidden(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _hidden(value, (*place, index))


def _problem(source: Source, detail: ErrorDetails, model: type[BaseModel]) -> str:
    location = detail["loc"]
    kind = detail["type"]
    path = ".".join(str(step) for step in location) or "파일"
    if kind == "extra_forbidden":
        key = str(location[-1])
        hint = nearest(key, _fields_at(model, location[:-1]))
        return source.problem(location, f"모르는 열쇠입니다: {key}.{hint}", key=True)
    message = _MESSAGES.get(kind)
    if message is None:
        words = str(detail["msg"]).removeprefix("Value error, ")
    else:
        context = {"input": detail.get("input"), **(detail.get("ctx") or {})}
        context["choices"] = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
        words = message.format(**context)
    return source.problem(location, f"{path}: {words}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return “ 혹시 ‘…’입니까?” with the nearest known name, or the list when there are few."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, 1, 0.5)
    if close:
        return f" 혹시 ‘{close[0]}’입니까?"
    return f" 쓸 수 있는 것: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def _fields_at(model: type[BaseModel], location: Location) -> set[str]:
    """Return the keys a place in the file can have; list indexes and free keys lead to what is below them."""
    current: Any = model
    for step in location:
        if isinstance(current, type) and issubclass(current, BaseModel) and isinstance(step, str):
            fields = current.model_fields
            field = fields.get(step) or next((f for f in fields.values() if f.alias == step), None)
            if field is None:
                continue  # a key of a mapping: its value is of the model already found
            current = field.annotation
        current = next(iter(_models_in(current)), current)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return {field.alias or name for name, field in current.model_fields.items()}
    return set()


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for argument in get_args(annotation) for model in _models_in(argument)]


_MESSAGES = {
    "missing": "반드시 적어야 합니다.",
    "string_type": "글자로 적으십시오. 숫자나 날짜라면 큰따옴표로 감싸십시오.",
    "int_type": "정수로 적으십시오.",
    "int_parsing": "정수로 적으십시오.",
    "int_from_float": "정수로 적으십시오.",
    "bool_type": "true 또는 false로 적으십시오.",
    "bool_parsing": "true 또는 false로 적으십시오.",
    "list_type": "목록으로 적으십시오.",
    "tuple_type": "목록으로 적으십시오.",
    "dict_type": "‘열쇠: 값’의 꼴로 적으십시오.",
    "model_type": "‘열쇠: 값’의 꼴로 적으십시오.",
    "model_attributes_type": "‘열쇠: 값’의 꼴로 적으십시오.",
    "literal_error": "{choices} 가운데 하나를 적으십시오.",
    "enum": "{choices} 가운데 하나를 적으십시오.",
    "greater_than_equal": "{ge} 이상이어야 합니다.",
    "less_than_equal": "{le} 이하여야 합니다.",
    "greater_than": "{gt}보다 커야 합니다.",
    "string_pattern_mismatch": "적을 수 없는 꼴입니다: {input}",
    "string_too_long": "{max_length}자까지 적을 수 있습니다.",
    "string_too_short": "{min_length}자 이상 적으십시오.",
    "too_long": "{max_length}개까지 적을 수 있습니다.",
    "too_short": "{min_length}개 이상 적으십시오.",
    "date_from_datetime_parsing": '날짜는 "2026-01-02"처럼 적으십시오.',
    "date_type": '날짜는 "2026-01-02"처럼 적으십시오.',
    "date_parsing": '날짜는 "2026-01-02"처럼 적으십시오.',
    "date_from_datetime_inexact": '날짜는 "2026-01-02"처럼 적으십시오.',
}
