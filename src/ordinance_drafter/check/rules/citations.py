"""Structural rules about 법령 인용 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ordinance_drafter.check.cited import (
    OLD_ON_PURPOSE,
    Cited,
    alike,
    cited,
    is_local,
    local_titles,
    loose,
    repealed,
    scope_of,
    statutes_mentioned,
)
from ordinance_drafter.check.dictionary import FormerTitle, Match, bare
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import attach, format_date, particle
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY

_GUIDE = "법제처 「자치법규 입안 길라잡이」"


@rule(
    "CIT001",
    "error",
    "법령 제명은 낫표",
    basis=f"{_GUIDE} 409~413쪽",
    why="다른 법령과 조례의 제명은 「 」로 묶어야 어디까지가 제명인지 알 수 있다.",
    bad="시장은 지방자치법 제28조에 따라 필요한 사항을 정한다.",
    good="시장은 「지방자치법」 제28조에 따라 필요한 사항을 정한다.",
    in_force="warning",
)
def title_without_brackets(document: Document) -> Iterator[Found]:
    words = document.words
    for each in loose(document):
        if each.kind == "unofficial":
            continue
        written = words.text[each.start : each.end]
        title = each.title or written
        same = title.replace(" ", "") == written.replace(" ", "")
        sure = each.kind == "known" and same and words.text[each.end : each.end + 2] == " 제"
        yield document.found(
            f"법령과 조례의 제명은 낫표로 묶어 「{title}」{particle(title, '으로/로')} 씁니다.",
            words,
            each.start,
            each.end,
            f"「{title}」" if sure else None,
        )


@rule(
    "CIT011",
    "error",
    "제명이 아닌 이름",
    basis="관행(확인하지 못함)",
    why="줄여 부르는 이름은 법령의 이름이 아니다. 제명을 쓰거나 (이하 “법”이라 한다)처럼 약칭을 밝히고 쓴다.",
    bad="시장은 AI 기본법 제27조에 따른 윤리원칙을 고려해야 한다.",
    good="시장은 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제27조에 따른 윤리원칙을 고려해야 한다.",
    in_force="warning",
)
def unofficial_name(document: Document) -> Iterator[Found]:
    for each in loose(document):
        if each.kind == "unofficial":
            written = document.words.text[each.start : each.end]
            message = (
                f"“{written}”{particle(written, '은/는')} 법령의 제명이 아닙니다. 「{each.title}」"
                f"{particle(each.title, '으로/로')} 쓰거나 약칭을 밝히고 쓰십시오."
            )
            yield document.found(message, document.words, each.start, each.end)


_WRONG_MARKS = re.compile(
    r"『(?P<double>[^『』\n]*)』|[『』｢｣]|[<〈《](?P<angle>[가-힣ㆍ ]{2,60}(?:법|법률|시행령|시행규칙|조례))[>〉》]"
)
_IN_QUOTES = re.compile(r"[법률령례칙][”\"'’](?= ?제\d|에 따|을 준용|를 준용|에서 정|에서 규정)")
_OPEN_QUOTE = re.compile(r"[“\"'‘]([가-힣ㆍ ]{2,60})$")
_TITLE_END = re.compile(r"(?:법|법률|령|규칙|규정|조례)$")


@rule(
    "CIT002",
    "error",
    "낫표의 짝과 종류",
    basis="법제처 「알기 쉬운 법령 정비기준」",
    why="제명은 홑낫표 「 」 한 쌍으로 묶는다. 겹낫표나 꺾쇠, 따옴표는 제명의 부호가 아니다.",
    bad="시장은 『지방자치법』 제28조에 따라 필요한 사항을 정한다.",
    good="시장은 「지방자치법」 제28조에 따라 필요한 사항을 정한다.",
    in_force="warning",
)
def brackets(document: Document) -> Iterator[Found]:
    words = document.words
    text = words.text
    if any(mark in text for mark in "『』｢｣<〈《"):
        for match in _WRONG_MARKS.finditer(text):
            title = match["double"] or match["angle"] or ""
            sure = match[0].startswith(("『", "<", "〈", "《")) and _TITLE_END.search(title)
            message = f"법령과 조례의 제명은 홑낫표로 묶습니다: 「{title or '제명'}」."
            yield document.found(message, words, *match.span(), f"「{title}」" if sure else None)
    for match in _IN_QUOTES.finditer(text) if any(mark in text for mark in "”\"'’") else ():
        opened = _OPEN_QUOTE.search(text, max(0, match.start() - 62), match.start())
        if opened:
            message = f"법령과 조례의 제명은 따옴표가 아니라 홑낫표로 묶습니다: 「{opened[1]}{match[0][0]}」."
            yield document.found(message, words, opened.start(), match.end())
    if text.count("「") != text.count("」") or "「」" in text or _NESTED.search(text):
        yield from _unpaired(document)
    yield from _half_width(document)


_NESTED = re.compile(r"「[^」\n]*「|」[^「\n]*」")

_OF_MARKS = re.compile(r"(?:낫표|괄호|부호|표시)(?:인|로|는|를|을)?[ (“‘\[]{0,3}$")
"""What stands before 「 」 that are told of as marks."""


def _unpaired(document: Document) -> Iterator[Found]:
    for unit in document.units:
        text = unit.provision.text
        opened = -1
        for match in re.finditer("[「」]", text):
            if (match[0] == "「") == (opened >= 0):
                at = match.start() if match[0] == "」" else opened
                yield Found("낫표의 짝이 맞지 않습니다. 「 」를 한 쌍으로 쓰십시오.", unit.path, (at, at + 1))
            elif (
                match[0] == "」"
                and not text[opened + 1 : match.start()].strip()
                and not _OF_MARKS.search(text, 0, opened)
            ):
                yield Found("낫표 안에 제명이 없습니다. 제명을 적으십시오.", unit.path, (opened, match.end()))
            opened = match.start() if match[0] == "「" else -1
        if opened >= 0:
            yield Found("낫표를 닫지 않았습니다. 제명 끝에 」를 쓰십시오.", unit.path, (opened, opened + 1))


def _half_width(document: Document) -> Iterator[Found]:
    """What reading has already put right (P002) is a slip of the draft all the same."""
    reading = document.reading
    if not document.is_draft or not any(each.code == "P002" for each in reading.findings):
        return
    for path, span in reading.spans.items():
        if path[0] in (BODY, ADDENDA) and len(path) == 2:
            for number in range(span.line, max(span.last, span.line) + 1):
                if number <= len(reading.source) and re.search("[｢｣]", reading.source[number - 1]):
                    yield Found("반각 낫표(｢｣)를 썼습니다. 「 」로 고치십시오.", path, line=number)


@rule(
    "CIT004",
    "error",
    "법령 제명이 사전과 일치",
    basis="국가법령의 제명(법령 사전)",
    why="제명이 한 글자라도 다르면 다른 법령을 가리키거나 아무것도 가리키지 않는다. 사전에 없는 제명은 확인하지 못한 것으로 알린다.",
    bad=(
        "시장은 「인공지능 기본법」 제27조를 고려해야 한다.",
        "보조금은 「지방보조금 관리에 관한 법률」에 따라 교부한다.",
    ),
    good="시장은 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제27조를 고려해야 한다.",
    in_force="warning",
)
def title_in_dictionary(document: Document) -> Iterator[Found]:
    told: set[str] = set()
    known = local_titles(document)
    forms = Counter(each.title for each in cited(document))
    for each in cited(document):
        found = _judged(document, each, forms, known)
        if found is None or (found.state and each.title in told):
            continue
        told.add(each.title)
        yield found
    for match in _DECREE.finditer(document.words.text):
        title = f"{match[1]} 시행{match[2]}"
        if document.statutes.match(match[1]).kind == "exact":
            message = f"낫표는 제명 전체를 묶습니다: 「{title}」."
            yield document.found(message, document.words, *match.span(), f"「{title}」")._replace(severity="warning")


_DECREE = re.compile(r"「([^「」\n]+)」 ?시행(령|규칙)")


def _judged(document: Document, each: Cited, forms: Counter[str], known: frozenset[str]) -> Found | None:
    title = each.title
    if title in known or not title.strip():
        return None
    match = _local_match(title, known) if is_local(title) else document.statutes.match(title)
    if match.kind == "near" and match.title == document.ordinance.title and _is_old(document, each):
        match = Match("unknown")
    if match.kind == "exact" or (match.former and match.former.kind != "mistaken"):
        return None
    if match.kind == "unknown":
        other = max((form for form in forms if bare(form) == bare(title)), key=forms.__getitem__)
        return _unverified(document, each) if other == title else _mixed(document, each, other)
    words = {
        "spacing": "띄어쓰기가 제명과 다릅니다.",
        "dots": "가운뎃점이나 띄어쓰기가 제명과 다릅니다.",
        "near": "제명과 몇 글자가 다릅니다.",
        "unofficial": "제명이 아니라 줄여 부르는 이름입니다.",
        "former": "이런 제명의 법령은 없습니다.",
    }[match.kind]
    message = f"「{title}」: {words} 「{match.title}」{particle(match.title, '으로/로')} 쓰십시오."
    sure = match.kind in ("unofficial", "former") or (match.kind == "near" and match.title in document.statutes.laws)
    safe = match.kind == "spacing" and (is_local(title) or match.title.split(" 시행")[0] in document.statutes.laws)
    found = document.found(message, document.words, each.start, each.end, match.title if safe else None)
    return found if sure else found._replace(severity="warning")


def _is_old(document: Document, each: Cited) -> bool:
    """Whether a title that looks like the document's own is that of the ordinance it takes the place of."""
    before = document.words.text[max(0, each.start - 14) : each.start]
    return each.title in repealed(document) or OLD_ON_PURPOSE.search(before) is not None


