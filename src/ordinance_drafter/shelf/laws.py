"""Statutes named in a library: whether the title is right and the article exists in the offline copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ordinance_drafter.check.cited import is_local
from ordinance_drafter.check.dictionary import Dictionary, dictionary
from ordinance_drafter.model import ARTICLE
from ordinance_drafter.refs import Step, parse_ref
from ordinance_drafter.refs.form import SHORT_WORDS
from ordinance_drafter.shelf.book import Book

_ARTICLE = re.compile(r"제\d+조(?:의\d+)?")
_WRONG = {
    "spacing": "띄어쓰기가 다릅니다",
    "dots": "가운뎃점이나 띄어쓰기가 다릅니다",
    "unofficial": "제명이 아닌 이름입니다",
    "near": "없는 제명입니다",
}


class Laws:
    """Looks titles and articles up."""

    def __init__(self, book: Book) -> None:
        self.statutes: Dictionary = dictionary(book.statutes_folder)

    def wrong(self, title: str, steps: Sequence[Step] = ()) -> Iterator[tuple[str, str]]:
        """Yield code and sentence of what is wrong with a title and the units cited of it."""
        articles = [ARTICLE.reference(number) for level, number in steps[:1] if level is ARTICLE and number]
        yield from self._wrong(title, articles)

    def wrong_basis(self, title: str, article: str) -> Iterator[tuple[str, str]]:
        """Yield the same for the keys of a basis, whose article may also be no article at all."""
        articles = _ARTICLE.findall(article)
        if article and not articles and not article.startswith(("부칙", "별표", "전문")):
            yield "CLB065", f"조문 번호로 읽을 수 없습니다: {article}. ‘제6조제1항’처럼 적으십시오."
        elif article and articles and not reads(article):
            yield "CLB065", f"조ㆍ항ㆍ호로 읽을 수 없습니다: {article}. ‘제6조제1항’처럼 붙여 적으십시오."
        yield from self._wrong(title, articles)

    def _wrong(self, title: str, articles: Sequence[str]) -> Iterator[tuple[str, str]]:
        if is_local(title) or not title.endswith(("법", "법률", "령", "규정", "규칙", "헌법")):
            return
        if title in SHORT_WORDS:
            return  # a short name whose declaration is in another clause
        match = self.statutes.match(title)
        if match.kind == "former":
            since = match.former.since if match.former else ""
            yield (
                "CLB060",
                f"「{title}」은(는) 옛 제명입니다{f'({since}부터)' if since else ''}. 「{match.title}」(으)로 고치십시오.",
            )
            return
        if match.kind in _WRONG:
            yield "CLB060", f"「{title}」은(는) {_WRONG[match.kind]}. 「{match.title}」(으)로 고치십시오."
            return
        law = self.statutes.law(match.title) if match.kind == "exact" else None
        if law is None or (not law.complete and not law.articles):
            yield (
                "CLB062",
                f"「{title}」은(는) 법령 사본에 없어 확인하지 못했습니다. 국가법령정보센터에서 대조하십시오.",
            )
            return
        known = law.articles or {}
        for article in dict.fromkeys(articles):
            if article in law.deleted:
                yield "CLB061", f"「{title}」 {article}은(는) 삭제되었습니다. 지금의 조를 찾아 고치십시오."
            elif article not in known and law.complete:
                yield (
                    "CLB061",
                    f"「{title}」에는 {article}이(가) 없습니다({law.checked_on} 확인). 조 번호를 고치십시오.",
                )
            elif article not in known:
                yield "CLB062", f"「{title}」 {article}은(는) 법령 사본에 없어 확인하지 못했습니다."


def reads(words: str) -> bool:
    """Whether words are references alone: one, or several joined."""
    for part in re.split(r"\s*(?:,| 및 |ㆍ| 또는 )\s*(?=제|부칙)", words):
        part = re.sub(r"\s*(?:전단|후단|단서|본문|각 호(?:\s*외의 부분)?)$", "", part)
        try:
            parse_ref(part)
        except ValueError:
            return False
    return True
