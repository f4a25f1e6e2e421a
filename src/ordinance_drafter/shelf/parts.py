"""The keys of a clause by themselves: slots, choices, satisfies, sources, sentences."""

from __future__ import annotations

import re

from ordinance_drafter.library import Clause
from ordinance_drafter.refs import parse_ref
from ordinance_drafter.shelf.book import Book, SetBook
from ordinance_drafter.shelf.laws import Laws
from ordinance_drafter.shelf.names import Location, templates_of
from ordinance_drafter.shelf.problem import File, Report
from ordinance_drafter.slots import Slot
from ordinance_drafter.yamlfile import nearest

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_ARTICLE = re.compile(r"(?:부칙|별표|제\d+조|제\d+장|전문)")


def check_slots(read: SetBook, clause: Clause, used: set[str], report: Report) -> None:
    """Check the slots of a clause: used, possible, and meaning the same wherever the name is used."""
    file = read.files[clause.id]
    for name, slot in clause.slots.items():
        where: Location = ("slots", name)
        if name not in used:
            words = f"쓰이지 않는 자리입니다: {name}. 본문에 {{{{ {name} }}}}로 쓰거나 지우십시오."
            report.add("CLB020", file, where, words, key=True)
        check_slot(file, where, slot, report)
        taken = read.data.slots.get(name)
        if name in read.data.terms or name in read.data.choices:
            words = f"set.yaml이 다른 뜻으로 쓰는 이름입니다: {name}. 다른 이름으로 하십시오."
            report.add("CLB023", file, where, words, key=True)
        elif taken is not None and taken != slot:
            report.add("CLB023", file, where, f"set.yaml의 자리 {name}과(와) 다릅니다. 하나로 맞추십시오.", key=True)
        first = next(other for other in read.clauses.values() if name in other.slots)
        if first.id != clause.id and first.slots[name] != slot:
            words = (
                f"‘{first.id}’ 조문의 자리 {name}과(와) 다릅니다. 물음은 하나이므로 이름을 바꾸거나 똑같이 적으십시오."
            )
            report.add("CLB023", file, where, words, key=True)


def check_slot(file: File, where: Location, slot: Slot, report: Report) -> None:
    """Check one slot by itself."""
    faults: list[tuple[str, str]] = []
    if slot.min is not None and slot.max is not None and slot.min > slot.max:
        faults.append(("min", f"min({slot.min})이 max({slot.max})보다 큽니다."))
    if slot.min_items > slot.max_items:
        faults.append(("min_items", f"min_items({slot.min_items})가 max_items({slot.max_items})보다 큽니다."))
    if slot.type == "choice" and not slot.options:
        faults.append(("type", "options에 고를 것을 적으십시오."))
    if slot.type != "choice" and slot.options:
        faults.append(("options", f"options는 choice에만 씁니다. type이 {slot.type}입니다."))
    if len(set(slot.options)) < len(slot.options):
        faults.append(("options", "options에 같은 것이 두 번 나옵니다."))
    if slot.type != "integer" and (slot.min is not None or slot.max is not None):
        faults.append(("type", f"min과 max는 integer에만 씁니다. type이 {slot.type}입니다."))
    if slot.pattern is not None:
        try:
            re.compile(slot.pattern)
        except re.error:
            faults.append(("pattern", "정규식이 아닙니다. 괄호의 짝과 역사선(\\)을 보십시오."))
    if not slot.label.strip():
        faults.append(("label", "label에 사람이 읽는 이름을 적으십시오."))
    for name, words in faults:
        report.add("CLB022", file, (*where, name), words)
    if slot.default is not None and not faults and (wrong := slot.check(slot.default)):
        report.add("CLB021", file, (*where, "default"), f"기본값이 맞지 않습니다. {wrong}")


def check_choice(read: SetBook, clause: Clause, report: Report) -> None:
    """Check that the choice of a clause exists and its variants are options of it."""
    file, choices = read.files[clause.id], read.data.choices
    if clause.choice and clause.choice not in choices:
        words = f"없는 선택입니다: {clause.choice}.{nearest(clause.choice, choices)}"
        report.add("CLB030", file, ("choice",), words)
        return
    options = choices[clause.choice].options if clause.choice else {}
    for option in clause.variants:
        if not clause.choice:
            report.add(
                "CLB030", file, ("variants", option), "변형이 있으면 choice에 선택의 이름을 적으십시오.", key=True
            )
        elif option not in options:
            words = f"‘{clause.choice}’에 없는 선택지입니다: {option}.{nearest(option, options)}"
            report.add("CLB030", file, ("variants", option), words, key=True)


