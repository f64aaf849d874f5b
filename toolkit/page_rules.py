"""The rules that tell what a line of a page copy is, in the order in which they are asked.

Their words and patterns are in `lexicons/page_furniture.toml`. A rule sees one line and its neighbours. Patterns are
anchored or bounded and no rule sees a line of more than `LONGEST` characters, so no line can stall them.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

LONGEST = 2000
"""A line of more characters is body: pages have no furniture of that length."""

_NAME_JOINERS = frozenset("and at in for of the de van von bin al el y et und & | - – —".split())


@dataclass
class Page:
    """The lines of an article that are not blank, and what has been decided about them."""

    lines: list[str]
    kinds: list[str | None]
    rules: list[str | None]
    lower: list[str] = field(init=False)
    headline: int | None = None
    first: int | None = None  # the first paragraph; what stands above it is the head of the page

    def __post_init__(self):
        self.lower = [line.lower() if len(line) <= LONGEST else "" for line in self.lines]

    def line(self, i: int) -> str:
        """Line `i`; "" where the page has none or the line is too long to be anything but body."""
        return self.lines[i] if 0 <= i < len(self.lines) and self.lower[i] else ""

    def decide(self, i: int, kind: str, rule: str) -> None:
        """Mark line `i`."""
        self.kinds[i], self.rules[i] = kind, rule


class Rule(NamedTuple):
    """Decides a line of at most `longest` characters that stands in `zone` and passes `test`.

    `zone` is "page", "head" (above the first paragraph) or "ends" (there, or one of the last five lines). Without a
    `test` the pattern of the rule's name is asked, and where there are `needs`, only if the line holds one of them.
    """

    name: str
    kind: str
    longest: int
    zone: str = "page"
    test: Callable[[Page, int], object] | None = None
    needs: tuple[str, ...] = ()

    def holds(self, page: Page, i: int) -> bool:
        """Whether line `i` is what this rule looks for."""
        if self.zone != "page" and page.first is not None and (self.zone == "head" or i < len(page.lines) - 5):
            return False
        if self.test:
            return bool(self.test(page, i))
        if self.needs and not any(word in page.lower[i] for word in self.needs):
            return False
        return pattern(self.name).fullmatch(page.lines[i]) is not None


@cache
def _lexicon() -> dict:
    with (Path(__file__).parent / "lexicons" / "page_furniture.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` of the lexicon."""
    return frozenset(_lexicon()["words"][name])


@cache
def pattern(name: str) -> re.Pattern:
    """The pattern or rule `name` of the lexicon."""
    return re.compile(_expanded(name), re.IGNORECASE if name in _lexicon()["rules"] else 0)


def _expanded(name: str) -> str:
    """The source of a pattern: its alternatives, with {names} replaced."""
    lexicon = _lexicon()
    if name in lexicon["words"]:  # longest first, or "ap" would hide "ap photo"
        return "(?:" + "|".join(re.escape(w) for w in sorted(words(name), key=lambda w: (-len(w), w))) + ")"
    alternatives = lexicon["rules"].get(name) or lexicon["patterns"][name]
    return "(?:" + "|".join(re.sub(r"\{([a-z_]+)\}", lambda m: _expanded(m[1]), a) for a in alternatives) + ")"


# ---- what several rules ask


def n_words(line: str) -> int:
    """Words between blanks."""
    return len(line.split())


def is_open(line: str) -> bool:
    """Whether a line ends as headlines and labels do: without a full stop, or with that of an abbreviation."""
    return not re.search(r"[.!?…。！？؟][\"”’'»)\]]{0,3}$", line[-6:]) or bool(
        re.search(r"(?:\b[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|St)\.|\b[ap]\.m\.)$", line[-8:])
    )


def is_paragraph(line: str) -> bool:
    """Whether a line is long and closed enough to be running text."""
    return len(line) > 240 or ((len(line) > 80 or len(line.split(None, 12)) > 11) and not is_open(line))


def is_like_headline(line: str) -> bool:
    """Short, without a full stop; a question may be a headline."""
    return 2 <= n_words(line) <= 22 and (is_open(line) or line[-1] in "?!") and line[-1] not in ",;:"


def bare(line: str) -> str:
    """A line without update tag, case, kind of quotation mark and outer stops: equal where two lines say the same."""
    line = pattern("update_tag").sub("", line[:LONGEST], count=1).casefold()
    line = line.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(line.split()).strip(" .")


def credit_start(line: str) -> int | None:
    """Where the picture credit that ends a line begins."""
    tail = line[-240:]
    if not any(sign in tail for sign in (")", "©", "/", "via ", "redit", "hoto", "mage", "icture", "PHOTO")):
        return None
    found = pattern("credit").search(line, max(0, len(line) - 240))
    return found.start() if found else None


