"""The text after 다음과 같이: which of its lines belong to which place of the instruction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ordinance_drafter.amend.steps import Action, Part, Place, Step
from ordinance_drafter.lines import SPACES, head_of
from ordinance_drafter.model import ADDENDA, Level
from ordinance_drafter.notation import parse_provisions
from ordinance_drafter.numbering import Number


def give_blocks(steps: Sequence[Step], block: Sequence[str]) -> list[Step]:
    """Return the steps of a sentence with the lines of its block; a step with several places becomes one each.

    A place that is a unit takes the lines from the unit's own label on; a place that is words of a unit (단서) takes
    the next lines that begin no unit. A step whose lines are missing keeps an empty block: applying it is an error.
    """
    lines = [line.strip(SPACES) for line in block if line.strip(SPACES)]
    wanted = [(n, place) for n, step in enumerate(steps) if step.block for place in step.places]
    starts = _starts([(steps[n], place) for n, place in wanted], lines)
    given: dict[int, list[Step]] = {}
    for number, ((n, place), start) in enumerate(zip(wanted, starts, strict=True)):
        step = steps[n]
        end = next((each for each in starts[number + 1 :] if each is not None), len(lines))
        words = lines[start:end] if start is not None else []
        in_addenda = place.branch == ADDENDA
        text = (
            _own_words(place, words, in_addenda) if place.parts and Part.ITEMS not in place.parts else "\n".join(words)
        )
        units = () if place.parts and Part.ITEMS not in place.parts else parse_provisions(text, in_addenda=in_addenda)
        given.setdefault(n, []).append(replace(step, places=(place,), block=text, units=units if text else ()))
    return [made for n, step in enumerate(steps) for made in given.get(n, [step])]


def _starts(wanted: Sequence[tuple[Step, Place]], lines: Sequence[str]) -> list[int | None]:
    """Return where each place's lines begin; None where there are none."""
    starts: list[int | None] = []
    cursor = 0
    for step, place in wanted:
        if step.action is Action.ANNEX:
            starts.append(None)
            continue
        if place.parts and Part.ITEMS not in place.parts:
            found = next((i for i in range(cursor, len(lines)) if _is_plain(lines[i], place) or not starts), None)
        elif Part.ITEMS in place.parts or not place.units:
            found = cursor if cursor < len(lines) else None
        else:
            found = next((i for i in range(cursor, len(lines)) if _opens(lines[i], place)), None)
        starts.append(found)
        cursor = found + 1 if found is not None else cursor
    return starts


def _head(line: str, place: Place) -> tuple[Level, Number | None] | None:
    head = head_of(line, place.branch == ADDENDA)
    return (head[0], head[1]) if head else None


def _is_plain(line: str, place: Place) -> bool:
    head = _head(line, place)
    return head is None or (bool(place.units) and head == place.units[-1])


def _opens(line: str, place: Place) -> bool:
    return _head(line, place) == place.units[-1]


def _own_words(place: Place, lines: Sequence[str], in_addenda: bool) -> str:
    """Return the words of a part, without the label of its unit where they are printed with it."""
    if not lines:
        return ""
    head = head_of(lines[0], in_addenda)
    if head and place.units and (head[0], head[1]) == place.units[-1]:
        return "\n".join([head[3], *lines[1:]])
    return "\n".join(lines)
