"""Another city's ordinance as one's own: names, offices, cited ordinances and level words replaced, the rest told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ordinance_drafter.adapt.answers import Answer, Translator
from ordinance_drafter.adapt.edit import Edit, apply_edits, shifted
from ordinance_drafter.adapt.leftovers import Known, second_look
from ordinance_drafter.adapt.level import date_flags, level_flags
from ordinance_drafter.adapt.prepare import drop_units, numbered, without_history
from ordinance_drafter.adapt.result import FLAGS, MUST_DECIDE, Adapted, Change, Flag
from ordinance_drafter.facade import call_as
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import LocalWord, local_words
from ordinance_drafter.locality.fields import address_of, fields
from ordinance_drafter.model import ADDENDA, ANNEXES, Ordinance, Path, at, kind_of, replace_at

__all__ = ["FLAGS", "MUST_DECIDE", "Adapted", "Change", "Flag", "adapt"]


def adapt(
    ordinance: Ordinance,
    source: Municipality,
    target: Municipality,
    *,
    today: date | None = None,
    drop_level_only: bool = False,
    keep_history: bool = False,
) -> Adapted:
    """Return an ordinance of one local government as another's, with every change and all that is left to a reader.

    Nothing inside 「 」 of a statute and no quoted words of others are changed; what of them smells of the source is told.

    Args:
        ordinance: the source's text.
        source: whose it is.
        target: whose it becomes.
        today: the day sunset dates are compared with.
        drop_level_only: leave out units that only hand work down to governments the target has not.
        keep_history: keep marks of amendments, deleted units, numbers and the addenda.
    """
    changes: list[Change] = []
    flags: list[Flag] = _profile_flags(source, target)
    own_date = ordinance.effective or ordinance.promulgated
    if not keep_history:
        ordinance, more, told = without_history(ordinance)
        changes += more
        flags += told
    named, droppable = level_flags(ordinance, source, target)
    flags += named
    if drop_level_only and droppable:
        flags = [replace(flag, kind="history") if flag.path in droppable else flag for flag in flags]
        changes += [
            Change(address_of(ordinance, path, "text"), "text", at(ordinance, path).text, "", "level", path)
            for path in sorted(droppable)
        ]
        ordinance, told = drop_units(ordinance, droppable)
        flags += told
    if not keep_history or drop_level_only:
        ordinance, more = numbered(ordinance, always=any(change.before == "삭제" for change in changes))
        changes += more
    translated = _translated(ordinance, source, target)
    flags += date_flags(translated.ordinance, source, today or own_date, asked=today is not None)
    return replace(translated, changes=(*changes, *translated.changes), flags=_in_order((*flags, *translated.flags)))


def _profile_flags(source: Municipality, target: Municipality) -> list[Flag]:
    return [
        Flag("profile", each.formal_name, each.name, " ".join(each.notes[:1]))
        for each in (target, source)
        if not each.checked_on
    ]


def _in_order(flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    kinds = list(FLAGS)
    return tuple(sorted(dict.fromkeys(flags), key=lambda flag: kinds.index(flag.kind)))


def _translated(ordinance: Ordinance, source: Municipality, target: Municipality) -> Adapted:
    """Replace the local words, repair particles, look again."""
    words = local_words(ordinance, source)
    translator = Translator(source, target)
    grouped: dict[tuple[Path, str], list[tuple[LocalWord, Answer]]] = {}
    for word in words:
        grouped.setdefault((word.path, word.field), []).append((word, translator.answer(word)))
    texts: dict[tuple[Path, str], str] = {}
    changes: list[Change] = []
    flags: list[Flag] = []
    known: Known = {}
    for each in fields(ordinance):
        key = (each.path, each.field)
        if key in grouped:
            where = address_of(ordinance, each.path, each.field)
            writer = _Writer(each.text, where, key, known, {target.name, target.formal_name, translator.last})
            texts[key] = writer.write(grouped[key])
            changes += writer.changes
            flags += writer.flags
    result = replace(_with_texts(ordinance, texts), municipality=target.formal_name if ordinance.number else "")
    result = replace(result, kind=kind_of(result.title) if result.kind != "other" else result.kind)
    flags += second_look(result, translator, known)
    return Adapted(result, tuple(changes), tuple(flags), source, target)


def _edits(answered: list[tuple[LocalWord, Answer]]) -> Iterator[Edit]:
    for word, answer in answered:
        if answer.text != word.text or answer.mark:
            yield Edit(*word.span, answer.text, answer.mark)


_CITED = re.compile(r"[」』｣]?(?:\s?\([^()]*\))?\s?(제\d+조(?:의\d+)?)")
_SELF_DECLARED = re.compile(r"([가-힣]+(?: [가-힣]+)?)\(이하 ?[“\"]([가-힣]+(?: [가-힣]+)?)[”\"] ?이?라(?:고)? 한다\)")


class _Writer:
    """Writes one field anew and notes what was changed and what is left."""

    def __init__(self, text: str, where: str, key: tuple[Path, str], known: Known, names: set[str]) -> None:
        self.text, self.where, self.key, self.known, self.names = text, where, key, known, names
        self.changes: list[Change] = []
        self.flags: list[Flag] = []

    def write(self, answered: list[tuple[LocalWord, Answer]]) -> str:
        """Return the new text."""
        new, shifts, particles = apply_edits(self.text, _edits(answered))
        path, field = self.key
        for word, answer in answered:
            if answer.text != word.text or answer.mark:
                after = answer.text + answer.mark
                self.changes.append(Change(self.where, field, word.text, after, word.kind, path))
            self._flag(word, answer)
            if answer.flag:
                start = shifted(word.span[0], shifts)
                self.known.setdefault(self.key, []).append((start, start + len(answer.text)))
        for each in particles:
            before = self.text[each.start : each.end]
            self.changes.append(Change(self.where, field, before, each.text, "particle", path))
        return self._undeclared(new)

    def _flag(self, word: LocalWord, answer: Answer) -> None:
        path, field = self.key
        if answer.flag:
            self.flags.append(Flag(answer.flag, self.where, answer.text, answer.message, path, field))
        foreign = word.kind in ("ordinance", "rule_title") and word.role != "self"
        if foreign and answer.text != word.text and (found := _CITED.match(self.text, word.span[1])):
            message = "조 번호는 옮겨 온 곳의 것입니다. 옮겨 갈 곳의 조례에서 그 내용을 정한 조로 고치십시오."
            self.flags.append(Flag("cited", self.where, f"「{answer.text}」 {found[1]}", message, path, field))

    def _undeclared(self, text: str) -> str:
        """Leave out a short name that has become the name itself: 고양시(이하 “고양시”라 한다)."""
        for match in _SELF_DECLARED.finditer(text):
            if match[2] in self.names and text != self.text and match[1].endswith(match[2]):
                self.changes.append(Change(self.where, self.key[1], match[0], match[1], "declaration", self.key[0]))
                text = text.replace(match[0], match[1], 1)
        return text


def _with_texts(ordinance: Ordinance, texts: dict[tuple[Path, str], str]) -> Ordinance:
    for (path, field), text in texts.items():
        if not path:
            ordinance = replace(ordinance, title=text) if field == "title" else replace(ordinance, preamble=text)
        elif path[0] == ANNEXES:
            annexes = list(ordinance.annexes)
            old = annexes[path[1]]
            annexes[path[1]] = replace(old, heading=text) if field == "heading" else replace(old, text=text)
            ordinance = replace(ordinance, annexes=tuple(annexes))
        elif field == "addenda" and path[0] == ADDENDA:
            addenda = list(ordinance.addenda)
            addenda[path[1]] = replace(addenda[path[1]], label=text)
            ordinance = replace(ordinance, addenda=tuple(addenda))
        else:
            unit = at(ordinance, path)
            changed = {"heading": replace(unit, heading=text), "text": replace(unit, text=text)}.get(field)
            ordinance = replace_at(ordinance, path, changed or replace(unit, note=text))
    return ordinance


call_as(__name__, adapt)
