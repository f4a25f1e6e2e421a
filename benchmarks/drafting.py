"""Measure how fast drafting is: ``python benchmarks/drafting.py [--json]``. Prints medians, asserts nothing of time.

Cold figures come from fresh processes whose bytecode was compiled beforehand, as pip does on installing. What is
compared (ours and docxtpl) takes turns within one run. Korean columns come out in Korean; ``--json`` is for machines.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import metadata, util
from pathlib import Path
from typing import Any

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.blocks import Document, Paragraph
from ordinance_drafter.korean import display_width, pad
from ordinance_drafter.library import load_library
from ordinance_drafter.model import ARTICLE, Ordinance, Provision, articles
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.numbering import Number
from ordinance_drafter.project import Project, read_project
from ordinance_drafter.refs import Step, mentions, resolutions, rewrite
from ordinance_drafter.write import write
from ordinance_drafter.write.layout import ordinance_blocks

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "goyang-ai"
STATUTES = ROOT.parent / "shared" / "corpus" / "statutes"
ARTICLE_COUNTS = (250, 500, 1000, 2000)
LARGE = 5_000_000  # bytes of notation
HEAVY = ("pydantic", "jinja2", "ruamel", "lxml", "docx", "rapidfuzz")

STAGES = """
import json, sys, time
from pathlib import Path
start, spent, inside = time.perf_counter(), {}, [0.0]

def stage(name):
    global start
    now = time.perf_counter()
    spent[name] = spent.get(name, 0.0) + now - start - inside[0]
    start, inside[0] = now, 0.0

def watch(module, function, name):
    real = getattr(module, function)
    def watched(*arguments, **options):
        begun = time.perf_counter()
        try:
            return real(*arguments, **options)
        finally:
            took = time.perf_counter() - begun
            spent[name] = spent.get(name, 0.0) + took
            inside[0] += took
    setattr(module, function, watched)

