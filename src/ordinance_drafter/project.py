"""The drafter's own file, ordinance.yaml: what to draft, for whom, with which choices and facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, field_validator, model_validator

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.korean import format_date
from ordinance_drafter.library import Basis, Clause, Identifier, ModelledOn, Name
from ordinance_drafter.library.layers import FOLDER
from ordinance_drafter.slots import Strict

FILE_NAME = "ordinance.yaml"
YEARS = 5  # 추계 기간: 시행일부터 5년 (「고양시 의안의 비용추계에 관한 조례」 제4조제3항)


def drop_empty(data: Any) -> Any:
    """Return a mapping without its empty keys."""
    return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class Written(Strict):
    """A model people write by hand: a key left empty counts as not written."""

    _drop_empty = model_validator(mode="before")(drop_empty)


def _as_date(value: Any) -> Any:
    """Take a date or its ISO words; a bare number would silently become a day of 1970."""
    if isinstance(value, date):
        return value
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError(value)
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError('날짜는 "2026-01-02"처럼 적으십시오.') from None


Day = Annotated[date, BeforeValidator(_as_date)]


class OwnClause(Clause):
    """A clause written in the project file itself; sources may be left out, the summary may not."""

    _drop_empty = model_validator(mode="before")(drop_empty)

    basis: tuple[Basis, ...] = ()
    modelled_on: tuple[ModelledOn, ...] = ()
    rationale: str = ""

    @field_validator("heading", "summary")
    @classmethod
    def _one_sentence(cls, value: str) -> str:
        words = value.strip()
        if not words or "\n" in words or "(안 " in words:
            raise ValueError("빈칸이 아닌 한 줄로 적고, (안 제○조)는 쓰지 않습니다(저절로 붙습니다).")
        return words


class Added(Written):
    """A clause of the set put in beyond the recipe, optionally right after or before another."""

    id: Identifier
    after: Identifier | None = None
    before: Identifier | None = None


class Former(Written):
    """The ordinance amended or repealed; ``base`` is a file with its text."""

    title: str = ""
    number: str = ""
    base: Path | None = None


BillKind = Literal["enactment", "whole_amendment", "repeal", "partial_amendment"]
"""Kinds of bill; clauses know the first three (``library.Kind``), a partial amendment is made of two texts."""


class PartialAmendment(Written):
    """A partial amendment: the text in force, and the edited text or a list of amending sentences.

    ``addenda`` is the words of its own 부칙; ``points`` says what an article's change is for 주요내용 (제3조 -> words).
    """

    base: Path
    edited: Path | None = None
    changes: tuple[str, ...] = ()
    numbering: Literal["written", "keep", "renumber"] = "written"
    addenda: str = "이 조례는 공포한 날부터 시행한다."
    points: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_way(self) -> PartialAmendment:
        if (self.edited is None) == (not self.changes):
            raise ValueError("edited(고친 글의 파일)나 changes(개정하는 문장들) 가운데 하나를 적습니다.")
        return self


class Coexisting(Written):
    """An ordinance in force on the same subject that stays, and why."""

    title: str
    reason: str = Field(min_length=5)


class Proposer(Written):
    """Who submits the bill: the head, or council members (the first of ``names`` leads)."""

    type: Literal["head", "members"] = "head"
    names: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _members_have_names(self) -> Proposer:
        if self.type == "members" and not self.names:
            raise ValueError("의원 발의이면 names에 발의 의원의 이름을 적습니다(첫 사람이 대표발의).")
        return self


class Department(Written):
    """The department in charge, for cover, notice and cost estimate."""

    name: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


class Notice(Written):
    """입법예고: first day, length in days (20 or more; 행정절차법 제43조), results once it is over."""

    start: Day | None = None
    days: int = Field(default=20, ge=10, le=90)
    shortened_reason: str = ""
    result: str = ""

    @field_validator("start")
    @classmethod
    def _within_the_calendar(cls, value: date | None) -> date | None:
        if value is not None and not 1949 <= value.year <= 2200:
            raise ValueError(f"{format_date(value)}은 입법예고의 첫날로 쓸 수 없습니다.")
        return value

    @model_validator(mode="after")
    def _short_notice_has_reason(self) -> Notice:
        if self.days < 20 and not self.shortened_reason:
            raise ValueError(
                "예고 기간이 20일보다 짧으면 shortened_reason에 특별한 사유를 적습니다(행정절차법 제43조)."
            )
        return self


class CostLine(Written):
    """One line of the cost estimate: the clause that costs, what for, how reckoned, five yearly amounts (천원)."""

    clause: Identifier
    item: str
    basis: str
    amounts: tuple[Annotated[int, Field(ge=0)], ...] = Field(min_length=YEARS, max_length=YEARS)


class Waiver(Written):
    """Why no cost estimate is attached (의안의 비용추계에 관한 조례의 생략 사유)."""

    reason: Literal["small", "temporary", "declaratory", "security"]
    explain: str = Field(min_length=5)


class Costs(Written):
    """비용추계서 (lines and where the money comes from, 천원 a year) or the reason there is none."""

    start_year: int | None = Field(default=None, ge=2000, le=2200)
    lines: tuple[CostLine, ...] = ()
    funding: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    notes: str = ""
    waiver: Waiver | None = None

    @field_validator("funding")
    @classmethod
    def _five_years(cls, value: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        for name, amounts in value.items():
            if len(amounts) != YEARS:
                raise ValueError(f"‘{name}’에는 {YEARS}년치 금액을 적습니다.")
        return value

    @model_validator(mode="after")
    def _not_both(self) -> Costs:
        if self.waiver and self.lines:
            raise ValueError("lines와 waiver는 함께 쓸 수 없습니다. 비용추계서를 붙이거나 미첨부 사유를 적으십시오.")
        if self.funding and not self.lines:
            raise ValueError("funding(재원)만 있고 lines(비용)가 없습니다.")
        if self.lines and self.start_year is None:
            raise ValueError("start_year(추계 첫해)를 적으십시오.")
        return self


class Checks(Written):
    """Results of reviews and assessments; what is empty is printed as a place to fill."""

    regulation: str = ""
    gender: str = ""
    corruption: str = ""
    subsidy: str = ""
    privacy: str = ""
    head_opinion: str = ""


class BillFacts(Written):
    """Facts of the bill that no clause knows; what is left out is printed as a blank to fill by hand."""

    proposer: Proposer = Proposer()
    submitted: Day | None = None
    department: Department = Department()
    notice: Notice = Notice()
    consultations: tuple[str, ...] = ()
    budget: str = ""
    reason: tuple[str, ...] = ()
    checks: Checks = Checks()
    costs: Costs = Costs()


class AllowedFinding(Written):
    """A finding of the checker to live with: its code, the address it is at ("" everywhere), and why."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}[0-9]{3}$")]
    at: str = ""
    reason: Annotated[str, Field(min_length=5)]


