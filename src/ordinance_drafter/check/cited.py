"""Titles of statutes and ordinances as they stand in a document: in 「 」, and where the brackets are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ordinance_drafter.check.dictionary import Dictionary, Law, bare
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.places import places
from ordinance_drafter.check.profile import profiles
from ordinance_drafter.model import ADDENDA, PARAGRAPH, Path, at
from ordinance_drafter.refs import Mention


class Cited(NamedTuple):
    """A title in 「 」: ``start`` and ``end`` bound the title itself in ``Document.words``."""

    title: str
    start: int
    end: int


class Loose(NamedTuple):
    """A name of a statute without 「 」.

    ``kind`` is ``known`` (a title of the dictionary, perhaps spaced otherwise), ``former``, ``unofficial`` (a name
    that is no title) or ``unknown`` (looks like a title); ``title`` is the right title, "" when it is not known.
    """

    kind: str
    title: str
    start: int
    end: int


_TITLE = re.compile(r"「(?! *」)([^「」\n]*)」")
_CITED: WeakKeyDictionary[Document, list[Cited]] = WeakKeyDictionary()
_LOOSE: WeakKeyDictionary[Document, list[Loose]] = WeakKeyDictionary()


def cited(document: Document) -> list[Cited]:
    """Return the titles in 「 」 in order, those in “ ” aside (they are words of another text)."""
    if document not in _CITED:
        words = document.words
        _CITED[document] = [
            Cited(match[1], *match.span(1))
            for match in _TITLE.finditer(words.text)
            if words.plain[match.start()] == "「" and not _of_others(document, match.start())
        ]
    return _CITED[document]


def _of_others(document: Document, position: int) -> bool:
    """Whether words stand in an article of addenda that amends another text."""
    if position < document.body_end or not amending(document):
        return False
    path = document.words.place(position, position)[0]
    return bool(path and path[:3] in amending(document))


def is_local(title: str) -> bool:
    """Whether a title is that of an ordinance or of a rule made under one."""
    title = title.strip()
    return title.endswith(("조례", "조례 시행규칙", "조례안")) or bool(_LOCAL_RULE.match(title))


_LOCAL_RULE = re.compile(r"[가-힣]{1,8}(?:시|군|구|도) .*규칙$")


def local_titles(document: Document) -> frozenset[str]:
    """Return the titles of ordinances that are known: of the library's municipalities, and the document's own."""
    own = document.ordinance.title.removesuffix("안").strip()
    return _of_profiles() | {own, own.removesuffix(" 시행규칙"), document.ordinance.title}


@cache
def _of_profiles() -> frozenset[str]:
    found = set()
    for profile in profiles().values():
        found |= {each["title"] for each in profile.ordinances.values()}
        found |= {each["title"] for each in profile.existing}
    return frozenset(found)


def alike(title: str, known: frozenset[str]) -> tuple[str, list[str]]:
    """Return the known title that differs in spaces and dots alone ("" for none), and all of the same place."""
    by_bare, by_place = _profiles_by_name()
    compared, place = bare(title), title.split(" ")[0]
    own = sorted(known - _of_profiles())
    same = by_bare.get(compared) or next((each for each in own if bare(each) == compared), "")
    return same, sorted([*by_place.get(place, []), *(each for each in own if each.split(" ")[0] == place)])


@cache
def _profiles_by_name() -> tuple[dict[str, str], dict[str, list[str]]]:
    by_place: dict[str, list[str]] = {}
    for title in sorted(_of_profiles()):
        by_place.setdefault(title.split(" ")[0], []).append(title)
    return {bare(title): title for title in sorted(_of_profiles(), reverse=True)}, by_place


def scope_of(document: Document, path: Path) -> Path:
    """Return the paragraph a unit is in, or its article where that has none: what 같은 법 looks back in."""
    for end in range(2 if path and path[0] != ADDENDA else 3, len(path) + 1):
        if at(document.ordinance, path[:end]).level is PARAGRAPH:
            return path[:end]
    article = document.article_at(path) if path and path[0] != ADDENDA else None
    return article.path if article else path[:3]


OLD_ON_PURPOSE = re.compile(r"(?:종전의?|구|옛|폐지된|개정되기 전의?)\s?「?$")
"""What stands before a title or a number that is an old one on purpose."""


_REPEALED = re.compile(r"「([^「」\n]+)」\s?(?:은|는|을|를)?\s?폐지한다")


def repealed(document: Document) -> frozenset[str]:
    """Return the titles of the ordinances a document itself repeals."""
    text = document.words.text
    return frozenset(match[1].strip() for match in _REPEALED.finditer(text)) if "폐지한다" in text else frozenset()


_STATUTES: WeakKeyDictionary[Document, list[tuple[Mention, Law]]] = WeakKeyDictionary()


def statutes_mentioned(document: Document) -> list[tuple[Mention, Law]]:
    """Return the mentions of articles of statutes that are in the dictionary, those of an older law aside."""
    if document not in _STATUTES:
        _STATUTES[document] = list(_find_statutes(document))
    return _STATUTES[document]


def _find_statutes(document: Document) -> Iterator[tuple[Mention, Law]]:
    units = {unit.path: unit.provision.text for unit in document.units}
    others = amending(document)
    for mention in document.mentions:
        statute = mention.ref.statute
        if not statute or not mention.ref.steps or (mention.path[0] == ADDENDA and mention.path[:3] in others):
            continue
        match = document.statutes.match(statute)
        law = document.statutes.law(match.title) if match.kind in ("exact", "spacing", "dots", "unofficial") else None
        before = units.get(mention.path, "")[max(0, mention.span[0] - 14) : mention.span[0]]
        if law and not OLD_ON_PURPOSE.search(before):
            yield mention, law


# ── names without brackets ───────────────────────────────────────────────────

_END = re.compile(r"법(?:률)?(?P<lower> ?시행(?:령|규칙))?|규정")
_MORE = re.compile(r"[령인원적정규제무칙학전]")
"""What follows 법 in other words: 법인, 법령, 법원 …"""
_ARTICLE = re.compile(r" ?제\d+조")
_STOP = re.compile(r"[\n「」□“”(),.:;]")
_NO_TITLE = re.compile(
    r"(?:방|문|입|위|불|사|용|기|요|편|합|적|수|같은 ?|이 ?|그 ?|동 ?|모 ?|관련 ?|관계 ?|상위 ?|현행 ?|개별 ?|특별|일반|기본|다른 ?|해당 ?|종전의? ?|구 ?|각 ?)법$"
)
_WORD = re.compile(r"(?<![가-힣])[가-힣ㆍ]{1,30}법$")
_ABOUT = re.compile(r"(?<![가-힣ㆍ])[가-힣ㆍ ]{2,60}에 관한 (?:기본법|특별법|법률)$")
_ORDINANCE = re.compile(
    r"(?:에 관한|관리|지원|설치|운영|운용|기본|촉진|진흥|보호|포상|육성|활성화|구성|보조|위탁|보장|조성|제한|징수|감면|추진|공개|예방|정비)"
    r" ?조례(?: 시행규칙)?(?= ?제\d+조)"
)
_PARTICLE = re.compile(r"(?:[은는을를가]|에서|에게|[가-힣]에|으로|하여|경우|또는|및 같은)\s(?!위한|관한|대한|따른)")
_AMENDS = re.compile(r"다음과\s*같이\s*(?:개정|신설)한다")


def loose(document: Document) -> list[Loose]:
    """Return the names of statutes and ordinances that stand without 「 」, in order."""
    if document not in _LOOSE:
        _LOOSE[document] = sorted(_find_loose(document), key=lambda each: each.start)
    return _LOOSE[document]


def _find_loose(document: Document) -> Iterator[Loose]:
    words, statutes = document.words, document.statutes
    plain = words.plain
    declared = {bare(each.name) for each in document.declared}
    end = -1
    for match in _END.finditer(plain):
        if match.start() < end or (not match["lower"] and _MORE.match(plain, match.end())):
            continue
        found = _known(plain, match, statutes) or _unknown(plain, match)
        if found is None:
            continue
        around = plain[max(0, found.start - 1) : found.start] + plain[found.end : found.end + 1]
        if any(mark in around for mark in "「」『』<>〈〉《》‘’'"):
            continue  # another mark than there should be: see CIT002
        if bare(plain[found.start : found.end]) in declared or _amended(document, found):
            continue
        end = found.end
        yield found
    yield from _named_after_places(document)
    if "조례 제" in plain or "조례제" in plain or "규칙 제" in plain:
        for match in _ORDINANCE.finditer(plain):
            begin = _begin(plain, match.start())
            parted = list(_PARTICLE.finditer(plain, begin, match.end()))
            begin = parted[-1].end() if parted else begin
            title = plain[begin : match.end()].lstrip()
            found = Loose("unknown", "", match.end() - len(title), match.end())
            if not _amended(document, found):
                yield found


_OF_A_PLACE = re.compile(
    r"(?<![가-힣])[가-힣]{1,8}[시군구도](?: [가-힣ㆍ]+){1,9}? ?조례(?: 시행규칙)?(?=에 (?:따|의)|에서 (?:정|규정)|를 (?:준용|적용|따르)|에도 불구)"
)


_CITED_BY_WORDS = (
    "조례에 따|조례에 의|조례에서 정|조례에서 규정|조례를 준용|조례를 적용|조례를 따르|조례에도 불구|조례 시행규칙"
)


def _named_after_places(document: Document) -> Iterator[Loose]:
    """Yield titles of ordinances that begin with the name of a place and are cited without an article."""
    for match in document.words.near(_CITED_BY_WORDS, _OF_A_PLACE):
        if match[0].split(" ", 1)[0] in places().names and not re.search(
            r"[은는이가을를] |에 관하여|에 대하여", match[0]
        ):
            found = Loose("unknown", "", *match.span())
            if not _amended(document, found):
                yield found


def _amended(document: Document, found: Loose) -> bool:
    """Whether it is a title as it stands without brackets: of a statute that is amended, or after its number."""
    plain = document.words.plain
    if _NUMBERED.search(plain[max(0, found.start - 12) : found.start]) or _REVISION.match(plain, found.end):
        return True
    return _of_others(document, found.start)


_NUMBERED = re.compile(r"제 ?\d+호 ?$")
_REVISION = re.compile(r" ?(?:일부|전부)개정")
_AMENDING: WeakKeyDictionary[Document, frozenset[Path]] = WeakKeyDictionary()


def amending(document: Document) -> frozenset[Path]:
    """Return the articles of addenda that amend other texts: their words are those of the other texts."""
    if document not in _AMENDING:
        _AMENDING[document] = frozenset(
            unit.path[:3]
            for unit in document.units
            if unit.path[0] == ADDENDA and "다음과" in unit.provision.text and _AMENDS.search(unit.provision.text)
        )
    return _AMENDING[document]


_OLD_LAW = re.compile(r"종전|시행 당시|시행 전|폐지|개정한다|개정되기")
_OF_ANOTHER = re.compile(r"\([^()]*(?:조례|규칙|정비|일괄)[^()]*\)")


def of_older_text(document: Document, mention: Mention) -> bool:
    """Whether a reference in addenda may be to a text that is not this one: the one before, or an amending ordinance."""
    text = at(document.ordinance, mention.path).text
    if (
        not document.is_draft
        or "생략>" in text
        or _OF_ANOTHER.search(document.ordinance.addenda[mention.path[1]].label)
    ):
        return True
    return "개정규정" not in text[mention.span[1] :] and _OLD_LAW.search(text) is not None


@cache
def _names(statutes: Dictionary) -> tuple[dict[str, tuple[str, str]], frozenset[str], tuple[int, ...]]:
    """Return bare names with what they are, their last three letters, and their lengths, the longest first."""
    names = {name: ("unofficial", title) for name, title in statutes.unofficial.items()}
    names |= {name: ("former", each.wrong) for name, each in statutes.former_by_bare.items()}
    names |= {name: ("known", title) for name, title in statutes.by_bare_title.items() if name not in names}
    names = {name: what for name, what in names.items() if name.endswith(("법", "법률", "규정"))}
    return names, frozenset(name[-3:] for name in names), tuple(sorted({len(name) for name in names}, reverse=True))


def _begin(plain: str, end: int) -> int:
    """Return where the words before ``end`` begin that may belong to a title."""
    low = max(0, end - 60)
    stops = [match.end() for match in _STOP.finditer(plain, low, end)]
    return stops[-1] if stops else low


def _known(plain: str, match: re.Match[str], statutes: Dictionary) -> Loose | None:
    names, ends, lengths = _names(statutes)
    end = match.start("lower") if match["lower"] else match.end()
    begin = _begin(plain, end)
    tail = bare(plain[begin:end])
    if tail[-3:] not in ends and tail not in names:
        return None
    for length in lengths:
        kind, title = names.get(tail[-length:], ("", "")) if length <= len(tail) else ("", "")
        if not kind:
            continue
        start, left = end, length
        while left:
            start -= 1
            left -= plain[start] not in " ㆍ·"
        if start and (plain[start - 1].isalnum() or plain[start - 1] == "ㆍ"):
            continue
        lower = match["lower"] or ""
        return Loose(kind, title + (f" {lower.strip()}" if lower else ""), start, match.end())
    return None


def _unknown(plain: str, match: re.Match[str]) -> Loose | None:
    """What is no name of the dictionary but is cited by an article: 도시숲법 제3조."""
    end = match.start("lower") if match["lower"] else match.end()
    if not match["lower"] and not _ARTICLE.match(plain, match.end()):
        return None
    words = plain[_begin(plain, end) : end]
    if match[0].startswith("규정") or _NO_TITLE.search(words):
        return None
    about = _ABOUT.search(words)
    if about:
        return Loose("unknown", "", end - len(about[0].lstrip()), match.end())
    word = _WORD.search(words)
    return Loose("unknown", "", end - len(word[0]), match.end()) if word and len(word[0]) > 2 else None