def _mixed(document: Document, each: Cited, other: str) -> Found:
    message = f"같은 것을 「{other}」{particle(other, '과/와')} 「{each.title}」{particle(each.title, '으로/로')} 달리 적었습니다. 맞는 제명 하나로 맞추십시오."
    return document.found(message, document.words, each.start, each.end)._replace(severity="warning")


def _local_match(title: str, known: frozenset[str]) -> Match:
    other, mine = alike(title, known)
    if other:
        return Match("spacing" if other.replace(" ", "") == title.replace(" ", "") else "dots", other)
    if not mine or not title.endswith("조례"):
        return Match("unknown")
    from rapidfuzz import fuzz, process  # late: most documents cite no such ordinance

    best = process.extractOne(title, mine, scorer=fuzz.ratio, score_cutoff=90)
    return Match("near", best[0]) if best else Match("unknown")


def _unverified(document: Document, each: Cited) -> Found:
    where = "지방자치단체의 조례 목록" if is_local(each.title) else "법령 사전"
    day = format_date(document.statutes.checked_on)
    message = (
        f"「{each.title}」{particle(each.title, '은/는')} {where}(기준일 {day})에 없어 "
        "제명과 효력을 확인하지 못했습니다. 국가법령정보센터에서 대조하십시오."
    )
    found = document.found(message, document.words, each.start, each.end)
    return found._replace(severity="info", state="unverified")


