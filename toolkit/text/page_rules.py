"""The rules that tell what a line of a page copy is.

Their order, words and patterns are in `text/page_furniture.toml`; here are those that no pattern can
state. A rule sees one line and its neighbours. Patterns are bounded, and no rule sees a line of more than
`LONGEST` characters, so that no page can stall them.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from toolkit.shipped import lexicon

LONGEST = 2000
"""A line of more characters is body: pages have no furniture of that length."""


LONGEST_LABEL = 22  # words: headlines, standfirsts and links have no more


class Page:
    """The lines of an article that are not blank, and what has been decided about them."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        self.lower = [line.lower() if len(line) <= LONGEST else "" for line in lines]
        self.kinds: list[str | None] = [None] * len(lines)
        self.rules: list[str | None] = [None] * len(lines)
        self.headline: int | None = None
        self.first: int | None = None  # the first paragraph; what stands above it is the head of the page

    def line(self, i: int) -> str:
        """Line `i`; "" where the page has none or the line is too long to be anything but body."""
        return self.lines[i] if 0 <= i < len(self.lines) and self.lower[i] else ""

    def decide(self, i: int, kind: str, rule: str) -> None:
        """Mark line `i`."""
        self.kinds[i], self.rules[i] = kind, rule


def first_rule(page: Page, i: int) -> tuple[str, str] | None:
    """Kind and name of the first rule that holds for line `i`."""
    lower = page.lower[i]
    zones = ("page", "ends") if i >= len(page.lines) - 5 else ("page",)
    zones = ("page", "ends", "head") if page.first is None else zones
    for name, kind, needs, test in _rules_for(min(len(page.lines[i]), LONGEST + 1), zones):
        if (not needs or holds_any(lower, needs)) and test(page, i):
            return kind, name
    return None


@cache
def _rules_for(size: int, zones: tuple[str, ...]) -> list[tuple]:
    """Rules for lines of this size there: name, kind, signs that a line needs, test of line `i` of a page."""
    return [
        (name, rule["kind"], rule.get("needs"), TESTS.get(name) or _whole_line(name))
        for name, rule in _lexicon()["rules"].items()
        if size <= min(rule["longest"], LONGEST) and rule.get("zone", "page") in zones
    ]


@cache
def _whole_line(name: str) -> Callable[[Page, int], object]:
    matches = pattern(name).fullmatch
    return lambda page, i: matches(page.lines[i])


