"""Word files put together from small strings."""

from __future__ import annotations

import io
import zipfile
from typing import Any

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
Parts = dict[str, str | bytes]
_SPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOTS = {
    "numbering": "w:numbering",
    "styles": "w:styles",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "header": "w:hdr",
    "footer": "w:ftr",
}


def element(name: str, content: str) -> str:
    return f"<?xml version='1.0' encoding='UTF-8'?><{name} {_SPACES}>{content}</{name}>"


def relations(rows: list[tuple[str, str, str]], more: str = "") -> str:
    items = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in rows)
    return f'<Relationships xmlns="{PACKAGE}">{items}{more}</Relationships>'


def content_types(kinds: list[str]) -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    rows = [("document", "document.main"), *((kind, kind.rstrip("0123456789")) for kind in kinds)]
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>' for name, kind in rows)
        + "</Types>"
    )


def pack(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def parts_of(body: str, **side: str) -> Parts:
    """Return the parts of a Word file: ``side`` holds the content of its side parts by kind (header, header2 …)."""
    rows = [(f"rId_{kind}", kind.rstrip("0123456789"), f"{kind}.xml") for kind in side]
    parts: Parts = {
        "[Content_Types].xml": content_types(list(side)),
        "_rels/.rels": relations([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": element("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(rows),
    }
    for kind, content in side.items():
        parts[f"word/{kind}.xml"] = element(ROOTS[kind.rstrip("0123456789")], content)
    return parts


def build(body: str, **side: str) -> bytes:
    return pack(parts_of(body, **side))


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>" if properties else f"<w:r>{t(text)}</w:r>"


def run(*inside: str) -> str:
    return f"<w:r>{''.join(inside)}</w:r>"


def p(*content: str, properties: str = "") -> str:
    runs = "".join(each if each.startswith("<") else r(each) for each in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"


def ins(text: str) -> str:
    return f'<w:ins w:id="1" w:author="갑">{r(text)}</w:ins>'


def cut(text: str) -> str:
    return f'<w:del w:id="2" w:author="갑"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def cell(*content: str, properties: str = "") -> str:
    blocks = "".join(each if each.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(each) for each in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(each if each.startswith('<') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def field_of(code: str, result: str | None) -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result is not None else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawing(inside: str, uri: str = NAMES["wps"]) -> str:
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic>'
    return f"<w:drawing><wp:inline>{graphic}</wp:inline></w:drawing>"


def text_box(*paragraphs: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx></wps:wsp>"


def vml_box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"


def level(depth: int, text: str, style: str = "decimal", start: int | None = 1, more: str = "") -> str:
    first = f'<w:start w:val="{start}"/>' if start is not None else ""
    return f'<w:lvl w:ilvl="{depth}">{first}<w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, to: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{to}"/>{overrides}</w:num>'


def restart(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def listed(key: int | None = None, depth: int | None = None) -> str:
    named = f'<w:numId w:val="{key}"/>' if key is not None else ""
    deep = f'<w:ilvl w:val="{depth}"/>' if depth is not None else ""
    return f"<w:numPr>{deep}{named}</w:numPr>"


def n(text: str, key: int | None = 1, depth: int | None = 0, more: str = "") -> str:
    """Return a paragraph of a list."""
    return p(text, properties=more + listed(key, depth))


def styled(text: str, name: str, more: str = "") -> str:
    return p(text, properties=f'<w:pStyle w:val="{name}"/>{more}')


def style(name: str, inside: str = "", kind: str = "paragraph", base: str = "", default: bool = False) -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{first} w:styleId="{name}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


def strict(parts: Parts) -> Parts:
    """Return the parts of a file as Strict Open XML has them."""

    def turn(content: Any) -> Any:
        for old in ("wordprocessingml", "officeDocument", "drawingml"):
            content = content.replace(
                f"http://schemas.openxmlformats.org/{old}/2006/", f"http://purl.oclc.org/ooxml/{old}/"
            )
        return content

    return {name: turn(content) for name, content in parts.items()}
