"""Rules about 조문 참조 that compare what is said with what is there: annexes, and the matter of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import ALL_TEXTS, Found, rule
from ordinance_drafter.korean import attach, particle
from ordinance_drafter.model import ANNEXES, BODY, PARAGRAPH, Path, Provision, at
from ordinance_drafter.refs import Mention, Ref, format_ref

_GUIDE = "법제처 「자치법규 입안 길라잡이」"
_PURPOSE = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n"

# ── 별표ㆍ서식 ───────────────────────────────────────────────────────────────


@rule(
    "XRF014",
    "error",
    "별표ㆍ서식과 본문의 대응",
    basis=f"{_GUIDE} 346~348쪽",
    why="본문에서 가리킨 별표와 서식은 붙어 있어야 하고, 붙어 있는 별표와 서식은 본문에서 가리켜야 한다. 별표가 하나면 번호를 붙이지 않는다.",
    bad=(
        _PURPOSE
        + "제2조(기준) 지원 기준은 별표 2와 같다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별표]\n지원 기준(제2조 관련)\n기준을 적는다.",
        _PURPOSE
        + "제2조(기준) 지원 기준은 시장이 정한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별표]\n지원 기준\n기준을 적는다.",
    ),
    good=_PURPOSE
    + "제2조(기준) 지원 기준은 별표와 같다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별표]\n지원 기준(제2조 관련)\n기준을 적는다.",
    in_force="info",
    texts=ALL_TEXTS,
)
def annex_not_cited(document: Document) -> Iterator[Found]:
    annexes = document.ordinance.annexes
    if annexes or document.is_draft:
        cited: set[Path] = set()
        yield from _cited_annexes(document, cited)
        yield from _annexes_without_mention(document, cited)
        if annexes and document.is_draft:
            yield from _annexes_of_another_article(document)
    elif any(each.ref.place in ("table", "form") and not each.ref.statute for each in document.mentions):
        words = "별표나 서식이 이 글에 들어 있지 않아 본문과 맞는지 확인하지 못했습니다."
        yield Found(words, state="unverified")


def _cited_annexes(document: Document, cited: set[Path]) -> Iterator[Found]:
    """Yield the mentions of annexes that are not there or are numbered for nothing; ``cited`` gets the others."""
    annexes, told = document.ordinance.annexes, set()
    before: Mention | None = None
    for mention, result in document.resolutions:
        ref, last, before = mention.ref, before, mention
        if ref.place not in ("table", "form") or ref.statute or (ref.place, ref.annex) in told:
            continue
        text = at(document.ordinance, mention.path).text
        if mention.path[0] != BODY and "종전" in text:
            continue
        if (
            last
            and last.path == mention.path
            and last.ref.statute
            and _ITS_ANNEX.fullmatch(text, last.span[1], mention.span[0])
        ):
            before = replace(mention, ref=replace(ref, statute=last.ref.statute))
            continue
        if result.path is None:
            told.add((ref.place, ref.annex))
            tail = f"본문은 {document.address(mention.path)}에서 이를 가리킵니다. 붙이거나 번호를 바로잡으십시오."
            yield Found(f"{result.problem} {tail}", mention.path, mention.span)
            continue
        cited.add(result.path)
        kind = annexes[result.path[1]].kind
        alone = kind == "table" and sum(each.kind == kind for each in annexes) == 1
        if alone and ref.annex is not None and document.is_draft:
            words = "별표가 하나뿐이므로 번호 없이 “별표”로 씁니다."
            yield Found(words, mention.path, mention.span, severity="warning")


_ITS_ANNEX = re.compile(r"(?:의|,)? ?(?:관련(?:하여)? ?|\(관련\) ?)?")
"""What stands between an article of another statute and the annex of that statute."""
_RELATED = re.compile(r"제(\d+)조(?:의(\d+))?(?=[^()\n]{0,40}관련)")


def _annexes_of_another_article(document: Document) -> Iterator[Found]:
    """Yield the annexes of a draft that name an article (제9조 관련) that is not there or does not cite them."""
    labels = [each.provision.label for each in document.articles]
    citing: dict[Path, list[Article]] = {}
    for mention, result in document.resolutions:
        if result.path and result.path[0] == ANNEXES and (article := document.article_at(mention.path)):
            citing.setdefault(result.path, []).append(article)
    for index, annex in enumerate(document.ordinance.annexes):
        match = _RELATED.search("\n".join([annex.heading, *annex.text.split("\n")[:2]]))
        citers = [each.provision.label for each in citing.get((ANNEXES, index), [])]
        if not match or not citers:
            continue
        named = f"제{match[1]}조" + (f"의{match[2]}" if match[2] else "")
        if named not in labels:
            told = f"{attach(annex.label, '이/가')} 가리키는 {attach(named, '은/는')} 없습니다. {citers[0]}에서 온 것인지 확인하십시오."
            yield Found(told, (ANNEXES, index))
        elif named not in citers:
            told = f"{attach(annex.label, '은/는')} {named} 관련이라고 적었으나 {citers[0]}에서 가리킵니다. 조 번호를 확인하십시오."
            yield Found(told, (ANNEXES, index), severity="warning")


def _annexes_without_mention(document: Document, cited: set[Path]) -> Iterator[Found]:
    words = document.words.text
    if re.search(r"별표 ?\d+(?:의\d+)?부터 별표 ?\d+|별지 제\d+호(?:의\d+)? ?서식부터", words):
        return
    for index, annex in enumerate(document.ordinance.annexes):
        if (ANNEXES, index) in cited or (annex.kind == "form" and re.search(r"별지(?! ?제\d)|서식에 따", words)):
            continue
        told = f"{attach(annex.label, '을/를')} 본문에서 가리키지 않습니다. 본문에 근거를 두거나 지우십시오."
        yield Found(told, (ANNEXES, index))


# ── 범위의 꼴 ─────────────────────────────────────────────────────────────────

_EASY = "법제처 「알기 쉬운 법령 정비기준」"
_RANGE = re.compile(
    r"(?P<from>제\d+[조항호](?:의\d+)?(?:제\d+[항호](?:의\d+)?)*(?:[가-하]목)?|(?<![가-힣])[가-하]목)"
    r" ?(?:내지|[~∼～〜–]|-(?=제?\d)|에서(?= ?제\d+[조항호](?:의\d+)?(?:제\d+[항호])*까지)) ?(?P<to>제\d+[조항호](?:의\d+)?(?:제\d+[항호](?:의\d+)?)*|\d+[조항호](?:의\d+)?|[가-하]목)"
    r"(?P<until>까지)?(?P<tail>[은을이과](?![가-힣]))?"
)
_AFTER_VOWEL = {"은": "는", "을": "를", "이": "가", "과": "와"}


@rule(
    "XRF009",
    "error",
    "범위는 “부터 … 까지”",
    basis=f"{_EASY} 81~98쪽",
    why="이어진 조항은 “내지”나 물결표를 쓰지 않고 “제1항부터 제3항까지”로 쓴다.",
    bad=(
        "시장은 「지방자치법」 제28조 내지 제30조에 따라 이를 정한다.",
        "시장은 「지방자치법」 제28조~제30조를 따른다.",
    ),
    good="시장은 「지방자치법」 제28조부터 제30조까지의 규정에 따라 이를 정한다.",
    in_force="info",
    texts=ALL_TEXTS,
)
def range_words(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if (
        "내지" not in plain
        and "에서 제" not in plain
        and "에서제" not in plain
        and not re.search(r"[조항호목] ?[~∼～〜–-] ?[제\d가-하]", plain)
    ):
        return
    for match in _RANGE.finditer(plain):
        better = None
        if match["to"].startswith("제") or match["to"].endswith("목"):
            better = f"{match['from']}부터 {match['to']}까지" + _AFTER_VOWEL.get(match["tail"] or "", "")
        words = f"“{match[0]}”{particle(match[0], '은/는')} “{match['from']}부터 … 까지”로 씁니다."
        yield document.found(words, document.words, *match.span(), better)


# ── 참조와 대상의 내용 ───────────────────────────────────────────────────────

_MATTERS = {
    "기본계획": r"계획", "시행계획": r"계획", "종합계획": r"계획", "추진계획": r"계획", "실태조사": r"조사", "현황조사": r"조사",
    "위원회": r"위원|회의", "협의회": r"협의", "협의체": r"협의|협력", "심의회": r"심의", "자문단": r"자문", "기금": r"기금",
    "위탁": r"위탁|수탁|대행", "수탁": r"위탁|수탁|대행", "수당": r"수당|여비|실비", "보조금": r"보조|지원|경비|교부",
    "포상": r"포상|표창|시상|상금", "표창": r"포상|표창|시상", "지원사업": r"사업|지원", "센터": r"센터", "영향평가": r"평가",
    "집적단지": r"단지", "전담기관": r"기관|조직", "전문인력": r"인력|인재", "교육": r"교육|연수|강좌|강의|학습|훈련",
    "우선구매": r"구매", "출연": r"출연", "출자": r"출자|투자", "공모": r"공모|공개", "윤리기준": r"윤리|기준", "윤리원칙": r"윤리|원칙",
    "실증사업": r"실증", "임기": r"임기|년으로", "정기회의": r"회의", "과태료": r"과태료", "감면": r"감면|면제", "사용료": r"사용료|요금",
    "지정취소": r"취소", "경비": r"경비|비용|예산|지원", "이용비용": r"비용", "컨설팅": r"컨설팅|자문|상담", "창업": r"창업",
    "업무협약": r"협약|협력", "재정지원": r"지원|경비|비용|예산", "사업": r"사업|지원|업무|활동|공사|시설|행사|과제|교육|운영|설치",
    "조사": r"조사|점검|확인|검사", "계획": r"계획", "시책": r"시책|계획|정책|사업|노력", "심의": r"심의|심사|위원",
}  # fmt: skip
_WHOLE_WORDS = ("사업", "조사", "계획", "시책", "심의")
"""What a reference may call its target by -> what the words of the target must have one of."""
_MATTER = re.compile(
    "|".join([*sorted(_MATTERS.keys() - set(_WHOLE_WORDS), key=len, reverse=True), f"^(?:{'|'.join(_WHOLE_WORDS)})$"])
)
# 제5조에 따른 X, 제5조제1항에 따라 수립한 X, 제5조의 X
_CALLED = re.compile(
    r"(?:의 규정)?에 (?:따른|의한|따라 (?P<done>설치|구성|수립|실시|조성|지정|위탁|지급|작성|마련|위촉|선정)(?:된|한|하는|되는|받은)) "
    r"|의 (?!규정|어느|각 |개정|사유|경우|요건|그 )"
)
_WORD = re.compile(
    r"([가-힣A-Za-z0-9ㆍ]+?)(으로|에서|에게|에는|에도|은|는|이|가|을|를|의|에|와|과|로|도)?(?=[^가-힣A-Za-z0-9ㆍ]|$)"
)
_EMPTY = re.compile(
    r"^(?:사항|경우|사업|지원|기준|방법|절차|업무|사람|기관|단체|기업|시책|비용|신청|결과|내용|범위|대상|목적|및|또는|등)$"
)


@rule(
    "XRF015",
    "warning",
    "참조와 대상의 내용이 맞지 않음",
    basis="조문 사이의 논리(조를 옮긴 뒤 남는 잘못)",
    why="“제5조에 따른 실태조사”라고 하면 제5조는 실태조사를 정하고 있어야 한다. 조를 넣거나 옮기면 번호가 하나씩 밀린 참조가 남기 쉽다.",
    bad=_PURPOSE
    + "제2조(실태조사) 시장은 실태조사를 할 수 있다.\n제3조(포상) 시장은 시민에게 상을 줄 수 있다.\n제4조(공개) 시장은 제3조에 따른 실태조사의 결과를 공개한다.",
    good=_PURPOSE
    + "제2조(실태조사) 시장은 실태조사를 할 수 있다.\n제3조(포상) 시장은 시민에게 상을 줄 수 있다.\n제4조(공개) 시장은 제2조에 따른 실태조사의 결과를 공개한다.",
    in_force="info",
)
def article_of_another_matter(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "에 따" not in plain and "에 의" not in plain:
        return
    starts = dict(zip(document.words.paths, document.words.starts, strict=True))
    for mention, result in document.resolutions:
        steps = mention.ref.steps
        if result.kind != "internal" or not result.path or result.path[0] != BODY or mention.ref.place or not steps:
            continue
        if (
            (mention.path[0] != BODY and not _of_the_transition(document, mention))
            or mention.ref.until
            or result.problem
            or mention.written.anchor == "this"
        ):
            continue
        text, start = at(document.ordinance, mention.path).text, starts.get(mention.path, -1)
        if start < 0 or _in_a_list(text, mention):
            continue
        words = _called(plain[start : start + len(text)], mention.span[1])
        target = document.article_at(result.path)
        if words and target:
            yield from _compare(document, mention, result.path, target, words)


def _of_the_transition(document: Document, mention: Mention) -> bool:
    """Whether a reference stands in 적용례 or 경과조치 of a draft, not in the amendment of another ordinance."""
    heading = at(document.ordinance, mention.path[:3]).heading
    return document.is_draft and bool(re.search("경과조치|적용례|특례|준비", heading))


_OF_A_LIST = re.compile(
    r"(?:[조항호목」]|제\d+조의\d+|까지|규정|본문|단서|전단|후단|부분|법|영|별표 ?\d*|서식)(?:의 규정)? ?(?:및|또는|,|ㆍ|와|과|나|이나) ?$"
)


def _in_a_list(text: str, mention: Mention) -> bool:
    """Whether other references stand beside it, one of which may hold what is named."""
    before, after = text[max(0, mention.span[0] - 14) : mention.span[0]], text[mention.span[1] : mention.span[1] + 4]
    return bool(_OF_A_LIST.search(before)) or bool(re.match(r" ?(?:및|또는|,|ㆍ|와|과|부터|나)", after))


def _called(text: str, end: int) -> list[tuple[str, bool]]:
    """Return the words by which a reference calls its target, each with whether 의 follows, up to another particle."""
    match = _CALLED.match(text, end)
    if not match:
        return []
    found = [(match["done"], False)] if match["done"] else []
    place = match.end()
    while len(found) < 5 and (word := _WORD.match(text, place)):
        if len(word[1]) == 1:  # 시, 때, 중, 등
            break
        found.append((word[1], word[2] == "의"))
        place = word.end() + 1
        if (word[2] and word[2] != "의") or text[word.end() : place] != " ":
            break
    return found


def _compare(
    document: Document, mention: Mention, path: Path, target: Article, words: list[tuple[str, bool]]
) -> Iterator[Found]:
    unit = at(document.ordinance, path)
    whole = unit.level is not PARAGRAPH
    said = f"{target.heading}\n{target.text}" if whole else _all_words(unit)
    said = said.replace(" ", "")
    for index, (word, of) in enumerate(words):
        if of and any(len(other) > 1 and other in said for other, _ in words[index + 1 :]):
            return  # 제12조에 따른 위원회의 회의
        match = _MATTER.search(word)
        if match and re.search(_MATTERS[match[0]], said) is None:
            hint = _place_of(document, mention, match[0], target, whole)
            if hint:
                yield _told(mention, match[0], hint)
                return
        elif len(word) >= 3 and not _EMPTY.match(word) and (word not in said or (whole and not of)):
            hint = (
                _establishing(document, word, target, mention, unit)
                if word not in said
                else _only_named(document, word, target, mention)
            )
            if hint:
                yield _told(mention, word, hint)
                return
        if of:
            return


def _told(mention: Mention, matter: str, hint: str) -> Found:
    told = format_ref(Ref(mention.ref.steps))
    words = f"{attach(told, '은/는')} “{matter}”{particle(matter, '을/를')} 정하고 있지 않습니다. {hint} 번호를 확인하십시오."
    return Found(words, mention.path, mention.span)


_SETS_UP = re.compile(r"(?:\([^()]*\))?[을를] [^.\n]{0,12}?(?:설치|구성|두|둔|둘|운영|수립|실시|조성|지정|추진)")
_DECLARES = re.compile(r"[”\"]이?라 한다")


_HEADED = re.compile(r"(?:의? ?(?:설치|구성|수립|실시|지정|조성|추진|운영|선정|신청|지원)|$| 등|ㆍ|\()")


def _heads(heading: str, word: str) -> bool:
    """Whether a heading is of what ``word`` names: 실태조사, 기본계획의 수립 등."""
    bare = heading.replace(" ", "")
    return bare.startswith(word) and bool(_HEADED.match(bare, len(word)))


def _sets_up(text: str, word: str, declared: bool = False) -> bool:
    """Whether words set up what ``word`` names (…를 둔다), or give it that name."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not "가" <= text[place - 1 : place] <= "힣" and _SETS_UP.match(text, end):
            return True
        if declared and text[place - 1 : place] in ("“", '"') and _DECLARES.match(text, end):
            return True
        place = text.find(word, end)
    return False


