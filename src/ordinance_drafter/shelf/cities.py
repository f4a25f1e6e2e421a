"""Municipality files: names that agree, titles that begin with the right name, answers somebody takes."""

from __future__ import annotations

from ordinance_drafter.library import Municipality
from ordinance_drafter.shelf.book import Book
from ordinance_drafter.shelf.names import Location
from ordinance_drafter.shelf.parts import is_day
from ordinance_drafter.shelf.problem import File, Report
from ordinance_drafter.slots import Slot
from ordinance_drafter.yamlfile import nearest

_HEADS = {"city": "시장", "county": "군수", "district": "구청장", "province": "도지사", "metropolitan": "시장"}
_ENDS = {"city": "시", "county": "군", "district": "구", "province": "도", "metropolitan": "시"}


def check_city(book: Book, city: Municipality, file: File, report: Report) -> None:
    """Check one municipality."""
    _names(city, file, report)
    for role, item in city.ordinances.items():
        _title(city, item.title, file, ("ordinances", role, "title"), report)
        _day(item.promulgated, file, ("ordinances", role, "promulgated"), report)
        _day(item.checked_on, file, ("ordinances", role, "checked_on"), report)
    for role, agency in city.agencies.items():
        _day(agency.checked_on, file, ("agencies", role, "checked_on"), report)
    for index, existing in enumerate(city.existing):
        where: Location = ("existing", index)
        _title(city, existing.title, file, (*where, "title"), report)
        _day(existing.promulgated, file, (*where, "promulgated"), report)
        if existing.set not in book.library.set_ids:
            words = f"없는 조문 묶음입니다: {existing.set}.{nearest(existing.set, book.library.set_ids)}"
            report.add("CLB082", file, (*where, "set"), words)
        elif existing.set in book.sets:
            roles = book.sets[existing.set].data.roles
            for role in existing.articles:
                if role not in roles:
                    words = f"‘{existing.set}’ 묶음의 roles에 없는 역할입니다: {role}.{nearest(role, roles)}"
                    report.add("CLB082", file, (*where, "articles", role), words, key=True, severity="warning")
    if not is_day(city.checked_on):
        _day(city.checked_on or "(빈 값)", file, ("checked_on",), report)
    _answers(book, city, file, report)


def _names(city: Municipality, file: File, report: Report) -> None:
    def wrong(key: str, words: str) -> None:
        report.add("CLB080", file, (key,), words)

    if "특례시" in city.name:
        wrong("name", f"특례시는 지위이지 이름이 아닙니다. name은 “{city.name.replace('특례시', '시')}”로 적으십시오.")
    elif not city.name.endswith(_ENDS[city.level]):
        wrong(
            "level", f"종류({city.level})와 이름({city.name})이 맞지 않습니다. 이름의 끝은 “{_ENDS[city.level]}”입니다."
        )
    if not city.head_short.endswith(_HEADS[city.level]):
        wrong(
            "head_short", f"종류({city.level})의 장은 “{_HEADS[city.level]}”입니다. {city.head_short}을(를) 고치십시오."
        )
    stem = city.name.removesuffix(city.gov_short)
    if not city.head.startswith(stem) or not city.head.endswith(city.head_short):
        wrong("head", f"장의 이름({city.head})이 이름({city.name})과 직({city.head_short})에 맞지 않습니다.")
    if not city.name.endswith(city.gov_short):
        wrong("gov_short", f"gov_short({city.gov_short})는 이름({city.name})의 끝과 같아야 합니다.")
    if city.council != f"{city.name}의회":
        wrong("council", f"의회의 이름은 “{city.name}의회”로 적으십시오.")
    if not city.council.endswith(city.council_short):
        wrong(
            "council_short", f"council_short({city.council_short})는 의회의 이름({city.council})의 끝과 같아야 합니다."
        )
    if not city.formal_name.endswith(city.name):
        wrong("formal_name", f"formal_name({city.formal_name})은 name({city.name})으로 끝나야 합니다.")


def _title(city: Municipality, title: str, file: File, where: Location, report: Report) -> None:
    if not title.startswith((city.name, city.formal_name)):
        words = f"제명이 지방자치단체의 이름({city.name})으로 시작하지 않습니다: {title}"
        if "특례시" in title:
            words += ". 특례시는 지위이지 이름이 아닙니다"
        report.add("CLB081", file, where, f"{words}.")


def _day(value: str, file: File, where: Location, report: Report) -> None:
    if value and not is_day(value):
        report.add("CLB083", file, where, f'날짜로 읽을 수 없습니다: {value}. "2026-01-02"처럼 적으십시오.')


def _answers(book: Book, city: Municipality, file: File, report: Report) -> None:
    for set_id, answers in city.answers.items():
        if set_id not in book.library.set_ids:
            words = f"없는 조문 묶음입니다: {set_id}.{nearest(set_id, book.library.set_ids)}"
            report.add("CLB082", file, ("answers", set_id), words, key=True)
            continue
        read = book.sets.get(set_id)
        if read is None or not read.whole:
            continue
        slots: dict[str, Slot] = dict(read.data.slots)
        for clause in read.clauses.values():
            slots |= clause.slots
        for name, value in answers.items():
            where: Location = ("answers", set_id, name)
            if name not in slots:
                report.add("CLB024", file, where, f"받을 자리가 없는 답입니다: {name}.{nearest(name, slots)}", key=True)
            elif wrong := slots[name].check(value):
                report.add("CLB024", file, where, f"자리에 맞지 않는 답입니다. {wrong}", severity="error")