@rule(
    "CIT005",
    "warning",
    "바뀌거나 폐지된 제명",
    basis="법령 사전의 옛 제명 표(각 법률의 부칙에서 확인)",
    why="제명이 바뀐 뒤에는 새 제명으로 인용한다. 옛 제명은 지금의 법령을 찾을 수 없게 한다.",
    bad="「소프트웨어산업 진흥법」 제2조에 따른 사업을 말한다.",
    good="「소프트웨어 진흥법」 제2조에 따른 사업을 말한다.",
)
def former_title(document: Document) -> Iterator[Found]:
    text = document.words.text
    places = [(each.title, each.start, each.end) for each in cited(document) if not is_local(each.title)]
    places += [(each.title, each.start, each.end) for each in loose(document) if each.kind == "former"]
    for title, start, end in places:
        former = document.statutes.match(title).former
        if former is None or former.kind == "mistaken" or not _is_over(document, former):
            continue
        if OLD_ON_PURPOSE.search(text[max(0, start - 14) : start]):
            continue
        since = f"({former.since}부터)" if former.since else ""
        how = "제명이 바뀌었습니다" if former.kind == "renamed" else "다른 법령이 대신합니다"
        new = f"「{former.right}」{particle(former.right, '을/를')}"
        message = f"「{title}」{particle(title, '은/는')} {how}{since}. {new} 인용하고 조 번호도 대조하십시오."
        yield document.found(message, document.words, start, end)


