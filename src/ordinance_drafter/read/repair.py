"""Lines of real texts -> lines of the notation: odd heads mended (P006), units glued on one line parted (P007).

A head is only mended, and a line only parted, where the numbering around it leaves no doubt: the next article, the
next paragraph, the first 호 after "각 호". What is left is text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from ordinance_drafter.finding import Finding
from ordinance_drafter.lines import ANNEX, DELETED, SPACES, Head, addenda_words, head_of, is_branch_mark, reads_on
from ordinance_drafter.model import ARTICLE, ITEM, PARAGRAPH, SUBPARAGRAPH
from ordinance_drafter.numbering import CIRCLED_INDEX, SYLLABLE_INDEX, SYLLABLES, Number
from ordinance_drafter.read.heads import (
    SUSPECT,
    deleted_range,
    deletion_of,
    first_paragraph,
    repair_facts,
    repair_head,
)

_ARTICLE = (
    r"(?P<article>제(?P<main>\d{1,3})조(?:의(?P<branch>\d{1,2}))?\s?\((?P<heading>[^()]*(?:\([^()]*\)[^()]*)*)\))"
)
_GONE = r"(?P<gone>제(?P<gone_main>\d{1,3})조(?:의(?P<gone_branch>\d{1,2}))? ?삭\s?제(?= ?(?:<[^<>]*>)?\s*(?:제\d|$)))"
_PARAGRAPH = r"(?P<paragraph>[②-⑳㉑-㉟㊱-㊿])(?![항호목조,ㆍ·~∼및])"
_SUB = r"(?:(?<=[\s.:>)])|^)(?P<sub>\d{1,3})(?:의(?P<sub_branch>\d{1,2}))?\.(?: |(?=[“‘「\"'가-힣]))(?!\d{1,2}\.)"
_ITEM = rf"(?<=[\s.:>)])(?P<item>[{SYLLABLES}])\. "
_DIVISION = (
    r"(?P<division>제(?P<nth>\d{1,2})(?P<word>[편장절관])(?:의\d{1,2})? "
    r"(?=(?!및|또는|부터)[^.,제]{1,40}? 제\d{1,3}(?:[장절관] |조(?:의\d+)? ?\()))"
)
_ADDENDA = r"(?P<addenda>부 *칙 ?(?=[<(〈]|제1조 ?\(|이 (?:조례|규칙|법|영)[은는]|①))"
_TIGHT = re.compile("|".join((_ARTICLE, _PARAGRAPH, _ADDENDA)))
_LOOSE = re.compile("|".join((_ARTICLE, _GONE, _PARAGRAPH, _DIVISION, _ADDENDA, _SUB, _ITEM)))
# whether a line can hold what the patterns above look for: they are slow where nothing is
_LOOK_BACK = 160
_MAY_BE_GONE = ("<", "(", "[", "삭")
_MAY_TIGHT = re.compile(r"조(?:의\d{1,2})?\s?\(|[②-⑳㉑-㉟㊱-㊿]|부 *칙 ?(?:[<(〈①]|이 |제1조)")
_MAY_LOOSE = re.compile(rf"조(?:의\d{{1,2}})?\s?\(|[②-⑳㉑-㉟㊱-㊿]|부 *칙 ?(?:[<(〈①]|이 |제1조)|\d\.|[{SYLLABLES}]\. ")
_LISTS = re.compile(r"각 ?호|다음과 같|다음의")
_SENTENCE_END = (".", ">", "]")
_JOINED = ("및", "또는", "부터", "내지", ",", "ㆍ", "~", "∼")
_NO_SPACE_ITEM = re.compile(rf"([{SYLLABLES}])\.(?=\S)")
_NO_SPACE_SUB = re.compile(r"(\d{1,3})(?:의\d{1,2})?\.(?=\d)")
_OPEN_END = re.compile(r"[가-힣]\s*$")
_SECOND_ITEM = re.compile(r"\s*나\.")
_YEAR = re.compile(r"\b\d{4}\. ?(?:\d{1,2}\.)?$")
_DIVISION_HEAD = re.compile(r"\s*제\d{1,2}[편장절관]")
_FRAMED = re.compile(r"[【〔\[（]|의 ?\d{1,3} ?[(（【〔]")
_BARE_HEAD = re.compile(r"제\d{1,4}조(?:의\d{1,3})?(?:\(\))?")


class Repairer:
    """Takes clean lines in order; ``texts`` are lines of the notation, ``origins`` where each came from.

    ``known`` has what :func:`~ordinance_drafter.lines.head_of` said of a line, for the parser.

    Args:
        lines: all lines, to look ahead.
        heads: line indexes the format itself marks as headings of divisions, articles and addenda; None when it
            marks none. Where it does, no other line of the body starts one.
        loose: whether 호 and 목 may be glued too (pasted text, Word, Hangul).
    """

    def __init__(self, lines: Sequence[str], heads: Container[int] | None, *, loose: bool) -> None:
        self.lines = lines
        self.heads = heads
        self.loose = loose
        self.texts: list[str] = []
        self.origins: list[tuple[int, int]] = []
        self.known: dict[int, Head | None] = {}
        self.findings: list[Finding] = []
        self.begun = self.in_addenda = self.in_annex = self.under_division = False
        self.article: Number | None = None
        self.division = self.paragraph = self.sub = self.item = 0
        self.lead = self.annex_mark = ""
        self.bare: int | None = None
        self.cut: int | None = None

    def take(self, index: int, line: str, *, opaque: bool = False) -> None:
        """Take one line; an opaque one is words whatever it looks like."""
        body = line.strip(SPACES)
        if not body or opaque or body[0] == "\\":
            self.put(index, 0, "\\" + line if opaque and body else line)
            return
        if self.in_annex:
            self.take_annex_line(index, line, body)
            return
        if self.heads is not None and not self.in_addenda and index not in self.heads:
            self.take_words(index, line, body)
            return
        if self.heads is not None and index not in self.heads and _is_annex(body):
            self.put(index, 0, "\\" + body)  # a new 별표 quoted in the addenda of an amendment
            return
        head = head_of(body, self.in_addenda)
        if head is not None and not self.loose and self.takes_plain(index, line, head):
            return
        if (head is None or _is_framed(head)) and SUSPECT.match(body):
            fixed = repair_head(body)
            if fixed != body and (self.begun or not is_branch_mark(fixed)):
                self.tell("P006", index, f"머리를 표준 꼴로 읽었습니다: “{body[:40]}” → “{fixed[:40]}”")
                line = body = fixed
                head = head_of(body, self.in_addenda)
        if body[0] == "[" and self.begun and self.article is None and (fixed := repair_facts(body)) != body:
            self.tell("P006", index, f"공포와 시행의 줄을 표준 꼴로 읽었습니다: {fixed}")
            line = body = fixed
        self.begun = True
        if head is None and is_branch_mark(body):
            self.take_mark(index, line, body)
            return
        if head is None and self.takes_range(index, body):
            return
        if head is None:
            line, body, head = self.spaced(index, line, body)
        self.take_unit(index, line, body, head)

    def takes_range(self, index: int, body: str) -> bool:
        """Take ``제5조 내지 제7조 삭제`` as one deleted article each."""
        gone = None if self.in_addenda else deleted_range(body)
        if gone is None:
            return False
        self.tell("P006", index, f"삭제된 조들을 하나씩 적어 읽었습니다: {body[:40]}")
        for each in gone:
            self.take_unit(index, each, each, head_of(each, False))
        return True

    def takes_plain(self, index: int, line: str, head: Head) -> bool:
        """Take a 항, 호 or 목 with nothing odd about it, as most lines of a statute are: the short way."""
        level, number, _, text, _, _ = head
        if number is None or level.rank <= ARTICLE.rank or text[:1] in _MAY_BE_GONE or _MAY_TIGHT.search(line, 2):
            return False
        if level is SUBPARAGRAPH:
            self.sub, self.item = number.main, 0
        elif level is PARAGRAPH:
            self.paragraph, self.sub, self.item = number.main, 0, 0
        elif level is ITEM:
            self.item = number.main
        self.lead = text
        self.under_division = False
        self.bare = self.cut = None
        self.begun = True
        self.known[len(self.texts)] = head
        self.texts.append(line)
        self.origins.append((index, 0))
        return True

    def opens_addenda(self, line: str) -> bool:
        """Return whether a line, its head mended, opens an addenda."""
        return is_branch_mark(repair_head(line.strip())) and not ANNEX.fullmatch(repair_head(line.strip()))

    def take_words(self, index: int, line: str, body: str) -> None:
        """Take a body line of a format that marks its headings: a paragraph, 호, 목, or words."""
        head = head_of(body, False)
        if head is not None and self.takes_plain(index, line, head):
            return
        if head is not None and head[0].is_division and self.under_division:
            self.take_unit(index, line, body, head)  # "# 제1편 총칙" and "제1장 통칙" in one heading
            return
        if (head is not None and head[0].rank <= ARTICLE.rank) or (body[0] in "부[" and is_branch_mark(body)):
            self.put(index, 0, "\\" + body)
            return
        if head is None and SUSPECT.match(body) and body[0] not in "제第부附[<【〔■별":
            fixed = repair_head(body)
            if fixed != body:
                self.tell("P006", index, f"머리를 표준 꼴로 읽었습니다: “{body[:40]}” → “{fixed[:40]}”")
                line = body = fixed
                head = head_of(body, False)
        if head is None:
            line, body, head = self.spaced(index, line, body)
        self.take_unit(index, line, body, head)

    def take_mark(self, index: int, line: str, body: str) -> None:
        """Take the line that opens an addenda or an annex."""
        self.in_annex = bool(ANNEX.fullmatch(body))
        self.in_addenda = True
        self.article, self.paragraph, self.sub, self.item = None, 0, 0, 0
        self.lead, self.bare = body, None
        if self.in_annex:
            self.annex_mark = body.split("]")[0]
            self.put(index, 0, line)
            return
        rest = addenda_words(body)
        if rest and (head := head_of(rest, True)):
            self.note_head(head)
        self.part(index, line, line.rindex(rest) if rest else len(line))

    def take_annex_line(self, index: int, line: str, body: str) -> None:
        """Take a line of an annex: words, unless the next annex or addenda begins."""
        fixed = repair_head(body) if body[0] in "■[【〔<" and not is_branch_mark(body) else body
        # 별표의 첫 줄은 "■ 국가재정법 [별표 1] <개정 …>"처럼 제 이름을 되풀이한다
        if fixed != body and is_branch_mark(fixed) and fixed.split("]")[0] != self.annex_mark:
            self.tell("P006", index, f"머리를 표준 꼴로 읽었습니다: “{body[:40]}” → “{fixed[:40]}”")
            line = body = fixed
        if is_branch_mark(body):
            self.take_mark(index, line, body)
        else:
            self.put(index, 0, line)

    def take_unit(self, index: int, line: str, body: str, head: Head | None) -> None:
        """Take a line that is a unit, or words of the one before."""
        if head is None and (self.joins_deletion(index, body) or self.joins_heading(index, body)):
            return
        if head is not None and self.loose and self.reads_as_words(head):
            if self.article is None:  # without an article around it, what looks like a list may be one
                self.tell("P007", index, f"앞줄에 이어지는 글로 읽었습니다: “{body[:40]}”")
            self.put(index, 0, "\\" + body)
            self.lead = f"{self.lead[-40:]} {body[-60:]}"
            return
        if head is not None:
            if head[0] is ARTICLE and (words := first_paragraph(head[3])) != head[3]:
                plain = body[: body.rindex(head[3])] + words
                self.tell("P006", index, f"머리를 표준 꼴로 읽었습니다: “{body[-24:]}” → “{plain[-24:]}”")
                line, body, head = plain, plain, (*head[:3], words, *head[4:])
            if (head[2] or head[3] or head[5])[:1] in _MAY_BE_GONE and (deletion := _deletion(head)):
                plain = f"{head[0].label(head[1])} {deletion}" if head[1] else body
                self.tell("P006", index, f"삭제 표시를 표준 꼴로 읽었습니다: “{body[:40]}” → “{plain[:40]}”")
                line = body = plain
                head = head_of(body, self.in_addenda) or head
            self.note_head(head)
        elif self.heads is None or index not in self.heads:
            self.under_division = False
            self.lead = body if self.bare is not None else f"{self.lead[-40:]} {body[-60:]}"
        count = len(self.texts)
        start = 0 if line is body else line.index(body)
        if (_MAY_LOOSE if self.loose else _MAY_TIGHT).search(line, start + 2):
            self.part(index, line, start)
        else:
            self.texts.append(line)
            self.origins.append((index, 0))
        if len(self.texts) == count + 1:
            self.known[count] = head
        cut = head is not None and head[0] is ARTICLE and not head[2] and head[3][:1] == "(" and len(head[3]) < 60
        self.cut = len(self.texts) - 1 if cut and self.loose else None
        self.bare = len(self.texts) - 1 if body[0] == "제" and _BARE_HEAD.fullmatch(body) else None

    def joins_deletion(self, index: int, body: str) -> bool:
        """Join ``삭제 <…>`` to the bare label on the line above; law sites part the two."""
        if self.bare is None:
            return False
        words = body if DELETED.fullmatch(body) else deletion_of(body)
        if words is None:
            return False
        if words != body:
            self.tell("P006", index, f"삭제 표시를 표준 꼴로 읽었습니다: “{body}” → “{words}”")
        self.texts[self.bare] = f"{self.texts[self.bare].rstrip()} {words}"
        self.known.pop(self.bare, None)
        self.put(index, 0, "")
        self.bare = None
        return True

    def joins_heading(self, index: int, body: str) -> bool:
        """Join a heading that was broken over two lines: ``제9조`` / ``(제목) …``, ``제9조(긴`` / ``제목) …``."""
        place = self.cut if self.cut is not None else (self.bare if self.loose and body[0] == "(" else None)
        if place is None or ")" not in body:
            return False
        above = self.texts[place].rstrip()
        joined = above + body if body[0] == "(" else f"{above} {body}"
        head = head_of(joined.strip(), self.in_addenda)
        if head is None or not head[2]:
            return False
        self.tell("P006", index, f"두 줄로 나뉜 조 제목을 이어 읽었습니다: {joined.strip()[:40]}")
        self.texts[place] = joined
        self.known.pop(place, None)
        self.put(index, 0, "")
        self.note_head(head)
        self.bare = self.cut = None
        return True

    def reads_as_words(self, head: Head) -> bool:
        """Return whether a head is the tail of a sentence that was broken over two lines: ``…하여야 한`` / ``다. 다만``."""
        level, number = head[0], head[1]
        if level is ITEM and number and number.main == SYLLABLE_INDEX["다"] and self.item == 0 and not head[4]:
            return _OPEN_END.search(self.lead) is not None
        return level is SUBPARAGRAPH and _YEAR.search(self.lead) is not None

    def spaced(self, index: int, line: str, body: str) -> tuple[str, str, Head | None]:
        """Give ``가.국가`` and ``3.2개월`` the space that makes them heads, when they are next in their list."""
        fixed = body
        if (match := _NO_SPACE_ITEM.match(body)) and self.sub:
            nth = SYLLABLE_INDEX[match[1]]
            listed = self.item or re.search(r"각 ?목|다음", self.lead) or _SECOND_ITEM.match(self.following(index))
            if nth == self.item + 1 and listed:
                fixed = f"{match[0]} {body[match.end() :]}"
        elif (match := _NO_SPACE_SUB.match(body)) and int(match[1]) == self.sub + 1 and self.lists():
            fixed = f"{match[0]} {body[match.end() :]}"
        if fixed is body:
            return line, body, None
        head = head_of(fixed, self.in_addenda)
        if head is None:
            return line, body, None
        self.tell("P006", index, f"머리를 표준 꼴로 읽었습니다: “{body[:16]}” → “{fixed[:17]}”")
        return fixed, fixed, head

    def following(self, index: int) -> str:
        """Return the next line with words."""
        return next((line for line in self.lines[index + 1 : index + 4] if line.strip()), "")

    def lists(self) -> bool:
        """Return whether a 호 may stand here: another does, or the words before announce some."""
        return self.sub > 0 or _LISTS.search(self.lead) is not None

    def note_head(self, head: Head) -> None:
        """Remember where in the numbering the reading is."""
        level, number, _, text, _, _ = head
        assert number is not None
        self.under_division = level.is_division
        if level.is_division:
            self.division = number.main
        elif level is ARTICLE:
            self.article, self.paragraph, self.sub, self.item = number, 0, 0, 0
            if text[:1] in CIRCLED_INDEX:
                self.paragraph = CIRCLED_INDEX[text[:1]]
        elif level is PARAGRAPH:
            self.paragraph, self.sub, self.item = number.main, 0, 0
        elif level is SUBPARAGRAPH:
            self.sub, self.item = number.main, 0
        elif level is ITEM:
            self.item = number.main
        self.lead = text

    def part(self, index: int, line: str, start: int) -> None:
        """Put a line, parted where a further unit begins on it."""
        pattern = _LOOSE if self.loose else _TIGHT
        cuts = [0]
        for match in pattern.finditer(line, start + 2):
            if self.accepts(match, line, cuts[-1] or start):
                cuts.append(match.start())
        if len(cuts) == 1:
            self.put(index, 0, line)
            return
        ends = [*cuts[1:], len(line)]
        for begin, end in zip(cuts, ends, strict=True):
            piece = line[begin:end].rstrip()
            self.put(index, begin, piece)
            self.in_addenda = self.in_addenda or (piece[:1] == "부" and is_branch_mark(piece))
        named = ", ".join(line[cut : cut + 12].split("(")[0].split(" ")[0] for cut in cuts[1:4])
        more = " 등" if len(cuts) > 4 else ""
        self.tell("P007", index, f"한 줄에 이어 쓴 {len(cuts) - 1}개의 단위를 나누어 읽었습니다: {named}{more}")

    def accepts(self, match: re.Match[str], line: str, begin: int) -> bool:
        """Return whether a unit begins at ``match``; the words of the unit before it run from ``begin``."""
        before = line[max(begin, match.start() - _LOOK_BACK) : match.start()].rstrip()
        kind = (
            match.lastgroup
            if match.lastgroup in _KINDS
            else next(name for name in _KINDS if match.groupdict().get(name))
        )
        ended = before.endswith(_SENTENCE_END)
        if kind in ("article", "gone"):
            return self.accepts_article(match, line, before, kind)
        if kind == "paragraph":
            nth = CIRCLED_INDEX[match["paragraph"]]
            here = max(self.paragraph, CIRCLED_INDEX.get(_first_mark(line[begin : begin + _LOOK_BACK]), 0))
            if here == 0 or nth != here + 1 or not (ended or self.sub or _LISTS.search(before)):
                return False
            self.paragraph, self.sub, self.item = nth, 0, 0
            return True
        if kind == "sub":
            return self.accepts_sub(int(match["sub"]), match["sub_branch"], before)
        if kind == "item":
            nth = SYLLABLE_INDEX[match["item"]]
            listed = self.item or re.search(r"각 ?목", before)
            if nth != self.item + 1 or not self.sub or not listed or before.endswith(_JOINED):
                return False
            self.item = nth
            return True
        if kind == "division":
            nth = int(match["nth"])
            if not (nth == 1 or nth > self.division) or not (ended or self.sub or not self.article):
                return False
            self.division = nth
            return True
        if not before.endswith((".", ">", "다")) or not is_branch_mark(line[match.start() :]):
            return False
        self.in_addenda, self.article, self.paragraph, self.sub, self.item = True, None, 0, 0, 0
        return True

    def accepts_article(self, match: re.Match[str], line: str, before: str, kind: str) -> bool:
        main, branch = ("main", "branch") if kind == "article" else ("gone_main", "gone_branch")
        number = Number(int(match[main]), int(match[branch] or 0))
        if reads_on(line[match.end() :]) or not self.is_next(number):
            return False
        listed = self.loose and (self.sub > 0 or self.article is None or _DIVISION_HEAD.match(before) is not None)
        if not (before.endswith(_SENTENCE_END) or before.endswith(("다", "생략")) or listed):
            return False
        self.article, self.paragraph, self.sub, self.item = number, 0, 0, 0
        if line[match.end() :].lstrip()[:1] == "①":
            self.paragraph = 1
        return True

    def accepts_sub(self, nth: int, branch: str | None, before: str) -> bool:
        follows = nth == self.sub + 1 and (self.sub > 0 or bool(_LISTS.search(before[-60:])))
        if not follows and not (branch and nth == self.sub):
            return False
        if before.endswith(_JOINED) or (self.sub == 0 and not before.endswith((".", ":", "다", ">", ")"))):
            return False
        self.sub, self.item = nth, 0
        return True

    def is_next(self, number: Number) -> bool:
        """Return whether an article of this number follows the one being read."""
        last = self.article
        if last is None:
            return number == Number(1)
        if number.branch:
            return number.main == last.main and number.branch == max(last.branch, 1) + 1
        return number.main == last.main + 1

    def put(self, index: int, column: int, text: str) -> None:
        """Put a line of the notation, from ``column`` of a source line."""
        self.texts.append(text)
        self.origins.append((index, column))

    def tell(self, code: str, index: int, message: str) -> None:
        self.findings.append(Finding(code, "info", message, line=index + 1))


_KINDS = ("article", "gone", "paragraph", "division", "addenda", "sub", "item")


def _first_mark(words: str) -> str:
    """Return the circled number a unit's words open with, after its article's label if any."""
    tail = words.lstrip()
    if tail[:1] == "제" and (place := tail.find(")")) >= 0:
        tail = tail[place + 1 :].lstrip()
    return tail[:1]


def _is_framed(head: Head) -> bool:
    return head[0] is ARTICLE and not head[2] and _FRAMED.match(head[3]) is not None


def _is_annex(line: str) -> bool:
    return line[0] in "■[【〔<별" and ANNEX.fullmatch(repair_head(line)) is not None


def _deletion(head: Head) -> str | None:
    """Return ``삭제 <2011.1.14>`` when that is all a unit says, in whatever form; None otherwise."""
    level, _, heading, text, deleted, note = head
    if deleted:
        return None
    if heading:
        plain = level is ARTICLE and not text and not note and heading.replace(" ", "") == "삭제"
        return "삭제" if plain else None
    return deletion_of(note if level.is_division else text)
