"""Finding references in running text, and reading one by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ordinance_drafter.model import ALL_LEVELS, ARTICLE, ITEM, SUBITEM, SUBITEM2, SUBPARAGRAPH
from ordinance_drafter.numbering import SYLLABLE_INDEX, SYLLABLES, Number
from ordinance_drafter.refs.form import PARTS, Mention, Ref, Step, inherit

_SYLLABLE = f"[{SYLLABLES}]"
_STEP = (
    r"제\d{1,4}[편장절관조](?:의\d{1,3})?|제\d{1,3}항|제\d{1,3}호(?:의\d{1,3})?(?! ?서식)"
    rf"|{_SYLLABLE}목(?:의\d{{1,2}})?(?:\d{{1,2}}\)(?:{_SYLLABLE}\))?)?"
)
_ANCHORED = (
    r"(?:같은|(?<![가-힣])이) [편장절관조항호목](?=[ 에의은는이가을를과와도만,.)ㆍ]|부터|까지|본문|단서|전단|후단|$)"
)
_CHAIN = rf"(?:{_ANCHORED}(?: (?:{_STEP}))?|(?:{_STEP}))(?: ?(?:{_STEP}))*"
_PART_WORDS = {re.sub(" ", " ?", word): name for name, word in PARTS.items()}
_PART = r"(?:각 ?호 외의 부분|각 ?목 외의 부분|각 ?호|각 ?목|본문|단서|전단|후단)"
_LAW_WORD = r"(?:법률|법|시행령|시행규칙|규칙|조례|규정|영|령)"
# 이름 없는 "방법 제3조", "법령 제2조" 따위는 법령의 이름이 아니다
_NOT_A_LAW = (
    r"(?<!방)(?<!수)(?<!문)(?<!불)(?<!입)(?<!사)(?<!(?<!임)용)(?<!기)(?<!요)(?<!위)(?<!적)(?<!합)(?<!(?<!우)편)(?<!헌)"
)
# 앞이 한글이 아닌 곳에서만 찾는다: 한 번만 보도록 묶는다
_AT_A_WORD = "|".join(
    (
        r"(?P<this_law>(?<![)”\"])이 (?:법|영|조례|규칙|규정)(?= ?(?:제\d|부칙|별표|별지)))",
        rf"(?P<law>{_LAW_WORD}"
        r"(?= ?(?:제\d{1,4}[편장절관조]|부칙|별표|별지)|\([^()]{1,80}\) 제\d{1,4}조))",
        rf"(?P<named>(?<!ㆍ)[가-힣][가-힣ㆍ]{{0,60}}(?=[법시규조영령]){_NOT_A_LAW}{_LAW_WORD}(?= ?(?:제\d{{1,4}}[편장조]|\([^()]{{1,60}}\) ?제\d{{1,4}}조| ?부칙 ?제| ?별표 ?\d| ?별지 ?제)))",
        r"(?P<addenda>부칙(?:(?![가-힣])|(?=[에의은는을를이가과와])))",
        r"(?P<table>별표(?: ?(?P<table_no>\d{1,3})(?:의(?P<table_branch>\d{1,2}))?)?)",
        r"(?P<form>별지 ?제(?P<form_no>\d{1,3})호(?:의(?P<form_branch>\d{1,2}))? ?서식)",
    )
)
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<title>「[^「」]*」)",
            rf"(?P<same_law>같은 {_LAW_WORD}(?: 시행령| 시행규칙)?(?![가-힣]| ?안)|같은 {_LAW_WORD}(?=[에의은는을를과와이가]))",
            rf"(?<![가-힣])(?:{_AT_A_WORD})",
            rf"(?P<chain>(?=[같이제{SYLLABLES}])(?:(?<![가-힣제])|(?<=[법영령칙]))(?:{_CHAIN}))(?P<parts>(?: ?{_PART})*)"
            rf"(?:(?P<join> ?부터 ?| 내지 | ?[~∼～] ?)(?P<until>{_CHAIN})(?:까지)?)?",
        )
    )
)
_ONE_STEP = re.compile(
    rf"제(\d+)([편장절관조항호])(?:의(\d+))?|({_SYLLABLE})목(?:의(\d+))?(?:(\d+)\)(?:({_SYLLABLE})\))?)?|(?:같은|이) ([편장절관조항호목])"
)
_PARTS = re.compile(_PART)
_QUICK = re.compile(r"제\d|「|같은 |별[표지]|부칙|이 [조항호목]|목")
_WORDS = {level.word: level for level in ALL_LEVELS if len(level.word) == 1}
# 앞의 인용을 이어받는 사이말: 「A법」 제3조 및 제5조, 제5조제1항ㆍ제3항
_ASIDE = r"(?:\((?:[^()]|\([^()]*\))*\))?"
_LIST_GAP = re.compile(
    rf"{_ASIDE}(?:까지)?(?:의 규정)?\s*(?:(?:의 어느 하나[^().]{{0,20}})?\(|부터|ㆍ|·|,|및|또는|와|과|이나|나|하고|까지|[,ㆍ] ?및|[,ㆍ] ?또는)\s*"
)
_DECLARATION_GAP = re.compile(rf"\s*{_ASIDE}\s*|\s*\((?!이하)")
_WITHIN_ANNEX = re.compile(r"\s*(?:의|중)?\s*|\s*의? ?[가-힣]{0,8} ?중\s*")
_BRACKET = re.compile(r"[()]")
_READ_AS = re.compile(r"중 ?[“\"]")
_NUMBERED_ACT = re.compile(r"(?:조례|규칙|법률|대통령령|부령|총리령|고시|공고|훈령|예규|지침|의안|호|번호|의결) ?$")


def scan(text: str) -> list[Mention]:
    """Return the references in ``text`` from left to right, with what the text itself tells of them.

    A chain that leaves out upper units inherits them in a list (제5조제1항 및 제3항); 「A법」 제3조 및 제5조 share
    their statute; 같은 법 and 같은 조 take what was last mentioned, and stay as written when nothing was.
    """
    if not _QUICK.search(text):
        return []
    found: list[Mention] = []
    state = _State()
    brackets = [match.start() for match in _BRACKET.finditer(text)]
    for match in _TOKEN.finditer(text):
        while brackets and brackets[0] < match.start():
            state.bracket(text[brackets.pop(0)])
        while brackets and brackets[0] < match.end():
            brackets.pop(0)
        kind = match.lastgroup if match.lastgroup in _LAW_KINDS else None
        kind = kind or next((name for name in _LAW_KINDS if match[name]), None)
        if kind:
            state.law(kind, match, text, found)
        else:
            state.reference(match, text, found)
    return _read_as(text, found) if _READ_AS.search(text) else found


def _read_as(text: str, found: list[Mention]) -> list[Mention]:
    """Give references of a sentence such as 이 경우 「A법」 제3조 중 “…”은 “…”으로, 제5조 중 … 본다 to that statute."""
    led = []
    statute, since = "", 0
    for mention in found:
        start = mention.span[0]
        if mention.ref.statute:
            statute, since = mention.ref.statute, start
        elif statute and "다. " not in text[since:start] and mention.ref.place == "" and _READ_AS.search(text, since):
            mention = replace(mention, ref=replace(mention.ref, statute=statute))
        led.append(mention)
    return led


_LAW_KINDS = ("title", "same_law", "this_law", "law", "named")


class _State:
    """What the references read so far leave for the next: the statute in force, the last chain, where it ended."""

    def __init__(self) -> None:
        self.statute = ""  # for the next chain, if it follows at once
        self.statute_span: tuple[int, int] | None = None
        self.last_statute = ""  # for 같은 법
        self.last: Mention | None = None
        self.chain: Mention | None = None  # for 같은 조
        self.place: Ref | None = None
        self.place_span: tuple[int, int] | None = None
        self.outside: list[tuple[Any, ...]] = []  # what was left before each open bracket

    def bracket(self, mark: str) -> None:
        """What is in brackets leaves nothing for what follows them: 제3조(제5조제2항을 포함한다) 및 제4항."""
        if mark == "(":
            self.outside.append((self.statute, self.statute_span, self.last, self.chain, self.place, self.place_span))
        elif self.outside:
            left = self.outside.pop()
            self.statute, self.statute_span, self.last, self.chain, self.place, self.place_span = left

    def law(self, kind: str, match: re.Match[str], text: str, found: list[Mention]) -> None:
        word = match[0]
        if kind == "title":
            statute = word[1:-1]
        elif kind == "same_law":
            statute = same_statute(word, self.last_statute)
        else:
            statute = "" if kind == "this_law" else word
        self.place = None
        self.statute, self.statute_span = statute, match.span()
        if not statute:
            return
        self.last_statute = statute
        self.last = self.chain = None
        mention = Mention(
            Ref(statute=statute), Ref(statute=statute if kind == "title" else word), match.span(), (match.end(),) * 2
        )
        found.append(mention)

    def reference(self, match: re.Match[str], text: str, found: list[Mention]) -> None:
        if match["chain"] is None:
            self.set_place(match, text, found)
            return
        steps = _steps(match["chain"])
        if not steps or (
            steps[0][0] is SUBPARAGRAPH and _NUMBERED_ACT.search(text[max(0, match.start() - 8) : match.start()])
        ):
            return
        if steps[0][0] is ITEM and not _is_item(match, text):
            return
        anchor = {"같": "same", "이": "this"}.get(match["chain"][0], "") if steps[0][1] is None else ""
        parts = tuple(_part_name(word) for word in _PARTS.findall(match["parts"] or ""))
        until = _steps(match["until"]) if match["until"] else ()
        written = Ref(steps, "", parts, until, anchor=anchor)
        start, ref = self.inherited(match, text, written)
        if ref.until:
            ref = replace(ref, until=inherit(ref.until, ref.steps))
        head = match.span("chain")
        mention = Mention(ref, written, (start, match.end()), head, match.span("until") if until else None)
        if start < match.start() and found and found[-1].span[0] == start:
            found.pop()  # the bare title before it is part of this mention
        found.append(mention)
        self.last = self.chain = mention
        self.statute_span = self.place_span = None

    def inherited(self, match: re.Match[str], text: str, written: Ref) -> tuple[int, Ref]:
        """Return where the mention starts and the reference with statute, place and upper units filled in."""
        start = match.start()
        if self.place is not None and self.place_span and _WITHIN_ANNEX.fullmatch(text, self.place_span[1], start):
            return self.place_span[0], replace(
                written, statute=self.place.statute, place=self.place.place, annex=self.place.annex
            )
        if self.statute_span and _DECLARATION_GAP.fullmatch(text, self.statute_span[1], start):
            return self.statute_span[0], replace(written, statute=self.statute)
        if written.anchor == "same" and self.chain:
            return start, self.same(written, self.chain)
        last = self.last
        if last is None or written.anchor == "same":
            return start, written
        gap = _LIST_GAP.fullmatch(text, last.span[1], start)
        if gap:
            before = last.ref.until or last.ref.steps
            steps = inherit(written.steps, before)
            place, annex = last.ref.place, last.ref.annex
            if place in ("table", "form") and written.steps[0][0].rank <= ARTICLE.rank:
                place, annex = "", None  # 별표 2 및 제5조
            return start, replace(written, statute=last.ref.statute, place=place, annex=annex, steps=steps)
        return start, written

    def same(self, written: Ref, last: Mention) -> Ref:
        """Fill 같은 조/항/호 from the last mention."""
        level = written.steps[0][0]
        before = last.ref.until or last.ref.steps
        kept = tuple(step for step in before if step[0].rank <= level.rank)
        if not kept or kept[-1][0] is not level:
            return written
        return replace(
            written,
            steps=(*kept, *written.steps[1:]),
            statute=last.ref.statute,
            place=last.ref.place,
            annex=last.ref.annex,
            anchor="",
        )

    def set_place(self, match: re.Match[str], text: str, found: list[Mention]) -> None:
        start = match.start()
        statute = ""
        if self.statute_span and _DECLARATION_GAP.fullmatch(text, self.statute_span[1], start):
            statute, start = self.statute, self.statute_span[0]
        elif self.last and self.last.ref.statute and _LIST_GAP.fullmatch(text, self.last.span[1], start):
            statute = self.last.ref.statute
        if match["addenda"]:
            ref = Ref(statute=statute, place="addenda")
        elif match["table"]:
            number = _number(match["table_no"], match["table_branch"])
            ref = Ref(statute=statute, place="table", annex=number)
        else:
            ref = Ref(statute=statute, place="form", annex=_number(match["form_no"], match["form_branch"]))
        if start < match.start() and found and found[-1].span[0] == start:
            found.pop()
        mention = Mention(ref, ref, (start, match.end()), (match.end(), match.end()))
        found.append(mention)
        self.place, self.place_span, self.statute_span = ref, (start, match.end()), None
        self.last = mention if statute else None


def same_statute(word: str, last: str) -> str:
    """Return the title 같은 법, 같은 영 or 같은 법 시행령 stands for after ``last`` (the word itself when unknown)."""
    if not last:
        return word
    for tail in (" 시행령", " 시행규칙"):
        if word.endswith(tail) and len(word) - len(tail) >= len("같은 법"):
            return last.removesuffix(" 시행령").removesuffix(" 시행규칙") + tail
    if word in ("같은 법", "같은 법률"):
        return last.removesuffix(" 시행령").removesuffix(" 시행규칙")
    return last


def _number(main: str | None, branch: str | None) -> Number | None:
    return Number(int(main), int(branch or 0)) if main else None


def _part_name(word: str) -> str:
    return next(name for pattern, name in _PART_WORDS.items() if re.fullmatch(pattern, word))


def _steps(chain: str) -> tuple[Step, ...]:
    """Read a chain of units; reading stops where a unit is not below the one before it."""
    steps: list[Step] = []
    for match in _ONE_STEP.finditer(chain):
        main, word, branch, item, item_branch, sub, subsub, anchored = match.groups()
        if anchored:
            steps.append((_WORDS[anchored], None))
        elif word:
            steps.append((_WORDS[word], Number(int(main), int(branch or 0))))
        else:
            steps.append((ITEM, Number(SYLLABLE_INDEX[item], int(item_branch or 0))))
            if sub:
                steps.append((SUBITEM, Number(int(sub))))
            if subsub:
                steps.append((SUBITEM2, Number(SYLLABLE_INDEX[subsub])))
    return tuple(steps)


def _is_item(match: re.Match[str], text: str) -> bool:
    """A bare 가목 is a reference only as a word of its own: not 항목, 과목, 가목재."""
    after = text[match.end() : match.end() + 1]
    if match["chain"][0] not in SYLLABLES[:14]:
        return False  # 비목, 주목, 조목 …: only 가목~하목 stand alone
    return not ("가" <= after <= "힣") or after in "의에을를은는이가과와도만및"


def parse_ref(text: str) -> Ref:
    """Read one reference, as written.

    Raises:
        ValueError: ``text`` is not exactly one reference.
    """
    found = scan(text)
    if len(found) != 1 or found[0].span != (0, len(text)):
        raise ValueError(f"조문 인용이 아닙니다: {text}")
    mention = found[0]
    return replace(mention.ref, until=mention.written.until)