def _establishing(document: Document, word: str, target: Article, mention: Mention, unit: Provision) -> str:
    """Return a hint to the only article, or paragraph beside the target, that sets up what is named."""
    if any(each.path == mention.path and word in (each.name, each.full.split(" ")[-1]) for each in document.declared):
        return ""
    if unit.level is PARAGRAPH:
        depth = len(target.path)
        own = mention.path[depth] if mention.path[:depth] == target.path and len(mention.path) > depth else -1
        beside = [
            child
            for index, child in enumerate(target.provision.children)
            if child is not unit and index != own and _sets_up(_all_words(child), word)
        ]
        if len(beside) == 1 and beside[0].number:
            return f"{beside[0].level.reference(beside[0].number)}에 그 말이 있습니다."
        return ""
    if hint := _only_named(document, word, target, mention):
        return hint
    others = [
        each
        for each in document.articles
        if each is not target
        and (_heads(each.heading, word) or (word in each.text and _sets_up(each.text, word, True)))
    ]
    if any(mention.path[: len(each.path)] == each.path for each in others):
        return ""
    if len(others) != 1 or word in target.heading.replace(" ", ""):
        return ""
    return f"{others[0].provision.label}({others[0].heading})에 그 말이 있습니다."


def _names(text: str, word: str) -> bool:
    """Whether words declare ``word`` for something: (이하 “활용계획”이라 한다)."""
    place = text.find(f"“{word}”")
    return place >= 0 and bool(_DECLARES.match(text, place + len(word) + 1))


