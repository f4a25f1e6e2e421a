"""Make zip packages (.docx, .hwpx) whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip entry can have
_UNIX = 3
_RW_R_R = 0o100644 << 16


def pack(parts: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """Zip the parts in their order; names in ``stored`` stay uncompressed (an .hwpx wants its mimetype so)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _RW_R_R
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return buffer.getvalue()


def freeze(package: bytes) -> bytes:
    """Zip a package that another library made anew: same parts in the same order, no dates and no machine in it."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        entries = [entry for entry in source.infolist() if not entry.is_dir()]
        stored = frozenset(entry.filename for entry in entries if entry.compress_type == zipfile.ZIP_STORED)
        return pack({entry.filename: source.read(entry) for entry in entries}, stored)
