"""Documents: files of Office, and the text of a Word document (.docx) that holds one article."""

import io
import zipfile

from toolkit.reading.fields import Rows
from toolkit.reading.limits import MAX_TEXT, is_bomb

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def is_document(data: bytes) -> bool:
    """Say whether a file is a Word document."""
    return _holds(data, "word/document.xml")


def is_workbook(data: bytes) -> bool:
    """Say whether a file is an Excel workbook."""
    return _holds(data, "xl/workbook.xml")


def paragraphs_of(data: bytes) -> list[str]:
    """Paragraphs of a Word document, those in tables too, without headers, footers and notes.

    Raises
    ------
    ValueError
        If the document is damaged, or its text is larger than an article can be.
    """
    from lxml import etree  # only where a document is read

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("word/document.xml").file_size > 10 * MAX_TEXT:
                raise ValueError("is larger unpacked than a document should be; save its text as .txt")
            # Entities are left alone, as a few of them can be made to fill the memory.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            tree = etree.fromstring(archive.read("word/document.xml"), parser)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, RuntimeError, NotImplementedError) as error:
        raise ValueError("is a damaged Word document; open and save it anew") from error
    marks = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
    return [
        "".join(marks.get(part.tag) or part.text or "" for part in paragraph.iter(f"{_W}t", *marks))
        for paragraph in tree.iter(f"{_W}p")
    ]


def document_rows(data: bytes) -> Rows:
    """The one row of a Word document: its paragraphs, a blank line between them."""
    text = "\n\n".join(filter(None, (paragraph.strip() for paragraph in paragraphs_of(data))))
    if not text:
        raise ValueError("is a document without text")
    yield 1, {"text": text}


def _holds(data: bytes, member: str) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(found.file_size for found in archive.infolist())
            return member in archive.namelist() and not is_bomb(size, len(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