def _is_over(document: Document, former: FormerTitle) -> bool:
    """Whether a title has been given up on the day to judge by (a year alone counts from its beginning)."""
    return former.since[:10] <= document.as_of.isoformat()


@rule(
    "CIT006",
    "warning",
    "같은 법 되풀이",
    basis=f"{_GUIDE} 410쪽",
    why="같은 항에서 같은 법령을 다시 부를 때에는 “같은 법”으로 받는 것이 짧고 분명하다.",
    bad="시장은 「지방자치법」 제28조 및 「지방자치법」 제34조에 따라 정한다.",
    good=(
        "시장은 「지방자치법」 제28조 및 제34조에 따라 정한다.",
        "시장은 「지방자치법」 제28조, 「지방재정법」 제17조 및 「지방자치법」 제34조에 따라 정한다.",
    ),
    in_force="info",
)
def repeated_title(document: Document) -> Iterator[Found]:
    before: tuple[str, int] | None = None
    last = 0
    words = document.words
    for each in cited(document):
        unit = words.unit(each.start)[0]
        same = before == (each.title, unit)
        between = words.plain[last : each.start - 1] if same else ""
        if same and not re.search(r"(?<![가-힣])(?:법|영|조례|규칙) 제\d", between):
            word = "같은 조례" if each.title.endswith("조례") else "같은 영" if each.title.endswith("령") else "같은 법"
            message = f"한 항에서 「{each.title}」{particle(each.title, '을/를')} 되풀이했습니다. 둘째부터 “{word}”으로 받으십시오."
            yield document.found(message.replace("조례”으로", "조례”로"), words, each.start - 1, each.end + 1)
        before, last = (each.title, unit), each.end


@rule(
    "CIT007",
    "error",
    "가리키는 것이 없는 “같은 법”",
    basis=f"{_GUIDE} 410쪽",
    why="“같은 법”은 같은 항의 앞에 나온 법령을 가리킨다. 앞에 법령이 없으면 무엇을 가리키는지 알 수 없다.",
    bad="제2조(보기) ① 시장은 계획을 세운다.\n② 시장은 같은 법 제5조에 따라 계획을 알린다.",
    good="제2조(보기) ① 시장은 계획을 세운다.\n② 시장은 「지방자치법」 제5조에 따라 계획을 세우고, 같은 법 제6조에 따라 알린다.",
    in_force="info",
)
def same_law_of_nothing(document: Document) -> Iterator[Found]:
    if not document.words.has_any(_SAME_WORDS) or not _SAME.search(document.words.plain):
        return
    words = document.words
    named = [each.start for each in cited(document)] + [each.start for each in loose(document)]
    named += [match.start() for match in _BY_SHORT_NAME.finditer(words.plain)]
    before = [(at, scope_of(document, words.place(at, at)[0] or ())) for at in sorted(named)]
    for match in _SAME.finditer(words.plain):
        scope = scope_of(document, words.place(*match.span())[0] or ())
        if any(at < match.start() and other == scope for at, other in before):
            continue
        last = next((other for at, other in reversed(before) if at < match.start()), ())
        near = last and last[:-1] == scope[:-1] and len(scope) > 2
        message = f"같은 항의 앞에 법령이 없어 “{match[0]}”{particle(match[0], '이/가')} 가리키는 것을 알 수 없습니다. 제명이나 약칭을 쓰십시오."
        yield document.found(message, words, *match.span())._replace(severity="warning" if near else "")


_BY_SHORT_NAME = re.compile(
    r"(?<![가-힣])(?<!같은 )[가-힣]{0,8}(?:법|영|시행령|시행규칙|조례|규칙)(?: ?제\d|에 |에서 |의 |을 |과 | 시행)"
)
_SAME_WORDS = ("같은 법", "같은 영", "같은 규칙", "같은 조례", "같은 시행")
_SAME = re.compile(
    r"(?<![가-힣])(?<![와과] )같은 (?:법률|법|영|규칙|조례|시행령|시행규칙)(?: 시행령| 시행규칙)?(?=[\s,.)]|$|에 |에서|에도|의 |을 |를 |으로 |로 |과 |와 |상 )"
)


