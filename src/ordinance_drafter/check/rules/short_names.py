"""Structural rules about 약칭 (short names), and what the rules about definitions share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.declared import Declared
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import particle
from ordinance_drafter.model import ARTICLE, BODY, PARAGRAPH, Path, at

STANDARDS = "법제처 「법령 입안ㆍ심사 기준」"
PURPOSE = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n"
TERMS = "제2조(정의) 이 조례에서 사용하는 용어의 뜻은 다음과 같다.\n"
_HEAD = re.compile(r"(?:특별|광역)?시장|군수|구청장|도지사|교육감|시의회|도의회|군의회|구의회|통합특별시장")


# ── 함께 쓰는 것 ─────────────────────────────────────────────────────────────


def squeezed(words: str) -> str:
    return words.replace(" ", "").replace("ㆍ", "").replace("·", "")


def core(name: str) -> str:
    """The name as it is looked for: without spaces, and without what is in parentheses: 인공지능(AI) -> 인공지능."""
    return squeezed(re.sub(r"\([^()]*\)", "", name)) or squeezed(name)


def definitions(document: Document) -> list[Declared]:
    return [each for each in document.declared if each.kind == "definition" and each.path[0] == BODY]


def short_names(document: Document) -> list[Declared]:
    return [each for each in document.declared if each.kind == "short_name" and each.path[0] == BODY]


def starts_of(document: Document) -> dict[Path | None, int]:
    return dict(zip(document.words.paths, document.words.starts, strict=True))


def annex_words(document: Document) -> str:
    return "\n".join(f"{annex.heading}\n{annex.text}" for annex in document.ordinance.annexes)


def lacks_annexes(document: Document) -> bool:
    """Whether the text names 별표 or 서식 that are not in this copy, so that nothing is known of their words."""
    return not document.ordinance.annexes and any(each.ref.place in ("table", "form") for each in document.mentions)


def outside_definitions(document: Document) -> str:
    """Everything that is not in an article of definitions, without spaces."""
    plain = document.words.plain
    parts, at_ = [], 0
    for article in document.of_kind("definitions"):
        parts.append(plain[at_ : article.start])
        at_ = article.end
    parts += [plain[at_:], document.headings.text, annex_words(document)]
    return squeezed("\n".join(parts))


_LEAD = re.compile(
    r"(?:^|\n|[.,;] |[을를에며] |에게 |에서 |따라 |하여 |로서 |및 |또는 |부터 |까지 |으로 |경우 |때 |"
    r"(?:[장수감자례칙]|지사|사람|위원회|기관|단체|위원)[은는이가] )$"
)
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|에|에게|에서|과|와|으로|로|도|만|까지|에는|에도)(?![가-힣])")


def occurrences(plain: str, name: str, start: int, end: int) -> Iterator[int]:
    """Where a name stands at the beginning of a word."""
    place = plain.find(name, start, end)
    while place >= 0:
        if not ("가" <= plain[place - 1 : place] <= "힣" or plain[place - 1 : place].isalnum()):
            yield place
        place = plain.find(name, place + 1, end)


def stands_alone(plain: str, place: int, name: str) -> bool:
    """Whether a name is used here by itself: at the head of its clause and with a particle, or 법 제3조."""
    after = plain[place + len(name) : place + len(name) + 4]
    if name in ("법", "영", "규칙", "조례", "시행령", "시행규칙", "규정"):
        return bool(re.match(r" 제\d", after)) and not plain[:place].endswith(("같은 ", "이 ", "「", "른 "))
    return bool(_PARTICLE.match(after)) and bool(_LEAD.search(plain[max(0, place - 12) : place]))


# ── 약칭 ─────────────────────────────────────────────────────────────────────

_SHORTENING = f"{STANDARDS} 860~880쪽"
_DUTY = "제2조(책무) 고양시장(이하 “시장”이라 한다)은 시민의 참여를 돕는다.\n"


@rule(
    "DEF007",
    "error",
    "정의나 약칭의 중복 선언",
    basis=_SHORTENING,
    why="한 말은 한 번만 정의하거나 줄여 부른다. 두 번 선언하면 어느 뜻인지 알 수 없다.",
    bad=PURPOSE + _DUTY + "제3조(지원) 고양시장(이하 “시장”이라 한다)은 시민을 지원할 수 있다.",
    good=PURPOSE
    + "제2조(조사) 시장은 조사 대상자(이하 이 조에서 “대상자”라 한다)를 정한다.\n제3조(교육) 시장은 교육 대상자(이하 이 조에서 “대상자”라 한다)를 정한다.",
)
def declared_twice(document: Document) -> Iterator[Found]:
    seen: dict[tuple[str, object], Declared] = {}
    for each in (*definitions(document), *short_names(document)):
        name = squeezed(each.name)
        where = _scope_of(document, each)
        first = seen.setdefault((name, where), each)
        if first is each or (first.path == each.path and first.kind != each.kind):
            continue
        told = document.address(first.path)
        words = f"“{each.name}”{particle(each.name, '을/를')} {told}에서 이미 선언하였습니다. 한 곳에서만 선언하십시오."
        yield Found(words, each.path, each.span)


def _scope_of(document: Document, each: Declared) -> Path:
    """Return the place a name is declared for: the unit of 이하 이 조에서, () for the whole text."""
    if not each.scope:
        return ()
    for end in range(2, len(each.path) + 1):
        if at(document.ordinance, each.path[:end]).level.word == each.scope:
            return each.path[:end]
    return each.path


def _uses_after(document: Document, each: Declared, start: int) -> bool:
    """Whether a short name is used behind its declaration: in words, headings, annexes."""
    plain = document.words.plain
    end = len(plain)
    if each.scope in ("조", "항", "호", "목") and (article := document.article_at(each.path)):
        end = article.end
    name = each.name
    if next(iter(occurrences(plain, name, start, end)), None) is not None:
        return True
    if each.scope:
        return False
    rest = squeezed(plain[start:].replace(each.full, "") if each.full else plain[start:])
    if len(name) > 2 and squeezed(name) in rest:
        return True
    return squeezed(name) in squeezed(annex_words(document)) or any(
        True for _ in occurrences(document.headings.text, name, 0, len(document.headings.text))
    )


@rule(
    "DEF008",
    "error",
    "선언하고 쓰지 않은 약칭",
    basis=_SHORTENING,
    why="약칭은 뒤에서 되풀이하여 쓸 때에만 선언한다.",
    bad=PURPOSE + _DUTY + "제3조(보고) 위원장은 결과를 고양시의회(이하 “의회”라 한다)에 알린다. 시장은 이를 돕는다.",
    good=PURPOSE + _DUTY + "제3조(지원) 시장은 시민을 지원할 수 있다.",
    in_force="warning",
)
def unused_short_name(document: Document) -> Iterator[Found]:
    starts = starts_of(document)
    for each in short_names(document):
        start = starts.get(each.path)
        if start is None or _uses_after(document, each, start + each.span[1]):
            continue
        words = f"“{each.name}”{particle(each.name, '이라/라')} 줄여 놓고 뒤에서 쓰지 않습니다. 약칭을 지우십시오."
        yield Found(words, each.path, each.span, severity="warning" if lacks_annexes(document) else "")


_NAMED = re.compile(
    r"(?:시장|군수|구청장|도지사|의회|교육감|위원회|협의회|심의회|협의체|센터|기금|재단|공단|진흥원|계획)$"
)


def _shortens(full: str, name: str) -> bool:
    """Whether a name is made of letters of the full one, to its end: 고양시장 -> 시장."""
    letters = iter(full)
    return full[-1:] == name[-1:] and all(letter in letters for letter in name)


def _stands_first(text: str, place: int) -> bool:
    """Whether a word begins its sentence or unit, so that nothing before it can belong to its name."""
    return place == 0 or text[place - 1] == "\n" or text[place - 2 : place] == ". "


@rule(
    "DEF009",
    "warning",
    "약칭을 선언한 뒤 긴 이름을 다시 씀",
    basis=_SHORTENING,
    why="약칭을 선언하였으면 그 뒤에는 약칭만 쓴다. 섞어 쓰면 다른 것을 가리키는 듯 보인다.",
    bad=PURPOSE + _DUTY + "제3조(지원) 고양시장은 시민을 지원할 수 있다.",
    good=PURPOSE + _DUTY + "제3조(지원) 시장은 「고양시장 관사 운영 조례」에도 불구하고 시민을 지원할 수 있다.",
    in_force="info",
)
def full_again(document: Document) -> Iterator[Found]:
    starts = starts_of(document)
    core_names = {each.name for each in document.declared}
    for each in short_names(document):
        full, start = each.full, starts.get(each.path)
        if start is None or len(full) < 3 or each.scope or full == each.name:
            continue
        title = document.words.text[start : start + each.span[0]].rstrip('(이하 “"').endswith(f"「{full}」")
        if not title and not (_NAMED.search(full) and _shortens(squeezed(full), squeezed(each.name))):
            continue
        text = document.words.text if title else document.words.plain
        wanted = f"「{full}」" if title else full
        end = document.body_end
        tail = "" if title or wanted in core_names else wanted.split(" ")[-1]
        places = list(occurrences(text, wanted, start + each.span[1], end))
        if tail not in ("", wanted, each.name) and len(tail) > len(each.name) + 1 and tail not in core_names:
            for place in occurrences(text, tail, start + each.span[1], end):
                if _PARTICLE.match(text, place + len(tail)) and _stands_first(text, place):
                    told = f"{tail}{particle(tail, '은/는')} 앞에서 “{each.name}”{particle(each.name, '으로/로')} 줄였습니다. 약칭을 쓰십시오."
                    yield document.found(told, document.words, place, place + len(tail))
        for place in places:
            if title or _PARTICLE.match(text, place + len(wanted)):
                words = f"{wanted}{particle(full, '은/는')} 앞에서 “{each.name}”{particle(each.name, '으로/로')} 줄였습니다. 약칭을 쓰십시오."
                yield document.found(words, document.words, place, place + len(wanted))


@rule(
    "DEF010",
    "error",
    "선언하기 전에 쓴 약칭",
    basis=_SHORTENING,
    why="약칭은 처음 나오는 자리에서 선언한다. 앞에서 먼저 쓰면 무엇을 가리키는지 알 수 없다.",
    bad=PURPOSE
    + "제2조(적용) 이 조례는 시장이 정하는 사업에 적용한다.\n제3조(책무) 고양시장(이하 “시장”이라 한다)은 시민의 참여를 돕는다.\n제4조(지원) 시장은 시민을 지원한다.",
    good=PURPOSE
    + "제2조(적용) 이 조례는 전통시장이 있는 지역에 적용한다.\n제3조(책무) 고양시장(이하 “시장”이라 한다)은 시민의 참여를 돕는다.\n제4조(지원) 시장은 시민을 지원한다.",
    in_force="warning",
)
def used_too_early(document: Document) -> Iterator[Found]:
    starts, plain = starts_of(document), document.words.plain
    defined = {squeezed(each.name) for each in definitions(document)}
    done = set()
    for each in short_names(document):
        start = starts.get(each.path)
        if start is None or each.scope or each.name in done or squeezed(each.name) in defined:
            continue
        done.add(each.name)
        end = start + next((low for low, high in document.sentences(each.path) if low <= each.span[0] < high), 0)
        places = (here for here in occurrences(plain, each.name, 0, end) if stands_alone(plain, here, each.name))
        place = next(places, None)
        if place is not None and each.name not in _ROLES:
            told = document.address(each.path)
            words = f"“{each.name}”{particle(each.name, '을/를')} {told}에서 선언하기 전에 썼습니다. 처음 나오는 이곳에서 선언하십시오."
            found = document.found(words, document.words, place, place + len(each.name))
            yield found._replace(severity="" if _is_proper(each) else "info")


_ROLES = ("위원장", "부위원장", "위원", "간사", "의장", "문서")
_BODY = re.compile(r"(?:위원회|협의회|심의회|협의체|자문단|센터|기금|재단|진흥원|계획)$")


def _is_proper(each: Declared) -> bool:
    """Whether a short name is of one certain thing (시장, 법, 위원회), and no word that may be used in its own sense."""
    if _HEAD.fullmatch(each.name) or each.name in (
        "시",
        "도",
        "군",
        "구",
        "의회",
        "교육감",
        "법",
        "영",
        "규칙",
        "조례",
    ):
        return True
    return bool(_BODY.search(each.name)) and each.full != each.name and each.full.endswith(each.name[-2:])


_WATCHED = (
    "인공지능기업", "인공지능융합", "시행계획", "기본계획", "종합계획", "집적단지", "기금", "위원회", "취약계층", "전담기관",
    "법", "영",
    "시장", "군수", "구청장", "도지사", "시의회", "도의회", "군의회", "구의회", "시", "군", "구", "도",
)  # fmt: skip
_OWN = {
    "시": ("시장", "시의회", "시"), "군": ("군수", "군의회", "군"), "구": ("구청장", "구의회", "구"), "도": ("도지사", "도의회", "도"),
}  # fmt: skip
_HEADS = ("시장", "군수", "구청장", "도지사")
_OF_A_FUND = re.compile(r"(?<![가-힣])기금(?:은|의 (?:조성|운용|재원|용도|존속|관리|설치))")


@rule(
    "DEF011",
    "warning",
    "정의하지 않은 핵심 용어",
    basis=f"{STANDARDS} 121~131쪽, 860~880쪽",
    why="무엇인지 밝히지 않은 말로 의무나 지원을 정하면 대상과 범위를 알 수 없다. 처음 나오는 자리에서 정의하거나 줄여 선언한다.",
    bad=PURPOSE + _DUTY + "제3조(계획) 시장은 해마다 5월까지 시행계획을 수립한다.",
    good=PURPOSE
    + _DUTY
    + "제3조(계획) 시장은 해마다 연도별 시행계획(이하 “시행계획”이라 한다)을 세운다. 시행계획은 공개한다.",
    in_force="info",
)
def undeclared_word(document: Document) -> Iterator[Found]:
    plain, end = document.words.plain, document.body_end
    names = [core(each.name) for each in document.declared] + [squeezed(each.full) for each in document.declared]
    for word in _WATCHED:
        if word not in plain or any(name.endswith(word) for name in names):
            continue
        if not _concerns(document, word, names):
            continue
        first = next(occurrences(plain, word, 0, end), None)
        alone = next((here for here in occurrences(plain, word, 0, end) if stands_alone(plain, here, word)), None)
        if first is None or alone is None or _is_told(plain, word, alone):
            continue
        words = f"“{word}”{particle(word, '이/가')} 무엇인지 정하지 않았습니다. 처음 나오는 자리에서 정의하거나 약칭으로 선언하십시오."
        yield document.found(words, document.words, alone, alone + len(word))
    if document.is_draft and "계획" in plain:
        yield from _plans(document, names)


_PLAN = re.compile(r"^([가-힣]{2,8}계획)(?:에는|은|의) ", re.MULTILINE)


def _plans(document: Document, names: list[str]) -> Iterator[Found]:
    """Yield the plans that a paragraph begins with (활용계획에는 …) and that are neither named nor declared before."""
    plain, seen = document.words.plain, set()
    for match in _PLAN.finditer(plain, 0, document.body_end):
        word = match[1]
        if word in seen or word in _WATCHED or any(name.endswith(word) for name in names):
            continue
        path, _ = document.words.place(*match.span())
        if path is None or at(document.ordinance, path).level not in (ARTICLE, PARAGRAPH):
            continue  # an item of a list names it before the article that is about it
        seen.add(word)
        first = next(occurrences(plain, word, 0, document.body_end))
        if first == match.start():
            told = f"“{word}”{particle(word, '이/가')} 무엇인지 정하지 않았습니다. 처음 나오는 자리에서 정의하거나 약칭으로 선언하십시오."
            yield document.found(told, document.words, first, first + len(word))


def _concerns(document: Document, word: str, names: list[str]) -> bool:
    """Whether a watched word is one this municipality should declare: its own head and council, its own fund."""
    if word == "기금":
        return bool(_OF_A_FUND.search(document.words.plain))
    if word in _HEADS or word.endswith("의회") or (len(word) == 1 and word not in "법영"):
        place = re.match(r"(?:[가-힣]+ )?[가-힣]+?([시군구도])(?= )", document.ordinance.title)
        own = _OWN.get(place[1], ()) if place else ()
        return word in own and not (word in _HEADS and any(name.endswith(_HEADS) for name in names))
    return True


def _is_told(plain: str, word: str, alone: int) -> bool:
    """Whether an earlier place says what the word is: 법 제6조에 따른 시행계획, ○○위원회를 둔다."""
    sentence = plain[max(plain.rfind(". ", 0, alone), plain.rfind("\n", 0, alone)) + 1 : alone]
    if word.endswith(("계획", "단지", "기관", "계층")) and re.search(
        r"(?:」|(?<![가-힣])법)[^.]{0,20}에 따라", sentence
    ):
        return True
    return bool(re.search(rf"(?:제\d+[조항호]|」)(?:의 규정)?에 (?:따른|의한) {word}", plain[:alone]))


_LIST = re.compile(r"((?:[가-힣A-Za-z]{2,20}(?:, ?|ㆍ| 및 | 또는 |[과와] )){1,8})[가-힣A-Za-z]{2,20}\(이하\s*[“\"]$")

_ITS_SOURCE = re.compile(
    r"「[^「」\n]*」(?:\(이하 [^()]*\))?(?: ?제\d[^\s,]*?)?(?: ?각 호)?(?:에서 정한|에 따른|에 의한|의) "
)


@rule(
    "DEF017",
    "warning",
    "열거를 받는 약칭의 “등”",
    basis=f"{_SHORTENING}, 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제16조제2항제3호",
    why="여러 가지를 한 이름으로 줄이면서 그중 하나의 이름을 그대로 쓰면 하나만 가리키는 것과 가릴 수 없다. “등”을 붙인다.",
    bad=PURPOSE
    + "제2조(지원) 시장은 중소기업, 벤처기업, 소상공인(이하 “중소기업”이라 한다)을 지원한다. 중소기업은 신청서를 낸다.",
    good=PURPOSE
    + "제2조(지원) 시장은 중소기업, 벤처기업, 소상공인(이하 “중소기업등”이라 한다)을 지원한다. 중소기업등은 신청서를 낸다.",
)
def list_without_and_so_on(document: Document) -> Iterator[Found]:
    for each in short_names(document):
        before = at(document.ordinance, each.path).text[max(0, each.span[0] - 300) : each.span[0]]
        before = _ITS_SOURCE.sub("", before) if "」" in before else before[-120:]
        match = _LIST.search(before) if each.name in before else None
        if match and each.name in re.split(r", ?|ㆍ| 및 | 또는 |[과와] ", match[1]):
            words = f"여러 가지를 “{each.name}”{particle(each.name, '이라/라')} 줄였습니다. “{each.name}등”처럼 하나와 가릴 수 있게 쓰십시오."
            yield Found(words, each.path, each.span)


_TAILS = ("위원회", "협의회", "심의회", "협의체", "자문단", "추진단", "센터", "기금")


@rule(
    "DEF021",
    "warning",
    "약칭의 뒷부분만 씀",
    basis=_SHORTENING,
    why="선언한 약칭은 글자 그대로 쓴다. 뒷부분만 쓰면 다른 것을 가리키는 듯 보인다.",
    bad=PURPOSE
    + "제2조(설치) ① 고양시 보기 자문위원회(이하 “자문위원회”라 한다)를 둔다.\n② 자문위원회는 회의를 연다.\n③ 위원회는 결과를 공개한다.",
    good=PURPOSE
    + "제2조(설치) ① 고양시 보기 자문위원회(이하 “자문위원회”라 한다)를 둔다.\n② 자문위원회는 회의를 연다.\n③ 자문위원회는 결과를 공개한다.",
)
def shortened_short_name(document: Document) -> Iterator[Found]:
    names = [squeezed(each.name) for each in document.declared]
    starts, plain = starts_of(document), document.words.plain
    for each in short_names(document):
        tail = next((tail for tail in _TAILS if each.name.endswith(tail) and each.name != tail), None)
        start = starts.get(each.path)
        if not tail or start is None or tail in names or sum(name.endswith(tail) for name in names) > 1:
            continue
        for place in occurrences(plain, tail, start + each.span[1], document.body_end):
            if stands_alone(plain, place, tail):
                words = f"“{tail}”{particle(tail, '은/는')} 앞에서 선언한 “{each.name}”{particle(each.name, '을/를')} 줄여 쓴 듯합니다. “{each.name}”{particle(each.name, '으로/로')} 쓰십시오."
                yield document.found(words, document.words, place, place + len(tail))
