from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from ordinance_drafter.assemble import Assembly, assemble
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import ClauseSet, Library, load_library
from ordinance_drafter.project import Project

# a build server must give the same answer twice; at a desk each run tries new examples
settings.register_profile("steady", derandomize=True, database=None)
if os.environ.get("CI"):
    settings.load_profile("steady")

HERE = Path(__file__).parent
ROOT = HERE.parent
GOLDENS = HERE / "goldens"
CORPUS = ROOT.parent / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-goldens", action="store_true", help="write tests/goldens anew instead of comparing")


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def clause_set(library: Library) -> ClauseSet:
    return library.clause_set("ai-industry")


@pytest.fixture(scope="session")
def tiny() -> Library:
    return load_library(HERE / "tiny_library")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file of tests/goldens, or write that file with --refresh-goldens."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--refresh-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.exists(), f"no golden {name}: run pytest --refresh-goldens and look at what it wrote"
        assert text == path.read_bytes().decode(), f"{name} changed: look, then run pytest --refresh-goldens"

    return compare


@pytest.fixture(scope="session")
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpus is not here: real texts that nobody copies into the project")
    return CORPUS


def draft(library: Library, **asked: Any) -> Assembly:
    return assemble(Project.model_validate(asked), library)


def problems_of(action: Callable[[], object]) -> list[str]:
    """Return the sentences of the InputError that ``action`` must raise."""
    with pytest.raises(InputError) as caught:
        action()
    assert caught.value.problems
    return list(caught.value.problems)
