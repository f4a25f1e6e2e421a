"""Build the statute dictionary (titles, numbers, dates, article headings) from statutes kept as Markdown.

Input: one file a statute, front matter (`제목:`, `법령구분:`, `공포번호:`, `공포일자:`, `시행일자:`, `출처:`), then lines
`##### 제17조의2 (제목)`. Output: one YAML file a family (an act with its decree and rule). Only facts are taken over:
titles, numbers, dates, article numbers and headings. A statute that a hand-written file of the output folder already
has, and has as new or newer, is left out: what a person wrote wins.

    python tools/build_statutes.py ../shared/corpus/statutes clause_library/statutes --checked-on 2026-11-22
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

SCHEMA = "# yaml-language-server: $schema=../schemas/statutes.schema.json"
MARK = "# tools/build_statutes.py가 만든 파일: 고치지 말고 다시 만든다."

# Family title -> file name. A family without a row takes its own title as the file name.
FILE_NAMES = {
    "인공지능 발전과 신뢰 기반 조성 등에 관한 기본법": "ai-basic-act",
    "개인정보 보호법": "personal-information-protection-act",
    "공공기관의 운영에 관한 법률": "public-institutions-act",
    "공공데이터의 제공 및 이용 활성화에 관한 법률": "public-data-act",
    "공유재산 및 물품 관리법": "public-property-act",
    "데이터 산업진흥 및 이용촉진에 관한 기본법": "data-industry-act",
    "데이터기반행정 활성화에 관한 법률": "data-based-administration-act",
    "법제업무 운영규정": "legislative-affairs-regulations",
    "벤처기업육성에 관한 특별법": "venture-businesses-act",
    "성별영향평가법": "gender-impact-assessment-act",
    "소프트웨어 진흥법": "software-promotion-act",
    "주민조례발안에 관한 법률": "resident-ordinance-initiative-act",
    "중소기업기본법": "small-and-medium-enterprises-act",
    "지능정보화 기본법": "intelligent-informatization-act",
    "지방공기업법": "local-public-enterprises-act",
    "지방자치단체 기금관리기본법": "local-funds-act",
    "지방자치단체 보조금 관리에 관한 법률": "local-subsidy-act",
    "지방자치단체 출자ㆍ출연 기관의 운영에 관한 법률": "local-invested-institutions-act",
    "지방자치법": "local-autonomy-act",
    "지방재정법": "local-finance-act",
    "질서위반행위규제법": "public-order-violations-act",
    "행정기본법": "general-administration-act",
    "행정절차법": "administrative-procedures-act",
}

ARTICLE = re.compile(r"^##### (제\d+조(?:의\d+)*)\s*(?:\((.*)\))?\s*$")
SUBORDINATE = re.compile(r" 시행(?:령|규칙)$")
NOTE_IN_HEADING = re.compile(r"\s*<[^<>]*>")


@dataclass
class Statute:
    """The facts of one statute that the dictionary keeps."""

    title: str
    kind: str
    number: str
    promulgated: str
    effective: str
    source: str
    articles: dict[str, str] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)

    @property
    def family(self) -> str:
        """The act this statute belongs to: a decree and a rule go with their act."""
        return SUBORDINATE.sub("", self.title)


def read_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split the front matter from the body; only plain `key: value` lines at the margin are read."""
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if match is None:
        raise ValueError("머리말(---)이 없습니다")
    pairs = (re.match(r"([^\s:#-][^:]*): *(.+)$", line) for line in match[1].splitlines())
    return {pair[1]: pair[2].strip("'\"") for pair in pairs if pair}, text[match.end() :]