import ordinance_drafter.cli.draft, ordinance_drafter.cli.output
stage("import click")
import ruamel.yaml, jinja2.sandbox, pydantic.main, pydantic.fields
stage("import libraries")
from ordinance_drafter import template, yamlfile
watch(yamlfile, "parse_yaml", "yaml")
watch(yamlfile, "validate", "validate")
watch(template, "render", "template")
from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.library import load_library
from ordinance_drafter.project import read_project
from ordinance_drafter.write import write
import ordinance_drafter.write.docx, ordinance_drafter.write.markdown, ordinance_drafter.write.text
stage("import own")
assembly = assemble(read_project(Path(sys.argv[1])), load_library())
stage("assemble")
bill = build_bill(assembly)
stage("bill")
files = {f"0.{kind}": write(bill.document(), kind) for kind in ("docx", "txt", "md")}
files |= {f"{index}.docx": write(bill.part_document(part), "docx") for index, part in enumerate(bill.parts, 1)}
stage("documents")
ordinance_drafter.cli.output.write_files(Path(sys.argv[2]), files)
stage("files")
print(json.dumps(spent))
"""
STAGE_LABELS = {
    "import click": "가져오기: click과 명령줄",
    "import libraries": "가져오기: pydantic, Jinja2, ruamel.yaml",
    "import own": "가져오기: 이 패키지(모델, 정규식)",
    "yaml": "YAML 읽기(ruamel.yaml)",
    "validate": "YAML 값 검사(pydantic)",
    "template": "조문ㆍ서식 틀 채우기(Jinja2)",
    "assemble": "엮기(번호, 인용, 조사)",
    "bill": "의안의 부분 만들기",
    "documents": "문서 쓰기(docx, txt, md와 부분별 docx)",
    "files": "파일에 쓰기(fsync)",
}


@dataclass(frozen=True)
class Result:
    """One measured thing: samples in ``unit``; ``target`` is the most (for rates, MB/s, the least) it should be."""

    id: str
    label: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)

    @property
    def meets(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.median >= self.target if self.unit == "MB/s" else self.median <= self.target

    def record(self) -> dict[str, Any]:
        """The result as JSON data."""
        spread = {"median": self.median, "min": min(self.samples), "max": max(self.samples), "runs": len(self.samples)}
        judged = {"target": self.target, "meets": self.meets}
        return {"id": self.id, "label": self.label, "unit": self.unit, **spread, **judged}

    def row(self) -> list[str]:
        """The result as a row of the table."""
        sign = "≥" if self.unit == "MB/s" else "≤"
        limit = "" if self.target is None else f"{sign} {figure(self.target)} {self.unit}"
        verdict = {None: "", True: "맞음", False: "못 미침"}[self.meets]
        spread = f"{figure(min(self.samples))}~{figure(max(self.samples))}" if len(self.samples) > 1 else ""
        return [self.label, f"{figure(self.median)} {self.unit}", spread, str(len(self.samples)), limit, verdict]


def figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


# ---------------------------------------------------------------------------------------------- measuring


def warm(*functions: Callable[[], object], runs: int) -> list[tuple[float, ...]]:
    """Return the seconds each function takes, taking turns; the first round does not count."""
    samples: list[list[float]] = [[] for _ in functions]
    for turn in range(runs + 1):
        for function, taken in zip(functions, samples, strict=True):
            begun = time.perf_counter()
            function()
            if turn:
                taken.append(time.perf_counter() - begun)
    return [tuple(taken) for taken in samples]


class Cold:
    """Runs fresh processes of this Python with bytecode kept in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        script = Path(sys.executable).parent / "ordinance-drafter"
        self.program = [str(script)] if script.exists() else [sys.executable, "-m", "ordinance_drafter"]

    def run(self, command: Sequence[str]) -> str:
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
        return done.stdout

    def seconds(self, command_of: Callable[[int], Sequence[str]], runs: int) -> tuple[float, ...]:
        """Return the wall seconds of each run; one run before fills the bytecode folder."""
        samples = []
        for turn in range(runs + 1):
            begun = time.perf_counter()
            self.run(command_of(turn))
            samples.append(time.perf_counter() - begun)
        return tuple(samples[1:])

    def python(self, code: str, *arguments: str) -> str:
        return self.run([sys.executable, "-c", code, *arguments])


def in_ms(seconds: Iterable[float]) -> tuple[float, ...]:
    return tuple(value * 1000 for value in seconds)


# ----------------------------------------------------------------------------------------------- material


def project_folder(cold: Cold, temporary: Path) -> Path:
    if EXAMPLE.exists():
        return EXAMPLE
    cold.run([*cold.program, "new", str(temporary / "project")])
    return temporary / "project"


def repeated(standard: Ordinance, count: int) -> Ordinance:
    """Return an ordinance of ``count`` articles: the standard body again and again, references led along."""
    body = replace(standard, body=tuple(unit for _, unit in articles(standard)), addenda=())
    units: list[Provision] = []
    while len(units) < count:
        units += _moved(body, len(units))
    return replace(standard, body=tuple(units[:count]))


