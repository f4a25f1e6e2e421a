"""Examples of rules as documents: a text with articles stands as it is, words of one article are put into one."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.engine import applies
from ordinance_drafter.check.rule import Found, Rule
from ordinance_drafter.read import read

if TYPE_CHECKING:
    from ordinance_drafter.finding import Reading

_ARTICLE = re.compile(r"^\s*제\d+(?:조|장)", re.MULTILINE)
_FRAME = """고양시 보기 조례

제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.
제2조(보기) {}

부칙
이 조례는 공포한 날부터 시행한다.
"""


IN_FORCE = "\n[현행]\n"
"""In an example of a 개정문, what follows is the text in force."""


def reading_of_example(text: str) -> Reading:
    """Return an example as a reading.

    A text that begins with 제1조 (or any article or chapter) gets a title; one with a title of its own stands as
    it is; other words become 제2조 of an ordinance that is otherwise in order.
    """
    if not _ARTICLE.search(text) and "\n부칙" not in text:
        text = _FRAME.format(text.strip())
    elif _ARTICLE.match(text):
        text = "고양시 보기 조례\n\n" + text
    return read(text.strip() + "\n", "text")


def document_of_example(text: str, facts: dict[str, Any]) -> Document:
    """Return an example as a document; ``facts`` are ``kind``, ``municipality``, ``as_of`` (default: a Goyang draft)."""
    text, _, base = text.partition(IN_FORCE)
    as_of = date.fromisoformat(facts["as_of"]) if "as_of" in facts else None
    return Document(
        reading_of_example(text),
        kind=facts.get("kind", "enactment"),
        municipality=facts.get("municipality", "goyang"),
        as_of=as_of,
        base=read(base.strip() + "\n", "text").ordinance if base else None,
    )


def found_in_example(rule: Rule, text: str, facts: dict[str, Any] | None = None) -> list[Found]:
    """Return what a rule finds in an example (of its own, unless other ``facts`` are given)."""
    document = document_of_example(text, rule.facts if facts is None else facts)
    return list(rule.find(document)) if applies(rule, document) else []
