"""The groups of rules: three letters, what they are called, and where their structural rules are."""

from __future__ import annotations

from typing import NamedTuple


class Group(NamedTuple):
    """A group: its Korean name, and the module of ``check.rules`` with its structural rules."""

    name: str
    module: str


GROUPS = {
    "STR": Group("구조ㆍ순서", "structure"),
    "NUM": Group("번호ㆍ항호목", "numbers"),
    "TTL": Group("제명", "title"),
    "DEF": Group("목적ㆍ정의ㆍ약칭", "definitions"),
    "XRF": Group("조문 참조", "references"),
    "CIT": Group("법령 인용", "citations"),
    "ADD": Group("부칙", "addenda"),
    "DLG": Group("위임", "delegation"),
    "COM": Group("위원회", "committee"),
    "FIN": Group("재정ㆍ보조ㆍ기금", "finance"),
    "RGT": Group("권리ㆍ의무ㆍ제재", "rights"),
    "ENT": Group("위임ㆍ위탁", "entrustment"),
    "PRV": Group("개인정보ㆍ데이터", "privacy"),
    "AIX": Group("인공지능 특유", "artificial_intelligence"),
    "CTX": Group("고양시 맥락", "context"),
    "LNG": Group("문장ㆍ용어", "language"),
    "SPL": Group("맞춤법ㆍ부호ㆍ조사", "spelling"),
    "FMT": Group("서식", "layout"),
    "PKG": Group("의안 묶음", "package"),
}
