"""Where references lead: to a unit of the same text, to another statute, or to nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from ordinance_drafter import korean
from ordinance_drafter.model import (
    ADDENDA,
    ARTICLE,
    BODY,
    PARAGRAPH,
    Ordinance,
    Path,
    Provision,
    address,
    chain,
    walk,
)
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs.form import Mention, Ref, Step, absolute, format_ref
from ordinance_drafter.refs.scan import same_statute, scan

_SHORT_NAME = re.compile(
    r"「([^「」]{1,200})」[^「」()]{0,10}\(\s{0,3}이하\s{0,3}(?:이 [조항호장]에서 ?)?[“\"']([^”“\"']{1,60})[”\"']\s{0,3}이?라"
)
_FOREIGN = re.compile(r"다음과\s*같이\s*(?:개정|신설)한다")
_SENTENCE = re.compile(r"[가-힣]\. ")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a reference leads.

    ``kind`` is ``internal`` (``path`` says where), ``external`` (another statute), or ``dangling``
    (``problem`` says in Korean what is missing).
    """

    kind: str
    path: Path | None = None
    problem: str = ""


def short_names(ordinance: Ordinance) -> dict[str, str]:
    """Return declared short names of statutes: 「…기본법」(이하 “법”이라 한다) gives {"법": "…기본법"}."""
    names: dict[str, str] = {}
    for _, unit in walk(ordinance):
        if "이하" in unit.text:
            for match in _SHORT_NAME.finditer(unit.text):
                names.setdefault(match[2], match[1])
    return names


def mentions(ordinance: Ordinance, addenda: Container[int] | None = None) -> Iterator[Mention]:
    """Yield every reference of body and addenda with its path, statutes named in full where that is known.

    ``addenda`` are the indexes of those to look at, all when None. What stands after “다음과 같이 개정한다” in an addenda amends another text: it is external, with that title.
    """
    names = short_names(ordinance)
    last_statute = ""
    foreign: tuple[Path, str] | None = None
    for path, unit in walk(ordinance):
        if addenda is not None and path[0] == ADDENDA and path[1] not in addenda:
            continue
        if foreign and path[: len(foreign[0])] != foreign[0]:
            foreign = None
        border = _foreign_border(path, unit)
        for mention in scan(unit.text) if unit.text else ():
            ref = mention.ref
            statute = names.get(ref.statute, ref.statute)
            if statute.startswith("같은 "):
                statute = same_statute(statute, last_statute)
            if not statute and (foreign or (border and mention.span[0] >= border[0])):
                statute = foreign[1] if foreign else border[1] if border else ""
            if statute:
                last_statute = statute
            if statute != ref.statute:
                ref = replace(ref, statute=statute)
            yield Mention(ref, mention.written, mention.span, mention.head, mention.tail, path)
        if border:
            # units below belong to the amended text; siblings ①② each name their own
            foreign = (path, border[1])


def _foreign_border(path: Path, unit: Provision) -> tuple[int, str] | None:
    """Return where in an addenda's text another ordinance's amendment starts, and that ordinance's title."""
    if path[0] != ADDENDA:
        return None
    match = _FOREIGN.search(unit.text)
    if not match:
        return None
    head = unit.text[: match.start()]
    title = re.split(r"\s*(?:의\s*)?(?:일부|전부|중)", head)[0].strip(" 「」") or "다른 조례"
    return match.end(), title[-60:]


class Places:
    """Where the articles and divisions of a body are, by number: made once for many references."""

    def __init__(self, ordinance: Ordinance) -> None:
        self.top: dict[tuple[str, Number], tuple[Path, Provision]] = {}
        self._note(ordinance.body, (BODY,))

    def _note(self, units: tuple[Provision, ...], above: Path) -> None:
        for index, unit in enumerate(units):
            if unit.number and unit.level.rank <= ARTICLE.rank:
                self.top.setdefault((unit.level.name, unit.number), ((*above, index), unit))
                if unit.level.is_division:
                    self._note(unit.children, (*above, index))


def resolutions(ordinance: Ordinance) -> Iterator[tuple[Mention, Resolution]]:
    """Yield every reference of body and addenda with where it leads."""
    places = Places(ordinance)
    for mention in mentions(ordinance):
        yield mention, resolve(ordinance, mention, places)


def resolve(ordinance: Ordinance, mention: Mention, places: Places | None = None) -> Resolution:
    """Return where a mention of :func:`mentions` leads.

    Args:
        ordinance: the text it stands in.
        mention: the reference.
        places: the text's articles by number, when many references are resolved.
    """
    ref = mention.ref
    if ref.statute:
        return Resolution("external")
    if ref.place in ("table", "form"):
        return _resolve_annex(ordinance, ref)
    steps = full_steps(ordinance, mention)
    roots = _roots(ordinance, ref, mention.path)
    if not steps:
        here = (ADDENDA, 0) if ref.place == "addenda" and ordinance.addenda else None
        return Resolution("internal", here) if here else Resolution("dangling", None, "부칙이 없습니다.")
    for root in roots:
        result = _find(ordinance, places, root, steps, ref)
        if result.kind == "internal":
            break
    if result.kind != "internal" or not ref.until:
        return result
    until = full_steps(ordinance, replace(mention, ref=replace(ref, steps=ref.until, until=())))
    end = _find(ordinance, places, root, until, replace(ref, parts=()))
    return result if end.kind == "internal" else end


