"""Structural rules about 법령 인용: what is not yet in force, and names that are vague or want a short form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ordinance_drafter.check.cited import Cited, cited, is_local, statutes_mentioned
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import add_days, attach, format_date, parse_date, particle
from ordinance_drafter.model import ADDENDA
from ordinance_drafter.refs import Mention
from ordinance_drafter.refs.form import Ref, format_chain, format_ref


@rule(
    "CIT010",
    "warning",
    "아직 시행되지 않은 조",
    basis="법령 사전의 시행일(각 법률의 부칙에서 확인)",
    why="조례가 시행되는 날에 아직 시행되지 않은 조를 인용하면 그날까지 근거가 없다.",
    bad="시장은 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제17조의2제1항에 따라 비용을 지원할 수 있다.",
    good="시장은 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제17조제1항에 따라 비용을 지원할 수 있다.",
    facts={"as_of": "2026-05-01"},
)
def not_yet_in_force(document: Document) -> Iterator[Found]:
    usual, of_articles = effective_dates(document)
    for mention, law in statutes_mentioned(document):
        article = document.article_at(mention.path)
        label = article.provision.label if article else ""
        day = of_articles.get(label, usual)
        for later in document.statutes.later:
            if later.title == law.title and later.effective > day and _covers(later.units, mention):
                message = (
                    f"「{law.title}」 {attach(format_chain(mention.ref.steps), '은/는')} {format_date(later.effective)}부터 "
                    f"시행됩니다. 조례는 {format_date(day)}부터 시행되므로 부칙의 시행일을 맞추십시오."
                )
                yield Found(message, mention.path, mention.span)
                break
    for each in cited(document):
        whole = document.statutes.law(each.title)
        if whole and whole.state == "not_yet" and not whole.complete and whole.effective > usual.isoformat():
            message = f"「{each.title}」{particle(each.title, '은/는')} {format_date(date.fromisoformat(whole.effective))}부터 시행됩니다. 부칙의 시행일을 맞추십시오."
            yield document.found(message, document.words, each.start, each.end)


def _covers(units: tuple[str, ...], mention: Mention) -> bool:
    """Whether what is mentioned lies in one of the units (제16조제3항, 제35조제1항 후단)."""
    if mention.ref.place:
        return False
    whole = format_ref(Ref(mention.ref.steps, parts=mention.ref.parts))
    return any(whole == unit or (whole.startswith(unit) and whole[len(unit)] != "의") for unit in units)


_FROM = re.compile(r"(?P<date>\d{4}년 ?\d{1,2}월 ?\d{1,2}일)부터 시행한다")
_AFTER = re.compile(r"공포\s?(?:한 날부터|후)\s?(?P<count>\d+)(?P<unit>개월|일|년)[이가]? ?(?:경과한|지난)")
_ARTICLE_NO = re.compile(r"제\d+조(?:의\d+)?")


def effective_dates(document: Document) -> tuple[date, dict[str, date]]:
    """Return when the ordinance comes into force, and the articles for which its addenda name another day."""
    usual = document.ordinance.effective or document.as_of
    articles: dict[str, date] = {}
    if not document.addenda:
        return usual, articles
    first = (ADDENDA, document.addenda[-1])
    for unit in document.units:
        text = unit.provision.text
        if unit.path[:2] != first or "시행한다" not in text:
            continue
        for start, end in document.sentences(unit.path):
            sentence = text[start:end]
            day = _day(sentence, document)
            if day and sentence.startswith("다만"):
                articles |= dict.fromkeys(_ARTICLE_NO.findall(sentence), day)
            elif day and document.is_draft:
                usual = day
    return usual, articles


def _day(sentence: str, document: Document) -> date | None:
    named = _FROM.search(sentence)
    if named:
        try:
            return parse_date(named["date"])
        except ValueError:
            return None
    after = _AFTER.search(sentence)
    if after:
        days = {"일": 1, "개월": 30, "년": 365}[after["unit"]] * int(after["count"])
        return add_days(document.ordinance.promulgated or document.as_of, min(days, 3650))
    return None


@rule(
    "CIT013",
    "warning",
    "막연한 법령 지칭",
    basis="법제처 「자치법규 입안 길라잡이」 440~450쪽",
    why="“관련법”, “상위법”은 어느 법령의 어느 조인지 알 수 없다. 근거가 되는 법령과 조를 적는다.",
    bad="시장은 관련법에 따라 필요한 조치를 해야 한다.",
    good="시장은 「지방재정법」 제17조에 따라 필요한 조치를 해야 한다.",
    in_force="info",
)
def vague_statute(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if not any(word in plain for word in ("련", "관계 ", "관계법", "상위", "제반", "개별법")):
        return
    for match in _VAGUE.finditer(plain):
        if plain[: match.start()].endswith(("」 등 ", "」 등의 ")):
            continue
        mild = ("법령" in match[0] or "조례" in match[0]) and not match[0].startswith(("상위", "제반"))
        message = f"“{match[0].strip()}”{particle(match[0].strip(), '은/는')} 어느 것을 이르는지 알 수 없습니다. 제명과 조를 적으십시오."
        found = document.found(message, document.words, *match.span())
        yield found._replace(severity="info") if mild else found


_VAGUE = re.compile(
    r"관련(?<![가-힣]..) ?조례(?=[에의를]|로 )|관[련계](?<![가-힣]..) ?(?:법규|법률 등|제법규|제법령|법(?=에|을|의|상|과|이|에서|령)령?)"
    r"|상위(?<![가-힣]..) ?법(?:령|률|규)?(?=[에을의상과와이에서로으]|$| )|제반(?<![가-힣]..) ?(?:법령|법규|규정)"
    r"|개별법(?<![가-힣]...)(?:령|률)?(?=[에을의상])"
)


@rule(
    "CIT015",
    "info",
    "되풀이하는 제명의 약칭",
    basis="법제처 「법령 입안ㆍ심사 기준」 860쪽",
    why="같은 법령을 여러 조에서 인용하면 처음에 약칭을 밝히고 그 뒤로는 약칭을 쓰는 것이 읽기 쉽다.",
    bad=(
        "시장은 다음 각 호의 사항을 정한다.\n1. 「지방재정법」 제17조에 따른 지원\n2. 「지방재정법」 제18조에 따른 출연\n3. 「지방재정법」 제33조에 따른 계획"
    ),
    good=(
        "시장은 다음 각 호의 사항을 정한다.\n1. 「지방재정법」(이하 “법”이라 한다) 제17조에 따른 지원\n2. 법 제18조에 따른 출연\n3. 법 제33조에 따른 계획"
    ),
)
def repeated_statute(document: Document) -> Iterator[Found]:
    first: dict[str, Cited] = {}
    count: Counter[str] = Counter()
    for each in cited(document):
        if each.start < document.body_end and not is_local(each.title):
            first.setdefault(each.title, each)
            count[each.title] += 1
    for title, times in count.items():
        if times > 2 and not any(each.full == title for each in document.declared):
            message = f"본칙에서 「{title}」{particle(title, '을/를')} {times}번 인용합니다. 처음에 약칭(이하 “법”, “영” 등)을 밝히면 짧아집니다."
            yield document.found(message, document.words, first[title].start, first[title].end)