def _lexicon() -> dict:
    return lexicon("text/page_furniture.toml")


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` of the lexicon."""
    return frozenset(_lexicon()["words"][name])


def holds_any(line: str, signs: Iterable[str]) -> bool:
    """Whether one of the strings is in the line; a cheap look before a slow pattern."""
    return any(map(line.__contains__, signs))


@cache
def pattern(name: str) -> re.Pattern:
    """The pattern or rule `name` of the lexicon."""
    return re.compile(_expanded(name), re.IGNORECASE if name in _lexicon()["rules"] else 0)


def _expanded(name: str) -> str:
    """The source of a pattern: its alternatives, with {names} replaced."""
    if name in _lexicon()["words"]:  # longest first, or "ap" would hide "ap photo"
        alternatives = [re.escape(word) for word in sorted(words(name), key=lambda word: (-len(word), word))]
    elif name in _lexicon()["rules"]:
        alternatives = _lexicon()["rules"][name]["pattern"]
    else:
        alternatives = _lexicon()["patterns"][name]
    return "(?:" + re.sub(r"\{([a-z_]+)\}", lambda found: _expanded(found[1]), "|".join(alternatives)) + ")"


# ---- what several rules ask


def n_words(line: str) -> int:
    """Words between blanks."""
    return len(line.split())


def is_open(line: str) -> bool:
    """Whether a line ends as headlines do: without a full stop, or with that of an abbreviation."""
    return not pattern("sentence_end").search(line[-6:]) or bool(pattern("abbreviated_end").search(line[-8:]))


def is_paragraph(line: str) -> bool:
    """Whether a line is long and closed enough to be running text."""
    return len(line) > 240 or ((len(line) > 80 or len(line.split(None, 12)) > 11) and not is_open(line))


def is_like_headline(line: str) -> bool:
    """Short, without a full stop; a question may be a headline."""
    return 2 <= n_words(line) <= 22 and (is_open(line) or line[-1] in "?!") and line[-1] not in ",;:"


def is_title(line: str) -> bool:
    """No stop at the end, or a single question, or Every Long Word a Capital before the Stop."""
    if not 3 <= n_words(line) <= 32 or len(line) > 220 or line[-1] in ",;:":
        return False
    if is_open(line) or (line[-1] in "?!" and n_words(line) <= 20 and not re.search(r"[a-z]{3}[.!?] ", line)):
        return True
    long_words = [word for word in line.split() if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    return len(long_words) > 2 and capitals >= 0.9 * len(long_words) and not line.isupper()


def is_sentence(line: str) -> bool:
    """Whether a line is running text, if only a short sentence."""
    return is_paragraph(line) or (n_words(line) >= 5 and line.rstrip("\"'”’»)")[-1:] in (".", "…"))


def is_short_title(line: str) -> bool:
    """Two words, or up to five with a stop that open with no article or pronoun: Mayor quits."""
    if is_open(line):
        return n_words(line) == 2 and line[-1] not in ",;:"
    return 2 <= n_words(line) <= 5 and line.split()[0].lower().strip("\"'“‘") not in words("openers")


def is_bare_label(line: str, longest: int = LONGEST_LABEL) -> bool:
    """A few words that open with a capital, end without any stop and report no speech."""
    closed = not is_open(line) or line[-1] in ",;:–—-"
    opens = line.lstrip("'\"‘“(+»«•")[:1]
    return (
        not closed
        and opens.isalpha()
        and not opens.islower()
        and n_words(line) <= longest
        and not _reports_speech(line.lower())
    )


def bare(line: str) -> str:
    """A line without update tag, case, style of quotation and outer stops: equal where two say the same."""
    line = pattern("update_tag").sub("", line[:LONGEST], count=1).casefold()
    return " ".join(line.translate(str.maketrans("‘’“”", "''\"\"")).split()).strip(" .")


def credit_start(line: str) -> int | None:
    """Where the picture credit that ends a line begins."""
    if not holds_any(line[-240:].lower(), words("credit_signs")):
        return None
    found = pattern("credit").search(line, max(0, len(line) - 240))
    return found.start() if found else None


def _reports_speech(lower: str) -> bool:
    return not words("reporting").isdisjoint(re.findall(r"[^\W\d_]+", lower))


@cache
def _phrase(name: str) -> re.Pattern:
    """One of the phrases of a list, as whole words."""
    return re.compile(rf"(?<!\w){_expanded(name)}(?!\w)")


# ---- the rules that are functions; the lexicon says why each is there


def _is_repeated_headline(page: Page, i: int) -> bool:
    if page.headline is None or abs(len(page.lines[i]) - len(page.lines[page.headline])) > 40:
        return False
    line, headline = sorted((bare(page.lines[i]), bare(page.lines[page.headline])), key=len)
    return line == headline or bool(line and pattern("site_name").fullmatch(headline.removeprefix(line)))


def _is_above_headline(page: Page, i: int) -> bool:
    return page.headline is not None and i < page.headline and is_open(page.lines[i])


def _is_credited_caption(page: Page, i: int) -> bool:
    line = page.lines[i]
    return credit_start(line) is not None and n_words(line) <= 90 and not pattern("dateline").match(line)


def _is_doubled_caption(page: Page, i: int) -> bool:
    def doubled(short: str, long: str) -> bool:
        short = short.rstrip(". ")
        if not long.startswith(short) or n_words(short) < 4 or not 2 < len(long) - len(short) < 220:
            return False
        return bool(pattern("credit_opening").match(long, len(short))) or credit_start(long) is not None

    return doubled(page.lines[i], page.line(i + 1)) or doubled(page.line(i - 1), page.lines[i])


def _is_under_picture_label(page: Page, i: int) -> bool:
    return i > 0 and page.lower[i - 1].rstrip(" :") == "image caption" and not is_paragraph(page.lines[i])


def _is_picture_slug(page: Page, i: int) -> bool:
    line = page.lines[i]
    nearby = [j for j in range(i - 3, i + 2) if page.line(j) == line]
    return n_words(line) <= 8 and is_open(line) and any(page.line(j + 1)[:1] in tuple("▲△▼") for j in nearby)


def _is_doubled_teaser(page: Page, i: int) -> bool:
    def doubled(short: str, long: str) -> bool:
        section = long[: -len(short)] if long.endswith(" " + short) else ""
        return 1 <= n_words(section) <= 3 < n_words(short) and is_like_headline(short)

    here, above, below = page.lines[i], page.line(i - 1), page.line(i + 1)
    return any(doubled(a, b) for a, b in ((here, below), (above, here), (here, above), (below, here)))


def _is_teaser_heading(page: Page, i: int) -> bool:
    line = page.lower[i].lstrip("•·▪▶►>»*-–— ")
    if found := _phrase("teasers").match(line):
        rest = line[found.end() :]
        if not rest.strip(" .…!?") or re.match(r"\s?[:|>»–—-]", rest):
            return not (_reports_speech(line) and line.endswith("."))
        return n_words(line) <= 8 and line[-1] not in ".?!,;" and not _reports_speech(line)
    label = _phrase("link_labels").match(line)
    return bool(label and re.match(r" ?[:|>»] ?\S", line[label.end() :])) and is_open(line)


def _is_in_teaser_list(page: Page, i: int) -> bool:
    line, above = page.lines[i], i - 1
    is_link = is_like_headline(line) or (n_words(line) == 1 and is_open(line) and line[0].isupper())
    while above > 0 and page.rules[above] in ("reader-tools", "timestamp"):  # ranks and ages of the links
        above -= 1
    if above < 0 or not is_link or pattern("dateline").match(line):
        return False
    if page.rules[above] == "teaser-heading":  # one that is itself the link ("Read more: ...") opens no list
        return not re.search(r"[:|>»–—] ?\w", page.lower[above])
    return page.rules[above] == "teaser-list"


def _is_call_to_action(page: Page, i: int) -> bool:
    line = re.sub(r"^[\W_]{0,40}(?:(?:please|kindly) )?", "", page.lower[i], count=1)
    asks = holds_any(page.lower[i], words("formulas"))
    if not asks and len(line) <= 240 and (order := _phrase("imperatives").match(line)):
        is_order = n_words(line) == 2 or re.search(r"@\w", line)
        asks = is_order or _phrase("channels").search(line, order.end())
    return bool(asks) and not _reports_speech(line)


def _is_after_author_note(page: Page, i: int) -> bool:
    above = page.rules[i - 1] if i else None
    return above in ("author-note", "author-note-goes-on") and bool(
        re.match(r"(?:he|she|they|his|her|their) ", page.lower[i])
    )


TESTS = {
    "repeated-headline": _is_repeated_headline,
    "above-headline": _is_above_headline,
    "picture-credit": _is_credited_caption,
    "doubled-caption": _is_doubled_caption,
    "under-picture-label": _is_under_picture_label,
    "picture-slug": _is_picture_slug,
    "doubled-teaser": _is_doubled_teaser,
    "teaser-heading": _is_teaser_heading,
    "teaser-list": _is_in_teaser_list,
    "call-to-action": _is_call_to_action,
    "author-note-goes-on": _is_after_author_note,
}
