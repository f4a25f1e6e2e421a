"""The Word papers of a check: the document with comments, and the opinion."""

from __future__ import annotations

from pathlib import Path

import click

from ordinance_drafter.check.document import Document
from ordinance_drafter.cli.batch import Source
from ordinance_drafter.cli.checking import Checking, document_of


def write_papers(
    source: Source, checking: Checking, annotated: Path | None, opinion: Path | None, *, force: bool
) -> None:
    """Write the document with a comment for each finding, and the opinion; either may be None.

    A file that is no Word file is first written as one.
    """
    from ordinance_drafter.check import check_document
    from ordinance_drafter.cli.output import write_file

    document = document_of(source, checking)
    if annotated is not None:
        write_file(annotated, _annotated(source, checking), force=force)
        click.echo(str(annotated), err=True)
    if opinion is not None:
        from ordinance_drafter.check.report import result_of
        from ordinance_drafter.check.report.opinion import opinion as opinion_of
        from ordinance_drafter.write import write

        findings = check_document(document, checking.policy)
        page = opinion_of(document, result_of(str(source.path), document, findings), missing_core(document))
        write_file(opinion, write(page, "docx"), force=force)
        click.echo(str(opinion), err=True)


def _annotated(source: Source, checking: Checking) -> bytes:
    from ordinance_drafter.check import check_document
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.check.report.word_comments import annotate
    from ordinance_drafter.read import read
    from ordinance_drafter.write import write

    document = document_of(source, checking)
    if document.reading.format == "docx":
        data = source.path.read_bytes() if source.data is None else source.data
        return annotate(data, document.reading, check_document(document, checking.policy))
    data = write(document.ordinance, "docx")
    made = Document(
        read(data, "docx"), kind=document.kind, municipality=document.municipality or "none", as_of=document.as_of
    )
    return annotate(data, made.reading, check_document(made, checking.policy))


def missing_core(document: Document) -> list[str]:
    """Return the labels of the core provisions an ordinance does not have."""
    from ordinance_drafter.coverage import coverage, load_requirements, set_for

    set_id = set_for(document.ordinance.title)
    if not set_id:
        return []
    found = coverage(document.ordinance, load_requirements(set_id))
    return [each.label for each in found.requirements if each.level == "core" and not each.has_it and not each.instead]
