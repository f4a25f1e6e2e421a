"""Structural rules about 번호ㆍ항호목; how the units are numbered is worked out in :mod:`numbering`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.check.rules.numbering import groups, has_lines, problems, units
from ordinance_drafter.korean import particle
from ordinance_drafter.model import ARTICLE, ITEM, PARAGRAPH, SUBPARAGRAPH, Provision

_GUIDE = "법제처 「자치법규 입안 길라잡이」"
_OFFICE = "「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 제2조"
_STANDARD = "법제처 「법령 입안ㆍ심사 기준」"
_LIST = "제2조(보기) 시장은 다음 각 호의 사업을 할 수 있다.\n"
_TWO = "1. 인력의 양성\n2. 기술의 개발"
_ITEMS = f"{_LIST}1. 다음 각 목의 교육\n가. 기초 교육\n나. 심화 교육\n2. 기술의 개발"


@rule(
    "NUM001",
    "error",
    "항의 부호",
    basis=f"{_GUIDE} 345~346쪽, {_OFFICE}",
    why="항은 ①부터 차례로 원문자를 붙인다. 빠지거나 되풀이되면 그 항을 가리키는 모든 인용이 어긋난다.",
    bad=(
        "제2조(보기) (1) 시장은 보기를 정한다.\n(2) 시장은 보기를 알린다.",
        "제2조(보기) ① 시장은 보기를 정한다.\n③ 시장은 보기를 알린다.",
    ),
    good="제2조(보기) ① 시장은 보기를 정한다.\n② 시장은 보기를 알린다.",
)
def paragraph_marks(document: Document) -> Iterator[Found]:
    yield from problems(document, "NUM001")


@rule(
    "NUM002",
    "warning",
    "하나뿐인 항의 ①",
    basis=f"{_GUIDE} 345쪽",
    why="항이 하나뿐이면 부호를 붙이지 않는다. ①이 있으면 읽는 사람이 ②를 찾게 된다.",
    bad="제2조(보기) ① 시장은 보기를 정한다.",
    good=("제2조(보기) 시장은 보기를 정한다.", "제2조(보기) ① 시장은 보기를 정한다.\n② 시장은 보기를 알린다."),
    in_force="info",
)
def only_paragraph(document: Document) -> Iterator[Found]:
    for path, parent, children in groups(document):
        if len(children) == 1 and children[0].level is PARAGRAPH and not children[0].deleted:
            if parent is not None and (parent.text or parent.level is not ARTICLE):
                continue
            told = f"항이 하나뿐이면 {children[0].label} 부호를 붙이지 않습니다. 지우십시오."
            yield Found(told, (*path, 0), field="label")


@rule(
    "NUM003",
    "error",
    "호의 번호",
    basis=f"{_GUIDE} 345~346쪽",
    why="호는 1.부터 빠짐없이 차례로 매기고, 번호 뒤에 점을 찍고 한 칸 띄운다.",
    bad=(f"{_LIST}1. 인력의 양성\n3. 기술의 개발", f"{_LIST}1.인력의 양성\n2.기술의 개발", f"{_LIST}1) 인력\n2) 기술"),
    good=_LIST + _TWO,
)
def subparagraph_numbers(document: Document) -> Iterator[Found]:
    yield from problems(document, "NUM003")


@rule(
    "NUM004",
    "error",
    "목의 차례",
    basis=f"{_GUIDE} 346쪽",
    why="목은 가., 나., 다. …의 차례로 매기고, 하. 다음은 거.로 이어 간다.",
    bad=(_ITEMS.replace("나.", "다."), _ITEMS.replace("가.", "ㄱ.").replace("나.", "ㄴ.")),
    good=_ITEMS,
)
def item_numbers(document: Document) -> Iterator[Found]:
    yield from problems(document, "NUM004")


@rule(
    "NUM005",
    "error",
    "목 아래의 단계",
    basis=f"{_GUIDE} 346쪽, {_OFFICE}",
    why="목 아래는 1), 가), (1), (가)의 차례로 나눈다. 단계의 부호가 다르면 어느 것의 아래인지 알 수 없다.",
    bad=(
        _ITEMS.replace("기초 교육", "기초 교육\n(1) 용어\n(2) 도구"),
        _ITEMS.replace("기초 교육", "기초 교육\n① 용어\n② 도구"),
    ),
    good=_ITEMS.replace("기초 교육", "기초 교육\n1) 용어\n2) 도구"),
    in_force="warning",
)
def below_items(document: Document) -> Iterator[Found]:
    yield from problems(document, "NUM005")


@rule(
    "NUM006",
    "error",
    "호의 도입문",
    basis=f"{_GUIDE} 346쪽",
    why="호를 두려면 그 앞의 문장에 “다음 각 호”라고 적어 호와 문장을 이어 준다. 정의 조는 “다음과 같다”로 쓴다.",
    bad=f"제2조(보기) 시장은 보기 사업을 할 수 있다.\n{_TWO}",
    good=(_LIST + _TWO, "제2조(정의) 용어의 뜻은 다음과 같다.\n1. “보기”란 견본을 말한다.\n2. “견본”이란 본을 말한다."),
    in_force="info",
)
def lead_of_a_list(document: Document) -> Iterator[Found]:
    for path, parent, children in groups(document):
        if parent is None or parent.deleted:
            continue
        if parent.level is SUBPARAGRAPH and (match := _SAYS_MEMBERS.search(parent.text)) and children[0].level is ITEM:
            told = f"목을 이끄는 문장에 “{match[0]}”라고 적었습니다. “다음 각 목”으로 고치십시오."
            yield Found(told, path, match.span())
        if parent.level not in (ARTICLE, PARAGRAPH):
            continue
        first = next((unit for unit in children if unit.level is SUBPARAGRAPH), None)
        if first is None or _announces(parent) or (parent.text and not parent.text.rstrip().endswith((".", ":"))):
            continue
        if parent.text[:2] == "1." or children[0].level is PARAGRAPH:
            continue
        told = "호가 있는데 앞 문장에 “다음 각 호”가 없습니다. “다음 각 호의 …”로 이어 쓰십시오."
        yield Found(told, path, (0, len(parent.text)) if parent.text else None, field="text")


_SAYS_MEMBERS = re.compile("다음의? ?각 ?호")
_ANNOUNCES = re.compile(r"각 ?호|다음과 같|다음 (?:기준|산식|계산식|표|구분)|다음의 (?:구분|기준|산식)|호의 ")


def _announces(parent: Provision) -> bool:
    return _ANNOUNCES.search(parent.text) is not None


@rule(
    "NUM007",
    "error",
    "호가 없는 “다음 각 호”",
    basis=f"{_GUIDE} 346쪽",
    why="“다음 각 호”라고 적으면 바로 아래에 호가 있어야 한다. 호가 없으면 무엇을 가리키는지 알 수 없다.",
    bad=("시장은 다음 각 호의 사업을 할 수 있다.", f"{_LIST}1. 다음 각 목의 교육\n2. 기술의 개발"),
    good=(_LIST + _TWO, "시장은 제1조 각 호의 사업을 할 수 있다."),
    in_force="warning",
)
def list_without_members(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "다음" not in plain:
        return
    words = document.words
    parents = {unit.path for unit in document.units if unit.provision.children}
    for match in _NEXT.finditer(plain):
        path, span = words.place(*match.span())
        if path is None or path in parents or "\n" in words.text[slice(*words.unit(match.start()))]:
            continue
        if _is_misnumbered(document, path):
            continue
        what = "목이" if "목" in match[0] else "호가"
        told = f"“{match[0]}”에 이어지는 {what} 없습니다. 빠진 것을 두거나 문장을 고치십시오."
        yield Found(told, path, span)


_NEXT = re.compile(r"다음의? ?각 ?[호목](?![ 가-힣]{0,2}외)|다음과 같다(?=\.(?:$|\n))")


def _is_misnumbered(document: Document, path: tuple[int, ...]) -> bool:
    """Whether the members may be there under labels of another level (that is for the rules on numbers)."""
    here = (*path[:-1], path[-1] + 1)
    following = next((unit.provision for unit in document.units if unit.path == here), None)
    if following is None or following.number is None or following.deleted:
        return False
    return following.level.rank >= PARAGRAPH.rank and following.number.main == 1


@rule(
    "NUM008",
    "warning",
    "하나뿐인 호",
    basis="관행(확인하지 못함)",
    why="호가 하나뿐이면 나눌 것이 없으므로 문장에 풀어 쓴다.",
    bad=f"{_LIST}1. 인력의 양성",
    good=(_LIST + _TWO, "시장은 인력을 양성하는 사업을 할 수 있다."),
    in_force="info",
)
def only_member(document: Document) -> Iterator[Found]:
    for path, parent, children in groups(document):
        members = [n for n, unit in enumerate(children) if unit.level in (SUBPARAGRAPH, ITEM)]
        if len(members) != 1 or children[members[0]].deleted or parent is None:
            continue
        if parent.level is ARTICLE and parent.text[:2] == "1.":
            continue
        word = "호가" if children[members[0]].level is SUBPARAGRAPH else "목이"
        told = f"{word} 하나뿐입니다. 문장에 풀어 쓰거나 더 나누십시오."
        yield Found(told, (*path, members[0]), field="label")


_VERB_END = re.compile(
    r"(?:한다|된다|있다|않는다|아니한다|없다|받는다|둔다|진다|이다|본다|같다|따른다)\.?$|[가-힣]다\.$"
)
_SENTENCES_MEANT = re.compile("원칙|기준|방법|절차|구분|다음과 같|정의|뜻|에 따|따른다|산정|요건|조건|준수|의무")


@rule(
    "NUM009",
    "warning",
    "호는 명사형이나 “할 것”",
    basis=f"{_GUIDE} 346쪽",
    why="호는 앞 문장에 이어지는 낱말이므로 명사나 “~할 것”으로 끝낸다. 문장으로 끝내면 앞 문장과 이어지지 않는다.",
    bad=f"{_LIST}1. 인력을 양성한다.\n2. 기술의 개발",
    good=(
        _LIST + _TWO,
        "제2조(정의) 용어의 뜻은 다음과 같다.\n1. “보기”란 견본을 말한다.\n2. “견본”이란 본을 말한다.",
    ),
    in_force="info",
)
def members_are_nouns(document: Document) -> Iterator[Found]:
    if "다" not in document.words.plain:
        return
    for path, parent, children in groups(document):
        if parent is None or children[0].level is not SUBPARAGRAPH or _SENTENCES_MEANT.search(parent.text):
            continue
        for index, unit in enumerate(children):
            text = unit.text
            if unit.deleted or unit.level is not SUBPARAGRAPH or not text.endswith(("다.", "다")) or "말한다" in text:
                continue
            here = (*path, index)
            start, end = document.sentences(here)[0]
            if _VERB_END.search(text[start:end]):
                told = "호가 문장으로 끝납니다. 명사형이나 “~할 것”으로 끝내십시오."
                yield Found(told, here, (max(start, end - 4), end))


_NOTE = re.compile(r"(?:\s*(?:\[[^\[\]]*\]|<[^<>]*>))+\s*$")
_COMPLETE = re.compile(r"다\.$|[다]\([^()]*(?:\([^()]*\)[^()]*)*\)\.$|다\.[”’)」]{1,2}\.?$")


@rule(
    "NUM010",
    "error",
    "항은 완결된 문장",
    basis=f"{_GUIDE} 345쪽",
    why="항은 “~다.”로 끝나는 완결된 문장이어야 한다. 마침표가 없거나 낱말에서 끊기면 빠진 말이 있는지 알 수 없다.",
    bad=(
        "제2조(보기) ① 시장은 보기를 정한다.\n② 시장은 예산의 범위에서 보기를 지원",
        "시장은 보기를 정하여 알려야 함.",
    ),
    good="제2조(보기) ① 시장은 보기를 정한다.\n② 시장은 예산의 범위에서 보기를 지원할 수 있다.",
    in_force="warning",
)
def paragraphs_are_sentences(document: Document) -> Iterator[Found]:
    for path, unit, _ in units(document):
        text = unit.text
        if text[-2:] == "다." or not text or unit.deleted or unit.level not in (ARTICLE, PARAGRAPH):
            continue
        text = _NOTE.sub("", text).rstrip()
        if not text or "생략" in unit.note or text.endswith(("다.", "생략", "생략)")) or "삭제" in text[:3]:
            continue
        if _COMPLETE.search(text) or "|" in text or "\n" in text or (unit.children and text[:2] == "1."):
            continue
        told = "항이 완결된 문장이 아닙니다. “~다.”로 끝내십시오."
        if text.endswith("다"):
            told = "항의 끝에 마침표가 없습니다. “~다.”로 끝내십시오."
        yield Found(told, path, (max(0, len(text) - 6), len(text)))


@rule(
    "NUM011",
    "error",
    "호를 건너뛴 목",
    basis=f"{_GUIDE} 346쪽",
    why="항 아래는 호(1.), 호 아래는 목(가.)의 차례로 나눈다.",
    bad=f"{_LIST}가. 인력의 양성\n나. 기술의 개발",
    good=_LIST + _TWO,
    in_force="warning",
)
def items_without_subparagraphs(document: Document) -> Iterator[Found]:
    yield from problems(document, "NUM011")


_BRANCH = re.compile(
    r"제(?P<a>\d{1,4})(?:의|-)(?P<b>\d{1,2})(?P<u>[조호])(?!\d)|제(?P<c>\d{1,4})조(?: ?의 (?=\d)| 의|-)(?P<d>\d{1,2})(?=제\d|[에의를을,ㆍ와과(]|부터|까지|$| (?:및|또는|각|중|제))"
)


@rule(
    "NUM012",
    "error",
    "가지번호의 표기",
    basis=f"{_STANDARD} 810~841쪽",
    why="조의 가지번호는 “제5조의2”, 호는 “제1호의2”처럼 단위를 나타내는 말 뒤에 붙여 쓴다.",
    bad=("시장은 제5의2조에 따라 계획을 세운다.", "시장은 제5조의 2에 따라 계획을 세운다."),
    good=("시장은 제5조의2에 따라 계획을 세운다.", "제2조의 2분의 1 범위에서 정한다."),
    in_force="info",
)
def branch_numbers(document: Document) -> Iterator[Found]:
    words = document.words
    if "제" in words.plain:
        for match in _BRANCH.finditer(words.plain):
            unit = match["u"] or "조"
            right = f"제{match['a'] or match['c']}{unit}의{match['b'] or match['d']}"
            told = f"가지번호는 단위를 나타내는 말 뒤에 붙입니다. “{right}”로 쓰십시오."
            at_head = match.start() == 0 or words.plain[match.start() - 1] == "\n"
            yield document.found(told, words, *match.span(), None if at_head else right)
    yield from problems(document, "NUM012")


_HEAD = re.compile(r"제\s*\d+\s*조(?:의\d+)?(?P<gap>\s*)[(（]")


@rule(
    "NUM014",
    "warning",
    "조의 머리의 띄어쓰기",
    basis=f"{_GUIDE} 348~352쪽",
    why="조 번호와 괄호 제목은 붙이고, 괄호 뒤는 한 칸 띄운다.",
    bad=("제2조 (보기) 시장은 보기를 정한다.", "제2조(보기)시장은 보기를 정한다."),
    good="제2조(보기) 시장은 보기를 정한다.",
    in_force="off",
)
def heads_of_articles(document: Document) -> Iterator[Found]:
    spans, source = document.reading.spans, document.reading.source
    words = document.words
    for match in _UNREAD_HEAD.finditer(words.plain) if has_lines(words) else ():
        told = f"“{match[0].strip()}” 부분은 조의 머리로 읽히지 않습니다. “제3조(제목) 본문”처럼 쓰십시오."
        yield document.found(told, words, *match.span())
    told_of = set()
    for each in problems(document, "NUM014"):
        told_of.add(each.path)
        yield each
    for path, unit, _ in units(document):
        if unit.level is not ARTICLE or not unit.heading or path not in spans or path in told_of:
            continue
        line = source[spans[path].line - 1]
        head = _HEAD.match(line, spans[path].column - 1)
        if head is None:
            continue
        if head["gap"]:
            told = f"{unit.label}와 괄호 제목 사이를 띄지 않습니다. 붙여 쓰십시오."
            yield Found(told, path, field="label")
            continue
        end = _closing(line, head.end())
        after = line[end : end + 2]
        if after[:1] and not after[:1].isspace():
            yield Found(f"{unit.label}의 괄호 제목 뒤를 한 칸 띄우십시오.", path, field="heading")
        elif len(after) == 2 and after.isspace() and line[end:].strip():
            yield Found(f"{unit.label}의 괄호 제목 뒤는 한 칸만 띄웁니다.", path, field="heading")


_UNREAD_HEAD = re.compile(
    r"^(?:제 ?\d{1,3} ?조(?:의\d+)? ?[.,:\-] ?|제 ?\d{1,3} ?|\d{1,3} ?조 ?)\([가-힣][^()\n]{0,30}\)(?= ?[가-힣①])",
    re.MULTILINE,
)


def _closing(line: str, start: int) -> int:
    """Where the parenthesis opened before ``start`` has been closed; the end of the line if never."""
    depth = 1
    for place in range(start, len(line)):
        depth += (line[place] in "(（") - (line[place] in ")）")
        if not depth:
            return place + 1
    return len(line)


_OTHERS = re.compile(r"(?:그 ?밖에|그 ?밖의|기타)\s")
_REST = re.compile(
    r"(?:필요|인정|정하는|부의|부치는|관한|요청|관련|준하는|해당하는|상당하는|위한)[^.]{0,40}$|(?:사항|사업|사람|경우|자|것)$"
)


@rule(
    "NUM015",
    "error",
    "“그 밖에” 호는 마지막",
    basis="관행(확인하지 못함)",
    why="“그 밖에”로 시작하는 호는 앞의 호에 들지 않은 것을 모두 받으므로 마지막에 둔다.",
    bad=f"{_LIST}1. 그 밖에 시장이 필요하다고 인정하는 사업\n2. 기술의 개발",
    good=f"{_LIST}1. 기술의 개발\n2. 그 밖에 시장이 필요하다고 인정하는 사업",
    in_force="info",
)
def others_come_last(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "밖" not in plain and "기타" not in plain:
        return
    for path, _, children in groups(document):
        if children[0].level.rank < SUBPARAGRAPH.rank or len(children) < 2:
            continue
        for index, unit in enumerate(children[:-1]):
            text = unit.text
            if text[:1] not in "그기" or not _OTHERS.match(text) or not _REST.search(text.rstrip(".")):
                continue
            later = next(
                (each for each in children[index + 1 :] if each.level is unit.level and not each.deleted), None
            )
            if later is not None and not _OTHERS.match(later.text):
                told = f"“{text.split()[0]} {text.split()[1]} …” 뒤에 {later.label} 번호가 또 있습니다. 마지막으로 옮기십시오."
                yield Found(told, (*path, index), (0, len(text)))


_FOLLOWS_ON = re.compile(r"이 경우(?=[ ,])|다만(?=[ ,])|그러하지 아니")


@rule(
    "NUM016",
    "error",
    "앞 문장이 없는 “이 경우”와 “다만”",
    basis=f"{_STANDARD} 791~809쪽",
    why="“이 경우”와 “다만”은 같은 항의 앞 문장을 받는다. 항의 첫 문장이 될 수 없다.",
    bad="제2조(보기) ① 시장은 보기를 정한다.\n② 이 경우 시장은 의견을 들어야 한다.",
    good="제2조(보기) 시장은 보기를 정한다. 이 경우 시장은 의견을 들어야 한다.",
    in_force="warning",
)
def nothing_to_follow(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "이 경우" not in plain and "다만" not in plain:
        return
    for path, unit, _ in units(document):
        text = unit.text
        if text[:1] in ("이", "다") and unit.level in (ARTICLE, PARAGRAPH) and (match := _FOLLOWS_ON.match(text)):
            told = f"“{match[0]}”{particle(match[0], '으로/로')} 시작하는 항입니다. 앞 항의 문장에 잇거나 주어가 있는 문장으로 고치십시오."
            yield Found(told, path, match.span())
