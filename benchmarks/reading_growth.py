"""Does the time of a reading grow in step? ``python -m benchmarks.reading_growth``

Doubles adversarial texts and every pumped attack on the regular expressions of the reader, and prints by what factor
the time grew: about 2 is right, 4 is quadratic.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._parser as sre  # type: ignore[import-not-found]
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from tests import docx_builder as word
from tests import hwpx_cases as hangul

from ordinance_drafter.errors import InputError
from ordinance_drafter.notation import parse
from ordinance_drafter.read import read
from ordinance_drafter.refs import resolutions

STEEP = 2.9
"""Factor for a doubled input that is more than chance: 2 is in step, 4 is quadratic."""


ADVERSARIES: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "제1조(" + "(" * n,
    "closed parentheses": lambda n: "제1조(" + "()" * n,
    "angles": lambda n: "제1조(가) 나 " + "<" * n,
    "brackets": lambda n: "제1조(가)\n" + "[" * n,
    "articles on a line": lambda n: "제1조(" * n,
    "counted articles": lambda n: "제1조(가) 나." + "".join(f"제{k}조(가) 나." for k in range(2, n // 10 + 2)),
    "paragraphs on a line": lambda n: "제1조(가) ① 나 " + "② " * n,
    "far paragraphs": lambda n: "제1조(가) ① 나" + ". ③" * n,
    "subparagraphs on a line": lambda n: "제1조(가) 다음 각 호. " + " ".join(f"{k}. 가." for k in range(1, n // 6 + 2)),
    "items on a line": lambda n: "제1조(가) 다음 각 목. 1. 가. " + "나. " * n,
    "addenda on a line": lambda n: "제1조(가) 나." + "부칙 <" * n,
    "notes": lambda n: "제1조(가) 나" + "<개정>" * n + "x>",
    "note words": lambda n: "제1조(가) 나 〈" + "개정" * n,
    "open note": lambda n: "제1조(가) 나 <" + "개정" * n + "\n>",
    "spaces before a note": lambda n: "제1조(가) 나" + " " * n + "다>",
    "note lines": lambda n: "제1조(가) 나\n" + "[본조신설]\n" * (n // 4),
    "open note line": lambda n: "제1조(가) 나\n[" + "신설" * n,
    "deleted": lambda n: "제1조\n<삭제" + " " * n + "x",
    "deleted notes": lambda n: "제1조 삭제" + "<a> " * n + "x",
    "number of an ordinance": lambda n: "가나시 조례제" + " " * n + "x\n가나 조례\n제1조(가) 나",
    "facts of an addenda": lambda n: "제1조(가) 나\n부칙:" + " " * n + "x",
    "papers": lambda n: ("제안이유" + "결과서" * min(20, n // 800) + "x\n") * 8 + "제1조(가) 나",
    "spaces": lambda n: " " * n + "가" + " " * n,
    "tabs": lambda n: "제1조(가)" + "\t" * n + "나\t" * n,
    "title": lambda n: "가나 " * n + "조례안 " * 9,
    "line breaks": lambda n: "가<br>" * n,
    "references": lambda n: "가&amp;amp;#12539;" * (n // 4),
    "jamo": lambda n: "\u1100\u1161" * n,
    "middle dots": lambda n: "가·나" * n,
    "empty lines": lambda n: "\n" * n,
    "addenda": lambda n: "부칙\n" * (n // 4),
    "annexes": lambda n: "[별표]\n" * (n // 4),
    "one article each": lambda n: "제1조(가)\n" * (n // 4),
    "every level": lambda n: "제1장 가\n제1조(가)\n① 가\n1. 가\n가. 가\n1) 가\n" * (n // 40),
    "table rows": lambda n: "| 가 | 나 |\n" * (n // 4),
    "backslashes": lambda n: "\\" * n,
    "circled numbers": lambda n: "①" * n,
    "headings": lambda n: "#" * n,
    "stars": lambda n: "**" * n,
    "front matter": lambda n: "---\n지자체기관명: 가" + " " * n + "#\n---\n가",
    "markdown heads": lambda n: "##### 제1조 (가)\n" * (n // 4),
    "markdown addenda": lambda n: "##### 제1조 (가)\n" + "## 부칙\n\n" * (n // 4),
    "open markdown heading": lambda n: "---\n" * n,
    "dots": lambda n: "차례\n제1조(가) " + "·" * n + "x\n제1조(가)",
    "facts line": lambda n: "가 조례\n[" + "조례" * n,
    "facts words": lambda n: "가 조례\n[시행 2025.5.23] [" + "가" * n + "조례]",
    "contents": lambda n: "차례\n" + "제1조(가) … 3\n" * (n // 4) + "제1조(가) 나",
    "deleted articles": lambda n: "제1조 내지 제9조 삭제\n" * (n // 40),
}
"""Name -> a text that grows with n; each is read as text and as Markdown."""

CITATIONS: dict[str, Callable[[int], str]] = {
    "dotted words": lambda n: "제1조(가) 제2조" + "가ㆍ" * n,
    "subparagraphs cited": lambda n: "제1조(가) " + "제1호 나 " * n,
    "short names": lambda n: "제1조(가) " + "「가」(이하 “" * n,
    "titles": lambda n: "제1조(가) " + "「가" * n,
    "chains": lambda n: "제1조(가) " + "제1조제1항 및 제2항, " * (n // 4),
    "same": lambda n: "제1조(가) 「가법」 제1조 " + "같은 조 " * n,
    "foreign": lambda n: "제1조(가)\n부칙\n제1조(나) 다음과" + " " * n + "같이 개정한다",
}
"""Name -> a text with references; the references are resolved."""

DOCUMENTS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "law articles": ("xml", lambda n: f"<L><조문>{'<조><조내용>제1조(가)</조내용></조>' * n}</조문></L>".encode()),
    "law items": ("xml", lambda n: f"<L><조문><조><항>{'<호><호내용>가</호내용></호>' * n}</항></조></조문></L>".encode()),
    "json units": ("json", lambda n: f'{{"title":"","body":[{",".join([UNIT] * n)}]}}'.encode()),
    "paragraphs": ("docx", lambda n: word.build(word.p("가") * n)),
    "insertions": ("docx", lambda n: word.build(word.p(f"<w:ins>{word.r('가나다라마바사아자차' * 9) * n}</w:ins>"))),
    "hidden": ("docx", lambda n: word.build(word.p(word.r("가" * 90, "<w:vanish/>") * n))),
    "levels": ("docx", lambda n: word.build(
        word.n("가") * n, numbering=word.abstract(1, *(word.level(k, "%1.") for k in range(n))) + word.num(1, 1))),
    "lists": ("docx", lambda n: word.build(
        "".join(word.n("가", k) for k in range(n)),
        numbering=word.abstract(1, *[word.level(8, "%1.")] * n) + "".join(word.num(k, 1) for k in range(n)))),
    "fields": ("docx", lambda n: word.build(word.p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n))),
    "joined": ("docx", lambda n: word.build(word.p("가", properties="<w:rPr><w:del/></w:rPr>") * n)),
    "boxes": ("docx", lambda n: word.build(word.p(word.run(word.drawing(word.text_box(word.p("가"))) * n)))),
    "cells": ("docx", lambda n: word.build(word.table(word.row(*["가"] * n)))),
    "footnotes": ("docx", lambda n: word.build(
        word.p(*[f'<w:r><w:footnoteReference w:id="{k}"/></w:r>' for k in range(n)]),
        footnotes="".join(f'<w:footnote w:id="{k}">{word.p("가")}</w:footnote>' for k in range(n)))),
    "hangul paragraphs": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p("가") * n))),
    "hangul insertions": ("hwpx", lambda n: hangul.hwpx(hangul.section(
        hangul.p(hangul.text(f"<hp:insertBegin Id='1'/>{'가나다라마바사아자차<hp:tab/>' * n}<hp:insertEnd Id='1'/>"))))),
    "hangul cells": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p(hangul.table(hangul.cell("가") * n))))),
    "hangul notes": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p(hangul.note("footNote", "가") * n)))),
    "hangul changes": ("hwpx", lambda n: hangul.hwpx(hangul.section(
        "".join(hangul.p(f"<hp:insertBegin Id='{k}'/>가") for k in range(n))))),
    "hangul fields": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p(*[hangul.field_(
        "CLICK_HERE", "가", hangul.parameter("Direction", "가"))] * n)))),
    "hangul sections": ("hwpx", lambda n: hangul.hwpx(*[hangul.section(hangul.p("가"))] * (n // 4))),
}  # fmt: skip
"""Name -> format, and a document that grows with n."""

UNIT = '{"level":"article","number":"1","heading":"","text":"","children":[]}'
_PLACES = ("lines", "notation", "numbering", "refs.scan", "refs.resolve", "read.")
_USES = re.compile(r"\b(_?[A-Z][A-Z_0-9]*)\.(match|search|fullmatch|finditer|findall|sub|split)\(")


def load_reader() -> None:
    """Import all modules of the reader."""
    package = importlib.import_module("ordinance_drafter.read")
    for module in pkgutil.walk_packages(package.__path__, "ordinance_drafter.read."):
        importlib.import_module(module.name)


def patterns() -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Yield every regular expression that the reader keeps: its name, itself, how it is used."""
    load_reader()
    known = dict(sys.modules)
    uses: dict[str, set[str]] = {}
    for name, module in known.items():
        if name.startswith("ordinance_drafter.") and module.__file__:
            for word_, use in _USES.findall(Path(module.__file__).read_text("utf-8")):
                uses.setdefault(word_, set()).add(use)
    for name, module in sorted(known.items()):
        short = name.removeprefix("ordinance_drafter.")
        if not name.startswith("ordinance_drafter.") or not short.startswith(_PLACES):
            continue
        for key, value in vars(module).items():
            several = value if isinstance(value, tuple) and key == "PARTS" else [(key, value)]
            for label, pattern in several:
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    yield (
                        f"{short}.{label}",
                        pattern,
                        {"fullmatch", "short"} if key == "PARTS" else uses.get(key, set()),
                    )