def moment_start(line: str) -> int | None:
    """Where date and time begin in a line of names, a separator, and date and time."""
    found = pattern("name_and_moment").fullmatch(line)
    return found.start(1) if found and n_words(line[: found.start(1)]) <= 9 else None


def _reports_speech(lower: str) -> bool:
    return not words("reporting").isdisjoint(re.findall(r"[a-z]+", lower))


# ---- tests that no pattern can make


def _is_repeated_headline(page: Page, i: int) -> bool:
    if page.headline is None or abs(len(page.lines[i]) - len(page.lines[page.headline])) > 40:
        return False
    return bare(page.lines[i]) == bare(page.lines[page.headline])


def _is_share_bar(page: Page, i: int) -> bool:
    """Names of networks and buttons only; page copies double them (facebookfacebook) or run them together."""
    line = page.lower[i]
    if line[-1] in "?!.,":
        return False
    labels = {_half(label) for label in pattern("label").findall(line)}
    return (len(labels) == 1 and labels <= words("buttons")) or (
        labels <= words("networks") | words("share_words")
        and not labels.isdisjoint(words("networks"))
        and labels != {"x"}
    )


def _half(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] if word[:middle] == word[middle:] else word


def _is_navigation(page: Page, i: int) -> bool:
    found = re.findall(r"[^\W\d_]+", page.lower[i])
    return 0 < len(found) <= 12 and words("navigation").issuperset(found)


def _is_above_headline(page: Page, i: int) -> bool:
    """A section label or a trail of links."""
    return page.headline is not None and i < page.headline and is_open(page.lines[i])


def _is_byline(page: Page, i: int) -> bool:
    """By and then names only: any other lower-case word makes it a sentence or a title."""
    first, _, rest = page.lines[i].partition(" ")
    names = rest.split()
    return (
        first in ("By", "BY", "by", "Von", "Par", "Por")
        and is_open(rest or ".")
        and len(names) <= 16
        and names[0].lower() not in _NAME_JOINERS
        and all(name[0].isupper() or name in _NAME_JOINERS or not name[0].isalpha() for name in names)
    )


def _is_credited_caption(page: Page, i: int) -> bool:
    line = page.lines[i]
    return credit_start(line) is not None and n_words(line) <= 90 and not pattern("dateline").match(line)


def _is_doubled_caption(page: Page, i: int) -> bool:
    """The alternative text of a picture, and below it the same words with the credit."""

    def doubled(short: str, long: str) -> bool:
        short = short.rstrip(". ")
        rest = long[len(short) :]
        return (
            long.startswith(short)
            and 2 < len(rest) < 220
            and n_words(short) > 3
            and bool(re.match(r"[.\s]{0,9}(?:[(©|]|(?:photo|image|credit|via)\b)", rest, re.I) or credit_start(long))
        )

    return doubled(page.lines[i], page.line(i + 1)) or doubled(page.line(i - 1), page.lines[i])


def _is_under_picture_label(page: Page, i: int) -> bool:
    """The caption below a line "Image caption"; a paragraph may stand there too, where the caption was not copied."""
    return i > 0 and page.lower[i - 1].rstrip(" :") == "image caption" and not is_paragraph(page.lines[i])


def _is_picture_slug(page: Page, i: int) -> bool:
    """The file name of a picture, above its caption and again below it."""
    line = page.lines[i]
    nearby = [j for j in range(i - 3, i + 2) if page.line(j) == line]
    return n_words(line) <= 8 and is_open(line) and any(page.line(j + 1)[:1] in tuple("▲△▼") for j in nearby)


def _is_doubled_teaser(page: Page, i: int) -> bool:
    """A link that stands twice, once behind the name of its section."""

    def doubled(short: str, long: str) -> bool:
        added = long[: -len(short)] if long.endswith(" " + short) else ""
        return 1 <= n_words(added) <= 3 < n_words(short) and is_like_headline(short)

    here, above, below = page.lines[i], page.line(i - 1), page.line(i + 1)
    return any(doubled(a, b) for a, b in ((here, below), (above, here), (here, above), (below, here)))


def _is_teaser_heading(page: Page, i: int) -> bool:
    """A pointer to other stories; a sentence that opens so ends in a stop or reports speech."""
    line = page.lower[i].lstrip("•·▪▶►>»*-–— ")
    found = _starts("teasers").match(line)
    if not found:
        label = _starts("link_labels").match(line)
        return bool(label and re.match(r" ?[:|>»] ?\S", line[label.end() :])) and is_open(line)
    rest = line[found.end() :]
    if not rest or re.match(r"\s?[:|>»–—-]", rest):
        return not (_reports_speech(line) and line.endswith("."))
    return n_words(line) <= 8 and line[-1] not in ".?!,;" and not _reports_speech(line)


