"""The groups of rules: three letters, and what they are called."""

from __future__ import annotations

GROUPS = {
    "STR": "구조ㆍ순서",
    "NUM": "번호ㆍ항호목",
    "TTL": "제명",
    "DEF": "목적ㆍ정의ㆍ약칭",
    "XRF": "조문 참조",
    "CIT": "법령 인용",
    "ADD": "부칙",
    "AMD": "개정문",
    "DLG": "위임",
    "COM": "위원회",
    "FIN": "재정ㆍ보조ㆍ기금",
    "RGT": "권리ㆍ의무ㆍ제재",
    "ENT": "위임ㆍ위탁",
    "PRV": "개인정보ㆍ데이터",
    "AIX": "인공지능 특유",
    "CTX": "고양시 맥락",
    "LNG": "문장ㆍ용어",
    "SPL": "맞춤법ㆍ부호ㆍ조사",
    "FMT": "서식",
    "PKG": "의안 묶음",
}
