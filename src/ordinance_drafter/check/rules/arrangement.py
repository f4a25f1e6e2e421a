"""Structural rules about 구조ㆍ순서: the order of the articles, articles that are alike, and long paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import particle
from ordinance_drafter.model import ARTICLE, PARAGRAPH

_STANDARD = "법제처 「법령 입안ㆍ심사 기준」"
_PURPOSE = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다."
_DEFINITIONS = "제{}조(정의) 이 조례에서 “보기”란 견본을 말한다."
_DUTY = "제{}조(시장의 책무) 시장은 보기에 필요한 시책을 마련해야 한다."
_RELATION = "제{}조(다른 조례와의 관계) 보기에 관하여는 다른 조례에 특별한 규정이 없으면 이 조례에 따른다."
_PLAN = "제{}조(기본계획) 시장은 보기 기본계획을 5년마다 세워야 한다."
_SUPPORT = "제{}조(보기 지원) 시장은 보기를 만드는 사람을 지원할 수 있다."
_ENTRUST = "제{}조(사무의 위탁) 시장은 보기에 관한 사무를 위탁할 수 있다."
_AWARDS = "제{}조(포상) 시장은 공이 큰 사람에게 포상할 수 있다."
_RULE = "제{}조(시행규칙) 이 조례의 시행에 필요한 사항은 규칙으로 정한다."


def _example(*articles: str) -> str:
    return "\n".join([_PURPOSE, *(article.format(number) for number, article in enumerate(articles, 2))])


def _named(article: Article) -> str:
    heading = f"({article.heading})" if article.heading else ""
    return f"{article.provision.label}{heading}"


@rule(
    "STR002",
    "warning",
    "정의 조의 자리",
    basis=f"{_STANDARD} 111쪽, 121쪽",
    why="용어의 뜻은 그 용어를 쓰기 전에 알려야 하므로 목적 바로 다음에 둔다. 기본이념이나 기본원칙을 두면 그 앞이나 뒤에 둔다.",
    bad=_example(_DUTY, _DEFINITIONS),
    good=(
        _example(_DEFINITIONS, _DUTY),
        _example("제{}조(기본원칙) 시장은 공정하게 보기를 다룬다.", _DEFINITIONS),
    ),
    in_force="info",
)
def definitions_come_second(document: Document) -> Iterator[Found]:
    for index, article in enumerate(document.articles):
        if "definitions" not in article.kinds:
            continue
        before = [each for each in document.articles[:index] if not each.kinds & {"purpose", "principles", "deleted"}]
        own = any(word in article.text for word in ("이 장에서", "이 절에서", "이 조에서"))
        if before and not own and (document.is_draft or document.articles[0].provision.number is not None):
            told = f"정의 조가 {_named(before[0])}보다 뒤에 있습니다. 목적 조 바로 다음(제2조)으로 옮기십시오."
            yield Found(told, article.path, field="heading")
        return


_RANKS = (
    ("purpose", 1), ("definitions", 2), ("principles", 2), ("relation", 4), ("duty", 3), ("scope", 3),
    ("basic_plan", 5), ("annual_plan", 6), ("survey", 7), ("enforcement_rule", 10), ("entrustment", 9),
    ("financial_support", 9), ("awards", 9), ("confidentiality", 9), ("support", 8),
)  # fmt: skip
_SUPPORT_RANK = 8
_SUPPORTS = re.compile("(?:지원|육성|추진) ?사업")
_NO_RANK = frozenset({"deleted", "committee", "fund", "penalty"})
_GENERAL = frozenset({"purpose", "definitions", "principles", "duty", "scope", "relation"})


def _rank(article: Article) -> int:
    """The place of an article in the usual order, 0 where usage differs."""
    kinds = article.kinds
    if kinds & _NO_RANK:
        return 0
    rank = next((rank for kind, rank in _RANKS if kind in kinds), 0)
    return rank if rank != _SUPPORT_RANK or _SUPPORTS.search(article.heading) else 0


def _in_order(ranks: list[int]) -> set[int]:
    """The places of the longest run of ranks that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        place = bisect_right(tails, rank)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [rank]
        ends[place : place + 1] = [index]
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


