"""Filling clause texts: a template language small enough that a hostile clause cannot do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ordinance_drafter.errors import InputError

MAX_TEMPLATE = 40_000
MAX_OUTPUT = 200_000
MAX_LOOPS = 3
# No calls, arithmetic, concatenation or assignment: {{ 'a'*10**9 }} must die before it is compiled
# (the Jinja sandbox limits attributes, not resources).
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Filter, nodes.If,
    nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple, nodes.List,
)  # fmt: skip
_TAG_LINE = re.compile(r"(?m)^[ \t]*((?:\{%[^%\n]*%\}[ \t]*)+)\n")  # a line of tags alone leaves no line behind
_UNDEFINED = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
_LOOP = frozenset({"index", "index0", "first", "last", "length"})
_FILTERS = frozenset({"join", "length"})


class _Environment(ImmutableSandboxedEnvironment):
    """Names lead to values only: never to methods or to what makes Python work."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def _words(value: Any) -> Any:
    """Let only words and numbers onto the page."""
    if isinstance(value, StrictUndefined) or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    raise InputError(
        "자리에는 글자나 수만 넣을 수 있습니다. 목록은 join으로 잇고, 참ㆍ거짓은 조건({% if %})으로 쓰십시오."
    )


@lru_cache(maxsize=1)
def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined, keep_trailing_newline=False, autoescape=False, finalize=_words
    )
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.globals.clear()
    return environment


@lru_cache(maxsize=2048)
def _compile(source: str) -> Any:
    if len(source) > MAX_TEMPLATE:
        raise InputError(f"본문이 너무 깁니다({MAX_TEMPLATE:,}자까지).")
    environment = _environment()
    try:
        tree = environment.parse(_TAG_LINE.sub(r"\1", source))
        depth = _check(tree, 0)
    except TemplateSyntaxError as error:
        raise InputError(
            f"본문 {error.lineno}번째 줄의 자리나 조건이 문법에 맞지 않습니다. 중괄호와 {{% %}}의 짝을 보십시오."
        ) from None
    except ValueError:
        raise InputError("본문의 수가 너무 깁니다.") from None
    except RecursionError:
        raise InputError("본문의 조건이 너무 깊이 겹쳐 있습니다.") from None
    if depth > MAX_LOOPS:
        raise InputError("되풀이({% for %})를 너무 깊이 겹쳤습니다.")
    return environment.from_string(tree)


def _check(node: nodes.Node, loops: int) -> int:
    if not isinstance(node, _ALLOWED):
        raise InputError(
            f"본문 {node.lineno}번째 줄: 자리에는 이름과 조건만 쓸 수 있습니다. 셈이나 부름은 쓸 수 없습니다."
        )
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        raise InputError(
            f"본문 {node.lineno}번째 줄: 쓸 수 없는 거르개입니다: {node.name}. 쓸 수 있는 것: join, length"
        )
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise InputError(f"본문 {node.lineno}번째 줄: 쓸 수 없는 이름입니다: {node.attr}")
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and len(node.value) > 1000:
        raise InputError(f"본문 {node.lineno}번째 줄: 글자가 너무 깁니다.")
    deepest = loops + isinstance(node, nodes.For)
    return max([deepest, *(_check(child, deepest) for child in node.iter_child_nodes())])


def render(source: str, values: Mapping[str, Any]) -> str:
    """Return ``source`` with its slots filled.

    Raises:
        InputError: a slot has no value, the template uses more than names, conditions and loops, or grows too long.
    """
    if "{" not in source:
        return source
    pieces, size = [], 0
    try:
        for piece in _compile(source).generate(dict(values)):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_OUTPUT:
                raise InputError("자리를 채운 글이 너무 깁니다.")
    except UndefinedError as error:
        name = _UNDEFINED.search(str(error.message))
        raise InputError(
            f"값이 없는 자리입니다: {name[1] or name[2] if name else '이름을 알 수 없음'}. 이름이 맞는지 보십시오."
        ) from None
    except TypeError:
        raise InputError("자리의 값이 이 조건이나 거르개에 맞지 않습니다.") from None
    return "".join(pieces)


MARKS = "\ue010", "\ue011", "\ue012"
"""What :func:`render_marked` puts before a name, between it and its value, and after the value."""


