"""Structural rules about 제명 (the word and pattern rules are rows of ``clause_library/rules/title.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.cited import local_titles, repealed
from ordinance_drafter.check.dictionary import bare
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.places import places
from ordinance_drafter.check.rule import DRAFTS, Found, rule
from ordinance_drafter.korean import attach
from ordinance_drafter.model import ADDENDA

_GUIDE = "법제처 「자치법규 입안 길라잡이」"
_PLAIN = "법제처 「알기 쉬운 법령 정비기준」"
_REST = (
    "\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다."
)
_BILL = re.compile(
    r"(?:\s*(?<=[례칙안])\s*\([^()]*\))?(?:\s*(?:(?:제정|전부\s?개정|일부\s?개정|개정|폐지)\s?(?:조례|규칙)?)?\s?\(?안\)?)?(?:\s*\([^()]*의원[^()]*\))?\s*$"
)


def own_title(title: str) -> str:
    """Return a title as it will be promulgated: without 안, 전부개정조례안 and the names of who moves it."""
    return _BILL.sub("", title.strip(" 「」"), count=1).strip()


def _title(document: Document) -> str:
    """The title as it will be promulgated, "" when the first line of the text is none."""
    title = document.ordinance.title if document.articles else ""
    return "" if len(title) > _LONGEST or _NO_TITLE.search(title) else own_title(title)


_LONGEST = 100
_NO_TITLE = re.compile(r"제\d+조|다\.|\||^현\s*행")


@rule(
    "TTL001",
    "error",
    "제명은 지방자치단체의 이름으로 시작",
    basis=f"{_GUIDE} 341~343쪽",
    why="조례는 그 지방자치단체 안에서만 효력이 있으므로 제명의 맨 앞에 지방자치단체의 이름을 쓴다.",
    bad=f"인공지능산업 육성 및 지원 조례{_REST}",
    good=f"고양시 인공지능산업 육성 및 지원 조례{_REST}",
    in_force="off",
)
def begins_with_municipality(document: Document) -> Iterator[Found]:
    title = _title(document)
    if not title:
        return
    profile = document.profile
    if profile is None:
        if not _names_a_place(title):
            told = "제명이 지방자치단체의 이름으로 시작하지 않습니다. 맨 앞에 이름(○○시, ○○군, ○○도)을 쓰십시오."
            yield document.found(told, document.title, 0, len(title.split()[0]))
        return
    agencies = tuple(each["name"] for each in profile.agencies.values())
    former = profile.name.replace("시", "특례시") if profile.name.endswith("시") else profile.name
    if title.startswith((profile.name, former, *agencies)):
        return
    told = f"제명은 {attach(f'“{profile.name}”', '으로/로')} 시작해야 합니다. 맨 앞에 쓰십시오."
    yield document.found(told, document.title, 0, len(title.split()[0]))


def _names_a_place(title: str) -> bool:
    """Whether a title begins with the name of a local government, alone or as part of a longer word (○○시의회)."""
    first = title.split()[0]
    known = places()
    names = (first[:end] for end in range(2, len(first) + 1))
    if any(name in known.lower or name in known.uppers_of or name in known.former for name in names):
        return True
    return re.search("(?:특례시|연합|조합|특별자치단체|교육청|교육감)", first) is not None


@rule(
    "TTL003",
    "error",
    "제명의 끝",
    basis=f"{_GUIDE} 341쪽",
    why="제명은 “조례”로, 규칙이면 “규칙”으로 끝나야 무엇인지 알 수 있다.",
    bad=f"고양시 인공지능산업 육성 지원 방안{_REST}",
    good=(
        f"고양시 인공지능산업 육성 및 지원 조례{_REST}",
        f"고양시 인공지능산업 육성 및 지원 조례 전부개정조례안{_REST}",
    ),
    in_force="off",
)
def ends_with_its_kind(document: Document) -> Iterator[Found]:
    title = _title(document)
    if not title:
        if document.articles:
            told = "제명이 없습니다. 맨 위에 “○○시 ○○ 조례”처럼 제명을 쓰십시오."
            yield Found(told, None, None, "title", severity="warning")
    elif not title.endswith(("조례", "규칙")):
        told = "제명이 “조례”나 “규칙”으로 끝나지 않습니다. “○○에 관한 조례”처럼 끝내십시오."
        yield document.found(told, document.title, max(0, len(title) - 4), len(title))


_AND_SO_ON = re.compile(r"(\S+ \S+|\S+) 등(?:에|의|을|을 위한)? ")


@rule(
    "TTL004",
    "warning",
    "제명의 “등”",
    basis=f"{_GUIDE} 342쪽",
    why="“등”을 쓰면 무엇에 관한 조례인지 흐려진다. 다루는 주제를 둘쯤 들어 적는다. 상위법의 제명을 따를 때는 그대로 쓴다.",
    bad=f"고양시 보기산업 육성 등에 관한 조례{_REST}",
    good=(f"고양시 보기산업 육성 및 지원 조례{_REST}", f"고양시 화물자동차 등록 조례{_REST}"),
    in_force="info",
)
def and_so_on_in_title(document: Document) -> Iterator[Found]:
    title = _title(document)
    match = _AND_SO_ON.search(title) if " 등" in title else None
    if match is None:
        return
    words = f"{match[1]} 등"
    if any(words in each for each in document.statutes.titles) or words in " ".join(_quoted(document)):
        return
    told = "제명에 “등”을 썼습니다. 다루는 주제를 “○○ 및 ○○”처럼 적을 수 있는지 보십시오."
    place = document.ordinance.title.index(words)
    yield document.found(told, document.title, place + len(words) - 1, place + len(words))


_IN_BRACKETS = re.compile("「([^「」]*)」")


def _quoted(document: Document) -> list[str]:
    return [each for each in _IN_BRACKETS.findall(document.words.text) if not each.endswith("조례")]


_FOREIGN = re.compile(r"\([^()]*\)?|[A-Za-z][A-Za-z0-9&.-]*")


@rule(
    "TTL005",
    "warning",
    "제명의 괄호와 로마자",
    basis=f"{_GUIDE} 341쪽",
    why="제명은 한글로 알기 쉽게 쓴다. 괄호와 로마자가 있으면 인용할 때마다 표기가 갈린다.",
    bad=f"고양시 인공지능(AI)산업 육성 조례{_REST}",
    good=(f"고양시 인공지능산업 육성 조례{_REST}", f"고양시 인공지능산업 육성 조례(안){_REST}"),
    in_force="info",
)
def foreign_letters_in_title(document: Document) -> Iterator[Found]:
    title = _title(document)
    match = _FOREIGN.search(title)
    if match:
        place = document.ordinance.title.find(match[0])
        told = f"제명에 “{match[0]}” 표시가 있습니다. 괄호와 로마자 없이 한글로 쓰십시오."
        yield document.found(told, document.title, max(0, place), max(0, place) + len(match[0]))


@rule(
    "TTL006",
    "error",
    "제명의 유일성",
    basis=f"{_GUIDE} 342쪽, 453쪽",
    why="같은 지방자치단체에 제명이 같은 조례가 둘 있을 수 없다. 이미 있으면 그 조례를 개정하거나, 부칙에서 폐지하고 새로 만든다.",
    bad=f"고양시 포상 조례{_REST}",
    good=f"고양시 인공지능 윤리 조례{_REST}",
    documents=frozenset({"enactment"}),
)
def title_is_new(document: Document) -> Iterator[Found]:
    profile = document.profile
    if profile is None:
        return
    mine = bare(_title(document))
    known = [each["title"] for each in (*profile.existing, *profile.ordinances.values())]
    same = next((title for title in known if bare(title) == mine), None)
    addenda = (unit.provision.text for unit in document.units if unit.path[0] == ADDENDA)
    if same and not any("폐지" in text and same in text for text in addenda):
        told = f"「{same}」가 이미 있습니다. 그 조례를 고치려면 전부개정조례안이나 일부개정조례안으로 하고, 아니면 제명을 바꾸십시오."
        yield document.found(told, document.title, 0, len(document.ordinance.title))


_LONG_CHUNK = re.compile(r"[가-힣ㆍ]{10,}")
_TIGHT = re.compile(r"[가-힣]에관한|[가-힣]및(?=[가-힣 ])|(?<= )및[가-힣]|등에관|[가-힣]{2,}(?=조례$)|위한(?=[가-힣])")
_ONE_WORD = re.compile("(?:시행|개정|폐지|제정|자치)$")


@rule(
    "TTL007",
    "warning",
    "제명의 띄어쓰기",
    basis=f"{_PLAIN} 107~121쪽",
    why="제명도 다른 글처럼 낱말마다 띄어 써야 읽기 쉽고, 인용할 때 표기가 갈리지 않는다.",
    bad=f"고양시 보기산업육성및지원에관한조례{_REST}",
    good=f"고양시 보기산업 육성 및 지원에 관한 조례{_REST}",
    in_force="info",
)
def spaces_in_title(document: Document) -> Iterator[Found]:
    title = _title(document)
    name = document.profile.name if document.profile and document.is_draft else ""
    first = title.split()[0] if title else ""
    if name and first != name and first.startswith(name) and first.removeprefix(name)[0] not in "청민장의립도":
        told = f"“{name}” 뒤를 띄어 쓰십시오."
        yield document.found(told, document.title, 0, len(first))
        return
    match = next((each for each in _LONG_CHUNK.finditer(title) if not _is_name(document, each[0])), None)
    match = match or next((each for each in _TIGHT.finditer(title) if not _ONE_WORD.search(each[0])), None)
    if match:
        start = title.rfind(" ", 0, match.start() + 1) + 1
        end = title.find(" ", match.start() + 1)
        end = len(title) if end < 0 else end
        told = f"제명의 “{title[start:end]}” 부분을 낱말마다 띄어 쓰십시오."
        shift = max(0, document.ordinance.title.find(title))
        yield document.found(told, document.title, start + shift, end + shift)


def _is_name(document: Document, chunk: str) -> bool:
    """Whether a long word is one: a name of a place, or written so in a statute's title."""
    return _names_a_place(chunk) or any(chunk in each for each in document.statutes.titles)