class Project(Written):
    """ordinance.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="ordinance.yaml")

    layers: tuple[Path, ...] = ()
    municipality: str = "goyang"
    set: str = "ai-industry"
    recipe: str = ""
    kind: BillKind | None = None
    title: str = ""
    variants: dict[Name, str] = Field(default_factory=dict)
    add: tuple[Added, ...] = ()
    drop: tuple[Identifier, ...] = ()
    own: tuple[OwnClause, ...] = ()
    answers: dict[Name, Any] = Field(default_factory=dict)
    without: dict[Identifier, str] = Field(default_factory=dict)
    former: Former = Former()
    amendment: PartialAmendment | None = None
    coexists: tuple[Coexisting, ...] = ()
    allow: tuple[AllowedFinding, ...] = ()
    statutes: Path | None = None
    bill: BillFacts = BillFacts()

    @field_validator("add", mode="before")
    @classmethod
    def _plain_ids(cls, value: Any) -> Any:
        return [{"id": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value

    _no_empty_values = field_validator("variants", "answers", "without", mode="before")(drop_empty)

    @model_validator(mode="after")
    def _partial_amendment_has_texts(self) -> Project:
        if self.kind == "partial_amendment" and self.amendment is None:
            raise ValueError("일부개정이면 amendment에 현행의 글(base)과 고친 글(edited)을 적습니다.")
        if self.amendment is not None and self.kind not in (None, "partial_amendment"):
            raise ValueError("amendment는 일부개정에만 씁니다. kind를 지우거나 partial_amendment로 하십시오.")
        return self

    @field_validator("title")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if "\n" in value or "{" in value:
            raise ValueError("제명은 한 줄로, 중괄호 없이 적습니다.")
        return value.strip()


@dataclass(frozen=True)
class ProjectFile:
    """A project with the file it came from, so that problems can name their place."""

    project: Project
    source: yamlfile.Source
    folder: Path

    over: tuple[Path, ...] = ()
    """Layers put over those the file names."""
    hidden: tuple[Path, ...] = ()
    """Layers left out, though the file names them or they lie beside it."""

    @property
    def layers(self) -> tuple[Path, ...]:
        """The folders of layers over the library: those the file names, the folder ``overlay`` beside it, and more."""
        found = [path if path.is_absolute() else self.folder / path for path in self.project.layers]
        own = self.folder / FOLDER
        found += [own] if self.source.text and own.is_dir() else []
        hidden = {path.resolve() for path in self.hidden}
        return tuple(path for path in (*found, *self.over) if path.resolve() not in hidden)

    def with_paths(self, *, statutes: Path | None = None, base: Path | None = None) -> ProjectFile:
        """Return the project with the folder of statutes and the file of the old text given elsewhere."""
        changed: dict[str, Any] = {}
        if statutes is not None:
            changed["statutes"] = statutes.absolute()
        if base is not None:
            changed["former"] = self.project.former.model_copy(update={"base": base.absolute()})
        return replace(self, project=self.project.model_copy(update=changed)) if changed else self


def read_project(path: Path) -> ProjectFile:
    """Read ordinance.yaml, given as the file or its folder.

    Raises:
        InputError: it is missing or wrong; every problem with file, line and column.
    """
    file = path / FILE_NAME if path.is_dir() else path
    if not file.exists():
        raise InputError(f"{file}: 파일이 없습니다. ‘ordinance-drafter new {path}’로 새로 만들 수 있습니다.")
    project, source = yamlfile.load(file, Project, file.name)
    return ProjectFile(project, source, file.parent)


def project_of(project: Project) -> ProjectFile:
    """Wrap a project made in code, without a file."""
    return ProjectFile(project, yamlfile.Source(FILE_NAME, ""), Path())


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of ordinance.yaml, for editors: Korean notes, empty keys and plain ids allowed."""
    schema = Project.model_json_schema()
    names = schema["$defs"]
    for definition in (schema, *names.values()):
        name = definition.pop("title", "")
        definition.pop("description", None)
        written = definition is schema or issubclass(_MODELS.get(name, Clause), Written | OwnClause)
        for key, value in definition.get("properties", {}).items():
            value.pop("title", None)
            note = _NOTES.get(key)
            open_value = {"anyOf": [value, {"type": "null"}]} if written else value
            definition["properties"][key] = {**open_value, "description": note} if note else open_value
    plain_id = {"type": "string"}
    add = schema["properties"]["add"]["anyOf"][0]
    add["items"] = {"anyOf": [plain_id, add["items"]]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FILE_NAME, **schema}


