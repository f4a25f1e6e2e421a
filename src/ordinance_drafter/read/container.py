"""Zip containers and XML parts from strangers: opened within bounds, or refused in one Korean sentence."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from ordinance_drafter.errors import InputError

MAX_PARTS = 5_000
MAX_PART = 96_000_000
MAX_TOTAL = 256_000_000
"""Bytes once unpacked. A 60-page draft unpacks to about 2 MB; pictures are never unpacked."""

MAX_TAGS = 1_500_000
MAX_ATTRIBUTES = 4_000_000
"""Tags and attributes of one document: each takes a hundred times its bytes. A 60-page draft has about 50,000."""

_BROKEN = "파일이 깨졌습니다(압축을 풀 수 없습니다). 원본을 다시 받거나 한글ㆍ워드에서 다시 저장하십시오."
_TOO_BIG = "압축을 풀면 너무 커지는 파일이라 읽지 않았습니다. 그림을 빼고 다시 저장하십시오."
_TOO_MUCH = "문서의 요소가 너무 많아 읽지 않았습니다. 조례안만 남기고 다시 저장하십시오."
_ENTRY = b"PK\x01\x02"
_ENCODING = re.compile(rb"[\s\xef\xbb\xbf]*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{0,40})")
_ENCODINGS = re.compile(rb"utf-?(?:8|16)|euc-?kr|(?:cp|ms|uhc|windows-)[0-9]{0,4}|ks|(?:us-)?ascii|iso-?8859", re.I)


class Container:
    """A zip file whose parts are read one at a time, never more than the bounds allow."""

    def __init__(self, data: bytes) -> None:
        """Open the zip in ``data``.

        Raises:
            InputError: it is no zip, is cut off, or has too many parts.
        """
        if data.count(_ENTRY) > 4 * MAX_PARTS:  # a stored file inside may have entries of its own
            raise InputError(_TOO_BIG)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
            raise InputError(_BROKEN) from None
        if len(entries) > MAX_PARTS:
            raise InputError(_TOO_BIG)
        self.names = {entry.filename for entry in entries}
        self._left = MAX_TOTAL
        self._weight = (0, 0)

    def read(self, name: str) -> bytes:
        """Return the content of a part.

        Raises:
            InputError: it is missing, encrypted, damaged, or larger than the bounds.
        """
        try:
            entry = self._zip.getinfo(name)
            if entry.flag_bits & 1:
                raise InputError("암호가 걸린 파일입니다. 암호를 푼 뒤 다시 저장하십시오.")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise InputError(_BROKEN)  # Office and Hangul write no other kind
            limit = min(MAX_PART, self._left)
            with self._zip.open(entry) as stream:
                content = stream.read(limit + 1)  # what the header says of the size is not trusted
        except KeyError:
            raise InputError(f"파일 안에 있어야 할 {name} 부분이 없습니다. 원본을 다시 받으십시오.") from None
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
            raise InputError(_BROKEN) from None
        if len(content) > limit:
            raise InputError(_TOO_BIG)
        self._left -= len(content)
        self._weight = _weighed(content, self._weight)
        return content

    def xml(self, name: str) -> Any:
        """Return the root element of an XML part (see :func:`parse_xml`)."""
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> Any:
    """Return the root element of an XML document.

    No entity is expanded, no file or address is opened, nesting is bounded by libxml2 (256 levels), tags are counted.

    Raises:
        InputError: it is not well-formed, declares entities, nests too deep, or has more elements than anybody writes.
    """
    named = _ENCODING.match(data)
    if named and not _ENCODINGS.match(named[1]):  # in UTF-7 the tags could not be counted
        raise InputError("글자 부호를 알 수 없는 XML입니다. UTF-8로 저장한 뒤 다시 하십시오.")
    _weighed(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        place = f"{line}:{getattr(error, 'offset', 0)}: " if line else ""
        raise InputError(f"{place}XML로 읽을 수 없습니다. 파일이 깨졌거나 XML이 아닙니다.") from None
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise InputError("DTD나 엔티티를 선언한 XML은 안전하지 않아 읽지 않습니다. DOCTYPE 줄을 지우고 다시 하십시오.")
    return root


def _weighed(data: bytes, before: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """Return how many tags and attributes were seen at most, those of ``data`` counted; refuse too many."""
    weight = before[0] + data.count(b"<"), before[1] + data.count(b"=")
    if weight[0] > MAX_TAGS or weight[1] > MAX_ATTRIBUTES:
        raise InputError(_TOO_MUCH)
    return weight