def _is_under_teaser_heading(page: Page, i: int) -> bool:
    """The list goes on while its lines look like headlines; only a colon or the name of a list opens one for sure."""
    if i == 0 or not is_like_headline(page.lines[i]) or pattern("dateline").match(page.lines[i]):
        return False
    above = page.lower[i - 1].rstrip()
    opens = above.endswith(":") or above.startswith(("related", "recommended", "suggested", "most", "trending", "top"))
    return page.rules[i - 1] == "teaser-list" or (page.rules[i - 1] == "teaser-heading" and opens)


def _is_call_to_action(page: Page, i: int) -> bool:
    """An order to the reader that names a channel or product and reports no speech; "subscribe" alone is prose too."""
    line = re.sub(r"^[\W_]{1,40}", "", page.lower[i])
    found = _starts("imperatives").match(line) if len(line) <= 240 else None
    asks = found and (_starts("channels", anywhere=True).search(line, found.end()) or len(line.split()) <= 2 < found.end())
    asks = asks or any(map(line.__contains__, words("formulas")))
    return bool(asks) and not _reports_speech(line)


def _is_after_author_note(page: Page, i: int) -> bool:
    """What else "he" or "she" does, right below the line that introduced the author."""
    above = page.rules[i - 1] if i else None
    return above in ("author-note", "author-note-goes-on") and page.lower[i].startswith(
        ("he ", "she ", "they ", "his ", "her ", "their ")
    )


@cache
def _starts(name: str, *, anywhere: bool = False) -> re.Pattern:
    """A pattern for the phrases of a list as whole words."""
    polite = "" if anywhere else "(?:please |kindly |and |or |to ){0,2}"
    return re.compile(rf"(?<!\w){polite}{_expanded(name)}(?!\w)" + (r"|@\w" if anywhere else ""))


RULES = (
    Rule("repeated-headline", "furniture", 400, test=_is_repeated_headline),
    Rule("separator", "furniture", LONGEST),
    Rule("share-bar", "furniture", 200, test=_is_share_bar),
    Rule("font-size", "furniture", 20),
    Rule("advert-label", "furniture", 60),
    Rule("end-mark", "furniture", 20),
    Rule("desk-note", "note", 400),
    Rule("editors-note", "note", 800),
    Rule("embed", "furniture", 460, needs=("pic.twitter", "t.co/", "(@", "posted by", "post ")),
    Rule("timestamp", "timestamp", 140, "ends"),
    Rule("labelled-timestamp", "timestamp", 140),
    Rule("name-and-moment", "byline", 160, "ends", lambda page, i: moment_start(page.lines[i])),
    Rule("byline", "byline", 160, test=_is_byline),
    Rule("korean-byline", "byline", 60),
    Rule("staff-byline", "byline", 90, "head"),
    Rule("picture-sign", "caption", LONGEST),
    Rule("doubled-teaser", "teaser", 260, test=_is_doubled_teaser),
    Rule("teaser-heading", "teaser", 260, test=_is_teaser_heading),
    Rule("copyright", "copyright", 300, needs=("(c)", "©", "ⓒ", "copyright", "reserved", "may not be", "저작권", "전재")),
    Rule("reporting-credit", "credit", 400, needs=(" by ", "contributed to this", "with ", "http", "h/t")),
    Rule("agency-credit", "credit", 90),
    Rule("picture-label", "caption", 500),
    Rule("picture-credit", "caption", 700, test=_is_credited_caption),
    Rule("doubled-caption", "caption", 700, test=_is_doubled_caption),
    Rule("under-picture-label", "caption", 400, test=_is_under_picture_label),
    Rule("picture-slug", "caption", 90, test=_is_picture_slug),
    Rule("republication", "credit", 240),
    Rule("video-widget", "teaser", 260),
    Rule("link-line", "teaser", 180, needs=("more",)),
    Rule("teaser-list", "teaser", 200, test=_is_under_teaser_heading),
    Rule("tags", "furniture", 300),
    Rule("form-field", "furniture", 60),
    Rule("reader-tools", "furniture", 60),
    Rule("call-to-action", "furniture", 300, test=_is_call_to_action),
    Rule("profile-link", "furniture", 240),
    Rule("author-note", "furniture", 400, "ends"),
    Rule("author-note-goes-on", "furniture", 400, test=_is_after_author_note),
    Rule("navigation", "furniture", 160, "head", _is_navigation),
    Rule("above-headline", "furniture", 120, "head", _is_above_headline),
)
"""Every rule about a line and its neighbours, in order: the first that holds decides; what none takes is body."""


@cache
def rules_for(size: int) -> tuple[Rule, ...]:
    """The rules that a line of `size` characters can fall under."""
    return tuple(rule for rule in RULES if size <= rule.longest)