@rule(
    "CIT008",
    "error",
    "없는 조를 인용",
    basis="법령 사전의 조문 목록",
    why="삭제되었거나 없는 조를 인용하면 근거가 사라진다. 조문 목록이 온전한 법령만 기준일을 밝히고 본다.",
    bad="「지능정보화 기본법」 제46조에 따른 시책을 마련한다.",
    good="「지능정보화 기본법」 제45조에 따른 시책을 마련한다.",
    in_force="warning",
)
def missing_article(document: Document) -> Iterator[Found]:
    for mention, law in statutes_mentioned(document):
        if not law.complete or mention.ref.place or law.articles is None:
            continue
        for steps in (mention.ref.steps, mention.ref.until):
            if not steps or steps[0][0] is not ARTICLE or steps[0][1] is None:
                continue
            label = ARTICLE.label(steps[0][1])
            deleted = label in law.deleted or law.articles.get(label, "").startswith("삭제")
            if label in law.articles and not deleted:
                continue
            state = "삭제된 조입니다" if deleted else "없는 조입니다"
            source = f"{law.checked_on} 기준 {law.number}".strip()
            message = f"「{law.title}」 {attach(label, '은/는')} {state}({source}). 맞는 조를 찾아 고치십시오."
            sure = mention.span[0] < mention.head[0]
            yield Found(message, mention.path, mention.span, severity="" if sure else "warning")
            break


_OLD_NUMBERS = {
    "제9조": ("제13조", "사무"), "제22조": ("제28조", "조례"), "제23조": ("제29조", "규칙"),
    "제24조": ("제30조", "시ㆍ도|상급"), "제26조": ("제32조", "공포|이송|재의"), "제27조": ("제34조", "과태료"),
    "제39조": ("제47조", "의결"), "제66조": ("제76조", "발의|의안"), "제66조의3": ("제78조", "비용추계|재원조달"),
    "제104조": ("제117조", "위임|위탁"), "제116조의2": ("제130조", "자문기관|위원회|협의회|심의회|자문"),
    "제136조": ("제153조", "사용료"), "제137조": ("제154조", "수수료"), "제138조": ("제155조", "분담금"),
    "제132조": ("제148조", "재정부담|재정 부담"), "제139조": ("제156조", "사용료|수수료|분담금"),
    "제142조": ("제159조", "기금|재산"), "제144조": ("제161조", "공공시설|시설"), "제175조": ("제198조", "대도시|특례"),
}  # fmt: skip
"""Articles of 지방자치법 before 2022-01-13: what they became, and words that tell what they were about."""


@rule(
    "CIT009",
    "warning",
    "옛 「지방자치법」 조 번호",
    basis="「지방자치법」(법률 제17893호) 부칙 제22조",
    why="「지방자치법」은 2022년 1월 13일부터 조 번호가 모두 바뀌었다. 옛 번호로는 다른 내용의 조를 가리킨다.",
    bad="시장은 「지방자치법」 제104조에 따라 사무를 민간에 위탁할 수 있다.",
    good="시장은 「지방자치법」 제117조에 따라 사무를 민간에 위탁할 수 있다.",
)
def old_local_autonomy_act(document: Document) -> Iterator[Found]:
    for mention, law in statutes_mentioned(document):
        level, number = mention.ref.steps[0]
        if law.title != "지방자치법" or level is not ARTICLE or number is None or mention.ref.place:
            continue
        label = ARTICLE.label(number)
        new, about = _OLD_NUMBERS.get(label, ("", ""))
        heading = (law.articles or {}).get(label, "")
        article = document.article_at(mention.path)
        near = f"{article.heading}\n{article.text}" if article else ""
        if not new or not re.search(about, near) or re.search(about, heading) or _shares(heading, near):
            continue
        now = f" 지금의 {attach(label, '은/는')} “{heading}”입니다." if heading else ""
        message = (
            f"2022년 1월 13일 전의 「지방자치법」 조 번호로 보입니다.{now} {attach(new, '이/가')} 맞는지 확인하십시오."
        )
        yield Found(message, mention.path, mention.span)


def _shares(heading: str, near: str) -> bool:
    """Whether what an article is about today is spoken of nearby."""
    return any(word in near for word in re.findall(r"[가-힣]{3,}", heading) if word not in _EVERYWHERE)


_EVERYWHERE = ("지방자치단체의", "지방자치단체", "지방의회", "지방의회의", "조례와")
