"""Rules about the look of a Word file: our own drafts keep them, and each way of breaking one is found."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from ordinance_drafter import read, write
from ordinance_drafter.check import Policy, check_document
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.word_facts import page_facts
from ordinance_drafter.finding import Finding
from tests.docx_builder import pack

TEXT = """고양시 보기 조례

제1장 총칙
제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.
제2조(보기) ① 시장은 다음 각 호의 사항을 정한다.
  1. 가나
    가. 다라
    나. 마바
  2. 사아
② 시장은 보기를 알린다.

부칙
이 조례는 공포한 날부터 시행한다.
"""
GOOD = write(read(TEXT).ordinance, "docx")


def found(data: bytes) -> dict[str, str]:
    reading = read(data, "docx")
    document = Document(reading, kind="enactment", municipality="goyang", page=page_facts(data, reading))
    return {each.code: each.message for each in check_document(document, Policy(select=("FMT",)))}


def changed(part: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(old, new, parts[part].decode())
    assert count, f"{part} has no {old}"
    return pack(parts | {part: text.encode()})


def test_own_documents_keep_them() -> None:
    assert found(GOOD) == {}


STYLES, MAIN = "word/styles.xml", "word/document.xml"


@pytest.mark.parametrize(
    ("code", "part", "old", "new", "words"),
    [
        ("FMT001", MAIN, r'w:w="11906"', 'w:w="12240"', "용지 너비 215.9㎜"),
        ("FMT001", MAIN, r'w:top="\d+"', 'w:top="1440"', "위 여백 25.4㎜"),
        ("FMT001", MAIN, r'w:gutter="0"', 'w:gutter="567"', "제본 10.0㎜"),
        ("FMT002", STYLES, r'<w:sz w:val="28"/>', '<w:sz w:val="22"/>', "11포인트"),
        ("FMT002", STYLES, r'<w:sz w:val="32"/>', '<w:sz w:val="28"/>', "제명이 14포인트"),
        ("FMT003", STYLES, r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>', "가운데"),
        ("FMT003", STYLES, r'<w:jc w:val="both"/>', '<w:jc w:val="left"/>', "양쪽"),
        ("FMT004", STYLES, r'w:line="\d+" w:lineRule="\w+"', 'w:line="240" w:lineRule="auto"', "줄 간격"),
        ("FMT004", STYLES, r'w:line="\d+" w:lineRule="\w+"', 'w:line="360" w:lineRule="exact"', "줄 간격"),
        ("FMT005", STYLES, r'<w:ind [^>]*/>', '<w:ind w:left="0"/>', "들여 쓰지 않았습니다"),
    ],
)  # fmt: skip
def test_each_way_of_breaking_one(code: str, part: str, old: str, new: str, words: str) -> None:
    told = found(changed(part, old, new))
    assert code in told
    assert words in told[code]


@pytest.mark.parametrize("kind", ["enactment", "in_force"])
def test_automatic_numbers(kind: str) -> None:
    reading = read(TEXT)
    counted = replace(reading, findings=(Finding("P020", "info", "문단 2개의 번호가 워드의 자동 번호입니다.", line=5),))
    told = check_document(Document(counted, kind=kind), Policy(select=("FMT009",)))
    assert [each.line for each in told] == ([5] if kind == "enactment" else [])


def test_silent_in_force_and_without_a_word_file() -> None:
    data = changed(STYLES, r'<w:sz w:val="28"/>', '<w:sz w:val="22"/>')
    reading = read(data, "docx")
    assert not check_document(
        Document(reading, kind="in_force", page=page_facts(data, reading)), Policy(select=("FMT",))
    )
    assert not check_document(Document(read(TEXT)), Policy(select=("FMT",)))