_DOTS = re.compile("[·・•‧･․⋅∙ᆞ]")


@rule(
    "TTL008",
    "warning",
    "제명의 가운뎃점",
    basis=f"{_PLAIN} 107~121쪽",
    why="제명의 가운뎃점은 법령에서 쓰는 ㆍ(U+318D) 하나로 써야 찾을 때 다른 글자로 갈리지 않는다.",
    bad=f"고양시 연구·개발 지원 조례{_REST}",
    good=f"고양시 연구ㆍ개발 지원 조례{_REST}",
    in_force="off",
)
def dots_in_title(document: Document) -> Iterator[Found]:
    title = document.ordinance.title if _title(document) else ""
    told = "제명의 가운뎃점을 ㆍ(U+318D)로 고치십시오."
    match = _DOTS.search(title)
    if match:
        yield document.found(told, document.title, *match.span())
        return
    if "ㆍ" not in title or not any(each.code == "P001" for each in document.reading.findings):
        return
    compared = bare(title)
    for line in document.reading.source[:200]:
        if compared == bare(line.strip(" #「」\r")) and _DOTS.search(line):
            place = title.index("ㆍ")
            yield document.found(told, document.title, place, place + 1)
            return


_BASIC = re.compile("기본 ?조례$")
_PREVAILS = re.compile(
    r"다른 (?:조례|규칙|자치법규|조례나 규칙|조례 또는 규칙|조례 및 규칙)(?:에|보다|에 대하여|에 대해)? ?우선(?:하여|해|하|적으로)[^.\n]*다\."
)


