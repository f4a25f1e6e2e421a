"""An effect for the screen: what came and went, the words that differ, colours on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ordinance_drafter.amend.compare import Words
from ordinance_drafter.check.report.results import SEVERITY_WORDS
from ordinance_drafter.impact import words as say
from ordinance_drafter.impact.effect import ArticleChange, Effect, Status, UnitChange
from ordinance_drafter.impact.follow import differing, plain_tokens
from ordinance_drafter.impact.side import Told
from ordinance_drafter.korean import display_width, wrap

_COLORS = {"-": "31", "+": "32", "bold": "1", "dim": "2", "error": "31;1", "warning": "33;1", "info": "36"}
_FOLLOWED = 8
"""References that follow are told one by one up to this many."""


def effect_text(effect: Effect, *, color: bool = False, width: int = 100, brief: bool = False) -> str:
    """Return an effect as text.

    Args:
        effect: what to tell.
        color: whether the terminal shows colours; without, words that differ stand in 〔 〕.
        width: of the terminal in cells.
        brief: only the names of articles that came or went, not their words.
    """
    return "\n".join(_Text(color, max(40, min(width, 140)), brief).lines(effect)) + "\n"


class _Text:
    def __init__(self, color: bool, width: int, brief: bool) -> None:
        self.color, self.width, self.brief = color, width, brief

    def lines(self, effect: Effect) -> Iterator[str]:
        if not effect:
            yield say.NOTHING
            return
        yield from wrap(say.summary(effect), self.width, indent="  ")
        yield from self._articles(effect)
        yield from self._others(effect.others)
        yield from self._followed(effect)
        yield from self._requirements(effect)
        yield from self._findings(effect)
        if effect.problems:
            yield from ("", self._in("warning", say.NO_BILL))
            for problem in effect.problems:
                yield from wrap(problem, self.width, indent="    ", first="  ")

    def _in(self, look: str, text: str) -> str:
        return f"\033[{_COLORS[look]}m{text}\033[0m" if self.color and text else text

    # ── the text ─────────────────────────────────────────────────────────────

    def _articles(self, effect: Effect) -> Iterator[str]:
        for change in effect.of(Status.ADDED, Status.REMOVED, Status.CHANGED):
            yield ""
            sign = {Status.ADDED: "+", Status.REMOVED: "-"}.get(change.status, "bold")
            clause = f" [{change.clause}]" if change.clause else ""
            head = f"{say.STATUS[change.status]}: {say.head(change)}{clause}"
            yield from (self._in(sign, line) for line in wrap(head, self.width, indent="    "))
            if self.brief and change.status is not Status.CHANGED:
                continue
            for status, units in groupby(change.units, key=lambda each: each.status):
                if status is Status.MOVED:
                    yield from wrap(say.moved_units(list(units)), self.width, indent="    ", first="  ")
                else:
                    for unit in units:
                        yield from self._unit(unit, change)
        moved = list(say.shifts(effect.of(Status.MOVED)))
        if moved:
            yield ""
            yield self._in("bold", say.STATUS[Status.MOVED])
            for line in moved:
                yield from wrap(line, self.width, indent="    ", first="  ")

    def _unit(self, unit: UnitChange, article: ArticleChange) -> Iterator[str]:
        if article.status is Status.CHANGED:
            became = say.became(unit)
            word = "" if became == say.STATUS[Status.CHANGED] else f" {became}"
            yield from wrap(f"{say.name(unit)}{word}", self.width, indent="    ", first="  ")
        whole = unit.status is not Status.CHANGED
        for sign, words in (("-", unit.old), ("+", unit.new)):
            if words:
                yield from self._words(sign, words, whole=whole, label=unit.label, depth=unit.depth)

    def _words(
        self, sign: str, words: Sequence[Words], *, whole: bool, label: str = "", depth: int = 0
    ) -> Iterator[str]:
        """Yield a unit's words: those that differ marked, unless all of them came or went."""
        words = (Words(f"{label} ", changed=True), *words) if label else words
        lead = f"    {sign} {'  ' * depth}"
        margin = " " * len(lead)
        shown = list(words if whole else say.shortened(words))
        marked = "".join(f"〔{each.text}〕" if each.changed and not whole else each.text for each in shown)
        if not self.color:
            yield from wrap(marked.replace("\n", " "), self.width, indent=margin, first=lead)
            return
        # laid out without colours, coloured stretch by stretch: the marks must not count as cells
        flat = "".join(each.text for each in shown).replace("\n", " ")
        looks = [each.changed for each in shown for _ in each.text]
        place = 0
        for line in wrap(flat, self.width, indent=margin, first=lead):
            body = line[len(lead) :].strip()
            place = flat.index(body, place)
            yield line[: len(lead)] + self._stretches(body, looks[place : place + len(body)], sign)
            place += len(body)

    def _stretches(self, text: str, looks: Sequence[bool], sign: str) -> str:
        made, run = "", ""
        for index, letter in enumerate(text):
            run += letter
            if index + 1 == len(text) or looks[index + 1] != looks[index]:
                made += self._in(sign, run) if looks[index] else run
                run = ""
        return made

    def _others(self, changes: Sequence[UnitChange]) -> Iterator[str]:
        for unit in changes:
            yield ""
            yield self._in("bold", f"{say.STATUS[unit.status]}: {say.name(unit)}")
            if unit.status is not Status.MOVED:
                for sign, words in (("-", unit.old), ("+", unit.new)):
                    if words:
                        yield from self._words(sign, words, whole=unit.status is not Status.CHANGED)

    def _followed(self, effect: Effect) -> Iterator[str]:
        rows = effect.followed
        if not rows:
            return
        yield ""
        yield self._in("bold", f"따라 바뀐 인용 {len(rows)}곳")
        for each in rows[:_FOLLOWED]:
            yield from wrap(f"{each.at}: {each.before} → {each.after}", self.width, indent="    ", first="  ")
        if len(rows) > _FOLLOWED:
            yield f"  … 그 밖에 {len(rows) - _FOLLOWED}곳"

    # ── what follows ─────────────────────────────────────────────────────────

    def _requirements(self, effect: Effect) -> Iterator[str]:
        if not effect.requirements:
            return
        yield ""
        yield self._in("bold", "요건")
        for change in effect.requirements:
            kind, label, before, after = say.requirement(change)
            look = "error" if change.kind == "vanishes" and change.level == "core" else "bold"
            tail = wrap(f"{kind}: {label} ─ {before} → {after}", self.width, indent="      ", first="  ")
            yield tail[0].replace(kind, self._in(look, kind), 1)
            yield from tail[1:]

    def _findings(self, effect: Effect) -> Iterator[str]:
        found = effect.findings
        if not found:
            return
        yield ""
        yield self._in("bold", "검사")
        for each in found.appear:
            yield from self._finding("생김", each)
        for each in found.vanish:
            yield from self._finding("사라짐", each)
        for pair in found.altered:
            yield from self._finding("말이 바뀜", pair.after)
            words = differing(plain_tokens(pair.led), plain_tokens(pair.after.message))
            for sign, side in zip("-+", words, strict=True):
                yield from self._words(sign, side, whole=False)

    def _finding(self, word: str, told: Told) -> Iterator[str]:
        lead = f"  {word}: "
        severity = "미확인" if told.state == "unverified" else SEVERITY_WORDS[told.severity]
        place = f" {told.address}" if told.address else ""
        message = "" if word == "말이 바뀜" else f"  {told.message}"
        text = f"{severity} {told.code}{place}{message}"
        first, *rest = wrap(text, self.width, indent=" " * 8, first=" " * display_width(lead))
        yield lead + first.lstrip().replace(severity, self._in(told.severity, severity), 1)
        yield from rest
