"""Steps -> amending sentences, the inverse of :mod:`grammar`: 제3조제1항 중 “A”를 “B”로 하고, 같은 조 제3항을 삭제한다."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ordinance_drafter import korean
from ordinance_drafter.amend.steps import Action, Part, Place, Step, UnitStep
from ordinance_drafter.model import ADDENDA, ANNEXES, ARTICLE, BODY, ITEM, SUBPARAGRAPH
from ordinance_drafter.notation import provision_text


def particle(word: str, pair: str) -> str:
    """Return the particle after a word; where its sound is not known (한자), the one after a consonant."""
    found = korean.particle(word, pair)
    return pair.split("/", 1)[0] if "(" in found else found


_LINKS = ("하고, ", "하며, ")


def write_sentence(steps: Sequence[Step]) -> str:
    """Return one sentence for steps (A하고, B하며, C한다.), then the text of those that need some, a line each."""
    clauses: list[str] = []
    before: Place | None = None
    for step in steps:
        words, before = _clause(step, before)
        clauses.append(words)
    sentence = "".join(clause + _LINKS[n % 2] for n, clause in enumerate(clauses[:-1])) + clauses[-1] + "한다."
    blocks = [_block(step) for step in steps]
    return "\n".join([sentence, *(block for block in blocks if block)])


def _block(step: Step) -> str:
    if step.action is Action.ANNEX:
        return ""
    if step.units:
        in_addenda = step.places[0].branch == ADDENDA
        return "\n".join(provision_text(unit, in_addenda=in_addenda) for unit in step.units)
    return step.block


def _clause(step: Step, before: Place | None) -> tuple[str, Place]:
    """Return a step without its ending (한다, 하고), and the place the next one may go on from."""
    if step.action is Action.INSERT:
        return _insertion(step, before)
    named, last = name_places(step.places, before)
    if step.action is Action.WORDS:
        return _words(step, named), last
    if step.action in (Action.MARK, Action.UNMARK):
        line = step.words[0][0] or step.words[0][1]
        does = "앞에" if step.action is Action.MARK else "앞의"
        return f"{named} {does} “{line}”{particle(line, '을/를')} {'신설' if step.added else '삭제'}", last
    each = "각각 " if step.each else ""
    if step.action is Action.MOVE:
        targets, _ = name_places(step.targets, None, bare=True)
        return f"{named}{particle(named, '을/를')} {each}{targets}{particle(targets, '으로/로')} ", last
    if step.action is Action.DELETE:
        return f"{named}{particle(named, '을/를')} {each}삭제", last
    if step.action is Action.ANNEX:
        return f"{named}{particle(named, '을/를')} {each}별지와 같이 {'신설' if step.added else ''}", last
    return f"{named}{particle(named, '을/를')} {each}다음과 같이 ", last


def _insertion(step: Step, before: Place | None) -> tuple[str, Place]:
    """제6조에 제3항을 다음과 같이 신설; an article stands alone: 제6조의2를 다음과 같이 신설."""
    each = "각각 " if step.each else ""
    place = step.places[0]
    if place.parts and not (len(place.parts) == 1 and place.parts[0] is Part.ITEMS):
        home, _ = name_places((replace(place, parts=place.parts[:-1]),), before)
        what = place.parts[-1].value
        return f"{home}에 {what}{particle(what, '을/를')} {each}다음과 같이 신설", place
    above = place.units[:-1]
    new, last = name_places(step.places, None, bare=True) if above else name_places(step.places, before)
    if not above:
        named, last = name_places(step.places, before)
        return f"{named}{particle(named, '을/를')} {each}다음과 같이 신설", last
    former = place.former[:-1] if place.former else None
    if former == above:
        former = None
    home, _ = name_places((Place(above, branch=place.branch, text=place.text, former=former),), before)
    return f"{home}에 {new}{particle(new, '을/를')} {each}다음과 같이 신설", replace(last, units=place.units)


def _words(step: Step, named: str) -> str:
    """제3조 중 “A”를 (각각) “B”로, “C”를 삭제."""
    each = "각각 " if step.each else ""
    place = step.places[-1]
    if len(step.words) == 1 and not step.words[0][0]:
        new = _heading(step.words[0][1], place)
        return f"{named}{particle(named, '을/를')} “{new}”{particle(new, '으로/로')} "
    whole = place.parts[-1:] == (Part.HEADING,) and step.words[0][0].startswith("(")
    among = " " if whole or Part.TITLE in place.parts else " 중 "
    pairs = []
    for old, new in step.words:
        if new:
            pairs.append(f"“{old}”{particle(old, '을/를')} {each}“{new}”{particle(new, '으로/로')}")
        else:
            pairs.append(f"“{old}”{particle(old, '을/를')} {each}삭제")
    made = ""
    for index, ((_, new), words) in enumerate(zip(step.words, pairs, strict=True)):
        last = index + 1 == len(pairs)
        following = "" if last else ", " if new and step.words[index + 1][1] else " 하고, " if new else "하고, "
        made += words + ((" " if new else "") if last else following)
    return f"{named}{among}{made}"


def _heading(words: str, place: Place) -> str:
    return f"({words})" if Part.HEADING in place.parts and place.units and place.units[-1][0] is ARTICLE else words


def name_places(places: Sequence[Place], before: Place | None, *, bare: bool = False) -> tuple[str, Place]:
    """Return a list of places in words (제3조제1항, 같은 조 제2항 및 제5조) and the last of them.

    Args:
        places: at least one.
        before: the place named before; what it shares is called 같은 조, 같은 항, 같은 호.
        bare: only the last unit of the first (제3항), where what it is in has been named.
    """
    runs: list[str] = []
    sizes: list[int] = []
    for place in places:
        if runs and before is not None and _is_beside(place, before):
            runs[-1] += f"ㆍ{place.units[-1][0].reference(place.units[-1][1])}"
            sizes[-1] += 1
        else:
            runs.append(_name(place, before, bare))
            sizes.append(1)
        before = place
    assert before is not None
    if len(runs) == 1 and sizes[0] > 1:  # 제1항, 제2항 및 제3항
        head, _, last = runs[0].rpartition("ㆍ")
        return head.replace("ㆍ", ", ") + " 및 " + last, before
    return runs[0] if len(runs) == 1 else ", ".join(runs[:-1]) + " 및 " + runs[-1], before


def _is_beside(place: Place, before: Place) -> bool:
    """Whether a place is a sister unit of the one before it: 제1항ㆍ제2항."""
    plain = not (place.parts or before.parts or place.until or before.until or place.former or before.former)
    same = place.branch == before.branch and place.text == before.text and not place.annex and not before.annex
    return (
        plain
        and same
        and len(place.units) > 1
        and place.units[:-1] == before.units[:-1]
        and place.units[-1][0] is before.units[-1][0]
    )


def _name(place: Place, before: Place | None, bare: bool) -> str:
    if place.branch == ANNEXES:
        between = "" if place.inside.startswith("부터") else " "
        return f"{place.annex}{between}{place.inside}".strip()
    words = (
        f"{place.text} " if place.text and place.branch == BODY and not (before and before.text == place.text) else ""
    )
    if place.branch == ADDENDA and (before is None or before.branch != ADDENDA or before.text != place.text):
        words = f"{place.text or '부칙'} "
        before = None
    units = place.units
    if bare:
        words += "".join(level.reference(number) for level, number in units[-1:])
    else:
        words += _relative(units, place, before)
    if place.until:
        words += f"부터 {place.until[0].reference(place.until[1])}까지"
    return (words + _parts(place, bool(words)) + (f" {place.inside}" if place.inside else "")).strip()


def _relative(units: tuple[UnitStep, ...], place: Place, before: Place | None) -> str:
    """Return units as they are named after ``before``: 같은 조 제2항, 같은 항 제3호."""
    shared = 0
    if before is not None and before.branch == place.branch and before.text == place.text and not place.former:
        mine = [each for each in units if not each[0].is_division]
        theirs = [each for each in before.units if not each[0].is_division]
        if before.former or before.until:
            theirs = theirs[:1] if before.units[:1] == units[:1] else []
        while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
            shared += 1
        if shared and shared == len(mine) and place.until:
            shared -= 1
        if shared and mine[0][0] is ARTICLE and mine[shared - 1][0].rank <= ITEM.rank:
            rest = "".join(level.reference(number) for level, number in mine[shared:])
            return f"같은 {mine[shared - 1][0].word} {rest}".rstrip()
    if place.former is not None:
        return "".join(_with_former(units, place.former))
    return "".join(level.reference(number) for level, number in units)


def _with_former(units: tuple[UnitStep, ...], former: tuple[UnitStep, ...]) -> Iterator[str]:
    """Yield the units by their new numbers, with the old one after each that moved: 제4항(종전의 제3항)."""
    for index, (level, number) in enumerate(units):
        yield level.reference(number)
        if index and former[index] == former[index - 1]:
            yield "(종전의 제목 외의 부분)"
        elif former[index] != (level, number):
            yield f"(종전의 {former[index][0].reference(former[index][1])})"


def _parts(place: Place, named: bool) -> str:
    made = ""
    for part in place.parts:
        if part is Part.HEADING:
            made += "의 제목" if named else "제목"
        elif part is Part.CHAPEAU and place.units and place.units[-1][0] is SUBPARAGRAPH:
            made += " 각 목 외의 부분"
        elif part is Part.CHAPEAU and place.units and place.units[-1][0].rank >= ITEM.rank:
            made += " 1) 외의 부분"
        else:
            made += f" {part.value}"
    return made if named else made.strip()
