"""Structural rules about 구조ㆍ순서: which articles and divisions there are, how they are numbered and named.

Their order, and articles that are alike or too long, are in :mod:`arrangement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import DRAFTS, Found, rule
from ordinance_drafter.check.rules.arrangement import (
    articles_alike,
    definitions_come_second,
    enforcement_rule_is_last,
    order_of_articles,
    relation_ends_general_part,
    sentences_in_a_paragraph,
    support_follows_plans,
)
from ordinance_drafter.check.rules.numbering import has_lines, problems
from ordinance_drafter.korean import attach, particle
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, CHAPTER, PARAGRAPH, Path, Provision

__all__ = [
    "articles_alike",
    "definitions_come_second",
    "enforcement_rule_is_last",
    "order_of_articles",
    "relation_ends_general_part",
    "sentences_in_a_paragraph",
    "support_follows_plans",
]

_GUIDE = "법제처 「자치법규 입안 길라잡이」"
_STANDARD = "법제처 「법령 입안ㆍ심사 기준」"
_PURPOSE = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다."
_SAYS_PURPOSE = re.compile("목적으로 ?한다")


@rule(
    "STR001",
    "error",
    "첫 조는 목적",
    basis=f"{_STANDARD} 111쪽",
    why="본칙은 그 조례를 왜 두는지 밝히는 목적 조문으로 시작한다.",
    bad=f"제1조(정의) 이 조례에서 사용하는 용어의 뜻은 다음과 같다.\n{_PURPOSE.replace('제1조', '제2조')}",
    good=_PURPOSE,
    in_force="warning",
)
def first_article_is_purpose(document: Document) -> Iterator[Found]:
    first = next(iter(document.articles), None)
    if first is None or first.provision.deleted or "purpose" in first.kinds or not _is_whole(document, first):
        return
    if not first.heading and _SAYS_PURPOSE.search(first.text):
        return  # 제목만 빠진 목적 조문은 STR008
    later = next((each for each in document.articles if "purpose" in each.kinds), None)
    what = f"{later.provision.label}(목적)을 맨 앞으로 옮기십시오." if later else "제1조(목적)을 두십시오."
    yield Found(f"첫 조가 목적 조문이 아닙니다. {what}", first.path, field="heading")


def _is_whole(document: Document, first: Article) -> bool:
    """Whether a text in force begins where it should: law sites also give single articles."""
    number = first.provision.number
    return document.is_draft or (number is not None and number.main == 1)


def _following(last: tuple[int, int], number: tuple[int, int]) -> bool:
    return number == (last[0] + 1, 0)


@rule(
    "STR007",
    "error",
    "조 번호의 연속",
    basis=f"{_GUIDE} 345쪽, {_STANDARD} 810~841쪽",
    why="제정안과 전부개정안의 조는 제1조부터 빠짐도 되풀이도 없이 번호를 매긴다. 가지번호는 일부개정으로 조를 끼워 넣을 때만 쓴다.",
    bad=(
        f"{_PURPOSE}\n제3조(책무) 시장은 시책을 마련해야 한다.",
        f"{_PURPOSE}\n제1조의2(책무) 시장은 시책을 마련해야 한다.",
    ),
    good=f"{_PURPOSE}\n제2조(책무) 시장은 시책을 마련해야 한다.",
    documents=DRAFTS,
)
def article_numbers(document: Document) -> Iterator[Found]:
    last = (0, 0)
    for article in document.articles:
        number = article.provision.number
        if number is None or (not article.heading and not _may_follow(last, number.main)):
            continue  # 줄이 나뉜 문장의 “제3조에 …”일 수 있다
        here = (number.main, number.branch)
        label = article.provision.label
        before = f"제{last[0]}조" + (f"의{last[1]}" if last[1] else "")
        right = f"제{last[0] + 1}조"
        if number.branch:
            told = f"제정안과 전부개정안에는 가지번호를 쓰지 않습니다. {label}부터 번호를 차례로 다시 매기십시오."
            yield Found(told, article.path, field="label")
        elif here <= last:
            same = "같은 번호가 되풀이됩니다" if here == last else "번호가 거꾸로 갑니다"
            told = f"{before} 다음에 {label}가 와서 {same}. 차례로 다시 매기십시오."
            yield Found(told, article.path, field="label")
        elif not _following(last, here):
            told = f"조는 제1조부터 시작해야 하는데 {label}부터 시작합니다."
            if last[0]:
                told = f"{before} 다음에 {label}가 와서 {right}가 빠졌습니다. 번호를 차례로 다시 매기십시오."
            yield Found(told, article.path, field="label")
        last = (number.main, 0)


def _may_follow(last: tuple[int, int], main: int) -> bool:
    return last[0] <= main <= last[0] + 2


@rule(
    "STR008",
    "error",
    "조 제목",
    basis=f"{_GUIDE} 345쪽",
    why="본칙의 조에는 무엇에 관한 조인지 알 수 있게 괄호 제목을 붙인다.",
    bad="제2조 시장은 보기 계획을 세워야 한다.",
    good=(
        "제2조(보기 계획) 시장은 보기 계획을 세워야 한다.",
        f"{_PURPOSE}\n\n부칙\n제1조(시행일) 이 조례는 공포한 날부터 시행한다.",
    ),
    in_force="warning",
)
def articles_have_headings(document: Document) -> Iterator[Found]:
    last = 0
    for article in document.articles:
        unit = article.provision
        number = unit.number.main if unit.number else 0
        if not unit.deleted and not unit.heading and number and (number - last in (0, 1) or not last):
            told = f"{unit.label}에 제목이 없습니다. “{unit.label}(○○의 ○○)”처럼 괄호 제목을 붙이십시오."
            yield Found(told, article.path, field="heading")
        last = number


@rule(
    "STR009",
    "warning",
    "조 제목의 중복",
    basis="관행(확인하지 못함)",
    why="제목이 같은 조가 둘이면 제목만 보고 조를 찾을 수 없다. 무엇이 다른지 제목에 드러낸다.",
    bad=f"{_PURPOSE}\n제2조(지원) 시장은 기술 개발을 지원할 수 있다.\n제3조(지원) 시장은 창업을 지원할 수 있다.",
    good=f"{_PURPOSE}\n제2조(기술 개발 지원) 시장은 기술 개발을 지원할 수 있다.\n제3조(창업 지원) 시장은 창업을 지원할 수 있다.",
    in_force="info",
)
def headings_differ(document: Document) -> Iterator[Found]:
    seen: dict[str, Article] = {}
    for article in document.articles:
        heading = article.heading.replace(" ", "")
        if not heading or article.provision.deleted:
            continue
        first = seen.setdefault(heading, article)
        if first is not article:
            other = first.provision.label
            told = f"{other}의 제목과 같습니다. 두 조의 내용이 다르면 제목을 다르게 하고, 같으면 한 조로 합치십시오."
            apart = first.path[:-1] != article.path[:-1]
            yield Found(told, article.path, (0, len(article.heading)), "heading", severity="info" if apart else "")


_LONG = 30


@rule(
    "STR010",
    "info",
    "장을 나누는 기준",
    basis=f"{_GUIDE} 343~344쪽",
    why="조가 30개쯤 되면 장으로 나누어 찾기 쉽게 하고, 그보다 적으면 장을 두지 않는다.",
    bad=(
        "\n".join([_PURPOSE, *(f"제{n}조(보기 {n}) 시장은 보기 {n}을 정한다." for n in range(2, 32))]),
        f"제1장 총칙\n{_PURPOSE}\n제2장 보기\n제2조(보기) 시장은 보기를 정한다.",
    ),
    good=_PURPOSE,
    in_force="off",
)
def chapters_only_in_long_texts(document: Document) -> Iterator[Found]:
    count = sum(not article.provision.deleted for article in document.articles)
    if not count:
        return
    chapter = next(
        ((unit, (BODY, n)) for n, unit in enumerate(document.ordinance.body) if unit.level.is_division), None
    )
    if chapter is None and count >= _LONG:
        told = f"조가 {count}개입니다. 장으로 나누면 찾기 쉽습니다."
        yield Found(told, document.articles[0].path, field="label")
    elif chapter and count < _LONG:
        yield Found(f"조가 {count}개뿐이면 장을 두지 않아도 됩니다.", chapter[1], field="heading")


_GENERAL = re.compile("총 *칙|통 *칙")
_TIGHT_DIVISION = re.compile(
    r"^제 ?\d{1,2} ?[편장절관](?:[가-힣][가-힣ㆍ ]{0,24}$|[.:] ?[가-힣ㆍ ]{2,25}$)", re.MULTILINE
)
_IN_ADDENDA = re.compile(r"^제 ?\d{1,2} ?장(?: [가-힣ㆍ ]{1,25}(?<!다))?$", re.MULTILINE)


@rule(
    "STR011",
    "error",
    "장ㆍ절의 번호와 총칙",
    basis=f"{_GUIDE} 343~344쪽",
    why="장을 둘 때에는 제1장(총칙)부터 빠짐없이 번호를 매기고 모든 조를 장 안에 둔다. 부칙에는 장을 두지 않는다.",
    bad=(
        f"제1장 계획\n{_PURPOSE}\n제2장 보칙\n제2조(보기) 시장은 보기를 정한다.",
        f"제1장 총칙\n{_PURPOSE}\n제3장 보칙\n제2조(보기) 시장은 보기를 정한다.",
    ),
    good=f"제1장 총칙\n{_PURPOSE}\n제2장 보칙\n제2조(보기) 시장은 보기를 정한다.",
    in_force="info",
)
def divisions(document: Document) -> Iterator[Found]:
    words = document.words
    if document.is_draft:
        told = "{} 장이나 절의 머리로 읽히지 않습니다. “제1장 총칙”처럼 번호 뒤를 한 칸 띄우십시오."
        for match in _TIGHT_DIVISION.finditer(words.plain) if has_lines(words) else ():
            yield document.found(told.format(attach(f"“{match[0]}”", "은/는")), words, *match.span())
        for match in _TIGHT_DIVISION.finditer(document.ordinance.preamble):
            yield Found(told.format(attach(f"“{match[0]}”", "은/는")), _first(document), field="label")
        for match in _IN_ADDENDA.finditer(words.plain, document.body_end):
            yield document.found("부칙에는 장을 두지 않습니다. 조로만 나누십시오.", words, *match.span())
    yield from problems(document, "STR011")
    body = document.ordinance.body
    if any(unit.level.is_division for unit in body):
        yield from _divisions(document, (BODY,), body)
        yield from _first_chapter(body)


def _first(document: Document) -> Path | None:
    return document.articles[0].path if document.articles else None


def _divisions(document: Document, above: Path, units: tuple[Provision, ...]) -> Iterator[Found]:
    last = 0
    before = next((n for n, unit in enumerate(units) if unit.level.is_division), 0)
    if before and any(unit.level is ARTICLE for unit in units[:before]) and above == (BODY,):
        told = f"{units[before].label}보다 앞에 조가 있습니다. 장을 두면 제1조부터 모든 조를 장 안에 두십시오."
        yield Found(told, (*above, before), field="label")
    for index, unit in enumerate(units):
        if not unit.level.is_division or unit.number is None:
            continue
        path = (*above, index)
        main, word = unit.number.main, unit.level.word
        if unit.number.branch and document.is_draft:
            told = f"제정안과 전부개정안에는 가지번호를 쓰지 않습니다. {unit.label}부터 번호를 다시 매기십시오."
            yield Found(told, path, field="label")
        elif not unit.number.branch and main != last + 1:
            yield Found(
                f"제{last + 1}{word}{particle(word, '이/가')} 와야 할 곳에 {unit.label}{particle(word, '이/가')} 왔습니다. 번호를 차례로 매기십시오.",
                path,
                field="label",
            )
        if document.is_draft and not unit.children:
            told = f"{unit.label} 안에 조가 없습니다. 조를 두거나 {word}{particle(word, '을/를')} 없애십시오."
            yield Found(told, path, field="heading")
        last = main
        yield from _divisions(document, path, unit.children)


def _first_chapter(body: tuple[Provision, ...]) -> Iterator[Found]:
    path: Path = (BODY,)
    units = body
    while units and units[0].level.is_division:
        path, unit = (*path, 0), units[0]
        if unit.level is CHAPTER:
            if unit.number and unit.number.main == 1 and not unit.deleted and not _GENERAL.search(unit.heading):
                yield Found("제1장의 제목은 “총칙”으로 합니다.", path, field="heading")
            return
        units = unit.children


@rule(
    "STR012",
    "error",
    "부칙",
    basis=f"{_GUIDE} 343쪽",
    why="조례는 본칙과 부칙으로 이루어진다. 부칙이 없으면 언제부터 시행하는지 알 수 없다.",
    bad=f"고양시 보기 조례\n\n{_PURPOSE}",
    good=f"고양시 보기 조례\n\n{_PURPOSE}\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    in_force="off",
)
def has_addenda(document: Document) -> Iterator[Found]:
    if not document.articles:
        return
    if not document.ordinance.addenda or _paper_before_addenda(document):
        last = document.articles[-1].path
        yield Found("부칙이 없습니다. 본칙 다음에 “부칙”을 두고 시행일을 정하십시오.", last, field="label")
    for index, addenda in enumerate(document.ordinance.addenda):
        if not addenda.provisions:
            yield Found("부칙에 내용이 없습니다. 시행일을 정하십시오.", (ADDENDA, index), field="label")


_PAPERS = frozenset(
    [
        "비용추계서",
        "신ㆍ구조문대비표",
        "신구조문대비표",
        "중요사항대비표",
        "관계법령",
        "관계법령발췌",
        "관계법령발췌서",
        "입법예고문",
        "입안점검표",
    ]
)


def _paper_before_addenda(document: Document) -> bool:
    """Whether another paper of a bill begins between the articles and the first addenda: that is then not its own."""
    spans = document.reading.spans
    start, end = spans.get(document.articles[-1].path), spans.get((ADDENDA, 0))
    if not document.is_draft or not document.reading.parts or end is None or start is None:
        return False
    first = spans[document.articles[0].path].line
    lines = document.reading.source[first : end.line]
    return any("".join(line.strip(" 0123456789.").split()) in _PAPERS for line in lines if 3 < len(line) < 30)


_BODY_WORD = re.compile(r"본\s{0,6}칙")
_BODY_MARK = re.compile(r"^[ \[<【(]*본\s{0,6}칙[ \]>】)]*(?=$|제 ?1 ?[조장])", re.MULTILINE)


@rule(
    "STR013",
    "error",
    "본칙 표시와 부칙의 자리",
    basis=f"{_GUIDE} 343쪽",
    why="본칙에는 “본칙”이라는 표시를 하지 않는다. 부칙은 맨 뒤에 두고 그 뒤에 본칙의 조를 두지 않는다.",
    bad=(
        f"고양시 보기 조례\n\n본칙\n\n{_PURPOSE}\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
        f"{_PURPOSE}\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n제2조(포상) 시장은 공이 큰 사람에게 포상할 수 있다.",
    ),
    good=f"{_PURPOSE}\n제2조(포상) 시장은 공이 큰 사람에게 포상할 수 있다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    in_force="info",
)
def body_is_not_marked(document: Document) -> Iterator[Found]:
    preamble = document.ordinance.preamble
    told = "“본칙”이라는 표시는 하지 않습니다. 지우십시오."
    if "칙" in preamble and _BODY_MARK.search(preamble):
        yield Found(told, _first(document), field="label")
    words = document.words
    if _BODY_WORD.search(words.plain):
        for match in _BODY_MARK.finditer(words.plain):
            yield document.found(told, words, *match.span())
    if document.is_draft:
        yield from _body_after_addenda(document)


_OF_ADDENDA = re.compile(r"시행일|적용례|경과|특례|폐지|개정|준비|유효|다른 조례|존속")


def _body_after_addenda(document: Document) -> Iterator[Found]:
    last = max((each.provision.number.main for each in document.articles if each.provision.number), default=0)
    for index in document.addenda:
        before = 0
        for place, unit in enumerate(document.ordinance.addenda[index].provisions):
            if unit.level is not ARTICLE or unit.number is None:
                continue
            main = unit.number.main
            jumps = main == last + 1 and main != before + 1 and not _OF_ADDENDA.search(unit.heading)
            if last and jumps and (place or not before):
                told = f"부칙 뒤에 본칙의 {unit.label}가 나옵니다. 부칙을 맨 뒤로 옮기십시오."
                yield Found(told, (ADDENDA, index, place), field="label")
                break
            before = main


_DECLARES = re.compile(
    r"(?:지향|추구|기여|이바지|도모|선도|표방)(?:한다|하여야 한다|해야 한다)\.$|(?:도시|목표|비전|가치|이념|사명|정신)이다\.$"
    r"|노력(?:한다|하여야 한다|해야 한다)\.$|(?:힘쓴다|최선을 다한다|앞장선다|나아간다)\.$"
)
_DECLARING = ("노력", "지향", "추구", "기여", "도모", "선도", "표방", "이다.", "힘쓴", "최선", "앞장", "나아간")
_APART = frozenset({"purpose", "definitions", "relation", "enforcement_rule", "deleted", "scope"})


@rule(
    "STR018",
    "warning",
    "법적 내용이 없는 조",
    basis=f"{_GUIDE} 453쪽(우리의 해석)",
    why="무엇을 지향한다거나 노력한다고만 하는 조는 누가 무엇을 할 수 있고 해야 하는지 정하지 않아 집행할 근거가 되지 못한다.",
    bad="시는 살기 좋은 도시를 지향한다.",
    good="시장은 보기 계획을 세워야 한다.",
    in_force="info",
)
def articles_that_only_declare(document: Document) -> Iterator[Found]:
    if not any(word in document.words.plain for word in _DECLARING):
        return
    judged = [each for each in document.articles if not each.kinds & _APART and each.text]
    empty = [each for each in judged if _only_declares(document, each)]
    many = len(empty) * 2 > len(judged)
    for article in empty:
        if many:
            told = f"본칙의 조 {len(judged)}개 가운데 {len(empty)}개가 선언뿐입니다. 누가 무엇을 할 수 있거나 해야 하는지 정하십시오."
            yield Found(told, article.path, field="heading")
            return
        if "노력" not in article.text:
            told = "이 조는 선언뿐입니다. 누가 무엇을 할 수 있거나 해야 하는지 정하십시오."
            yield Found(told, article.path, field="heading", severity="info")


def _only_declares(document: Document, article: Article) -> bool:
    if not _DECLARES.search(article.text[-16:]):
        return False
    for path, unit, _ in document.units_of(article):
        if unit.level.rank > PARAGRAPH.rank or (unit.text and not _DECLARES.search(unit.text[-16:])):
            return False
        if any(not _DECLARES.search(unit.text[start:end]) for start, end in document.sentences(path)):
            return False
    return True


_MANY_PARAGRAPHS = 5


@rule(
    "STR019",
    "info",
    "한 조의 항 수",
    basis="법제처 「알기 쉬운 법령 정비기준」 133쪽",
    why="항이 다섯을 넘는 조는 한눈에 읽기 어렵다. 내용에 따라 조를 나눈다.",
    bad="제2조(보기) " + "\n".join(f"{mark} 시장은 보기 {n}을 정한다." for n, mark in enumerate("①②③④⑤⑥", 1)),
    good="제2조(보기) " + "\n".join(f"{mark} 시장은 보기 {n}을 정한다." for n, mark in enumerate("①②③④⑤", 1)),
)
def paragraphs_of_an_article(document: Document) -> Iterator[Found]:
    for article in document.articles:
        children = article.provision.children
        if len(children) <= _MANY_PARAGRAPHS:
            continue
        count = sum(unit.level is PARAGRAPH and not unit.deleted for unit in children)
        if count > _MANY_PARAGRAPHS:
            told = f"항이 {count}개입니다. 되도록 5개를 넘지 않게 조를 나누십시오."
            yield Found(told, article.path, field="heading")