def render_marked(source: str, values: Mapping[str, Any]) -> str:
    """Return ``source`` filled, every value between marks that tell the name it came from; errors as :func:`render`."""
    _compile(source)
    environment, (start, middle, end) = _environment(), MARKS
    tree = environment.parse(_TAG_LINE.sub(r"\1", source))
    for output in tree.find_all(nodes.Output):
        marked: list[nodes.Expr] = []
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                marked.append(node)
                continue
            name = _name_of(node)
            marked += [nodes.TemplateData(f"{start}{name}{middle}"), node, nodes.TemplateData(end)]
        output.nodes = marked
    return "".join(environment.from_string(tree).generate(dict(values)))


def _name_of(node: nodes.Node) -> str:
    """Return the name an expression asks for: head, ordinances.subsidy; that of its first part when it is a filter's."""
    if isinstance(node, nodes.Filter):
        return _name_of(node.node) if node.node is not None else ""
    if isinstance(node, nodes.Getattr):
        return f"{_name_of(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def is_true(expression: str, values: Mapping[str, Any]) -> bool:
    """Return whether a condition such as ``former.articles.plan`` holds ("" always does)."""
    if not expression:
        return True
    return render("{% if " + expression + " %}1{% endif %}", values) == "1"


def names_used(source: str) -> set[str]:
    """Return the names a template asks for from outside.

    Raises:
        InputError: it is no valid template.
    """
    from jinja2 import meta

    _compile(source)
    return set(meta.find_undeclared_variables(_environment().parse(source)))


class Asked(NamedTuple):
    """What a template asks for: a name with its attributes (``former.articles.plan``), and on which line.

    ``compared`` are the words it is compared with: the option of ``{% if plan == 'x' %}``, the id of
    ``{% if 'x' in clauses %}``. ``decides`` tells that it stands in a condition.
    """

    name: str
    line: int
    compared: tuple[str, ...] = ()
    decides: bool = False

    @property
    def root(self) -> str:
        """The name without its attributes."""
        return self.name.partition(".")[0]


def asked(source: str) -> list[Asked]:
    """Return every name a template asks for from outside, in order, with the lines as they are written.

    Raises:
        InputError: it is no valid template.
    """
    _compile(source)
    found = list(_asked(_environment().parse(source), False))
    own = names_used(source)
    return [each for each in found if each.root in own]


def _asked(node: nodes.Node, decides: bool) -> Iterator[Asked]:
    if isinstance(node, nodes.Compare):
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        words = tuple(side.value for side in sides if isinstance(side, nodes.Const) and isinstance(side.value, str))
        for side in sides:
            words += tuple(
                item.value for item in getattr(side, "items", ()) if isinstance(item, nodes.Const)
            )  # x in ('a', 'b')
        for side in sides:
            if name := _dotted(side):
                yield Asked(name, node.lineno, words, True)
            else:
                yield from _asked(side, True)
        return
    if name := _dotted(node):
        yield Asked(name, node.lineno, (), decides)
        return
    for field, child in _parts(node):
        yield from _asked(child, decides or (isinstance(node, nodes.If) and field == "test"))


def _parts(node: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    for field, value in node.iter_fields():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, nodes.Node):
                yield field, child


def _dotted(node: nodes.Node) -> str:
    """Return ``a.b.c`` for a name with attributes, "" for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        above = _dotted(node.node)
        return f"{above}.{node.attr}" if above else ""
    return ""


def line_of_mistake(source: str) -> int:
    """Return the line (from 1) where a template stops being one, 1 when it cannot be told."""
    try:
        _environment().parse(source)
    except TemplateSyntaxError as error:
        left_open = _left_open(source) if "end of template" in str(error.message) else 0
        return left_open or int(error.lineno)
    for number, _ in enumerate(source.splitlines(), 1):
        head = "\n".join(source.splitlines()[:number])
        try:
            tree = _environment().parse(head)
        except (TemplateSyntaxError, ValueError, RecursionError):
            continue  # an {% if %} still open
        try:
            _check(tree, 0)
        except InputError:
            return number
    return 1


_TAG = re.compile(r"\{%-?\s*(if|for|endif|endfor)\b")


def _left_open(source: str) -> int:
    """Return the line of the last condition or loop that is not ended, 0 when all are."""
    open_: list[int] = []
    for number, line in enumerate(source.split("\n"), 1):
        for tag in _TAG.findall(line):
            if not tag.startswith("end"):
                open_.append(number)
            elif open_:
                open_.pop()
    return open_[-1] if open_ else 0