@rule(
    "TTL009",
    "info",
    "“기본 조례”의 효력",
    basis=f"{_GUIDE} 342~343쪽",
    why="“기본 조례”라고 해도 다른 조례보다 효력이 높지 않다. 다른 조례에 우선한다고 적어도 그렇게 되지 않는다.",
    bad=f"고양시 보기 기본 조례{_REST}",
    good=f"고양시 보기 육성 조례{_REST}",
)
def basic_ordinance(document: Document) -> Iterator[Found]:
    title = _title(document)
    match = _BASIC.search(title)
    if match:
        told = "“기본 조례”라는 제명은 다른 조례보다 높은 효력을 주지 않습니다. 그럴 까닭이 있는지 보십시오."
        yield document.found(told, document.title, *match.span())
    words = document.words
    if "우선" in words.plain:
        for each in _PREVAILS.finditer(words.plain):
            told = "조례 사이에는 효력의 높고 낮음이 없습니다. “다른 조례에 특별한 규정이 없으면 이 조례에 따른다.”처럼 쓰십시오."
            yield document.found(told, words, *each.span())


_ALIKE = 80.0


@rule(
    "TTL010",
    "error",
    "제명의 일치",
    basis="관행(확인하지 못함)",
    why="표지, 제안이유, 개정문, 부칙에 적은 제명이 본문의 제명과 다르면 어느 것을 의결하는지 알 수 없다.",
    bad=(
        "고양시 보기산업 육성 및 지원에 관한 조례안\n\n의안번호: 제   호\n제출자: 고양시장\n\n1. 제안이유\n보기산업을 키우려는 것임.\n\n"
        f"고양시 보기산업 육성 및 지원 조례안{_REST}"
    ),
    good=(
        "고양시 보기산업 육성 및 지원 조례안\n\n의안번호: 제   호\n제출자: 고양시장\n\n1. 제안이유\n보기산업을 키우려는 것임.\n\n"
        f"고양시 보기산업 육성 및 지원 조례안{_REST}"
    ),
    documents=DRAFTS,
)
def titles_agree(document: Document) -> Iterator[Found]:
    own = _title(document)
    first = own.split()[0] if own else ""
    if not first or not own.endswith(("조례", "규칙")):
        return
    named = list(_titles_of_papers(document, first))
    old = next((title for _, title, amended in named if amended), "")
    known = (local_titles(document) - {document.ordinance.title, own}) | _existing(document)
    for number, title, amended in named:
        if amended and title != own and _differs(title, own):
            told = f"제명이 「{title}」에서 「{own}」로 바뀝니다. 바꾸려는 것이 맞는지 보십시오."
            yield Found(told, line=number, severity="info" if title in known else "warning")
        if amended or title in known or title in (own, old):
            continue  # 제명을 바꾸는 전부개정조례안의 이름은 종전의 제명으로 적는다
        if _differs(title, own):
            told = f"제명이 본문의 제명 「{own}」와 다르게 「{title}」로 적혔습니다. 같게 하십시오."
            yield Found(told, line=number)
    if "종전의" not in document.words.text:
        return
    known |= repealed(document)
    for match in _FORMER.finditer(document.words.text, document.body_end):
        title = match[1].strip()
        if title not in known and title not in (own, old) and _differs(title, own):
            told = f"부칙에 적은 제명이 「{own}」와 다릅니다. 종전의 제명이 맞는지 보고 고치십시오."
            yield document.found(told, document.words, *match.span(1))