def _moved(body: Ordinance, offset: int) -> Iterator[Provision]:
    def move(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        number = steps[0][1] if steps and steps[0][0] is ARTICLE else None
        return ((ARTICLE, Number(number.main + offset)), *steps[1:]) if number else steps

    for unit in rewrite(body, move).body:
        yield replace(unit, number=Number(unit.number.main + offset)) if unit.number else unit


def statute_texts(folder: Path) -> list[str]:
    """Return the Markdown files of a folder as plain statute notation."""
    texts = []
    for path in sorted(folder.glob("**/*.md")):
        text = path.read_text("utf-8")
        if text.startswith("---\n"):
            text = text.partition("\n---\n")[2]
        text = re.sub(r"(?m)^#+[ \t]*", "", text).replace("**", "")
        texts.append(re.sub(r"\\(.)", r"\1", text))
    return texts


def megabytes(texts: Iterable[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


class Docxtpl:
    """The same paragraphs through docxtpl: one paragraph loop over ready lines, escaped."""

    def __init__(self, folder: Path) -> None:
        import docx
        from docxtpl import DocxTemplate

        self.path, self.template = folder / "template.docx", DocxTemplate
        document = docx.Document()
        for tag in ("{%p for line in lines %}", "{{ line }}", "{%p endfor %}"):
            document.add_paragraph(tag)
        document.save(str(self.path))

    def render(self, lines: list[str]) -> bytes:
        template, buffer = self.template(str(self.path)), io.BytesIO()
        template.render({"lines": lines}, autoescape=True)
        template.save(buffer)
        return buffer.getvalue()


def require_same_text(ours: bytes, theirs: bytes) -> None:
    """Stop when the two files do not say the same: the comparison would mean nothing."""
    import docx

    first, second = (
        [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs if paragraph.text]
        for content in (ours, theirs)
    )
    if first != second:
        raise SystemExit("두 docx의 글이 다릅니다. 견주기를 멈춥니다.")


# ----------------------------------------------------------------------------------------------- sections


def cold_results(cold: Cold, project: Path, temporary: Path) -> list[Result]:
    import_code = "import time; a = time.perf_counter(); import ordinance_drafter; print(time.perf_counter() - a)"
    faces = [float(cold.python(import_code)) for _ in range(12)][1:]
    bare = cold.seconds(lambda turn: [sys.executable, "-c", "pass"], 11)
    help_ = cold.seconds(lambda turn: [*cold.program, "--help"], 11)
    options = ["draft", str(project), "--parts", "-o"]
    draft = cold.seconds(lambda turn: [*cold.program, *options, str(temporary / f"draft{turn}")], 7)
    return [
        Result("python", "파이썬만 (python -c pass)", "ms", in_ms(bare)),
        Result("import", "import ordinance_drafter", "ms", in_ms(faces)),
        Result("help", "ordinance-drafter --help", "ms", in_ms(help_), 150),
        Result("draft", "ordinance-drafter draft --parts (모든 부분)", "ms", in_ms(draft), 1200),
    ]


def stage_results(cold: Cold, project: Path, temporary: Path) -> list[Result]:
    taken: list[dict[str, float]] = [
        json.loads(cold.python(STAGES, str(project), str(temporary / f"stages{turn}"))) for turn in range(6)
    ][1:]
    return [
        Result(f"stage-{name}", label, "ms", in_ms(run.get(name, 0.0) for run in taken))
        for name, label in STAGE_LABELS.items()
    ]


def modules_of(cold: Cold) -> dict[str, dict[str, bool]]:
    """Say for each entry which of the heavy modules it brings in."""
    tell = f"import json, sys; print(json.dumps({{name: name in sys.modules for name in {HEAVY!r}}}))"
    entries = {
        "import ordinance_drafter": "import ordinance_drafter",
        "--help": "import contextlib, io; from ordinance_drafter.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['--help'])",
    }
    return {name: json.loads(cold.python(f"{code}\n{tell}")) for name, code in entries.items()}


def document_results(standard: Ordinance, project: Path, docxtpl: Docxtpl | None) -> list[Result]:
    count = sum(1 for _ in articles(standard))
    results = _race("body", standard, f"{count}개 조", docxtpl, 15, 40)
    file, library = read_project(project), load_library()
    (seconds,) = warm(lambda: write(build_bill(assemble(file, library)).document(), "docx"), runs=11)
    return [*results, Result("bill", "의안 전체: 엮기, 부분, 문서, docx", "ms", in_ms(seconds))]


def growth_results(standard: Ordinance, docxtpl: Docxtpl | None) -> list[Result]:
    results: list[Result] = []
    for count in ARTICLE_COUNTS:
        target = 800 if count == 1000 else None
        results += _race(f"articles-{count}", repeated(standard, count), f"{count:,}개 조", docxtpl, 5, target)
    return results


def _race(
    name: str, ordinance: Ordinance, label: str, docxtpl: Docxtpl | None, runs: int, target: float | None
) -> list[Result]:
    """Let three take turns: the tree (references bound, blocks made), ready blocks, and ready lines in docxtpl."""
    ordinance = replace(ordinance, municipality="")  # the line of whose text it is, which only the tree's writer adds
    document = Document(ordinance.title, tuple(ordinance_blocks(ordinance)))
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    contenders: dict[str, tuple[str, Callable[[], bytes]]] = {
        "": ("나무 → docx", lambda: write(ordinance, "docx")),
        "-blocks": ("블록 → docx", lambda: write(document, "docx")),
    }
    if docxtpl is not None:
        require_same_text(write(ordinance, "docx"), docxtpl.render(lines))
        contenders["-docxtpl"] = ("줄 → docx, docxtpl", lambda: docxtpl.render(lines))
    samples = warm(*(function for _, function in contenders.values()), runs=runs)
    results = [
        Result(name + tail, f"{label}: {words}", "ms", in_ms(seconds), None if tail else target)
        for (tail, (words, _)), seconds in zip(contenders.items(), samples, strict=True)
    ]
    if docxtpl is not None:
        tree, blocks, theirs = (result.median for result in results)
        results.append(Result(f"{name}-ratio", f"{label}: docxtpl ÷ 나무", "배", (theirs / tree,)))
        results.append(Result(f"{name}-blocks-ratio", f"{label}: docxtpl ÷ 블록", "배", (theirs / blocks,)))
    return results


def text_results(standard: Ordinance, statutes: list[str]) -> list[Result]:
    each = len(to_text(standard).encode()) / sum(1 for _ in articles(standard))
    texts = [to_text(repeated(standard, round(LARGE / each)))]
    results = _throughput("large", f"되풀이한 조례 {megabytes(texts):.1f} MB", texts, 12)
    if statutes:
        results += _throughput("statutes", f"법령 {len(statutes)}개 {megabytes(statutes):.1f} MB", statutes, 12)
    return results


def _throughput(name: str, label: str, texts: list[str], target: float) -> list[Result]:
    trees = [parse(text) for text in texts]
    size, written = megabytes(texts), megabytes(map(to_text, trees))

    def follow() -> None:
        for tree in trees:
            for _ in resolutions(tree):
                pass

    reading, writing, scanning, following = warm(
        lambda: [parse(text) for text in texts],
        lambda: [to_text(tree) for tree in trees],
        lambda: [mention for tree in trees for mention in mentions(tree)],
        follow,
        runs=5,
    )

    def result(what: str, words: str, amount: float, seconds: tuple[float, ...], least: float | None = None) -> Result:
        return Result(f"{what}-{name}", f"{words} ({label})", "MB/s", tuple(amount / value for value in seconds), least)

    return [
        result("parse", "표기법 읽기 parse", size, reading, target),
        result("to-text", "표기법 쓰기 to_text", written, writing),
        result("mentions", "인용 찾기 mentions", size, scanning),
        result("references", "인용 찾고 잇기 mentions+resolve", size, following),
    ]


# ------------------------------------------------------------------------------------------------- output


def load_now() -> tuple[float, ...]:
    return os.getloadavg() if hasattr(os, "getloadavg") else ()


def machine(load: tuple[float, ...]) -> dict[str, Any]:
    packages = {name: metadata.version(name) for name in ("pydantic", "jinja2", "ruamel.yaml") if util.find_spec(name)}
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_before": load,
        "load_after": load_now(),
        "packages": packages | ({"docxtpl": metadata.version("docxtpl")} if util.find_spec("docxtpl") else {}),
    }


def table(heading: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    rows = [head, *rows]
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(head))]
    yield f"\n{heading}"
    for row in rows:
        yield "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


COLUMNS = ("항목", "중앙값", "최소~최대", "횟수", "목표", "판정")


def growth_rows(results: dict[str, Result]) -> Iterator[list[str]]:
    """Yield for each number of articles the time of every contender, its growth on doubling, and the ratios."""
    before: dict[str, float] = {}
    for count in ARTICLE_COUNTS:
        cells = [f"{count:,}"]
        for tail in ("", "-blocks", "-docxtpl"):
            result = results.get(f"articles-{count}{tail}")
            cells.append(f"{figure(result.median)} ms" if result else "없음")
            cells.append(f"{result.median / before[tail]:.2f}배" if result and tail in before else "")
            before |= {tail: result.median} if result else {}
        ratios = (results.get(f"articles-{count}{tail}-ratio") for tail in ("", "-blocks"))
        yield [*cells, *(f"{ratio.median:.2f}배" if ratio else "" for ratio in ratios)]


def report(
    data: dict[str, dict[str, Result]], facts: dict[str, Any], modules: dict[str, dict[str, bool]]
) -> Iterator[str]:
    before, after = ("/".join(f"{value:.2f}" for value in facts[key]) for key in ("load_before", "load_after"))
    packages = ", ".join(f"{name} {version}" for name, version in facts["packages"].items())
    yield f"{facts['python']}, {facts['system']}, 코어 {facts['cores']}개"
    yield f"부하(1/5/15분): 재기 전 {before}, 잰 뒤 {after}"
    yield f"함께 쓴 패키지: {packages}"
    yield from table("새 프로세스", COLUMNS, (result.row() for result in data["cold"].values()))
    total = sum(result.median for result in data["stages"].values())
    rows = ([r.label, f"{figure(r.median)} ms", f"{r.median / total:.0%}"] for r in data["stages"].values())
    yield from table("새 프로세스의 draft가 쓰는 시간", ("단계", "중앙값", "몫"), rows)
    yield from table("데워진 상태", COLUMNS, (result.row() for result in data["documents"].values()))
    head = ("조문 수", "나무", "앞의", "블록", "앞의", "docxtpl", "앞의", "docxtpl ÷ 나무", "docxtpl ÷ 블록")
    yield from table("조문 수와 시간(곱절마다 2배이면 선형)", head, growth_rows(data["growth"]))
    yield from table("글과 인용", COLUMNS, (result.row() for result in data["texts"].values()))
    if not any(name.endswith("-statutes") for name in data["texts"]):
        yield "법령 폴더가 없어 법령은 재지 않았습니다(--statutes 폴더)."
    yield "\n무거운 모듈"
    for entry, present in modules.items():
        found = ", ".join(name for name, there in present.items() if there) or "없음"
        yield f"{entry}: 가져온 것 {found} (살핀 것: {', '.join(present)})"


def main() -> None:
    parser = argparse.ArgumentParser(description="초안 작성의 빠르기를 잽니다.")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보입니다.")
    parser.add_argument("--statutes", type=Path, default=STATUTES, metavar="폴더", help="법령 Markdown 파일의 폴더.")
    options = parser.parse_args()
    load = load_now()
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        cold = Cold(temporary)
        project = project_folder(cold, temporary)
        docxtpl = Docxtpl(temporary) if util.find_spec("docxtpl") else None
        standard = assemble(Project(municipality="goyang")).ordinance
        measured = {
            "cold": cold_results(cold, project, temporary),
            "stages": stage_results(cold, project, temporary),
            "documents": document_results(standard, project, docxtpl),
            "growth": growth_results(standard, docxtpl),
            "texts": text_results(standard, statute_texts(options.statutes)),
        }
        modules = modules_of(cold)
    facts = machine(load)
    if options.json:
        results = [{"section": section, **result.record()} for section, found in measured.items() for result in found]
        print(json.dumps({"machine": facts, "results": results, "modules": modules}, ensure_ascii=False, indent=2))
    else:
        data = {section: {result.id: result for result in found} for section, found in measured.items()}
        print("\n".join(report(data, facts, modules)))


if __name__ == "__main__":
    main()