def read_articles(body: str) -> tuple[dict[str, str], list[str]]:
    """Collect article headings and deleted articles; the addenda are not read."""
    main = re.split(r"^## 부칙\s*$", body, maxsplit=1, flags=re.MULTILINE)[0]
    lines = main.splitlines()
    articles: dict[str, str] = {}
    deleted: list[str] = []
    for index, line in enumerate(lines):
        match = ARTICLE.match(line)
        if match is None:
            continue
        if match[1] in articles or match[1] in deleted:
            raise ValueError(f"{match[1]}가 두 번 나옵니다(가지번호가 빠진 판일 수 있음)")
        following = next((text.strip() for text in lines[index + 1 :] if text.strip()), "")
        if match[2] is None and following.startswith("삭제"):
            deleted.append(match[1])
        else:
            articles[match[1]] = NOTE_IN_HEADING.sub("", match[2] or "").strip()
    return articles, deleted


def read_statute(path: Path) -> Statute:
    """Read one Markdown statute."""
    facts, body = read_front_matter(path.read_text(encoding="utf-8"))
    missing = [key for key in ("제목", "법령구분", "공포번호", "공포일자", "시행일자") if key not in facts]
    if missing:
        raise ValueError(f"머리말에 {', '.join(missing)}이(가) 없습니다")
    articles, deleted = read_articles(body)
    number = f"{facts['법령구분']} 제{facts['공포번호'].lstrip('0')}호"
    dates = facts["공포일자"], facts["시행일자"]
    return Statute(facts["제목"], facts["법령구분"], number, *dates, facts.get("출처", ""), articles, deleted)


def quoted(value: str) -> str:
    """Quote a YAML scalar when a plain one could be read as something else."""
    plain = re.fullmatch(r"[^\W\d][^:#\"'\[\]{},&*!|>%@`]*", value) is not None and value.strip() == value
    return value if plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_yaml(family: str, statutes: list[Statute], checked_on: str) -> str:
    """Write a family: an act first, then its decree and rule."""
    lines = [SCHEMA, MARK, f"family: {quoted(family)}", "statutes:"]
    for statute in statutes:
        lines += [
            f"  - title: {quoted(statute.title)}",
            f"    kind: {statute.kind}",
            f"    number: {statute.number}",
            f'    promulgated: "{statute.promulgated}"',
            f'    effective: "{statute.effective}"',
            f"    state: {'in_force' if statute.effective <= checked_on else 'not_yet'}",
            "    complete: true",
            f'    checked_on: "{checked_on}"',
            f"    source: {quoted(statute.source)}",
            f"    deleted: [{', '.join(statute.deleted)}]",
            "    articles:",
            *(f"      {number}: {quoted(heading)}" for number, heading in statute.articles.items()),
        ]
    return "\n".join(lines) + "\n"


def hand_written(folder: Path) -> dict[str, str]:
    """Title -> promulgation date of the statutes in files this tool did not write."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if MARK in text[: len(SCHEMA) + len(MARK) + 2]:
            continue
        for entry in (YAML(typ="safe", pure=True).load(text) or {}).get("statutes", []):
            found[entry["title"]] = str(entry.get("promulgated", ""))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Build every family of the source folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="법령 Markdown이 있는 폴더")
    parser.add_argument("output", type=Path, help="YAML을 쓸 폴더")
    parser.add_argument("--checked-on", required=True, metavar="YYYY-MM-DD", help="확인일")
    options = parser.parse_args(arguments)
    kept = hand_written(options.output)
    families: dict[str, list[Statute]] = {}
    for path in sorted(options.source.glob("*.md")):
        try:
            statute = read_statute(path)
        except ValueError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            return 1
        if kept.get(statute.title, "") >= statute.promulgated:
            print(f"{statute.title}: 손으로 쓴 것이 있어 건너뜁니다({kept[statute.title]})")
            continue
        families.setdefault(statute.family, []).append(statute)
    for family, statutes in families.items():
        statutes.sort(key=lambda statute: (statute.title != family, statute.title.endswith("시행규칙"), statute.title))
        target = options.output / f"{FILE_NAMES.get(family, family)}.yaml"
        target.write_text(to_yaml(family, statutes, options.checked_on), encoding="utf-8")
        print(f"{target}: {', '.join(f'{statute.title} {len(statute.articles)}개 조' for statute in statutes)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
