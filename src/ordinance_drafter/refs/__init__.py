"""References between provisions: scan, parse, format, resolve, rewrite."""

from ordinance_drafter.refs.form import Mention, Ref, Step, format_chain, format_ref
from ordinance_drafter.refs.resolve import (
    Places,
    Resolution,
    mentions,
    resolutions,
    resolve,
    short_names,
    statutes_cited,
)
from ordinance_drafter.refs.rewrite import renumber, rewrite
from ordinance_drafter.refs.scan import parse_ref, scan

__all__ = [
    "Mention",
    "Places",
    "Ref",
    "Resolution",
    "Step",
    "format_chain",
    "format_ref",
    "mentions",
    "parse_ref",
    "renumber",
    "resolutions",
    "resolve",
    "rewrite",
    "scan",
    "short_names",
    "statutes_cited",
]
