"""Structural rules about 고양시 맥락 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ordinance_drafter.check.cited import cited
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.places import by_head, places
from ordinance_drafter.check.profile import Profile, profiles
from ordinance_drafter.check.rule import DRAFTS, Found, rule
from ordinance_drafter.korean import format_date, particle
from ordinance_drafter.model import ADDENDA

_GUIDE = "법제처 「자치법규 입안 길라잡이」"
_NOT_A_SUBJECT = re.compile(
    r"육성|지원|진흥|촉진|활성화|설치|운영|운용|관리|기본|조성|보호|구성|제공|이용|도입|활용|산업|시행규칙|조례안?|등|및|에|관한|위한"
)


def subject(title: str, place: str) -> str:
    """Return what a title is about: 고양시 인공지능산업 육성 및 지원 조례 is about 인공지능."""
    words = [_NOT_A_SUBJECT.sub("", word) for word in re.findall(r"[가-힣A-Za-z0-9]+", title.removeprefix(place))]
    return max(words, key=len, default="")


def _same_subject(document: Document, profile: Profile) -> list[tuple[dict[str, Any], bool]]:
    """Return the ordinances in force about what the document is about; with whether their titles are as good as one."""
    title = document.ordinance.title.removesuffix("안").strip()
    about = subject(title, profile.name)
    found = []
    for each in profile.existing:
        same = re.sub(r"[\s및에관한등ㆍ]", "", each["title"]) == re.sub(r"[\s및에관한등ㆍ]", "", title)
        if same or (len(about) > 2 and subject(each["title"], profile.name) == about):
            found.append((each, same))
    return found


@rule(
    "CTX001",
    "error",
    "기존 조례와의 중복",
    basis=f"{_GUIDE} 점검표 ②; 「고양시 인공지능산업 육성 및 지원 조례」(조례 제2918호)",
    why="같은 것을 다루는 조례가 이미 있으면 새로 제정하지 않고 전부개정하거나, 부칙에서 그 조례를 폐지해야 한다.",
    bad="고양시 인공지능산업 진흥 조례\n\n제1조(목적) 이 조례는 인공지능산업의 진흥에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    good="고양시 인공지능산업 진흥 조례\n\n제1조(목적) 이 조례는 인공지능산업의 진흥에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 폐지) 「고양시 인공지능산업 육성 및 지원 조례」는 폐지한다.",
    documents=frozenset({"enactment"}),
)
def already_there(document: Document) -> Iterator[Found]:
    profile = document.profile
    if profile is None:
        return
    addenda = "\n".join(unit.provision.text for unit in document.units if unit.path[0] == ADDENDA)
    alone = len(profile.existing) == 1
    whole = (0, len(document.ordinance.title))
    title = "".join(document.ordinance.title.split())
    for each, same in _same_subject(document, profile):
        noun = next(iter(each["title"].removeprefix(profile.name).split()), "")
        if "폐지" in addenda and each["title"] in addenda:
            continue
        message = (
            f"같은 것을 다루는 「{each['title']}」({each['number']}){particle('조례', '이/가')} 이미 있습니다. "
            "전부개정조례안으로 내거나 부칙에서 그 조례를 폐지하십시오."
        )
        yield Found(message, None, whole, "title", severity="" if same or (alone and noun in title) else "info")
    own = document.ordinance.title.removesuffix("안").strip()
    if any(each["title"] == own for each in profile.ordinances.values()):
        message = f"「{own}」{particle(own, '이/가')} 이미 있습니다. 개정조례안으로 내십시오."
        yield Found(message, None, whole, "title")


# ── CTX002 ───────────────────────────────────────────────────────────────────

_WITH_OTHERS = re.compile(
    r"협력|협약|공동|연계|인접|교류|자매|협의체|협의회|상생|광역(?!시)|다른 지방자치단체|다른 시|위임|경계|이관|파견|통근"
)
_HEADS = {
    head: re.compile(rf"{head}(?<![가-힣ㆍ·]{'.' * len(head)})(?=(?:은|는|이|가|에게|의|을|를|과|와)?(?:[ ,.)]|$))")
    for head in ("구청장", "군수", "도지사", "시장")
}
_HEADS_OF = {"시": "시장", "광역": "시장", "군": "군수", "구": "구청장", "도": "도지사"}
_RESIDENTS = {"시": ("도민", "군민", "구민", "자치구", "도의회", "군의회", "구의회"), "광역": ("도민",), "군": ("도민", "구민", "자치구"),
              "구": ("도민", "군민"), "도": ("구민",)}  # fmt: skip
"""Words for people (and for districts) of other kinds of local governments."""


@rule(
    "CTX002",
    "error",
    "다른 지방자치단체의 흔적",
    basis="조문을 옮겨 올 때 흔한 잘못(관행, 확인하지 못함)",
    why="다른 지방자치단체의 조례에서 옮겨 온 조문에 그곳의 이름이나 장의 직위가 남으면 누가 무엇을 하는지 달라진다.",
    bad=("광주광역시장은 필요한 시책을 마련해야 한다.", "군수는 사업에 드는 비용을 지원할 수 있다."),
    good=("고양시장은 필요한 시책을 마련해야 한다.", "시장은 경기도지사와 협력체계를 구축할 수 있다."),
    in_force="warning",
)
def another_municipality(document: Document) -> Iterator[Found]:
    title = document.ordinance.title
    level = places().level(title)
    if not level and document.profile:  # 고양산업진흥원 설립 및 운영 조례
        title = f"{document.profile.name} {title}"
        level = places().level(title)
    if not level:
        return
    yield from _other_names(document, title)
    yield from _other_heads(document, level, title)


def _other_names(document: Document, title: str) -> Iterator[Found]:
    known = places()
    own = known.own(title, document.profile.upper if document.profile else "")
    heads = document.grams.intersection(by_head())
    whole = f"{document.words.plain}\n{document.headings.plain}"
    said = [name for head in heads for name in by_head()[head] if name not in own and name in whole]
    if not said and "구청장" not in whole and "구의회" not in whole:
        return
    mine = tuple(own)
    for words in (document.words, document.headings):
        plain = words.plain
        candidates = {
            word for word in set(plain.replace("(", " ").replace("ㆍ", " ").split()) if word[:3] in known.beginnings
        }
        if "구청장" not in plain and "구의회" not in plain and all(word.startswith(mine) for word in candidates):
            continue
        for match in words.near("|".join((*said, *known.of_districts)), known.pattern):
            if match[0] in own or _is_excused(document, plain, match):
                continue
            others = "지금은 없는 지방자치단체입니다" if match[0] in known.former else "다른 지방자치단체의 이름입니다"
            message = f"“{match[0]}”{particle(match[0], '은/는')} {others}. 옮겨 온 조문이면 이 지방자치단체에 맞게 고치십시오."
            yield document.found(message, words, *match.span())


def _is_excused(document: Document, plain: str, match: re.Match[str]) -> bool:
    """Whether a name may well stand there: partners of cooperation, addenda about what was before, names of bodies."""
    start, end = document.words.unit(match.start()) if document.words.plain is plain else (0, len(plain))
    low = max(plain.rfind(". ", start, match.start()) + 1, start)
    stop = plain.find(". ", match.end(), end)
    sentence = plain[low : stop if stop > 0 else end]
    if match.start() >= document.body_end and document.words.plain is plain:
        return True
    head = re.match(r"(?:장|청장)?(?:은|는)", plain[match.end() : match.end() + 3])
    if head and plain[low : match.start()].strip(" ①②③④⑤⑥⑦⑧⑨⑩") == "":
        return False
    return bool(_WITH_OTHERS.search(sentence))


def _other_heads(document: Document, level: str, title: str) -> Iterator[Found]:
    plain = document.words.plain
    own = _HEADS_OF.get(level, "")
    declared = {each.name for each in document.declared}
    for head, pattern in _HEADS.items():
        if head == own or head not in plain:
            continue
        for match in pattern.finditer(plain, 0, document.body_end):
            after = plain[match.end() : match.end() + 1]
            if not _is_foreign(document, head, level, after, title):
                continue
            if head == "시장" and not re.search(r"(?:^|[.\n①-⑳] ?)$", plain[max(0, match.start() - 3) : match.start()]):
                continue
            mild = head in declared or (head == "구청장" and title.split(" ")[0] in places().with_districts)
            message = f"이 조례의 장은 {own}입니다. “{head}”{particle(head, '은/는')} 다른 지방자치단체의 직위이므로 고치십시오."
            found = document.found(message, document.words, *match.span())
            yield found._replace(severity="warning") if mild else found
    for word in _RESIDENTS.get(level, ()):
        for match in (
            re.finditer(rf"(?<![가-힣ㆍ])(?<!및 )(?<!또는 ){word}(?=[ 의을이은에과들,.]|청장)", plain)
            if word in plain
            else ()
        ):
            message = f"“{word}”{particle(word, '은/는')} 다른 종류의 지방자치단체에서 쓰는 말입니다. 옮겨 온 조문이면 고치십시오."
            yield document.found(message, document.words, *match.span())._replace(severity="warning")


def _is_foreign(document: Document, head: str, level: str, after: str, title: str) -> bool:
    """Whether a head cannot be one above, one below or one of many: only who acts (…은) is looked at there."""
    acts = after in ("은", "는")
    if level in ("광역", "도"):
        return head == "시장" and level == "도" and acts and not document.ordinance.title.startswith("제주")
    if head == "도지사":
        return acts
    if head == "구청장" and title.split(" ")[0] in places().with_districts:
        return acts and document.is_draft
    return acts if head == "시장" else after in ("은", "는", "이", "가", "에")


# ── names of departments, of the council ─────────────────────────────────────

_CHIEFS = "과장|국장|실장|팀장|소장|부장|담당관"
_OFFICES = tuple(office + after for office in "과국실팀" for after in ("에서 ", "이 ", "가 "))
_CHIEF = re.compile(r"(?:[과국실팀소]장|본?부장|담당관)(?=(?:은|는|이|가|을|를|의|으로|로|에게|과|와)?(?:[\s,.)ㆍ]|$))")
_BEFORE_CHIEF = re.compile(r"(?<![가-힣A-Za-z])[가-힣A-Z]{2,12}$")
_OFFICE = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[가-힣A-Z]{2,10}[과국실팀])(?:에서|[이가]) (?:이를 )?(?:처리|담당|총괄|주관|관장|수행)(?:한다|하며|하고|하여|해야)"
)
_DOES = re.compile(r"[과국실팀](?:에서|[이가]) (?:이를 )?(?:처리|담당|총괄|주관|관장|수행)")
_NO_OFFICE = re.compile(
    r"(?:결과|성과|효과|경과|통과|학과|교과|사무국|사무실|상황실|약국|당국|전국|각국|외국)$|담당부서|부서$"
)
_ANY_CHIEF = re.compile(
    r"^(?:담당|소관|해당|관계|주관|업무|사무|주무|부서|업무담당|업무소관|업무주관|총괄|각|[가-힣]*(?:위원회)?사무|[가-힣]*업무 ?(?:담당|소관)?"
    r"|[가-힣]*책임|[가-힣]*보호|[가-힣]*(?:사업|직속기관)|보건|연구|[가-힣]*운용|[가-힣]*담당|[가-힣]*소관|[가-힣]*주관)$"
)


@rule(
    "CTX004",
    "warning",
    "부서 이름",
    basis="조직을 개편할 때마다 조례를 고쳐야 했던 사례(울산광역시)",
    why="부서의 이름은 조직을 개편하면 바뀐다. 맡은 업무로 나타내면 조례를 다시 고치지 않아도 된다.",
    bad="위원회의 간사는 스마트시티과장이 된다.",
    good="위원회의 간사는 인공지능 업무를 담당하는 부서의 장이 된다.",
    in_force="info",
)
def department(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    told: set[int] = set()
    does = document.words.has_any(_OFFICES) and _DOES.search(plain)
    for match in document.words.near(_CHIEFS, _CHIEF):
        if match.start() >= document.body_end:
            break
        name = _BEFORE_CHIEF.search(plain, max(0, match.start() - 13), match.start())
        if name and not _ANY_CHIEF.match(name[0]):
            told.add(name.start())
            yield _named(document, name[0] + match[0], name.start(), match.end())
    for match in _OFFICE.finditer(plain, 0, document.body_end) if does else ():
        if not _NO_OFFICE.search(match["name"]):
            told.add(match.start())
            yield _named(document, match["name"], *match.span("name"))
    for each in document.profile.departments if document.profile else ():
        begin = plain.find(each["name"], 0, document.body_end)
        if begin >= 0 and not any(start <= begin < start + 20 for start in told):
            yield _named(document, each["name"], begin, begin + len(each["name"]))


def _named(document: Document, name: str, start: int, end: int) -> Found:
    message = (
        f"“{name}”{particle(name, '은/는')} 부서의 이름입니다. “… 업무를 담당하는 부서의 장”처럼 맡은 업무로 쓰십시오."
    )
    return document.found(message, document.words, start, end)


_COUNCIL = re.compile(r"의회(?=[에의가는를와로 ,.]|에서)")
_BEFORE_COUNCIL = re.compile(r"(?<![가-힣])[시군구도]?$")


@rule(
    "CTX009",
    "warning",
    "의회 약칭의 일관",
    basis="고양시 조례의 관행(확인하지 못함)",
    why="같은 의회를 두 가지 약칭으로 부르면 다른 기관으로 읽힐 수 있다. 처음에 밝힌 약칭 하나만 쓴다.",
    bad="제2조(보고) ① 시장은 계획을 시의회에 보고해야 한다.\n② 시장은 결과를 의회에 보고해야 한다.",
    good="제2조(보고) ① 시장은 계획을 시의회에 보고해야 한다.\n② 시장은 결과를 시의회에 보고해야 한다.",
    in_force="info",
)
def council_names(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if plain.count("의회") < 2:
        return
    found = []
    for match in _COUNCIL.finditer(plain):
        before = _BEFORE_COUNCIL.search(plain, max(0, match.start() - 2), match.start())
        if before:
            found.append((before[0] + "의회", before.start(), match.end()))
    declared = [
        each.name for each in document.declared if each.name in ("의회", "시의회", "군의회", "구의회", "도의회")
    ]
    kinds = {name for name, _, _ in found} | set(declared)
    if "의회" not in kinds or len(kinds) < 2:
        return
    kept = declared[0] if declared else max(kinds, key=len)
    for name, start, end in found:
        if name != kept:
            message = f"의회를 “{kept}”와 “{name}” 두 가지로 부릅니다. “{kept}”로 맞추십시오."
            yield document.found(message, document.words, start, end)


# ── what a person has to compare ─────────────────────────────────────────────

_SAME_WORK = {
    "plan": "기본계획", "annual_plan": "시행계획", "survey": "실태조사", "support": "지원사업", "committee": "위원회",
    "entrustment": "위탁", "ethics": "윤리", "cooperation": "협력", "awards": "포상",
}  # fmt: skip


@rule(
    "CTX008",
    "info",
    "상급 지방자치단체의 조례와 대조",
    basis="「지방자치법」 제30조; 대법원 2022추5132 판결(2024-06-27)",
    why="시ㆍ군 및 자치구의 조례는 시ㆍ도의 조례를 위반할 수 없다. 다른지가 아니라 시ㆍ도 조례의 목적과 효과를 해치는지를 사람이 본다.",
    bad="고양시 인공지능산업 육성 및 지원 조례\n\n제1조(목적) 이 조례는 인공지능산업의 육성에 필요한 사항을 규정함을 목적으로 한다.",
    good="고양시 공원 관리 조례\n\n제1조(목적) 이 조례는 공원의 관리에 필요한 사항을 규정함을 목적으로 한다.",
    documents=DRAFTS,
)
def compare_with_upper(document: Document) -> Iterator[Found]:
    profile = document.profile
    upper = next((each for each in profiles().values() if profile and each.name == profile.upper), None)
    if profile is None or upper is None:
        return
    about = subject(document.ordinance.title.removesuffix("안").strip(), profile.name)
    for each in upper.existing:
        if len(about) < 3 or subject(each["title"], upper.name) != about:
            continue
        pairs = [
            f"{words}({each['articles'][kind]})"
            for kind, words in _SAME_WORK.items()
            if kind in each.get("articles", {}) and any(words in article.heading for article in document.articles)
        ]
        where = f" 견줄 조: {', '.join(pairs)}." if pairs else ""
        message = f"「{each['title']}」({each['number']})의 목적과 효과를 해치지 않는지 사람이 대조해야 합니다.{where}"
        yield Found(message, None, (0, len(document.ordinance.title)), "title", state="unverified")


@rule(
    "CTX010",
    "warning",
    "확인한 지 오래된 조례 인용",
    basis="조례의 제명과 효력을 확인한 날(지방자치단체 자료)",
    why="조례는 폐지되거나 제명이 바뀐다. 확인한 지 한 해가 지난 조례를 인용하려면 현행인지 다시 확인한다.",
    bad="포상에 관하여는 「고양시 포상 조례」에 따른다.",
    good="포상에 관하여는 「지방자치법」에 따른다.",
    in_force="info",
    facts={"as_of": "2028-01-01"},
)
def long_unchecked(document: Document) -> Iterator[Found]:
    if document.profile is None:
        return
    known = {each["title"]: each for each in document.profile.ordinances.values()}
    told: set[str] = set()
    for each in cited(document):
        facts = known.get(each.title)
        if facts is None or each.title in told:
            continue
        checked = facts.get("checked_on") or ""
        if checked and (document.as_of - date.fromisoformat(checked)).days <= 366:
            continue
        told.add(each.title)
        last = (
            f"{format_date(date.fromisoformat(checked))}에 마지막으로 확인했습니다"
            if checked
            else "확인한 날이 없습니다"
        )
        message = f"「{each.title}」{particle(each.title, '은/는')} {last}. 현행 제명인지 국가법령정보센터에서 다시 확인하십시오."
        yield document.found(message, document.words, each.start, each.end)
