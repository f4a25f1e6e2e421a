"""What the reader makes of real texts: a table of file kind x stage, the failures named, the references that lead nowhere.

python benchmarks/reading.py ../shared/corpus [more folders or files ...] [--failures | --references]
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lxml import etree

from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Reading
from ordinance_drafter.model import address, articles, at
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.numbering import CIRCLED_INDEX
from ordinance_drafter.read import read
from ordinance_drafter.refs import resolutions

STAGES = {"read": "읽기", "heads": "조", "text": "글", "print": "쓰기", "again": "다시"}
_FOLD = str.maketrans(
    {
        **dict.fromkeys("·・•‧･․⋅∙\u119e", "ㆍ"),
        "｢": "「",
        "｣": "」",
        "″": '"',
        "＂": '"',
        "〈": "<",
        "〉": ">",
        "＜": "<",
        "＞": ">",
    }
)
_NOTES = re.compile(
    r"<[^<>]*(?:개정|신설|삭제|전문|본조|제목|시행|이동|생략|종전)[^<>]*>|\[[^\[\]]*(?:신설|개정|이동|삭제|시행일|헌법|위헌|생략)[^\[\]]*\]"
)


def words_of(text: str) -> str:
    """Return a text without notes, Markdown marks and white space, its dots and brackets folded."""
    text = text.translate(_FOLD)
    text = re.sub(r"&#(\d+);", lambda match: chr(int(match[1])).translate(_FOLD), text)
    text = re.sub(r"[①-⑳㉑-㉟㊱-㊿]", lambda match: f"<{CIRCLED_INDEX[match[0]]}>", text.replace("ⓛ", "①"))
    text = re.sub(r"^#+ |\*\*|\\", "", text, flags=re.M)
    text = re.sub(r"(제\d+조)(\d+\()", r"\1의\2", re.sub(r"삭제\s*<[\d., ]*>", "삭제", text))
    text = re.sub(r"\s+", "", _NOTES.sub("", text))
    # the sentence that enacts a whole amendment is set aside (P010)
    return re.sub(r"([가-힣ㆍ]{2,60}조례)(전부개정조례안)?\1전부를다음과같이개정한다\.", r"\1\2", text)


def source_of(path: Path, reading: Reading) -> tuple[str, list[str] | None]:
    """Return the words of a source that belong to the ordinance, and its heading numbers when it marks any."""
    if path.suffix == ".md":
        text = path.read_text("utf-8")
        if text.startswith("---\n"):
            text = text.split("\n---\n", 1)[1]
        heads = re.findall(r"^#{1,6} (제\d+조(?:의\d+)?)", text.split("\n## 부칙")[0], flags=re.M)
        return re.sub(r"^## 부칙\s*\n+(?=부)", "", text, flags=re.M), heads
    if path.suffix == ".xml":
        return xml_source(path)
    outside = {line for part in reading.parts for line in range(part.line, part.last + 1)}
    return "\n".join(line for n, line in enumerate(reading.source, 1) if n not in outside), None


def xml_source(path: Path) -> tuple[str, list[str] | None]:
    root = etree.fromstring(path.read_bytes())
    words, heads = [], []
    for tag in ("자치법규명", "법령명_한글"):
        words += [element.text or "" for element in root.iter(tag)][:1]
    for element in root.iter("조내용", "조문내용", "항내용", "호내용", "목내용", "조문참고자료"):
        text = "".join(element.itertext()).strip()
        words.append(text)
        if element.tag in ("조내용", "조문내용") and (match := re.match(r"제\d+조(?:의\d+)?", text)):
            heads.append(match[0])
    words += ["".join(element.itertext()) for element in root.iter("부칙내용")]
    return "\n".join(words), heads


def measure(path: Path) -> tuple[str, str, dict[str, str]]:
    """Return a file's name, its kind and what failed: stage -> cause."""
    failed: dict[str, str] = {}
    kind = f"{path.parent.name} {path.suffix[1:]}"
    try:
        reading = read(path)
    except InputError as error:
        return path.name, kind, {"read": str(error)}
    except Exception as error:  # a crash is what is looked for
        return path.name, kind, {"read": f"CRASH {type(error).__name__}: {error}"}
    tree = reading.ordinance
    source, heads = source_of(path, reading)
    found = [unit.label for _, unit in articles(tree)]
    if heads is not None and found != heads:
        glued = {unit.label for path_, unit in articles(tree) if is_glued(reading, path_)}
        found = [label for label in found if label not in glued or label in heads]
    if heads is not None and found != heads:
        extra, missing = Counter(found) - Counter(heads), Counter(heads) - Counter(found)
        failed["heads"] = f"invented {sorted(extra)} lost {sorted(missing)}"
    printed = to_text(tree)
    left, right = words_of(source), words_of(strip_annexes(printed, path))
    if not same_words(left, right):
        place = next(
            (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
        )
        failed["text"] = f"…{left[max(0, place - 20) : place + 30]} | {right[max(0, place - 20) : place + 30]}"
    if parse(printed) != tree:
        failed["print"] = "parse(print(tree)) differs"
    if read(printed, "text").ordinance != tree:
        failed["again"] = "read(print(tree)) differs"
    return path.name, kind, failed


def is_glued(reading: Reading, path: tuple[int, ...]) -> bool:
    """Return whether an article was parted from the line of another, and the reading says so."""
    span = reading.spans[path]
    return span.column > 1 and any(told.code == "P007" and told.line == span.line for told in reading.findings)


def strip_annexes(printed: str, path: Path) -> str:
    printed = re.sub(r"\A(.*)\n\[(?:시행|[^\n\[\]]*(?:조례|규칙|법률|대통령령|법령))[^\n]*\]\n", r"\1\n", printed)
    if path.suffix == ".xml":
        printed = re.split(r"\n\[별[표지]", printed)[0]
    return printed


def same_words(left: str, right: str) -> bool:
    return left == right or left.replace("삭제", "") == right.replace("삭제", "")


def references(path: Path) -> tuple[Counter[str], list[str]]:
    """Return how the references of a text end, and a line for each that leads nowhere."""
    try:
        tree = read(path).ordinance
    except InputError:
        return Counter(), []
    ends: Counter[str] = Counter()
    lines = []
    for mention, end in resolutions(tree):
        annex = end.kind == "dangling" and mention.ref.place in ("table", "form")
        place = "annex" if annex else ("addenda" if mention.path[0] else "body")
        ends[f"{end.kind} {place}" if end.kind == "dangling" else end.kind] += 1
        if end.kind == "dangling" and not annex:
            words = at(tree, mention.path).text[slice(*mention.span)]
            lines.append(f"{path.name}\t{address(tree, mention.path)}\t{words}\t{end.problem}")
    return ends, lines


def corpus_files(roots: list[Path]) -> list[Path]:
    """Return the documents under some folders: no diff tables, no search results, no lists of sentences."""
    found = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    kinds = (".md", ".xml", ".docx", ".hwpx", ".hwp")
    files = [path for path in found if path.suffix in kinds or (path.suffix == ".txt" and "pdftext" in str(path))]
    return sorted(path for path in files if path.parent.name != "diff_tables" and "검색" not in path.name)


def tell_references(files: list[Path]) -> None:
    total: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        for ends, lines in pool.map(references, files, chunksize=4):
            total += ends
            print(*lines, sep="\n", end="\n" if lines else "")
    print(sum(total.values()), dict(total))


def main() -> None:
    options = {word for word in sys.argv[1:] if word.startswith("--")}
    roots = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    files = corpus_files(roots)
    if "--references" in options:
        tell_references(files)
        return
    start = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(measure, files, chunksize=4))
    kinds = sorted({kind for _, kind, _ in rows})
    print("| 종류 | 파일 | " + " | ".join(STAGES.values()) + " |\n|---|" + "---:|" * (len(STAGES) + 1))
    for kind in kinds:
        mine = [failed for _, other, failed in rows if other == kind]
        print(
            f"| {kind} | {len(mine)} | "
            + " | ".join(str(sum(stage in failed for failed in mine)) for stage in STAGES)
            + " |"
        )
    print(f"\n{len(files)} files, {time.perf_counter() - start:.1f} s")
    if "--failures" in options:
        for name, _, failed in rows:
            for stage, cause in failed.items():
                print(f"{stage}\t{name}\t{cause[:220]}")


if __name__ == "__main__":
    main()
