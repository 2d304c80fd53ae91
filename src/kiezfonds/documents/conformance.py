"""PDF/A-3a and PDF/UA-1 in one file: what WeasyPrint 70 leaves out, added while it writes.

`install()` changes three private functions of WeasyPrint and one of pydyf, in the press process only.
The versions are pinned; the conformance tests fail when an update changes them.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

UA_METADATA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def install() -> None:
    """Once per process, before the first paper."""
    import pydyf
    import weasyprint.pdf
    import weasyprint.pdf.tags

    artifacts: list[tuple[int, int]] = []
    tags = weasyprint.pdf.tags
    tags._build_box_tree = partial(_box_tree, tags._build_box_tree, artifacts)
    weasyprint.pdf.add_tags = partial(_add_tags, weasyprint.pdf.add_tags, artifacts)
    weasyprint.pdf.build_fonts_dictionary = partial(_fonts, weasyprint.pdf.build_fonts_dictionary)
    plain = pydyf.Stream.data
    pydyf.Stream.data = property(lambda stream: _ended_clearly(plain.fget(stream)))


def claim_ua(document: Any) -> None:
    """Adds the PDF/UA claim and its extension schema (required by PDF/A) to the metadata."""
    made = document.metadata.generate_rdf_metadata

    def generate(*arguments: Any) -> bytes:
        return bytes(made(*arguments)).replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = generate


def finish(_document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: readable metadata, every attachment listed once."""
    number = int(pdf.catalog["Metadata"].split()[0])
    pdf.objects[number].compress = False
    if "AF" in pdf.catalog:
        kept = dict.fromkeys(pdf.catalog["AF"])
        pdf.catalog["AF"][:] = list(kept)


def _add_tags(
    original: Any, artifacts: list[tuple[int, int]], pdf: Any, document: Any, version: Any, streams: Any
) -> None:
    artifacts.clear()
    original(pdf, document, version, streams)
    for page_number, mcid in artifacts:
        _mark_as_artifact(streams[page_number].stream, mcid)


def _box_tree(
    original: Any,
    artifacts: list[tuple[int, int]],
    box: Any,
    parent: Any,
    pdf: Any,
    page_number: int,
    nums: dict[int, Any],
    annotations: Any,
    tags: dict[Any, Any],
) -> Iterator[Any]:
    import pydyf
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        for inner in box.descendants():
            if inner in tags:  # page numbers and running heads belong to the sheet, not to the text
                mcid = tags.pop(inner)["mcid"]
                nums[mcid] = "null"
                artifacts.append((page_number, mcid))
        return
    box = getattr(box, "_box", box)
    html = box.element if isinstance(box.element_tag, str) and "::" not in box.element_tag else None
    for element in original(box, parent, pdf, page_number, nums, annotations, tags):
        if html is not None:
            if html.get("lang") and html.tag not in ("html", "body"):
                element["Lang"] = pydyf.String(html.get("lang"))
            if element["S"] == "/TH":
                element["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
        yield element


def _fonts(original: Any, pdf: Any, fonts: Any, *more: Any) -> Any:
    """The text of a mark drawn by itself is with the letter before it, but to say nothing is forbidden."""
    for font in fonts.values():
        font.to_unicode.update({glyph: "\u200b" for glyph, text in font.to_unicode.items() if not text})
    return original(pdf, fonts, *more)


def _mark_as_artifact(stream: list[Any], mcid: int) -> None:
    import pydyf

    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") == mcid:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
            return


def _ended_clearly(data: bytes) -> bytes:
    """A stream that happens to end in CR would be read as one byte shorter: end it with CR LF then."""
    tail = b"\nendstream"
    return data[: -len(tail)] + b"\r" + tail if data.endswith(b"\r" + tail) else data
