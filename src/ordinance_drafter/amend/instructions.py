"""A 개정문 as a whole: its head, instructions with the text that follows them, addenda, annexes, other texts amended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ordinance_drafter.amend.blocks import give_blocks
from ordinance_drafter.amend.grammar import Unread, read_sentence
from ordinance_drafter.amend.steps import Action, Step
from ordinance_drafter.errors import InputError
from ordinance_drafter.lines import ANNEX, SPACES, addenda_head, head_of
from ordinance_drafter.model import Addenda, Annex
from ordinance_drafter.notation import parse

HEAD = re.compile(
    r"(?P<title>[^“”\"\n]{2,160}?)\s?(?:중\s*)?(?P<how>일부|전부)를?\s*(?:다음과 같이\s*)?(?:개정|수정)(?:한다|하고자 한다)\s?\.?"
)
REPEAL = re.compile(
    r"(?P<title>「?[^“”\"\n]{2,120}?(?:조례|규칙|법률?|령|규정)」?)[은는을를]\s*(?:이를\s*)?폐지한다\.?"
)
_STARTS = re.compile(
    r"\s*(?:제\d|[\[〔]?별\s?표|별지|부\s?칙\s?(?:제|중|[<(〈])|제명|제목|(?:법률|대통령령|조례|규칙|[가-힣]{2,12}령) 제[\d-]+호|이 (?:영|법|규칙|조례) ?중)"
)
_PRINTED_ANNEX = re.compile(
    r"\s*[\[〔<](별표(?:\s*\d+(?:의\d+)?)?|별지\s*(?:제\s?\d+호(?:의\d+)?\s?)?서식)[\]〕>]\s*(.*)"
)
_LABEL = re.compile(r"^\s*(?:[①-⑮㉑-㉟]|\d{1,3}\.|[가-하]\.)?\s*")
_NAMES_A_TEXT = re.compile(r"^[^.“\"]{2,120}(?:조례|규칙|법률?|령|규정|직제)\s*$")
_WRAPPED = 12
"""An instruction broken over more lines than this is not put together."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A line of an amending text that was not read: where it stands and why."""

    line: int
    column: int
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.line}번째 줄 {self.column}번째 글자: {self.why} “{self.text[:60]}”"


@dataclass(frozen=True, slots=True)
class AmendingText:
    """What an amending text says.

    Attributes:
        title: of the text it amends, as written in its head; "" without a head.
        whole: whether it amends the whole (전부개정) or repeals.
        steps: the instructions in order.
        addenda: of the amending text itself.
        annexes: printed after it, for 별지와 같이.
        others: instructions of 다른 조례의 개정 in the addenda, by the title they amend.
        missed: lines that look like instructions and were not read.
    """

    title: str = ""
    steps: tuple[Step, ...] = ()
    addenda: tuple[Addenda, ...] = ()
    annexes: tuple[Annex, ...] = ()
    others: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    missed: tuple[Missed, ...] = ()


class AmendmentError(InputError):
    """An amending text that cannot be read or applied; ``problems`` has a Korean sentence for each fault."""


def parse_instructions(text: str) -> list[Step]:
    """Return the steps of an amending text (a 개정문, or only some of its sentences).

    Args:
        text: with or without its head, addenda and annexes; 「다른 조례의 개정」 steps carry their text's title.

    Raises:
        AmendmentError: some instruction cannot be read; each is named with its line and column.
    """
    read = read_amendment(text)
    if read.missed:
        raise AmendmentError(*map(str, read.missed))
    return [*read.steps, *(step for _, steps in read.others for step in steps)]


def read_amendment(text: str) -> AmendingText:
    """Return what an amending text says; what cannot be read is in ``missed``."""
    return _Reader(text).read()