def _only_named(document: Document, word: str, target: Article, mention: Mention) -> str:
    """Return a hint to the article whose heading is what is named and which declares it, when the target does neither.

    제6조에 따른 활용계획, where 제6조 is about something else and only names it, and 제5조 is 활용계획의 수립.
    """
    if word[:2] in target.heading.replace(" ", "") or word[-2:] in target.heading or _names(target.text, word):
        return ""
    others = [each for each in document.articles if each is not target and _heads(each.heading, word)]
    if len(others) != 1 or mention.path[: len(others[0].path)] == others[0].path:
        return ""
    if not _names(others[0].text, word):
        return ""
    return f"{others[0].provision.label}({others[0].heading})에 그 말이 있습니다."


def _all_words(unit: Provision) -> str:
    return "\n".join([unit.text, *(_all_words(child) for child in unit.children)])


def _place_of(document: Document, mention: Mention, matter: str, target: Article, whole: bool) -> str:
    """Return a hint to where the matter is: an article of that heading, another paragraph; "" when nowhere."""
    if not whole:
        for child in target.provision.children:
            if matter in _all_words(child):
                return f"{child.level.reference(child.number) if child.number else ''}에 그 말이 있습니다."
    others = [each for each in document.articles if each is not target and mention.path[: len(each.path)] != each.path]
    headed = next((each for each in others if matter in each.heading.replace(" ", "")), None)
    if headed:
        label = f"{headed.provision.label}({headed.heading})"
        return f"{attach(label, '을/를')} 가리키려던 것이 아닌지"
    if any(matter in each.text for each in others):
        return "다른 조가 그 일을 정하고 있으므로"
    return ""
