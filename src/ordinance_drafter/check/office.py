"""An office's own configuration of the checker, in YAML: severities, terms, checklist, what is allowed and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ordinance_drafter import yamlfile
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.engine import OWN_FINDINGS, Allowance, Policy, all_rules
from ordinance_drafter.check.patterns import rule_of
from ordinance_drafter.check.rows import Expression, PatternRow, Row
from ordinance_drafter.check.rule import Found, Rule
from ordinance_drafter.errors import InputError
from ordinance_drafter.slots import Strict

Severity = Literal["error", "warning", "info"]
OwnCode = Annotated[str, Field(pattern=r"^OWN[0-9]{3}$")]


def _some(text: str) -> str:
    if len(text.strip()) < 5:
        raise ValueError("까닭을 한 문장으로 적으십시오.")
    return text.strip()


Reason = Annotated[str, AfterValidator(_some)]


class OwnTerm(Strict):
    """A word the office does not want: ``use`` is what to write instead ("" when it depends)."""

    code: OwnCode
    avoid: str = Field(min_length=1)
    use: str = ""
    why: str = ""
    severity: Severity = "warning"


class ChecklistItem(Strict):
    """Something the office's ordinances must have: an article with this heading, or these words (expressions)."""

    code: OwnCode
    title: str = Field(min_length=1)
    heading: Expression = ""
    words: Expression = ""
    why: str = ""
    basis: str = ""
    severity: Severity = "warning"


class Allowed(Strict):
    """A finding to live with: its code, where (an address such as 제7조제1항; "" everywhere), and why."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}[0-9]{3}$")]
    at: str = ""
    reason: Reason


class OfficeFile(Strict):
    """ordinance-check.yaml."""

    municipality: str = "auto"
    kind: Literal["auto", "in_force", "enactment", "whole_amendment", "partial_amendment", "repeal"] = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: dict[str, Literal["error", "warning", "info", "off"]] = Field(default_factory=dict)
    terms: tuple[OwnTerm, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    allow: tuple[Allowed, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A configuration ready to be used."""

    policy: Policy
    municipality: str
    kind: str


def load_office(path: Path) -> Office:
    """Return the configuration in a file.

    Raises:
        InputError: with every problem, each with file, line and column.
    """
    from ordinance_drafter.check.profile import profiles

    file, source = yamlfile.load(path, OfficeFile)
    problems = [source.problem(place, words) for place, words in _problems(file, tuple(profiles()))]
    if problems:
        raise InputError(*problems)
    own = tuple(_term_rule(term) for term in file.terms) + tuple(_checklist_rule(item) for item in file.checklist)
    policy = Policy(
        file.select,
        file.ignore,
        tuple(file.severities.items()),
        tuple(Allowance(each.code, each.reason, each.at) for each in file.allow),
        own,
    )
    return Office(policy, file.municipality, file.kind)


Told = tuple[tuple[str | int, ...], str]
"""Where in the file, and what is wrong there."""


def _problems(file: OfficeFile, municipalities: tuple[str, ...]) -> Iterator[Told]:
    own = [term.code for term in file.terms] + [item.code for item in file.checklist]
    known = [rule.code for rule in all_rules()] + list(OWN_FINDINGS) + own
    if file.municipality not in ("auto", "none", *municipalities):
        yield ("municipality",), f"모르는 지방자치단체입니다: {file.municipality}. 있는 것: {', '.join(municipalities)}"
    yield from _unknown(file, known)
    for name, codes in (("terms", [term.code for term in file.terms]), ("checklist", own[len(file.terms) :])):
        for index, code in enumerate(codes):
            if own.count(code) > 1:
                yield (name, index, "code"), f"같은 부호가 두 번 나옵니다: {code}"
    for index, item in enumerate(file.checklist):
        if not item.heading and not item.words:
            yield ("checklist", index), "heading이나 words 가운데 하나는 적어야 합니다."


def _unknown(file: OfficeFile, known: list[str]) -> Iterator[Told]:
    places: list[tuple[tuple[str | int, ...], str]] = [(("severities", start), start) for start in file.severities]
    places += [(("select", index), start) for index, start in enumerate(file.select)]
    places += [(("ignore", index), start) for index, start in enumerate(file.ignore)]
    for place, start in places:
        if not any(code.startswith(start) for code in known):
            yield place, f"그런 부호로 시작하는 규칙이 없습니다: {start}"
    for index, each in enumerate(file.allow):
        if each.code not in known:
            yield ("allow", index, "code"), f"그런 부호의 규칙이 없습니다: {each.code}"


def _term_rule(term: OwnTerm) -> Rule:
    instead = f" “{term.use}”(으)로 쓰십시오." if term.use else " 다른 말로 쓰십시오."
    message = "우리 기관은 “{0}”을(를) 쓰지 않습니다." + instead.replace("{", "{{").replace("}", "}}")
    why = term.why or f"우리 기관의 설정({term.code})."
    words = re.escape(term.avoid)
    before = r"(?<![가-힣])" if "가" <= term.avoid[0] <= "힣" else ""
    pattern = PatternRow(near=(term.avoid,), find=before + words, message=message, within=("text", "heading", "title"))
    row = Row.model_construct(
        code=term.code, severity=term.severity, in_force="", title=f"쓰지 않는 말: {term.avoid}", basis="우리 기관의 설정",
        why=why, texts="all", documents="every", municipality="", patterns=(pattern,), bad=(), good=(), facts={},
    )  # fmt: skip
    return rule_of(row.model_dump(mode="json"))


@dataclass(frozen=True, slots=True)
class _Missing:
    """Finds that no article fits a checklist item."""

    item: ChecklistItem

    def __call__(self, document: Document) -> Iterator[Found]:
        item = self.item
        for article in document.articles:
            heading = not item.heading or re.search(item.heading, article.heading)
            words = not item.words or re.search(item.words, article.text)
            if heading and words and not article.provision.deleted:
                return
        if not item.heading and any(
            re.search(item.words, unit.provision.text) for unit in document.units if unit.article is None
        ):
            return
        yield Found(f"점검 항목 “{item.title}”에 맞는 조문이 없습니다.")


def _checklist_rule(item: ChecklistItem) -> Rule:
    why = item.why or f"우리 기관의 점검 항목({item.code})."
    basis = item.basis or "우리 기관의 설정"
    return Rule(item.code, item.severity, item.title, basis, why, (), (), _Missing(item))