class _Reader:
    """Goes through the lines once; what follows an instruction that needs text is its block."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n")
        self.steps: list[Step] = []
        self.open: list[Step] = []
        self.block: list[str] = []
        self.missed: list[Missed] = []
        self.sentence = 0

    def read(self) -> AmendingText:
        start, title, how = _head(self.lines)
        if how == "전부":
            return self._whole(start, title)
        if how == "폐지":
            return AmendingText(title, (Step(Action.REPEAL, title=title, line=start),))
        index, addenda = start, len(self.lines)
        while index < len(self.lines):
            if self._ends(self.lines[index]):
                addenda = index
                break
            index = self.take(index)
        self.close()
        rest = self.lines[addenda:]
        printed = next((n for n, line in enumerate(rest) if _PRINTED_ANNEX.fullmatch(line)), len(rest))
        own = parse("\n".join(["", *rest[:printed]])).addenda if printed else ()
        others, more = _others(rest[:printed], addenda)
        annexes = tuple(_annexes(rest[printed:]))
        return AmendingText(title, tuple(self.steps), own, annexes, others, (*self.missed, *more))

    def _whole(self, start: int, title: str) -> AmendingText:
        rest = self.lines[start:]
        first = next((n for n, line in enumerate(rest) if line.strip()), len(rest))
        if first < len(rest) and not head_of(rest[first].strip(), False) and _NAMES_A_TEXT.search(rest[first]):
            title, rest = rest[first].strip(), rest[first + 1 :]
        body = "\n".join([title, *rest])
        step = Step(Action.WHOLE, block=body, line=start)
        return AmendingText(title, (step,), parse(body).addenda)

    @staticmethod
    def _ends(line: str) -> bool:
        words = line.strip(SPACES)
        if words[:1] == "부" and addenda_head(words):
            found = read_sentence(words)  # 부칙 <…> 제2조 중 “…”을 “…”으로 한다: an instruction about older addenda
            return isinstance(found, Unread) or found.end < len(words)
        return (
            _PRINTED_ANNEX.fullmatch(words) is not None and ANNEX.fullmatch(words) is not None and "별지와" not in words
        )

    def take(self, index: int) -> int:
        """Take the line at ``index``; return the index of the next line to take."""
        line = self.lines[index]
        if not line.strip():
            return index + 1
        if _STARTS.match(line):
            for last in range(index + 1, min(index + _WRAPPED, len(self.lines)) + 1):
                words = _join(self.lines[index:last])
                if self.sentences(words, index):
                    return last
                if re.search(r"[.다]\s*$", self.lines[last - 1]) and "다음과 같이" not in words:
                    break
        if self.open:
            self.block.append(line)
        elif not _is_title(line):
            self.miss(index, line)
        return index + 1

    def miss(self, index: int, line: str) -> None:
        found = read_sentence(line, len(line) - len(line.lstrip())) if _STARTS.match(line) else None
        at = found.at if isinstance(found, Unread) else len(line) - len(line.lstrip())
        why = found.why if isinstance(found, Unread) else "개정하라는 말로 읽히지 않습니다."
        self.missed.append(Missed(index + 1, at + 1, line[at:].strip() or line.strip(), why))

    def sentences(self, line: str, index: int) -> bool:
        """Take the sentences of a line; False when it does not begin with one."""
        at = len(line) - len(line.lstrip())
        taken = False
        while at < len(line):
            found = read_sentence(line, at)
            if isinstance(found, Unread) or not _complete(line, found.end, found.steps):
                break
            self.close()
            taken = True
            steps = [replace(step, sentence=self.sentence, line=index + 1) for step in found.steps]
            self.sentence += 1
            self.open = steps if any(step.block for step in steps) else []
            self.steps += [] if self.open else steps
            at = found.end + len(line[found.end :]) - len(line[found.end :].lstrip())
            if self.open:
                break
        if taken and line[at:].strip():
            self._rest(line, at, index)
        return taken

    def _rest(self, line: str, at: int, index: int) -> None:
        """Take what follows a sentence on its line: its block, then further sentences."""
        if not self.open:
            self.miss(index, line[at:])
            return
        for match in re.finditer(r"(?<=다\.)\s+(?=제\d+조|부\s*칙)|(?<=\s)(?=제\d+조)", line[at:]):
            place = at + match.end()
            found = read_sentence(line, place)
            if not isinstance(found, Unread):
                self.block.append(line[at:place].strip())
                self.sentences(line[place:], index)
                return
        self.block.append(line[at:].strip())

    def close(self) -> None:
        """Give the block that has been gathered to the steps that asked for it."""
        if self.open:
            self.steps += give_blocks(self.open, self.block)
        self.open, self.block = [], []


def _complete(line: str, end: int, steps: Sequence[Step]) -> bool:
    """Whether what follows a sentence may follow it: nothing, white space, or another sentence."""
    rest = line[end:]
    return not rest.strip() or rest[:1].isspace() or line[end - 1] == "." or bool(steps and steps[-1].block)


def _join(lines: Sequence[str]) -> str:
    return " ".join([lines[0].rstrip(), *(line.strip() for line in lines[1:])]) if len(lines) > 1 else lines[0]


def _head(lines: list[str]) -> tuple[int, str, str]:
    """Return the index after the head, the title amended, and 일부, 전부, 폐지 or "".

    Words after the head on its line stay on a line of their own.
    """
    for index, line in enumerate(lines):
        if addenda_head(line.strip(SPACES) or " "):
            break
        match = HEAD.match(line.strip())
        if match and not _STARTS.match(line):
            rest = line.strip()[match.end() :].strip()
            lines[index] = rest
            return index + (not rest), match["title"].strip(" 「」"), match["how"]
        match = REPEAL.fullmatch(line.strip())
        if match and not re.match(r"제\d+조", line.strip()):
            return index + 1, match["title"].strip(" 「」"), "폐지"
    return 0, "", ""


def _is_title(line: str) -> bool:
    """Whether a line among instructions names a text (일부개정조례안) or is a rule; it says nothing to do."""
    return not re.search(r"(?:한다|하며|하고|꾼다)\s*\.?\s*$|[“\"]|다음과 같이", line) and not re.match(
        r"\s*제\d+조", line
    )


def _annexes(lines: Sequence[str]) -> Iterator[Annex]:
    """Yield the annexes printed after an amending text."""
    text = "\n".join(_PRINTED_ANNEX.sub(lambda m: f"[{m[1]}] {m[2]}".rstrip(), line) for line in lines)
    yield from parse("\n" + text).annexes if text.strip() else ()


def _others(lines: Sequence[str], offset: int) -> tuple[tuple[tuple[str, tuple[Step, ...]], ...], tuple[Missed, ...]]:
    """Return the instructions under 다른 조례의 개정 in the addenda, by title."""
    heads = [(n, m) for n, line in enumerate(lines) if (m := HEAD.search(_bare(line))) and m["how"] == "일부"]
    made, missed = [], []
    for number, (index, match) in enumerate(heads):
        last = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        stop = next((n for n in range(index + 1, last) if _is_addenda_article(lines[n])), last)
        inner = _Reader("\n".join(lines[index + 1 : stop]))
        read = inner.read()
        title = match["title"].strip(" 「」")
        steps = tuple(replace(step, title=title, line=step.line + offset + index + 1) for step in read.steps)
        made.append((title, steps))
        missed += [replace(each, line=each.line + offset + index + 1) for each in read.missed]
    return tuple(made), tuple(missed)


def _bare(line: str) -> str:
    """Return a line without the label and heading before 「○○ 조례」 일부를 …."""
    words = _LABEL.sub("", line, count=1)
    return re.sub(r"^(?:제\d+조(?:의\d+)?\s?)?\([^()]*\)\s*(?:[①-⑮]\s*)?", "", words)


def _is_addenda_article(line: str) -> bool:
    words = line.strip(SPACES)
    head = head_of(words, True) if words else None
    return bool(head and head[0].word == "조" and head[2] and not HEAD.search(_bare(words)))
