"""Bytes to text: which encoding, and the repair of what went wrong in earlier copies."""

import codecs
import re
from typing import Any

import ftfy
from ftfy.badness import is_bad

_DOCUMENTS = (b"%PDF", b"{\\rtf")  # few control characters tell these from text
_MARKS = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32"}
_MARKS |= {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # after UTF-32, whose mark may begin with theirs
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?(?!utf|unicode|raw)([\w-]{2,20})",
    re.IGNORECASE,
)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r"})
# Nothing that ftfy repairs can be written in these characters alone, and most English text is.
_PLAIN = re.compile(r"(?:[\n\t !-%'-~“”‘’–—…•]++|&(?![#\w]+;))*+")
# The same holds beside these, which `repair` replaces or drops, or leaves.
_NEARLY = re.compile(r"(?:[\t !-%'-~“”‘’–—…•―\xa0\xad\u2007\u200b\u200e\u202f\u2060\ufeff]++|&(?![#\w]+;))*+")
_GARBLED = re.compile(r"\ufffd|[¡-ÿ]{4}")
_OFF = "uncurl_quotes fix_character_width fix_latin_ligatures remove_terminal_escapes remove_control_chars"
_NOT: dict[str, Any] = dict.fromkeys(_OFF.split(), False)
_REPAIR = ftfy.TextFixerConfig(explain=False, **_NOT)
_BLANK = dict.fromkeys({*range(0x20), 0x7F, 0xA0, 0x2007, 0x202F} - {0x09, 0x0A}, " ")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def decode(data: bytes) -> tuple[str, str]:
    r"""Text and encoding of bytes; errors follow the name of a file.

    A mark tells UTF-16 and UTF-32; else it is UTF-8, else what a page declares, else cp1252.

    Examples
    --------
    >>> decode(b"\x93No deal\x94")
    ('“No deal”', 'cp1252')
    """
    marked, start = _marked(data), data[:4000]
    n_controls = 0 if marked else len(start) - len(start.translate(None, _CONTROLS))
    if not marked and 4 * start.count(0) >= len(start) > 0 and data[:1] != b"\0":
        raise ValueError("is a binary file, or UTF-16 or UTF-32 without its mark; save it as UTF-8")
    if n_controls > len(start) / 50 or data.startswith(_DOCUMENTS):
        raise ValueError("is a binary file, not text")
    declared = [found[1].decode()] if (found := _DECLARED.search(start)) else []
    for encoding in [marked] if marked else ["utf-8", *declared, "cp1252"]:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError as error:
            wrong = f"byte 0x{data[error.start]:02x} at {error.start}"
        except (LookupError, UnicodeError):  # declared, and no encoding of text
            continue
    raise ValueError(f"is neither UTF-8 nor Western (cp1252) text ({wrong}); save it as UTF-8")


def start_of(data: bytes) -> str:
    r"""Text of the first bytes of a file, for telling its format; the last character may be cut.

    Examples
    --------
    >>> start_of("Málaga".encode()[:2]), start_of(b"M\xe1laga")
    ('M', 'Málaga')
    """
    try:
        decoder = codecs.getincrementaldecoder(_marked(data) or "utf-8")()
        return decoder.decode(data).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), "")


def repair(text: str) -> str:
    r"""Mend mojibake, entities and line ends; a control character or no-break space becomes a blank.

    Soft hyphens, zero-width spaces and byte-order marks go, as nobody sees them; no visible character does.
    Quotation marks, ligatures and full-width letters stay as they were typed.

    Examples
    --------
    >>> repair("Itâ€™s\xa0over\r\n")
    'It’s over\n'
    """
    if _PLAIN.fullmatch(text):
        return text
    config = _REPAIR._replace(unescape_html="<" not in text)  # in the source of a page entities are meant
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for i, line in enumerate(lines):
        if not _PLAIN.fullmatch(line):
            mended = line if _NEARLY.fullmatch(line) else ftfy.fix_text(line, config)
            lines[i] = mended.translate(_BLANK | _INVISIBLE)
    return "\n".join(lines)


def is_garbled(text: str) -> bool:
    """Say whether a line looks like mojibake, has lost a character, or has four accents in a row."""
    odd = [line for line in text.split("\n") if not _PLAIN.fullmatch(line)]
    return any(_GARBLED.search(line) or is_bad(line) for line in odd)
