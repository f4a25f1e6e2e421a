"""Two texts -> a proved amendment: the shortest lawful instructions, their text, and the proof by reading it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ordinance_drafter.amend.apply import apply_amendment
from ordinance_drafter.amend.divisions import division_changes, home_of
from ordinance_drafter.amend.gather import gather, in_order
from ordinance_drafter.amend.instruct import Change, row_changes
from ordinance_drafter.amend.instructions import read_amendment
from ordinance_drafter.amend.match import bare_unit, content
from ordinance_drafter.amend.phrase import write_sentence
from ordinance_drafter.amend.same import differences
from ordinance_drafter.amend.steps import Action, Part, Place, Step, UnitStep
from ordinance_drafter.amend.wording import word_changes
from ordinance_drafter.korean import particle
from ordinance_drafter.model import (
    ADDENDA,
    ANNEXES,
    ARTICLE,
    Addenda,
    Annex,
    Ordinance,
    Provision,
    articles,
)
from ordinance_drafter.notation import provision_text, to_text
from ordinance_drafter.numbering import Number

MANY = 2 / 3
"""A larger share of changed articles than this is better a whole amendment (법령 입안ㆍ심사 기준; rule AMD009)."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment of one text into another.

    Attributes:
        title: of the text amended.
        changes: the steps with the reason for the form of each, in the order of the text.
        text: the 개정문: its head, the instructions, the addenda and annexes added.
        proved: whether the text, read again and applied to the old text, gives the new one.
        differences: where it does not, a line each; () when proved.
        share: what share of the old articles change, 0 to 1.
        whole: whether it is written as a whole amendment.
    """

    title: str
    changes: tuple[Change, ...]
    text: str
    proved: bool
    differences: tuple[str, ...] = ()
    share: float = 0.0
    whole: bool = False

    @property
    def advice(self) -> str:
        """A Korean sentence where a whole amendment fits better, else ""."""
        if self.whole or self.share < MANY:
            return ""
        return f"현행 조의 {self.share:.0%}가 바뀌므로 전부개정으로 하는 것이 알맞습니다."


def amend(old: Ordinance, new: Ordinance, *, whole: bool = False) -> Amendment:
    """Return the amendment that makes ``new`` of ``old``, proved by applying it.

    Units that the new text leaves out are deleted (삭제) and keep their numbers; notes (<개정 …>) are not looked at.
    Where instructions cannot say a change of a unit they write its article anew; where they cannot say it at all
    (text before the body), the amendment is a whole one.

    Args:
        old: the text in force.
        new: the text wanted; addenda it has beyond those of ``old`` become the addenda of the amendment.
        whole: write a whole amendment.
    """
    if not whole:
        made = _proposal(old, new, ())
        if made.proved:
            return made
        wrong = {line.split(":")[0].split("제", 1)[-1] for line in made.differences}
        again = _proposal(old, new, tuple(wrong))
        if again.proved:
            return again
    return _whole(old, new)


def _proposal(old: Ordinance, new: Ordinance, anew: Sequence[str]) -> Amendment:
    """Return a partial amendment; articles named in ``anew`` (3조, 5조의2) are written anew."""
    changes = [*_title(old, new), *division_changes(old, new), *_articles(old, new, anew)]
    changes += _old_addenda(old, new)
    changes = in_order(old, gather(old, changes))
    annexes, printed = _annexes(old.annexes, new.annexes)
    changes += annexes
    added = new.addenda[len(old.addenda) :]
    text = "\n".join(_lines(old, changes, added, printed))
    read = read_amendment(text)
    result = apply_amendment(old, read)
    found = (*result.problems, *result.left, *differences(result.ordinance, new))
    changed = {
        change.step.places[0].units[0] for change in changes if change.step.places and change.step.places[0].units
    }
    share = len(changed) / max(1, sum(1 for _, unit in articles(old) if not unit.deleted))
    return Amendment(old.title, tuple(changes), text, not found, found, min(1.0, share))


def _whole(old: Ordinance, new: Ordinance) -> Amendment:
    body = to_text(replace(new, addenda=new.addenda[len(old.addenda) :] or new.addenda[-1:]))
    _, _, rest = body.partition("\n")
    text = f"{old.title} 전부를 다음과 같이 개정한다.\n\n{new.title}\n{rest}"
    step = Step(Action.WHOLE, block=text)
    result = apply_amendment(old, read_amendment(text))
    found = tuple(differences(replace(result.ordinance, addenda=new.addenda), new))
    change = Change(step, "바뀌는 곳이 많거나 일부개정의 말로 나타낼 수 없으므로 전부를 개정한다.")
    return Amendment(old.title, (change,), text, not found, found, 1.0, whole=True)


def _title(old: Ordinance, new: Ordinance) -> list[Change]:
    if old.title == new.title:
        return []
    place = Place(parts=(Part.TITLE,))
    return [Change(Step(Action.WORDS, (place,), ((old.title, new.title),)), "제명을 고친다.")]


def _articles(old: Ordinance, new: Ordinance, anew: Sequence[str]) -> list[Change]:
    olds = [unit for _, unit in articles(old)]
    news = [unit for _, unit in articles(new)]
    changes = row_changes(olds, news, Place())
    if changes is None:
        return []
    homes = home_of(new, old)
    changes = [_at_home(change, homes) for change in changes]
    if not anew:
        return changes
    kept = [change for change in changes if not _is_of(change.step, anew) or change.step.action is Action.MOVE]
    numbers = {unit.number: unit for unit in news}
    for unit in olds:
        if unit.number is None:
            continue
        name = _name(unit.number)
        if name in anew and unit.number in numbers and content(unit) != content(numbers[unit.number]):
            place = Place(((ARTICLE, unit.number),))
            step = Step(Action.REWRITE, (place,), units=(bare_unit(numbers[unit.number]),), block="?")
            kept.append(Change(step, "나누어 고치는 말로 나타낼 수 없으므로 조를 통째로 고친다."))
    return kept


def _at_home(change: Change, homes: Mapping[Number, tuple[UnitStep, ...]]) -> Change:
    """Name the chapter of a new article where the article before it is in another."""
    step = change.step
    if step.action is not Action.INSERT or len(step.places[0].units) != 1:
        return change
    units = step.places[0].units
    home = homes.get(units[0][1])
    return (
        replace(change, step=replace(step, places=(replace(step.places[0], units=(*home, *units)),)))
        if home
        else change
    )


def _is_of(step: Step, names: Sequence[str]) -> bool:
    if not step.places or not step.places[0].units or step.places[0].units[0][0] is not ARTICLE:
        return False
    return _name(step.places[0].units[0][1]) in names


def _name(number: Number) -> str:
    return ARTICLE.reference(number).removeprefix("제")


def _old_addenda(old: Ordinance, new: Ordinance) -> list[Change]:
    """Return changes of addenda that both texts have."""
    changes: list[Change] = []
    for index, (before, after) in enumerate(zip(old.addenda, new.addenda, strict=False)):
        if before.provisions == after.provisions:
            continue
        last = index + 1 == len(old.addenda)
        place = Place(branch=ADDENDA, text="" if last else f"부칙 {before.label}".strip())
        changes += _addenda_changes(before.provisions, after.provisions, place)
    return changes


def _addenda_changes(olds: Sequence[Provision], news: Sequence[Provision], place: Place) -> list[Change]:
    """Return how one addenda becomes another; one without articles is changed in words, or as a whole."""
    changes = row_changes(olds, news, place)
    if changes is not None:
        return changes
    if len(olds) == len(news) == 1 and not olds[0].children and not news[0].children:
        pairs = word_changes(olds[0].text, news[0].text)
        if pairs:
            words = tuple((old, new) for old, new, _ in pairs)
            return [Change(Step(Action.WORDS, (place,), words, each=pairs[0][2]), "바뀌는 낱말만 고친다.")]
    step = Step(Action.REWRITE, (place,), units=tuple(map(bare_unit, news)), block="?")
    return [Change(step, "조로 나누지 않은 부칙이므로 통째로 고친다.")]


def _annexes(olds: Sequence[Annex], news: Sequence[Annex]) -> tuple[list[Change], list[Annex]]:
    """Return the changes of annexes and those to be printed after the amendment."""
    changes, printed = [], []
    before, after = {each.label: each for each in olds}, {each.label: each for each in news}
    for label, annex in after.items():
        if before.get(label) == annex:
            continue
        new = label not in before
        step = Step(Action.ANNEX, (Place(branch=ANNEXES, annex=label),), added=new)
        changes.append(Change(step, "새로 두는 별표이다." if new else "별표는 통째로 고친다."))
        printed.append(annex)
    for label in before:
        if label not in after:
            changes.append(Change(Step(Action.DELETE, (Place(branch=ANNEXES, annex=label),)), "새 글에 없는 별표이다."))
    return changes, printed


def _lines(old: Ordinance, changes: Sequence[Change], added: Sequence[Addenda], printed: Sequence[Annex]) -> list[str]:
    lines = [f"{old.title} 일부를 다음과 같이 개정한다.", ""]
    for _, group in groupby(changes, key=_sentence_key):
        for sentence in _sentences([change.step for change in group]):
            lines += [write_sentence(sentence), ""]
    for each in added:
        lines += [f"부칙 {each.label}".strip(), *(_provision(unit) for unit in each.provisions), ""]
    for annex in printed:
        lines += [f"[{annex.label}] {annex.heading}".rstrip(), *annex.text.split("\n"), ""]
    return lines[:-1] if lines[-1] == "" else lines


def _provision(unit: Provision) -> str:
    return provision_text(unit, in_addenda=True)


def _sentence_key(change: Change) -> tuple[object, ...]:
    """What is said in one sentence: the steps of an article; blocks and lists of places stand alone."""
    step = change.step
    if not step.places or not step.places[0].units or step.places[0].branch != 0:
        return (id(step),)
    units = step.places[0].former or step.places[0].units
    several = len({place.units[:1] for place in step.places}) > 1
    return (id(step),) if several or (len(units) == 1 and step.action in (Action.INSERT, Action.REWRITE)) else units[:1]


def _sentences(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps of an article in sentences: what is printed after one has units of one level, told by labels."""
    sentence: list[Step] = []
    printed: object = None
    for step in steps:
        place = step.places[0] if step.places else Place()
        level = ([level for level, _ in place.units[-1:]], place.parts) if step.block else None
        if sentence and level is not None and printed is not None and (level != printed or place.parts):
            yield sentence
            sentence, printed = [], None
        sentence.append(step)
        printed = level or printed
    if sentence:
        yield sentence


def explain(amendment: Amendment) -> str:
    """Return the steps with the reason for each, one a line."""
    from ordinance_drafter.amend.phrase import name_places

    lines = []
    for change in amendment.changes:
        named = name_places(change.step.places, None)[0] if change.step.places else amendment.title
        lines.append(f"{named}{particle(named, '은/는')} {change.why}")
    return "\n".join(lines)