class Attacker:
    """Makes texts that nearly fit a regular expression, from its own parts."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.tree = sre.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        self.chance = random.Random(1)
        self.pumps: set[str] = set()

    def texts(self) -> set[tuple[str, str]]:
        """Return heads and what to repeat after them."""
        whole = [self.sample(self.tree) for _ in range(12)]
        heads = {
            sample[:cut] for sample in whole for cut in {0, 1, 2, 3, 5, 8, len(sample) - 1, len(sample)} if cut >= 0
        }
        pumps = {pump for pump in {*self.pumps, *whole, " "} if 0 < len(pump) < 24}
        return {(head, pump) for head in sorted(heads)[:40] for pump in sorted(pumps)[:40]}

    def sample(self, tree: Any) -> str:
        return "".join(self.item(kind, given) for kind, given in tree)

    def item(self, kind: Any, given: Any) -> str:
        """Return a text that fits one part of the expression; what may be repeated is remembered."""
        name = str(kind)
        if name == "LITERAL":
            return chr(given)
        if name in ("NOT_LITERAL", "ANY"):
            return "가"
        if name == "IN":
            return self.chosen(given)
        if name == "BRANCH":
            return self.sample(self.chance.choice(given[1]))
        if name == "SUBPATTERN":
            return self.sample(given[3])
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inner = given
            units = [self.sample(inner) for _ in range(4)]
            self.pumps.update(units)
            return "".join(units[: max(low, min(high, self.chance.randrange(3)))])
        if name == "ATOMIC_GROUP":
            return self.sample(given)
        return self.sample(given[1]) if name == "ASSERT" and given[0] == 1 and self.chance.random() < 0.5 else ""

    def chosen(self, given: Any) -> str:
        if str(given[0][0]) == "NEGATE":
            return self.chance.choice(["가", "a", " ", "(", "개정"])
        kind, value = self.chance.choice(given)
        if str(kind) == "RANGE":
            return chr(self.chance.randint(*value))
        if str(kind) == "CATEGORY":
            return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "가")
        return chr(value)


class TooSlowError(Exception):
    """The time for one try is over."""


def seconds(action: Callable[[], object], limit: float = 5.0, tries: int = 3) -> float:
    """Return how long something takes, the best of some tries; ``limit`` when it takes longer."""

    def stop(*_: object) -> None:
        raise TooSlowError

    best = limit
    before = signal.signal(signal.SIGALRM, stop)
    try:
        for _ in range(tries):
            signal.setitimer(signal.ITIMER_REAL, limit)
            start = time.perf_counter()
            with suppress(InputError):
                action()
            best = min(best, time.perf_counter() - start)
            if best > 0.5:
                break
    except TooSlowError:
        return limit
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return best


def cited(text: str, _: str) -> object:
    """Resolve all references of a text."""
    return list(resolutions(parse(text)))


def grown(name: str, make: Callable[[int], Any], format: str, sizes: tuple[int, ...]) -> str:
    """Return a row: the time of the last size, the factors between, and whether they are more than is right."""
    times: list[float] = []
    for size in sizes:
        times.append(seconds(partial(cited if format == "references" else read, make(size), format)))
        if times[-1] >= 5.0:
            break
    factors = [after / before for before, after in pairwise(times)]
    steep = times[-1] >= 5.0 or (times[-1] > 0.02 and factors[-1] > STEEP)
    numbers = " ".join(f"x{factor:.1f}" for factor in factors)
    return f"{name + ' ' + format:44} {times[-1] * 1000:9.1f} ms  {numbers}{'  <-- more than in step' if steep else ''}"


def growth() -> None:
    """Print by what factors time grows as input doubles: texts, documents, then each regular expression."""
    for name, make in ADVERSARIES.items():
        for format in ("text", "markdown"):
            print(grown(name, make, format, (2_000, 4_000, 8_000, 16_000)), flush=True)
    for name, make in CITATIONS.items():
        print(grown(name, make, "references", (2_000, 4_000, 8_000, 16_000)), flush=True)
    for name, (format, build) in DOCUMENTS.items():
        print(grown(name, build, format, (500, 1_000, 2_000, 4_000)), flush=True)
    print("\nregular expressions whose time grows more than in step:")
    count = 0
    for name, pattern, uses in patterns():
        count += 1
        found = next(attacks(pattern, uses), None)
        if found:
            print(f"{name:34} x{found[0]:.1f}, {found[1] * 1000:.1f} ms: {found[2]}", flush=True)
    print(f"{count} expressions attacked")


def attacks(pattern: re.Pattern[str], uses: set[str]) -> Iterator[tuple[float, float, str]]:
    """Yield what makes one expression slow: the factor for a doubled text, the time, and how the text is made.

    An expression of ``short`` use is asked of short lines only, where a square does no harm.
    """
    ways = sorted({"search" if use in ("finditer", "findall", "sub", "split") else use for use in uses - {"short"}})
    for head, pump in islice(sorted(Attacker(pattern).texts()), 600):
        for use in ways:
            attack = getattr(pattern, use)
            for tail in ("", "\n\x00"):
                how = f"{use} {head!r} + {pump!r} * n + {tail!r}"
                if seconds(partial(attack, head + pump * 12 + tail), 0.5, 2) > 0.01:
                    yield 99.0, 0.5, how
                elif "short" not in uses and seconds(partial(attack, head + pump * 1_000 + tail), 0.5, 1) > 0.001:
                    times = [seconds(partial(attack, head + pump * n + tail), 2.0) for n in (1_000, 2_000, 4_000)]
                    if times[2] > STEEP * times[1] > STEEP * STEEP * times[0]:
                        yield times[2] / times[1], times[2], how


if __name__ == "__main__":
    growth()