def full_steps(ordinance: Ordinance, mention: Mention) -> tuple[Step, ...]:
    """Return the steps of a mention with the units it leaves out taken from where it stands."""
    steps, path = mention.ref.steps, mention.path
    if not steps:
        return ()
    here = [(unit.level, unit.number) for unit in chain(ordinance, path) if unit.number]
    top = steps[0]
    if top[1] is None:  # 이 조, 같은 항 with no antecedent
        least = 0 if top[0].is_division else ARTICLE.rank
        own = [step for step in here if least <= step[0].rank <= top[0].rank]
        return (*own, *steps[1:])
    if top[0].rank <= ARTICLE.rank or (mention.ref.place == "addenda" and top[0] is ARTICLE):
        return steps
    return (*[step for step in here if ARTICLE.rank <= step[0].rank < top[0].rank], *steps)


def _roots(ordinance: Ordinance, ref: Ref, path: Path) -> list[Path]:
    """Return the branches to search: 부칙 제2조 in the addenda it stands in, else any; the body otherwise."""
    every: list[Path] = [(ADDENDA, index) for index in range(len(ordinance.addenda))]
    if ref.place == "addenda":
        own = path[:2] if path[:1] == (ADDENDA,) else None
        return ([own] if own else []) + [root for root in every if root != own] or [(ADDENDA, 0)]
    if path[:1] == (ADDENDA,) and ref.steps and (ref.steps[0][0].rank > ARTICLE.rank or ref.steps[0][1] is None):
        return [path[:2]]  # 제1항 in an addenda article is a paragraph of that article
    return [(BODY,)]


def _resolve_annex(ordinance: Ordinance, ref: Ref) -> Resolution:
    kinds = [annex for annex in ordinance.annexes if annex.kind == ref.place]
    for index, annex in enumerate(ordinance.annexes):
        if annex.kind == ref.place and (annex.number == ref.annex or (ref.annex == Number(1) and len(kinds) == 1)):
            return Resolution("internal", (2, index))
    return Resolution(
        "dangling",
        None,
        f"{korean.attach(format_ref(replace(ref, steps=(), parts=(), until=())), '이/가')} 붙어 있지 않습니다.",
    )


def _find(ordinance: Ordinance, places: Places | None, root: Path, steps: tuple[Step, ...], ref: Ref) -> Resolution:
    units = _branch(ordinance, root)
    path: Path = root
    unit: Provision | None = None
    for level, number in steps:
        if places and number and unit is None and root[0] == BODY and level.rank <= ARTICLE.rank:
            hit = places.top.get((level.name, number))
        else:
            hit = _search(units, path, level, number, unit)
        if hit is None:
            missing = format_ref(Ref(steps, place=ref.place))
            where = address(ordinance, path) if unit else ""
            tail = (
                f"{where}에 {korean.attach(level.reference(number), '이/가')} 없습니다."
                if where and number
                else f"{korean.attach(missing, '이/가')} 없습니다."
            )
            return Resolution("dangling", None, tail)
        path, unit = hit
        units = unit.children
    if unit is not None and unit.deleted:
        return Resolution("internal", path, "삭제된 조문입니다.")
    for part in ref.parts:
        if unit is not None and not has_part(unit, part):
            words = format_ref(Ref(steps, parts=(part,)))
            return Resolution("dangling", None, f"{korean.attach(words, '이/가')} 없습니다.")
    return Resolution("internal", path)


def _branch(ordinance: Ordinance, root: Path) -> tuple[Provision, ...]:
    if root[0] == BODY:
        return ordinance.body
    return ordinance.addenda[root[1]].provisions if root[1] < len(ordinance.addenda) else ()


def _search(
    units: tuple[Provision, ...], above: Path, level: object, number: Number | None, parent: Provision | None
) -> tuple[Path, Provision] | None:
    """Find a unit among ``units``; articles are found through all divisions, 제1항 of an unparted article is itself."""
    for index, unit in enumerate(units):
        path = (*above, index)
        if unit.level is level and unit.number == number:
            return path, unit
        if unit.level.is_division and (hit := _search(unit.children, path, level, number, None)):
            return hit
    whole = parent is not None and parent.level is ARTICLE and level is PARAGRAPH and number == Number(1)
    if whole and parent is not None and not any(child.level is PARAGRAPH for child in units):
        return above, parent
    return None


def has_part(unit: Provision, part: str) -> bool:
    """Return whether a unit has the part a reference names (단서 needs “다만,”, 각 호 needs 호 …)."""
    from_children = {
        "each_subparagraph": "subparagraph",
        "chapeau": "subparagraph",
        "each_item": "item",
        "item_chapeau": "item",
    }
    if part in from_children:
        return any(child.level.name == from_children[part] for child in unit.children)
    if part in ("proviso", "main_clause"):
        return "다만," in unit.text or "다만 " in unit.text
    return "이 경우" in unit.text or bool(_SENTENCE.search(unit.text))


def statutes_cited(ordinance: Ordinance) -> dict[str, list[Mention]]:
    """Return the external mentions by statute title, in order of first appearance."""
    cited: dict[str, list[Mention]] = {}
    for mention in mentions(ordinance):
        if mention.ref.statute:
            cited.setdefault(mention.ref.statute, []).append(mention)
    return cited


def own_steps(ordinance: Ordinance, path: Path) -> tuple[Step, ...]:
    """Return the steps that name the unit at ``path`` in its branch."""
    return absolute([(unit.level, unit.number) for unit in chain(ordinance, path) if unit.number])