def _existing(document: Document) -> set[str]:
    return {each["title"] for each in document.profile.existing} if document.profile else set()


_FORMER = re.compile(r"종전의 ?「([^「」\n]*(?:조례|규칙))」")
_ENACTING = re.compile(r"^「?([^「」]{4,80}?(?:조례|규칙))」? ?(?:의 )?전부를? ?(?:다음과 같이 ?)?개정한다")
_NAMED = re.compile(r"([^「」.,:|]{2,70}?(?:조례|규칙))」? ?(?:제정|전부 ?개정|일부 ?개정|폐지)?(?:조례|규칙)?\(?안")


def _titles_of_papers(document: Document, first: str) -> Iterator[tuple[int, str, bool]]:
    """Yield what the other papers of a bill call it, with the line, and whether that is said to be amended."""
    for part in document.reading.parts:
        if part.name in ("관계 법령", "입안 자료"):
            continue
        for number, line in document.lines(part):
            if ("조례" not in line and "규칙" not in line) or first not in line:
                continue
            words = _DOTS.sub("ㆍ", line.strip(" 「」|#\r"))
            enacting = _ENACTING.match(words)
            if enacting:
                yield number, enacting[1].strip(), True
                continue
            named = _NAMED.search(words, words.index(first))
            if named and named[1].startswith(first):
                yield number, own_title(named[1]), False


def _differs(other: str, own: str) -> bool:
    """Whether a title is meant to be ``own`` but is written otherwise."""
    if other.endswith("시행규칙") != own.endswith("시행규칙"):
        return False
    if bare(other) == bare(own):
        return True
    from rapidfuzz import fuzz  # late: titles mostly agree

    return fuzz.ratio(bare(other), bare(own)) >= _ALIKE
