"""Bytes to text: which encoding, and the repair of what went wrong in earlier copies."""

import re

import ftfy
from ftfy.badness import is_bad

_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a Parquet table",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Nothing that ftfy repairs can be written in these characters alone, and most English text is.
_PLAIN = re.compile(r"(?:[\n\t !-%'-~“”‘’–—…•]++|&(?![#\w]+;))*+")
_GARBLED = re.compile(r"\ufffd|[¡-ÿ]{4}")
_REPAIR = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_character_width=False,
    fix_latin_ligatures=False,
    remove_terminal_escapes=False,
    remove_control_chars=False,
    normalization="NFC",
    explain=False,
)
_BLANK = dict.fromkeys({*range(0x20), 0x7F, 0xA0, 0x2007, 0x202F} - {0x09, 0x0A}, " ")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def decode(data: bytes) -> tuple[str, str]:
    r"""Text and encoding of bytes: UTF-16 by its mark or its NULs, else UTF-8, else cp1252.

    Raises
    ------
    ValueError
        If the bytes are no text, or text in another encoding; the message goes on from a file name.

    Examples
    --------
    >>> decode(b"\x93No deal\x94")
    ('“No deal”', 'cp1252')
    """
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise ValueError(f"is {kind}, not text")
    encoding = _utf(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text, encoding = _decode_western(data, error.start), "cp1252"
    if len(_CONTROLS.findall(text[:4000])) > len(text[:4000]) / 50:
        raise ValueError("is a binary file, not text")
    return text, encoding


def _utf(data: bytes) -> str:
    """UTF-16 in English has a NUL in every other byte."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = (data[start:2000:2].count(0) / len(data[:1000]) for start in (0, 1))
    if max(even, odd) < 0.4 or min(even, odd) > 0.1:
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_western(data: bytes, position: int) -> str:
    """Decode as cp1252, unless accents would be too many: the bytes of EUC-KR are valid cp1252 as well."""
    accents = len(data.translate(None, bytes(range(0xA1))))
    try:
        if accents <= 0.3 * len(data):
            return data.decode("cp1252")
    except UnicodeDecodeError as error:
        position = error.start
    wrong = f"byte 0x{data[position]:02x} at {position}"
    raise ValueError(f"is neither UTF-8 nor Western (cp1252) text ({wrong}); save it as UTF-8")


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
    return "\n".join(line if _PLAIN.fullmatch(line) else _mend(line, config) for line in lines)


def _mend(line: str, config: ftfy.TextFixerConfig) -> str:
    return ftfy.fix_text(line, config).translate(_BLANK | _INVISIBLE)


def is_garbled(text: str) -> bool:
    """Say whether a line looks like mojibake, has lost a character, or has four accents in a row."""
    odd = [line for line in text.split("\n") if not _PLAIN.fullmatch(line)]
    return any(_GARBLED.search(line) or is_bad(line) for line in odd)
