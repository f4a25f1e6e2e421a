"""Structural rules about 구조ㆍ순서 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

from collections.abc import Iterator

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule


@rule(
    "STR001",
    "error",
    "첫 조는 목적",
    basis="법제처 「법령 입안ㆍ심사 기준」 111쪽",
    why="본칙은 그 조례를 왜 두는지 밝히는 목적 조문으로 시작한다.",
    bad="제1조(정의) 이 조례에서 사용하는 용어의 뜻은 다음과 같다.\n제2조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.",
    good="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.",
)
def first_article_is_purpose(document: Document) -> Iterator[Found]:
    first = next(iter(document.articles), None)
    if first and not first.provision.deleted and "purpose" not in first.kinds:
        yield Found("첫 조가 목적 조문이 아닙니다. 제1조(목적)을 두십시오.", first.path, field="heading")