_MODELS: dict[str, type[Strict]] = {
    model.__name__: model
    for model in (
        Added, Former, Coexisting, Proposer, Department, Notice, CostLine, Waiver, Costs, Checks, BillFacts, OwnClause,
        AllowedFinding, PartialAmendment,
    )
}  # fmt: skip
_NOTES = {
    "layers": "조문 묶음 위에 덧댈 폴더(기관, 지방자치단체의 덧묶음)",
    "municipality": "지방자치단체의 코드",
    "set": "조문 묶음",
    "recipe": "구성",
    "kind": "의안의 종류: enactment 제정, whole_amendment 전부개정, repeal 폐지, partial_amendment 일부개정(amendment와 함께)",
    "title": "제명을 바꿀 때만 적는다",
    "variants": "지방자치단체마다 달리 정하는 것",
    "add": "구성에 더할 조문",
    "drop": "구성에서 뺄 조문",
    "own": "직접 쓴 조문",
    "answers": "조문의 자리에 넣을 값",
    "without": "두지 않을 꼭 필요한 규정과 그 까닭",
    "former": "전부개정하거나 폐지할 현행 조례",
    "amendment": "일부개정: 현행의 글과 고친 글",
    "coexists": "그대로 두는 같은 사항의 조례와 그 까닭",
    "allow": "검사에서 찾아도 그대로 둘 것과 그 까닭",
    "statutes": "관계 법령을 발췌할 법령 파일의 폴더",
    "bill": "의안의 사실",
    "proposer": "제출자 또는 발의 의원",
    "notice": "입법예고",
    "costs": "비용추계서 또는 미첨부 사유",
    "checks": "심사와 평가의 결과",
}