def check_satisfies(read: SetBook, clause: Clause, report: Report) -> None:
    """Check that the requirements exist and the parts can be read."""
    file = read.files[clause.id]
    lists = [(("satisfies",), clause.satisfies)]
    lists += [
        (("variants", option, "satisfies"), variant.satisfies)  # type: ignore[misc]
        for option, variant in clause.variants.items()
        if variant.satisfies is not None
    ]
    for place, items in lists:
        for index, item in enumerate(items):
            if read.requirement_file is not None and item.id not in read.requirements:
                words = f"없는 요건입니다: {item.id}.{nearest(item.id, read.requirements)}"
                report.add("CLB050", file, (*place, index, "id"), words)
            try:
                parse_ref(item.at or "제1항")
            except ValueError:
                words = f"조문의 자리가 아닙니다: {item.at}. ‘제1항제2호’처럼 적으십시오."
                report.add("CLB051", file, (*place, index, "at"), words)


def check_sources(read: SetBook, clause: Clause, laws: Laws, report: Report) -> None:
    """Check basis and models: there, or notes say why not; statutes and articles exist."""
    file, noted = read.files[clause.id], bool(clause.notes.strip())
    if not clause.basis and not noted:
        report.add("CLB063", file, ("basis",), "근거(basis)가 없습니다. 근거를 적거나 notes에 없는 까닭을 적으십시오.")
    if not clause.modelled_on and not noted:
        words = "참고한 조례(modelled_on)가 없습니다. 적거나 notes에 없는 까닭을 적으십시오."
        report.add("CLB063", file, ("modelled_on",), words)
    for index, basis in enumerate(clause.basis):
        where: Location = ("basis", index)
        if not basis.why.strip():
            report.add("CLB063", file, (*where, "why"), "왜 근거인지(why)를 적으십시오.")
        for code, words in laws.wrong_basis(basis.statute, basis.article):
            key = "article" if code in ("CLB061", "CLB065") else "statute"
            report.add(code, file, (*where, key), words)
    for index, model in enumerate(clause.modelled_on):
        if not model.title.strip().endswith(("조례", "규칙")):
            words = f"조례나 규칙의 제명이 아닙니다: {model.title}. 정식 제명을 적으십시오."
            report.add("CLB063", file, ("modelled_on", index, "title"), words)
        if model.article and not _ARTICLE.match(model.article):
            words = f"조문 번호로 읽을 수 없습니다: {model.article}. ‘제5조제1항’처럼 적으십시오."
            report.add("CLB065", file, ("modelled_on", index, "article"), words)


def check_sentences(read: SetBook, clause: Clause, report: Report) -> None:
    """Check the form of summary and rationale, of the clause and its variants."""
    file = read.files[clause.id]
    for location, template in templates_of(clause):
        words = template.strip()
        if location[-1] == "summary":
            if "\n" in words or "(안 " in words:
                report.add("CLB064", file, location, "한 줄로 적고 (안 제○조)는 쓰지 마십시오(저절로 붙습니다).")
            elif words.endswith("."):
                report.add("CLB064", file, location, "마침표 없이 “…함”으로 끝내십시오(마침표는 저절로 붙습니다).")
            elif not _ends_in_nominal(words):
                report.add("CLB064", file, location, "주요내용의 한 항목이므로 “…함”으로 끝내십시오.")
        elif location[-1] == "rationale" and not words.endswith("필요가 있음."):
            report.add("CLB064", file, location, "제안이유의 한 문장이므로 “…할 필요가 있음.”으로 끝내십시오.")
        elif location[-1] == "rationale" and "\n" in words:
            report.add("CLB064", file, location, "제안이유는 한 줄로 적으십시오.")
        elif location[-1] == "heading" and not words:
            report.add("CLB064", file, ("id",), "조 제목(heading)을 적으십시오.")


def check_place_names(book: Book, read: SetBook, clause: Clause, report: Report) -> None:
    """Tell of names of municipalities and agencies written out in a text that is for all of them."""
    named = {word for city in book.cities for word in (city.name, city.formal_name, city.head, city.council)}
    named |= {agency.name for city in book.cities for agency in city.agencies.values()}
    for location, template in templates_of(clause):
        if location == ("when",):
            continue
        for number, line in enumerate(template.split("\n"), 1):
            found = max((name for name in named if name and name in line), key=len, default="")
            if found:
                words = f"본문에 “{found}”을(를) 그대로 적었습니다. {{{{ city }}}}, {{{{ head }}}}, {{{{ agencies.역할 }}}} 따위의 자리로 쓰십시오."
                report.add("CLB019", read.files[clause.id], location, words, line=number, words=found)


def is_day(text: str) -> bool:
    """Whether words are a day as 2026-01-02."""
    return _DATE.fullmatch(text) is not None


def _ends_in_nominal(words: str) -> bool:
    """Whether the last syllable ends in ㅁ: 함, 둠, 있음."""
    return bool(words) and "가" <= words[-1] <= "힣" and (ord(words[-1]) - 0xAC00) % 28 == 16
