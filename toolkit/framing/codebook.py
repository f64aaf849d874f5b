"""Codebooks: files in which researchers define frames, coding questions and indicators."""

import difflib
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.reading.encodings import decode
from toolkit.text.patterns import pattern_words

FEWEST_LETTERS = 3  # a wildcard with less to hold on to matches a large part of any vocabulary
_TOP = {"name": str, "description": str, "citation": str, "language": str, "frames": dict}
_FRAME = {"label": str, "definition": str, "citation": str}
_FRAME |= {"questions": list, "indicators": list, "exclusions": list}
_ENTRY = {"pattern": str, "case": bool, "reason": str}


@dataclass(frozen=True, repr=False)
class Codebook:
    """Frames and their indicators as two tables, with what the file says about itself.

    Attributes
    ----------
    name, description, citation, language : str
    frames : pandas.DataFrame
        Index `frame`, in the order of the file; `label`, `definition`, `citation`, `questions` (one a line),
        `indicators` and `exclusions` (how many).
    indicators : pandas.DataFrame
        One row a pattern: `frame`, `pattern`, `kind` (indicator, exclusion), `case` (whether letters must be
        upper or lower case as written), `reason`, `line` (in the file).
    """

    name: str
    description: str
    citation: str
    language: str
    frames: pd.DataFrame
    indicators: pd.DataFrame

    def __repr__(self) -> str:
        """Name and size: the tables are a look away, and estimators print their parameters."""
        return f"<Codebook {self.name!r}: {len(self.frames)} frames, {len(self.indicators)} patterns>"


def load_codebook(path: str | Path) -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    path : a TOML file: `name`, and for each frame a table `[frames.<frame>]` with `definition` and
        `indicators`, and where wanted `label`, `citation`, `questions` and `exclusions`. An indicator is a
        pattern (`"deploy*"`, see `match_patterns`), or a table that says more:
        `{ pattern = "US", case = true, reason = "the country, not the pronoun" }`.

    Returns
    -------
    Codebook

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        With file and line: no text, no valid TOML, an unknown or missing key, a frame without indicators, a
        pattern without a word, a pattern given twice for a frame, or for two frames without a `reason`, a
        wildcard with fewer than three letters.

    Examples
    --------
    >>> from toolkit.shipped import shipped_path
    >>> codebook = load_codebook(shipped_path("data/codebooks") / "generic.toml")
    >>> codebook.frames.index.tolist()
    ['conflict', 'human_interest', 'economic', 'responsibility', 'morality']
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no codebook {str(path)!r}; give the path of a .toml file.")
    try:
        text, _ = decode(path.read_bytes())
        content = tomllib.loads(text)
    except ValueError as error:
        raise ValueError(f"{path.name} is not valid TOML: {error}.") from None
    return _Reader(path.name, text.splitlines()).codebook(content)


