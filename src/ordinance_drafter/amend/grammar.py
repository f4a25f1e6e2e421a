"""The grammar of amending sentences: 제3조제1항 중 “A”를 “B”로 하고, 같은 조에 제3항을 다음과 같이 신설한다."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ordinance_drafter.amend.places import read_places
from ordinance_drafter.amend.steps import Action, Part, Place, Step

OPEN, CLOSE = '“"”', '”"“'
_OBJECT = re.compile(r"\s?[을를은는]\s*")
_EACH = re.compile(r"(?:각각|모두|각)\s*")
_AMONG = re.compile(
    r"\s*중(?:에서|에)?\s*(?=[“\"”])|\s*(?=[“\"”])|\s?의(?:\s?제목)?\s*(?=[“\"”])|\s*중\s*(?=제\d|[가-하]목|본문|단서|전단|후단|각\s?[호목])"
)
_INSIDE = re.compile(
    r"\s?(?P<inside>[^“\"”.]{0,80}?(?:란|표|비고|계산식|산식|부분|쪽|면|항목|번호|기호|그림))(?:의 내용)?\s?중\s*(?=[“\"”])"
)
_COLUMN = re.compile(r"\s?([가-힣0-9A-Za-zㆍ()· ]{1,150}?)\s?(?=[“\"])")
_BEFORE = re.compile(r"\s?(?:의\s?)?(?:바로\s)?(?:앞|다음)[에의]\s*(?=[“\"”])")
_MARK_ENDS = re.compile(r"\s?[을를]\s*(?:각각\s*)?(?:삭제|신설|삽입|추가)")
_TO = re.compile(r"\s?(?:으로|로)\s*")
_AS_FOLLOWS = re.compile(
    r"\s?(?:[을를]\s*)?(?P<each>각각\s*)?다음(?:과|의)?\s?(?:각\s호(?:와|의)\s?)?같이\s*(?:각각\s*)?(?P<new>신설|추가|삽입)?\s?"
    r"|\s?[을를]\s*(?P<each2>각각\s*)?(?P<new2>신설|추가|삽입)\s?"
)
_AS_PRINTED = re.compile(
    r"\s?(?:[을를]\s*)?(?P<each>각각\s*)?별지(?:\s?(?:제\d+호)?서식)?와?\s?같이\s*(?P<new>신설|추가)?\s?"
)
_AT = re.compile(r"\s?(?:에|의?\s?(?:다음|앞|뒤)에)\s+(?:각각\s*)?")
_END = re.compile(r"\s*(?:(?:각각|각)\s*)?(?:(?P<stop>한다)\s?\.?|하(?P<go>고|며|되|여)\s*,?\s*|(?P<comma>,)\s*)")
_DELETED = re.compile(r"\s?(?:[을를]\s*)?(?P<each>(?:각각|각|모두)\s*)?(?P<word>삭제|폐지|제거)\s?")
_AND = re.compile(r"\s*(?:,|및|ㆍ|와|과|또는)\s*(?=[“\"”])")
_AFTER = re.compile(r"\s?(?:의\s?)?(?P<where>다음|뒤|앞)에\s*(?:각각\s*)?(?=[“\"”])")
_ADD = re.compile(r"\s?(?:[을를]\s*)?(?P<each>각각\s*)?(?:삽입|추가|신설)\s?")
_NEW_TITLE = re.compile(r"(?:제명|제목)\s?")
_OLD_ENDS = re.compile(
    r"\s?(?:[을를은는]\s*(?:(?:각각|모두|각)\s*)?(?:[“\"”]|삭제|다음)|(?:[,ㆍ]|및|와|과|또는)\s*[“\"”]|(?:의\s?)?(?:다음|뒤|앞)에\s)"
)
_NEW_ENDS = re.compile(r"\s?(?:으로|로)\s*(?:,|각각?\s*(?:하|한)|하|한|$)|\s?[을를]\s*(?:각각\s*)?(?:삽입|추가|신설)")
_BRACKETS = str.maketrans({"「": "(", "」": ")", "〔": "(", "〕": ")", "[": "(", "]": ")"})


class Unread(NamedTuple):
    """What could not be read: where, and why in a Korean sentence."""

    at: int
    why: str


class Sentence(NamedTuple):
    """Steps of one sentence and where it ends; ``last`` is the place the next sentence may go on from."""

    steps: list[Step]
    end: int


def read_sentence(text: str, at: int = 0) -> Sentence | Unread:
    """Read one amending sentence that begins at ``at``.

    Returns:
        Its steps and where it ends (after 한다.), or where reading stopped and why.
    """
    steps: list[Step] = []
    places: tuple[Place, ...] = ()
    while True:
        begin = at
        found = _title(text, at) if not steps else None
        found = found or read_places(text, at, places[-1] if places else None)
        if found is not None:
            places, at = found
        elif places and places[-1].annex and (match := _COLUMN.match(text, at)):
            places, at = (replace(places[-1], inside=match[1].strip()),), match.end()  # 일반직 계 “262”를 “269”로
        elif not places or text[at : at + 1] not in OPEN:
            return Unread(at, "어느 조ㆍ항ㆍ호를 고치는지 알 수 없습니다.")
        clause = _clause(text, at, places)
        if isinstance(clause, Unread):
            return clause
        made, at, goes_on = clause
        steps += [replace(step, span=(begin, at)) for step in made]
        if not goes_on:
            return Sentence(steps, at)
        if made[-1].action is Action.INSERT:
            places = made[-1].places


def _title(text: str, at: int) -> tuple[tuple[Place, ...], int] | None:
    match = _NEW_TITLE.match(text, at)
    if match is None:
        return None
    return (Place(parts=(Part.TITLE,)),), match.end()


def _clause(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread:
    """Read what is done to some places: the steps, where the clause ends, and whether the sentence goes on."""
    for read in (_whole_units, _deleted, _inserted, _moved, _heading_becomes):
        found = read(text, at, places)
        if found is not None:
            return found
    if match := _BEFORE.match(text, at):
        return _marks(text, match.end(), places)
    match = _AMONG.match(text, at)
    if match is None and (match := _INSIDE.match(text, at)):
        inside = match["inside"].strip()
        places = (*places[:-1], replace(places[-1], inside=f"{places[-1].inside} {inside}".strip()))
    if match is None:
        return Unread(at, "무엇을 하라는 말인지 알 수 없습니다.")
    if match.end() < len(text) and text[match.end()] not in OPEN:
        return _nested(text, match.end(), places)
    return _words(text, match.end(), places)


def _marks(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread:
    """Read ``제9조 앞에 “제3장 지원”을 신설한다`` and ``제9조 앞의 “제3장 지원”을 삭제한다``."""
    line = _quoted(text, at, _MARK_ENDS)
    gone = _DELETED.match(text, line[1]) if line else None
    added = _ADD.match(text, line[1]) if line else None
    end = _end(text, (gone or added).end()) if gone or added else None  # type: ignore[union-attr]
    if line is None or end is None:
        return Unread(at, "장이나 절의 제목 다음이 “신설한다”나 “삭제한다”가 아닙니다.")
    if gone:
        return [Step(Action.UNMARK, places, ((line[0], ""),))], *end
    return [Step(Action.MARK, places, (("", line[0]),), added=True)], *end


def _nested(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread:
    """Read 제6조 중 제2항을 제3항으로 하고: places inside of a place."""
    found = read_places(text, at, places[-1])
    if found is None:
        return Unread(at, "“중” 다음에 따옴표로 묶은 자구가 없습니다.")
    return _clause(text, found[1], found[0])


def _end(text: str, at: int) -> tuple[int, bool] | None:
    """Return where a clause ends and whether another follows; None when the words end otherwise."""
    match = _END.match(text, at)
    if match is None:
        return None
    return match.end(), match["stop"] is None


def _whole_units(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread | None:
    """Read ``를 다음과 같이 (신설)한다`` and ``를 별지와 같이 한다``."""
    match = _AS_FOLLOWS.match(text, at)
    printed = _AS_PRINTED.match(text, at)
    match = match or printed
    if match is None:
        return None
    end = _end(text, match.end())
    if end is None:
        return Unread(match.end(), "“다음과 같이” 다음이 “한다”나 “신설한다”가 아닙니다.")
    action = Action.INSERT if _is_new(match) else Action.REWRITE
    if printed or places[-1].annex:
        action = Action.ANNEX
    step = Step(action, places, each=_is_each(match), added=_is_new(match), block="?")
    return [step], *end


def _deleted(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread | None:
    match = _DELETED.match(text, at)
    if match is None:
        return None
    end = _end(text, match.end())
    if end is None:
        return Unread(match.end(), "“삭제” 다음이 “한다”가 아닙니다.")
    return [Step(Action.DELETE, places, each=bool(match["each"]))], *end


def _inserted(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread | None:
    """Read ``제6조에 제3항을 다음과 같이 신설한다``."""
    match = _AT.match(text, at)
    if match is None:
        return None
    found = read_places(text, match.end(), replace(places[-1], parts=(), until=None))
    if found is None:
        return None
    new, after = found
    follows = _AS_FOLLOWS.match(text, after) or _AS_PRINTED.match(text, after)
    if follows is None:
        return None
    end = _end(text, follows.end())
    if end is None:
        return Unread(follows.end(), "“다음과 같이” 다음이 “신설한다”가 아닙니다.")
    action = Action.ANNEX if new[-1].annex else Action.INSERT
    return [Step(action, new, each=_is_each(follows), added=True, block="?")], *end


def _is_new(match: re.Match[str]) -> bool:
    return any(match.groupdict().get(name) for name in ("new", "new2"))


def _is_each(match: re.Match[str]) -> bool:
    return any(match.groupdict().get(name) for name in ("each", "each2"))


def _moved(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread | None:
    """Read ``를 각각 제3항부터 제5항까지로 한다``."""
    match = _OBJECT.match(text, at)
    if match is None:
        return None
    each = _EACH.match(text, match.end())
    found = read_places(text, each.end() if each else match.end(), replace(places[0], parts=(), until=None))
    if found is None:
        return None
    targets, after = found
    to = _TO.match(text, after)
    end = _end(text, to.end()) if to else None
    if to is None or end is None:
        return Unread(after, "옮길 번호 다음이 “로 한다”가 아닙니다.")
    return [Step(Action.MOVE, places, each=each is not None, targets=targets)], *end


def _heading_becomes(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread | None:
    """Read ``제5조의 제목을 “(사업)”으로 한다``: the old heading is not named."""
    match = _OBJECT.match(text, at)
    if match is None or text[match.end() : match.end() + 1] not in OPEN or not text[match.end() :]:
        return None
    if places[-1].parts[-1:] not in ((Part.HEADING,), (Part.TITLE,)):
        return Unread(at, "무엇을 고치는지 따옴표로 밝히지 않았습니다.")
    new = _quoted(text, match.end(), _NEW_ENDS)
    to = _TO.match(text, new[1]) if new else None
    end = _end(text, to.end()) if to else None
    if new is None or end is None:
        return Unread(match.end(), "바꿀 제목 다음이 “로 한다”가 아닙니다.")
    return [Step(Action.WORDS, places, (("", new[0]),))], *end


def _words(text: str, at: int, places: tuple[Place, ...]) -> tuple[list[Step], int, bool] | Unread:
    """Read ``“A”를 “B”로, “C”를 “D”로 한다`` and the like, up to the end of the clause."""
    steps: list[Step] = []
    while True:
        found = _pair(text, at)
        if isinstance(found, Unread):
            return found
        pairs, each, at = found
        steps.append(Step(Action.WORDS, places, pairs, each=each))
        end = _end(text, at)
        if end is None:
            return Unread(at, "바꿀 말 다음이 “로 한다”, “로 하고”, “로 하며”가 아닙니다.")
        at, goes_on = end
        if not goes_on or text[at : at + 1] not in OPEN or not text[at:]:
            return _joined(steps), at, goes_on


def _joined(steps: list[Step]) -> list[Step]:
    """Put pairs of one kind into one step: they are made at once."""
    made: list[Step] = []
    for step in steps:
        if made and made[-1].each == step.each:
            made[-1] = replace(made[-1], words=(*made[-1].words, *step.words))
        else:
            made.append(step)
    return made


def _pair(text: str, at: int) -> tuple[tuple[tuple[str, str], ...], bool, int] | Unread:
    """Read ``“A”(, “A2”)를 (각각) “B”로``, ``“A”를 삭제``, ``“A” 다음에 “B”를 삽입`` up to its ending."""
    olds = []
    while True:
        old = _quoted(text, at, _OLD_ENDS)
        if old is None:
            return Unread(at, "고칠 말의 따옴표가 닫히지 않았거나 그 뒤가 “를 “…”로”의 꼴이 아닙니다.")
        olds.append(old[0])
        at = old[1]
        match = _AND.match(text, at)
        if match is None:
            break
        at = match.end()
    if match := _DELETED.match(text, at):
        return tuple((old, "") for old in olds), bool(match["each"]), match.end()
    if match := _AFTER.match(text, at):
        return _added(text, match.end(), olds, match["where"])
    match = _OBJECT.match(text, at)
    if match is None:
        return Unread(at, "고칠 말 다음에 “을”이나 “를”이 없습니다.")
    each = _EACH.match(text, match.end())
    at = each.end() if each else match.end()
    new = _quoted(text, at, _NEW_ENDS)
    to = _TO.match(text, new[1]) if new else None
    if new is None or to is None:
        return Unread(at, "바꿀 말의 따옴표가 닫히지 않았거나 그 뒤가 “로 한다”의 꼴이 아닙니다.")
    later = _EACH.match(text, to.end())
    return tuple((old, new[0]) for old in olds), bool(each or later), to.end()


def _added(text: str, at: int, olds: list[str], where: str) -> tuple[tuple[tuple[str, str], ...], bool, int] | Unread:
    new = _quoted(text, at, _NEW_ENDS)
    match = _ADD.match(text, new[1]) if new else None
    if new is None or match is None:
        return Unread(at, "더할 말 다음이 “를 삽입한다”의 꼴이 아닙니다.")
    pairs = tuple((old, new[0] + old if where == "앞" else old + new[0]) for old in olds)
    return pairs, bool(match["each"]), match.end()


def _quoted(text: str, at: int, ends: re.Pattern[str]) -> tuple[str, int] | None:
    """Return the words in quotation marks at ``at`` and where they end.

    Straight marks say neither where words open nor where they close, and words may themselves hold quoted words
    (이하 "법"이라 한다). So the mark that closes is the first that amending language may go on from and that leaves no
    bracket open; where every one leaves one open, the first.
    """
    if at >= len(text) or text[at] not in OPEN:
        return None
    first: tuple[str, int] | None = None
    for match in re.compile(f"[{CLOSE}]").finditer(text, at + 1):
        if not ends.match(text, match.end()):
            continue
        words = text[at + 1 : match.start()]
        if first is None:
            first = words, match.end()
        if _balanced(words):
            return words, match.end()
        if "\n" in words and words.count("\n") > 3:
            break
    return first


def _balanced(words: str) -> bool:
    depth = 0
    for char in words.translate(_BRACKETS):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0 and words.count("“") == words.count("”") and words.count('"') % 2 == 0