@rule(
    "STR003",
    "warning",
    "조문의 배열 순서",
    basis=f"{_STANDARD} 111~147쪽",
    why="목적, 정의, 책무, 관계를 정하는 총칙 다음에 계획, 사업과 지원, 위탁 따위를 두고 시행규칙으로 끝내면 읽는 사람이 앞의 조를 바탕으로 뒤의 조를 이해할 수 있다.",
    bad=_example(_ENTRUST, _DUTY, _PLAN, _SUPPORT, _RULE),
    good=_example(_DEFINITIONS, _DUTY, _RELATION, _PLAN, _SUPPORT, _ENTRUST, _AWARDS, _RULE),
    in_force="info",
)
def order_of_articles(document: Document) -> Iterator[Found]:
    ranked = [(article, rank) for article in document.articles if (rank := _rank(article))]
    ranks = [rank for _, rank in ranked]
    if all(one <= other for one, other in pairwise(ranks)):
        return
    kept = _in_order(ranks)
    for index, (article, rank) in enumerate(ranked):
        if index in kept:
            continue
        after = [each for each, other in ranked[index + 1 :] if other < rank]
        if after:
            told = f"{_named(article)}{particle(article.provision.label, '은/는')} 보통 {_named(after[-1])}보다 뒤에 둡니다."
        else:
            first = next(each for each, other in ranked[:index] if other > rank)
            told = (
                f"{_named(article)}{particle(article.provision.label, '은/는')} 보통 {_named(first)}보다 앞에 둡니다."
            )
        mild = "survey" in article.kinds or rank == _SUPPORT_RANK
        yield Found(told, article.path, field="heading", severity="info" if mild else "")


@rule(
    "STR004",
    "warning",
    "관계 조문은 총칙의 끝",
    basis=f"{_STANDARD} 131~147쪽, 법제처 「자치법규 입안 길라잡이」 334~338쪽",
    why="다른 조례와의 관계는 목적, 정의, 책무를 정한 다음 총칙의 마지막에 둔다.",
    bad=_example(_DEFINITIONS, _RELATION, _DUTY),
    good=_example(_DEFINITIONS, _DUTY, _RELATION, _PLAN),
    in_force="info",
)
def relation_ends_general_part(document: Document) -> Iterator[Found]:
    relation = next((n for n, each in enumerate(document.articles) if "relation" in each.kinds), None)
    if relation is None:
        return
    later = [
        each for each in document.articles[relation + 1 :] if each.kinds & _GENERAL and "relation" not in each.kinds
    ]
    if later:
        told = f"관계 조문 다음에 {_named(later[-1])}{particle(later[-1].provision.label, '이/가')} 옵니다. 관계 조문을 그 뒤로 옮기십시오."
        yield Found(told, document.articles[relation].path, field="heading")


_MAY_END = frozenset({"penalty", "sunset", "deleted", "enforcement_rule"})


@rule(
    "STR016",
    "warning",
    "시행규칙 조의 자리",
    basis="실제 조례의 관행(광주광역시, 경기도의 인공지능 조례에서 확인)",
    why="시행에 필요한 사항을 규칙에 맡기는 조는 조례 전체에 걸리므로 본칙의 마지막에 둔다.",
    bad=_example(_SUPPORT, _RULE, _AWARDS),
    good=_example(_SUPPORT, _AWARDS, _RULE),
    in_force="info",
)
def enforcement_rule_is_last(document: Document) -> Iterator[Found]:
    articles = document.articles
    for index, article in enumerate(articles):
        if "enforcement_rule" not in article.kinds:
            continue
        later = [each for each in articles[index + 1 :] if not each.kinds & _MAY_END]
        if later:
            told = f"시행규칙 조 다음에 {_named(later[0])}{particle(later[0].provision.label, '이/가')} 옵니다. 시행규칙 조를 본칙의 마지막으로 옮기십시오."
            yield Found(told, article.path, field="heading")
        return


_LATE = frozenset({"financial_support", "entrustment", "awards"})
_EARLY = _GENERAL | {"basic_plan", "annual_plan"}