class _Reader:
    """Turns the content of one file into tables; knows on which line a thing stands."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name, self.lines = name, [line.replace(" ", "") for line in lines]

    def codebook(self, content: dict[str, Any]) -> Codebook:
        self.check(content, _TOP, "", ["name", "frames"])
        frames, patterns = [], []
        for frame, entry in content["frames"].items():
            if not isinstance(entry, dict):
                self.fail(frame, "", f"{frame!r} is no frame; write [frames.{frame}] above its keys")
            self.check(entry, _FRAME, frame, ["definition", "indicators"])
            for kind in ("indicator", "exclusion"):
                patterns += [self.pattern(frame, kind, value) for value in entry.get(f"{kind}s", [])]
            frames.append(self.frame(frame, entry))
        self.check_repeats(patterns)
        table = pd.DataFrame(patterns, columns=["frame", "pattern", "kind", "case", "reason", "line"])
        about = {key: content.get(key, "") for key in ("name", "description", "citation", "language")}
        return Codebook(**about, frames=pd.DataFrame(frames).set_index("frame"), indicators=table)

    def frame(self, frame: str, entry: dict[str, Any]) -> dict[str, Any]:
        if not entry["indicators"]:
            self.fail(frame, "indicators", f"frame {frame!r} has no indicators; add one, or delete the frame")
        label = entry.get("label", frame.replace("_", " ").capitalize())
        questions = "\n".join(str(question) for question in entry.get("questions", []))
        about = {"definition": " ".join(entry["definition"].split()), "citation": entry.get("citation", "")}
        sizes = {kind: len(entry.get(kind, [])) for kind in ("indicators", "exclusions")}
        return {"frame": frame, "label": label, **about, "questions": questions, **sizes}

    def pattern(self, frame: str, kind: str, value: str | dict[str, Any]) -> tuple:
        entry = {"pattern": value} if isinstance(value, str) else value
        if not isinstance(entry, dict):
            self.fail(frame, str(value), f"{value!r} is no pattern; write it in quotation marks")
        self.check(entry, _ENTRY, frame, ["pattern"])
        pattern, line = entry["pattern"], self.line(frame, entry["pattern"])
        try:
            words = [word for part in pattern.split("|") for word in pattern_words(part)]
        except ValueError as error:
            raise ValueError(f"{self.name}, line {line}: {error}") from None
        for word in words:
            letters = len(re.sub(r"[*?]", "", word))
            if word != "*" and letters < min(len(word), FEWEST_LETTERS):
                fault = f"{word!r} in {pattern!r} would match a large part of any vocabulary"
                self.fail(frame, pattern, f"{fault}; give it at least {FEWEST_LETTERS} letters")
        return frame, pattern, kind, entry.get("case", False), entry.get("reason", ""), line

    def check(self, entry: dict[str, Any], known: dict[str, type], frame: str, needed: list[str]) -> None:
        where = f" of frame {frame!r}" if frame else ""
        for key, value in entry.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1) or [", ".join(known)]
                self.fail(frame, key, f"unknown key {key!r}{where}; did you mean {near[0]}?")
            if not isinstance(value, known[key]):
                kind = {str: "a text", list: "a list", bool: "true or false", dict: "a table"}[known[key]]
                self.fail(frame, key, f"{key!r}{where} must be {kind}, not {value!r}")
        for key in needed:
            if key not in entry or (key != "indicators" and not entry[key]):
                self.fail(frame, "", f"{key!r}{where} is missing")

    def check_repeats(self, patterns: list[tuple]) -> None:
        """A pattern counts once a frame, and for two frames only where somebody meant it to."""
        seen: dict[str, tuple] = {}
        for row in patterns:
            frame, pattern, kind, case, reason, line = row
            key = f"{kind} {pattern if case else pattern.lower()}"
            before = seen.setdefault(key if kind == "indicator" else f"{frame} {key}", row)
            if before is row:
                continue
            where = f"{self.name}, line {line}: {pattern!r}"
            if frame == before[0]:
                raise ValueError(f"{where} is given twice for frame {frame!r}; delete one.")
            if not (reason or before[4]):
                other = f"{before[0]!r} (line {before[5]}) and of {frame!r}"
                raise ValueError(f"{where} is an indicator of {other}; give one a reason if you mean both.")

    def line(self, frame: str, wanted: str) -> int:
        """Line on which something of a frame stands: the first after the frame's header that has it."""
        headers = {f"[frames.{quote}{frame}{quote}]".replace(" ", "") for quote in ("", '"', "'")}
        begin = next((i for i, line in enumerate(self.lines) if frame and line in headers), 0)
        text = json.dumps(wanted, ensure_ascii=False).replace(" ", "")
        forms = (text, f"'{text[1:-1]}'", f",{wanted}=", f"{{{wanted}=")
        for number, line in enumerate(self.lines[begin:], begin + 1):
            if wanted and any(form in "," + line for form in forms):
                return number
        return begin + 1

    def fail(self, frame: str, wanted: str, message: str) -> None:
        raise ValueError(f"{self.name}, line {self.line(frame, wanted)}: {message}.")