@rule(
    "STR017",
    "warning",
    "재정ㆍ위탁ㆍ포상 조의 자리",
    basis="실제 인공지능 조례의 관행(조문 대조로 확인)",
    why="재정지원, 위탁, 포상은 무엇을 할지 정한 다음에 두어야 무엇을 지원하고 맡기는지 알 수 있다.",
    bad=_example(_AWARDS, _DEFINITIONS, _PLAN),
    good=_example(_DEFINITIONS, _PLAN, _AWARDS),
    in_force="info",
)
def support_follows_plans(document: Document) -> Iterator[Found]:
    last = max(
        (n for n, each in enumerate(document.articles) if each.kinds & _EARLY and not each.kinds & _LATE), default=-1
    )
    for article in document.articles[: max(last, 0)]:
        if article.kinds & _LATE and not article.kinds & (_EARLY | _NO_RANK):
            end = _named(document.articles[last])
            told = f"{_named(article)}{particle(article.provision.label, '이/가')} {end}보다 앞에 있습니다. 총칙과 계획을 정한 조 다음으로 옮기십시오."
            yield Found(told, article.path, field="heading")


@rule(
    "STR014",
    "warning",
    "한 항의 문장 수",
    basis=f"{_STANDARD} 791~809쪽",
    why="한 항에는 본문과 단서나 후단까지 두 문장쯤만 둔다. 문장이 더 필요하면 항을 나눈다.",
    bad="시장은 계획을 세운다. 다만, 바뀐 것이 없으면 그렇지 않다. 이 경우 의견을 들어야 한다. 그 밖에 필요한 사항은 시장이 정한다.",
    good="시장은 계획을 세운다. 다만, 바뀐 것이 없으면 그렇지 않다.",
    in_force="info",
)
def sentences_in_a_paragraph(document: Document) -> Iterator[Found]:
    if document.words.plain.count("다. ") < 2:
        return
    for path, unit, article in document.units:
        if article is None or unit.text.count("다.") < 3 or unit.level not in (ARTICLE, PARAGRAPH):
            continue
        count = len(document.sentences(path))
        if count >= 3:
            told = f"한 항에 문장이 {count}개입니다. 두 문장까지만 두고 나머지는 항을 나누십시오."
            yield Found(told, path, (0, len(unit.text)), severity="info" if count == 3 else "")


_LEAST, _ALIKE = 40, 0.75
_LONG_WORD = re.compile(r"\S{4,}")


@rule(
    "STR015",
    "warning",
    "사실상 같은 조문",
    basis="법제처 「자치법규 입안 길라잡이」 453~457쪽",
    why="같은 내용을 두 조에 되풀이하면 한쪽만 고쳤을 때 서로 어긋난다. 한 조로 합친다.",
    bad=(
        f"{_PURPOSE}\n제2조(창업 지원) 시장은 청년이 세운 기업에 예산의 범위에서 창업에 필요한 비용의 일부를 지원할 수 있다.\n"
        "제3조(기업 지원) 시장은 청년이 세운 기업에 예산의 범위에서 창업에 필요한 경비의 일부를 지원할 수 있다."
    ),
    good=(
        f"{_PURPOSE}\n제2조(창업 지원) 시장은 청년이 세운 기업에 예산의 범위에서 창업에 필요한 비용의 일부를 지원할 수 있다.\n"
        "제3조(교육) 시장은 청년에게 창업에 필요한 교육을 하고 상담을 제공할 수 있다."
    ),
    in_force="info",
)
def articles_alike(document: Document) -> Iterator[Found]:
    bags = [
        (article, set(_LONG_WORD.findall(article.text)))
        for article in document.articles
        if not article.provision.deleted and len(article.text) >= _LEAST
    ]
    bags.sort(key=lambda pair: len(pair[0].text))
    for index, (shorter, words) in enumerate(bags):
        for longer, others in bags[index + 1 :]:
            if len(longer.text) * 0.75 > len(shorter.text):
                break
            if 3 * len(words & others) >= len(words) and _likeness(shorter.text, longer.text) >= _ALIKE:
                first, second = sorted((shorter, longer), key=lambda each: each.path)
                told = f"{first.provision.label}({first.heading})와 내용이 거의 같습니다. 한 조로 합치거나 하나를 지우십시오."
                yield Found(told, second.path, field="heading")


def _likeness(one: str, other: str) -> float:
    """How much of their runs of three letters two texts share, from 0 to 1."""
    left, right = "".join(one.split()), "".join(other.split())
    a = {left[n : n + 3] for n in range(len(left) - 2)}
    b = {right[n : n + 3] for n in range(len(right) - 2)}
    return len(a & b) / max(1, len(a | b))
