"""The rules that tell what a line of a page copy is: one short pattern or function each, with the reason for it.

A rule sees one line and its neighbours, never the whole text. Patterns are anchored or bounded and no rule sees a
line of more than `LONGEST` characters, so time grows with the length of the text and no line can stall it.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

LONGEST = 2000
"""A line of more characters is body: pages have no furniture of that length, and patterns stay fast."""


@dataclass
class Page:
    """The non-blank lines of an article and what has been decided about them."""

    lines: list[str]
    headline: int | None = None
    first: int = 0  # the first paragraph; what stands above it is the head of the page
    kinds: list[str | None] = field(default_factory=list)
    rules: list[str | None] = field(default_factory=list)

    def line(self, i: int) -> str:
        """Line `i`, or nothing where the page has none or the line is too long to be anything but body."""
        return self.lines[i] if 0 <= i < len(self.lines) and len(self.lines[i]) <= LONGEST else ""

    def decide(self, i: int, kind: str, rule: str) -> None:
        self.kinds[i], self.rules[i] = kind, rule


class Rule(NamedTuple):
    """A rule decides a line of at most `longest` characters that stands in `zone` and passes `test`."""

    name: str
    kind: str
    longest: int
    zone: str  # "page"; "head": above the first paragraph; "ends": there or in the last five lines
    test: Callable[[Page, int], object]


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` of lexicons/page_furniture.toml."""
    with (Path(__file__).parent / "lexicons" / "page_furniture.toml").open("rb") as file:
        return frozenset(tomllib.load(file)[name])


@cache
def any_of(name: str) -> str:
    """A pattern for the phrases of the list `name`, longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words(name), key=lambda w: (-len(w), w))) + ")"


# ---- small patterns that several rules share

SENTENCE_END = re.compile(r"[.!?…。！？؟][\"”’'»)\]]{0,3}$")
ABBREVIATED_END = re.compile(r"(?:\b[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|St|No)\.|\b[ap]\.m\.)$")
UPDATE_TAG = re.compile(
    r"\((?:(?:\d(?:st|nd|rd|th)|[A-Z]{1,4}) )?(?:LD|LEAD|URGENT|CORRECTED?|RECAST|News Focus|EDITORIAL"
    r"|Yonhap (?:Feature|Interview))\)\s*"
    r"|(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|RECAST|EXCLUSIVE|BREAKING|URGENT|FACTBOX|ANALYSIS|EXPLAINER)"
    r"(?: ?\d{1,2})?\s?[-–—:]\s?(?=\S)|\d(?:st|nd|rd|th) (?:LD|Lead)[-:\s]\s?(?=\S)"
)
MONTH = (
    r"(?:[Jj]an(?:uary|\.)?|[Ff]eb(?:ruary|\.)?|[Mm]ar(?:ch|\.)?|[Aa]pr(?:il|\.)?|[Mm]ay|[Jj]une?\.?|[Jj]uly?\.?"
    r"|[Aa]ug(?:ust|\.)?|[Ss]ept?(?:ember|\.)?|[Oo]ct(?:ober|\.)?|[Nn]ov(?:ember|\.)?|[Dd]ec(?:ember|\.)?"
    r"|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)"
)
DAY = r"(?i:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?)"
DATE = (
    rf"(?:(?:{DAY}[.,]{{0,2}} )?(?:{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {{0,2}}\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]{MONTH}\.?,?[ -]\d{{4}})"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}\.?|\d{4}년 ?\d{1,2}월 ?\d{1,2}일|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})"
)
ZONE = r"(?: {0,2}\(?(?:GMT|UTC|KST|JST|CET|CEST|BST|IST|MSK|[ECMP][DS]?T)(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)"
TIME = rf"(?:\(?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\)?(?: ?[AaPp]\.?[Mm]\.?)?{ZONE}?)"
MOMENT = rf"(?:{DATE}(?:[ ,|·T–-]{{1,3}}(?:at )?{TIME})?|{TIME}[ ,|·]{{1,3}}(?:on )?{DATE})"
STAMP_LABEL = (
    r"(?:(?i:first published|published|last updated|last modified|updated|posted|modified|created|issued|date|on|at"
    r"|입력|수정|승인|등록|송고|기사입력|veröffentlicht|publié le|publicado)[ :]{0,3})"
)
STAMP = rf"(?:{STAMP_LABEL}{{0,3}}{MOMENT}(?:[ ,|·/-]{{0,4}}{STAMP_LABEL}{{1,2}}(?:{MOMENT}|.{{1,30}}\bago))?)"
CITY = r"[A-Z][\w.'’-]{1,24}(?: (?:[A-Z][\w.'’-]{0,24}|de|of|del|al)){0,3}"
SHORT_DATE = rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{2,4}})?)"
DASH = r"(?:--|–|—|―|-|_)"
DATELINE = re.compile(
    # SEOUL, Oct. 18 (Yonhap) -- | WASHINGTON/PARIS (Reuters) - | (CNN) — | Seoul (AFP) -
    rf"(?:{CITY}(?:(?:, |/){CITY}){{0,2}})?(?:,? ?{SHORT_DATE})?,? ?"
    rf"\([A-Z](?:[A-Za-z]{{1,15}}[ /-]?){{1,3}}\) ?{DASH}{{1,2}} ?"
    rf"|(?:[A-Z][A-Z.’' -]{{2,30}}|{CITY})(?:, [A-Z][\w. ]{{1,25}})? \((?:AP|AFP|CNN|UPI|AFP|Reuters|Xinhua|dpa|KCNA)\) "
    # MOSCOW, October 4. /TASS/.
    rf"|{CITY},? {SHORT_DATE}\.? ?/[A-Z][A-Za-z-]{{2,15}}/\.? "
    # SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT]: the brackets are the monitor's, not the author's
    rf"|[A-Z][A-Z.’' /-]{{2,40}}(?: \([A-Z ]{{2,40}}\))?(?:, [A-Z][\w. ]{{1,25}})?,? {SHORT_DATE} {DASH} (?:\[[^\]\n]{{1,90}}\] ?){{0,5}}"
    # CLEVELAND — | BEIJING -- | WASHINGTON, D.C. -
    rf"|[A-Z][A-Z.’' /-]{{2,30}}(?:, [A-Z][\w. ]{{1,25}})? ?{DASH}{{1,2}} "
    # Seoul, South Korea - | Washington — ; a capital must follow, or "Obama - who" would be a place
    rf"|{CITY}, {CITY} {DASH}{{1,2}} (?=[A-Z\"“‘])|[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}})? [—–] (?=[A-Z\"“‘])"
)
RUN_ON = re.compile(
    # what pages append to the last sentence without a line break
    r"(?<=[.!?”\"’)]) ?(?P<copyright>(?i:(?:\(c\)|©|ⓒ|copyright\b)[^.]{2,90}(?:\.|\d{4}|reserved|$).{0,200}|all rights reserved\b.{0,200}))$"
    r"|(?<=[.!?”\"’)]) ?(?P<credit>\((?:Additional r|R)eporting by [^()]{3,250}\))$"
    r"|(?<=[.!?”\"’)]) (?P<furniture>\(END\)|\(ends\)|-0-|-30-|###|Enditem|\(끝\))$"
)


def end_is_open(line: str) -> bool:
    """Whether a line ends as headlines and labels do, without the stop of a sentence."""
    return not SENTENCE_END.search(line[-6:]) or bool(ABBREVIATED_END.search(line[-8:]))


def n_words(line: str) -> int:
    return len(line.split())


def like_headline(line: str) -> bool:
    """Short and without a full stop; a question may be a headline."""
    return 2 <= n_words(line) <= 22 and (end_is_open(line) or line[-1] in "?!") and line[-1] not in ",;:"


def is_paragraph(line: str) -> bool:
    return (len(line.split(None, 12)) > 11 or len(line) > 80) and (not end_is_open(line) or len(line) > 240)


def bare(line: str) -> str:
    """The line without update tag, case, quotation style and outer marks, for telling whether two lines say the same."""
    line = UPDATE_TAG.sub("", line[:LONGEST], count=1).casefold()
    return " ".join(line.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split()).strip(" .")


def reports_speech(line: str) -> bool:
    return not words("reporting").isdisjoint(re.findall(r"[a-z]+", line.lower()))


def matches(pattern: str, *, ignore_case: bool = True) -> Callable[[Page, int], object]:
    """Make a rule's test of a pattern that must hold the whole line."""
    compiled = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    return lambda page, i: compiled.fullmatch(page.lines[i])


# ---- rules that are functions


def is_share_bar(page: Page, i: int) -> bool:
    """Only names of networks and buttons; page copies double them (facebookfacebook) or run them together."""
    line = re.sub(rf"({any_of('networks')}(?=[a-z]{{3}}))", r"\1 ", page.lines[i].lower())
    labels = [half(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", line)]
    if not labels or not all(label in words("networks") or label in words("share_words") for label in labels):
        return len(labels) == 1 and labels[0] in words("buttons")
    return any(label in words("networks") for label in labels) and labels != ["x"]


def half(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] if word[:middle] == word[middle:] else word


def is_navigation(page: Page, i: int) -> bool:
    found = re.findall(r"[^\W\d_]+", page.lines[i].lower())
    return bool(found) and len(found) <= 12 and words("navigation").issuperset(found)


def is_above_headline(page: Page, i: int) -> bool:
    """A section label or trail of links; the headline itself stood in the metadata or looked like one."""
    return page.headline is not None and i < page.headline and end_is_open(page.lines[i])


def is_byline(page: Page, i: int) -> bool:
    """By and then names only: a lower-case word other than a connector makes it a sentence or a title."""
    first, _, names = page.lines[i].partition(" ")
    if first not in ("By", "BY", "by", "Von", "Par", "Por") or not end_is_open(page.lines[i]):
        return False
    joiners = {"and", "in", "for", "of", "the", "de", "van", "von", "bin", "al", "el", "y", "et", "und", "at", "&", "|", "-", "—", "–"}
    found = names.split()
    return 0 < len(found) <= 16 and found[0] not in joiners | {"The"} and all(
        word[0].isupper() or word in joiners or not word[0].isalpha() for word in found
    )


def is_name_and_moment(page: Page, i: int) -> bool:
    return byline_moment(page.lines[i]) is not None and n_words(page.lines[i]) <= 24


def byline_moment(line: str) -> re.Match | None:
    """The date and time that end a line of at most a few names."""
    return re.search(rf"(?<=[\s|/·•,–-]){STAMP}$", line)


def is_call_to_action(page: Page, i: int) -> bool:
    """An order to the reader that names a channel or product and reports no speech; "subscribe" alone is prose too."""
    line = re.sub(r"^[\W_]{1,40}", "", page.lines[i].lower())
    opens = re.match(rf"(?:please |kindly |and |or ){{0,2}}{any_of('imperatives')}\b", line)
    asks = opens and re.search(rf"(?<!\w)(?:{any_of('channels')})(?!\w)|@\w", line[opens.end():])
    asks = asks or (opens and opens.end() >= len(line.rstrip("!.:> ")) and n_words(line) <= 3 and " " in line)
    return bool(asks or any(formula in line for formula in words("formulas"))) and not reports_speech(line)


def is_teaser_heading(page: Page, i: int) -> bool:
    """"Read more", "More on Korea:"; a sentence that opens so ends in a full stop or reports speech."""
    line = page.lines[i].lower().lstrip("•·▪▶►>»*-–— ")
    opens = re.match(rf"{any_of('teasers')}(?!\w)", line)
    if not opens or reports_speech(line):
        return bool(re.match(rf"{any_of('link_labels')} ?[:|>»]", line)) and end_is_open(line) and not line.endswith(":")
    rest = line[opens.end():]
    return not rest or bool(re.match(r"\s?[:|>»–—-]", rest)) or (n_words(line) <= 8 and line[-1] not in ".?!,;")


def is_under_teaser_heading(page: Page, i: int) -> bool:
    """A list goes on as long as its lines look like headlines; only a heading with a colon opens one for sure."""
    if not like_headline(page.lines[i]) or DATELINE.match(page.lines[i]) or page.rules[i - 1 : i] == []:
        return False
    above = page.lines[i - 1].lower().rstrip()
    opened = page.rules[i - 1] == "teaser-heading" and (above.endswith(":") or (above in words("teasers") and above.startswith(("related", "recommended", "suggested", "top", "trending", "most", "up next"))))
    return opened or page.rules[i - 1] == "teaser-list"


def is_doubled_teaser(page: Page, i: int) -> bool:
    """A link stands twice, once with its section before it ("China Talks resume" under "Talks resume")."""
    def doubles(short: str, long: str) -> bool:
        return (
            n_words(short) > 3 and like_headline(short)
            and long.endswith(" " + short) and n_words(long) - n_words(short) <= 3
        )
    here, above, below = page.lines[i], page.line(i - 1), page.line(i + 1)
    return doubles(here, below) or doubles(above, here) or doubles(here, above) or doubles(below, here)


def is_doubled_caption(page: Page, i: int) -> bool:
    """The alternative text of a picture, and below it the same words with the credit."""
    def doubles(short: str, long: str) -> bool:
        short = short.rstrip(". ")
        rest = long[len(short):]
        return n_words(short) > 3 and long.startswith(short) and 2 < len(rest) < 220 and bool(
            re.match(r"[.\s]*(?:[(©|]|(?i:photo|image|credit|via)\b)", rest) or credit_start(long)
        )
    return doubles(page.lines[i], page.line(i + 1)) or doubles(page.line(i - 1), page.lines[i])


@cache
def credit_pattern() -> re.Pattern:
    """The credit that ends a picture line. A bare agency counts only in brackets or after a slash: "told AFP" is prose."""
    agency = rf"(?i:{any_of('agencies')})"
    bracket = (
        rf"\((?:[^()]{{1,60}}[/,:|] ?)?(?:{agency})(?:[ /,][^()]{{0,60}})?\)"
        r"|\((?i:[^()]{0,60}\b(?:photo|image|picture|handout|courtesy|redistribution|credit|screenshot)\b[^()]{0,90})\)"
        r"|\([A-Z][\w.' -]{2,40}/[A-Z][\w.' /-]{2,60}\)"
    )
    return re.compile(
        rf"(?:(?:{bracket})[ .]{{0,2}}){{1,3}}$"
        r"|(?<=[\s.…\"”])©\s?[^.©]{2,80}$|[Ii]mage ?(?:copyright|source) ?[\w /.,]{2,60}$|(?<=[\s.])(?:Photo|Photograph|Picture|Image|Credit|PHOTO)(?:s|graph)?(?: credit)?(?: by|:| courtesy of) [^:]{2,80}$"
        rf"|(?<=\s)(?:[A-Z][\w.'’-]+ ){{0,3}}[A-Z][\w.'’-]+ ?/ ?{agency}(?:/[A-Z][\w ]{{1,30}})?[ .]{{0,2}}$"
        rf"|(?<=\s)via {agency}[ .]{{0,2}}$"
    )


def credit_start(line: str) -> int | None:
    """Where the picture credit that ends the line begins."""
    tail = max(0, len(line) - 240)
    found = credit_pattern().search(line, tail)
    return found.start() if found else None


def is_credited_caption(page: Page, i: int) -> bool:
    line = page.lines[i]
    return n_words(line) <= 90 and not DATELINE.match(line) and credit_start(line) is not None


def is_under_picture_label(page: Page, i: int) -> bool:
    return page.rules[i - 1 : i] == ["picture-label"] and bool(re.fullmatch(r"(?i:image(?: caption)?|caption|photo|picture)\W{0,2}", page.lines[i - 1]))


def is_picture_slug(page: Page, i: int) -> bool:
    """The file name of a picture, above its caption and again below it."""
    if i == page.headline or n_words(page.lines[i]) > 8 or not end_is_open(page.lines[i]):
        return False
    return any(page.line(j + 1)[:1] in ("▲", "△", "▼") and page.lines[j] == page.lines[i] for j in (i, i - 1, i - 2, i - 3, i + 1) if j >= 0)


def is_repeated_headline(page: Page, i: int) -> bool:
    return page.headline not in (None, i) and bare(page.lines[i]) == bare(page.lines[page.headline])


def is_subhead(page: Page, i: int) -> bool:
    """A short line that opens with a capital and lacks a stop, between paragraphs that are whole sentences."""
    line, above, below = page.lines[i], page.line(i - 1), page.line(i + 1)
    return (
        i > page.first
        and n_words(line) <= 12
        and end_is_open(line) and line[-1] not in ",;:-–—…"
        and (line[0].isupper() or (line[0] in "‘'\"“" and line[1:2].isupper()) or line[0].isdigit())
        and (not end_is_open(above) or page.kinds[i - 1] is not None)
        and n_words(below) >= 8
        and not below[0].islower()
        and page.kinds[i + 1] is None
    )


# ---- the table, in order: the first rule that holds decides


@cache
def line_rules() -> tuple[Rule, ...]:
    """Every rule about a line and its neighbours; what none of them takes is body."""
    listed = {name: any_of(name) for name in ("adverts", "end_marks", "form_fields", "agencies")}
    return (
        Rule("repeated-headline", "furniture", 400, "page", is_repeated_headline),
        # A lone full stop or quotation mark is the rest of a sentence that was cut in two; it stays.
        Rule("separator", "furniture", LONGEST, "page", matches(r"(?![.!?…\"'”’)]{1,3}$)[\W_]+")),
        Rule("share-bar", "furniture", 200, "page", is_share_bar),
        Rule("font-size", "furniture", 20, "page", matches(r"(?:[\W_]*(?:a|aa|가|font size|text size)[\W_]*){1,3}")),
        Rule("advert-label", "furniture", 60, "page", matches(rf"\W{{0,3}}{listed['adverts']}\W{{0,3}}")),
        Rule("end-mark", "furniture", 20, "page", matches(rf"{listed['end_marks']}|#{{3,}}|<\^+.{{0,9}}")),
        Rule("desk-note", "note", 400, "page", matches(
            r"\(?(?:ATTN|Eds?|EDS|NOTE TO EDITORS|RECASTS|UPDATES|ADDS|CHANGES|CORRECTS|RESTORES)\b\s?[:,]? .{3,}",
            ignore_case=False)),
        Rule("editors-note", "note", LONGEST, "page", matches(
            r"[\[(*]{0,2}(?:editor['’]?s?['’]? note|correction|clarification|update)s?\b(?: \(.{1,40}\))?\s?[:–—-].{3,}"
            r"|(?:an earlier|a previous|the original) version of this .{10,}"
            r"|this (?:story|article|post|report|piece) (?:has been|was|will be) (?:updated|corrected|amended)\b.{0,200}")),
        Rule("timestamp", "timestamp", 140, "ends", matches(rf"\W{{0,3}}{STAMP}\W{{0,3}}", ignore_case=False)),
        Rule("labelled-timestamp", "timestamp", 140, "page", matches(
            rf"(?:first published|published|last updated|updated|posted|입력|수정|승인|송고)(?: on| at)?\b[ :]{{0,3}}"
            rf"(?:{STAMP}|.{{1,20}} ago|)")),
        Rule("name-and-moment", "byline", 160, "ends", is_name_and_moment),
        Rule("byline", "byline", 160, "page", is_byline),
        Rule("korean-byline", "byline", 60, "page", matches(r"\W{0,3}[가-힣]{2,4} ?(?:기자|특파원)(?:\W.{0,40})?")),
        Rule("staff-byline", "byline", 90, "head", matches(
            rf"{listed['agencies']}(?: staff)?|.{{3,60}}, (?:staff|senior|political|chief|special|associated)\b.{{0,20}}"
            r"\b(?:writer|reporter|correspondent|editor|press)s?")),
        Rule("picture-sign", "caption", LONGEST, "page", matches(r"[▲△▼▽◀▶◆] ?\w.{9,}")),
        Rule("picture-label", "caption", 600, "page", matches(
            r"(?:image|caption|photo|picture)(?: caption| credit)?\W{0,2}"
            r"|(?:(?:cover|file|featured|handout|lead|main|top|title) )?(?:photo|image|picture|graphic)s?"
            r"(?: (?:source|caption|copyright|credit|by))?\s?:.{0,300}|caption:.{3,}|credit: ?.{3,60}"
            r"|©\s?(?:provided by|getty|afp|ap|reuters|other|image)\b.{0,300}"
            r"|\(?(?:ap|afp|reuters|epa) (?:file )?photo\b.{0,160}|publish date\b.{3,}"
            r"|file ?(?:photo)? ?[–—-]{1,2} .{10,}|file photo\W{0,2}")),
        Rule("picture-credit", "caption", 700, "page", is_credited_caption),
        Rule("doubled-caption", "caption", 700, "page", is_doubled_caption),
        Rule("under-picture-label", "caption", 400, "page", is_under_picture_label),
        Rule("picture-slug", "caption", 90, "page", is_picture_slug),
        Rule("copyright", "copyright", 300, "page", matches(
            r"(?:\(c\)|©|ⓒ|copyright\b|<저작권자).{2,}|.{0,90}\ball rights reserved\b.{0,140}"
            r"|.{0,140}may not be (?:published|reproduced|republished)\b.{0,140}|.{0,60}무단 ?전재.{0,60}")),
        Rule("reporting-credit", "credit", 400, "page", matches(
            r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|written)\b"
            r"(?: and \w+)? by\b.{3,}|.{3,160}\bcontributed to this (?:report|story|article)[.)]{0,2}"
            r"|\(?with (?:inputs?|files|reporting|material) from .{2,80}|(?:source|via|h/t)\s?:? ?https?://\S+|h/t\b.{0,60}")),
        Rule("agency-credit", "credit", 90, "page", matches(
            rf"[\[(—–-]?\s?(?:source: ?)?(?:the )?{listed['agencies']}(?:[/,]\s?{listed['agencies']})?\s?[\])]?\.?")),
        Rule("republication", "credit", 240, "page", matches(
            r"(?:this|the) (?:article|report|story|post|piece) (?:was |has been |is |originally |first ){1,3}"
            r"(?:published|appeared|posted|republished|reprinted)\b.{0,160}|(?:article |re)?(?:posted|printed|published)"
            r" (?:here )?with permission\b.{0,120}|originally (?:published|appeared)\b.{0,120}"
            r"|read the (?:rest|full (?:story|article)) (?:at|on|@)\b.{0,60}")),
        Rule("doubled-teaser", "teaser", 260, "page", is_doubled_teaser),
        Rule("video-widget", "teaser", 260, "page", matches(
            r"\W{0,3}play .{3,200}\b(?:facebook|twitter|embed)|.{0,160}\D\d{1,2}:\d{2}|\d{1,2}:\d{2}|video\W{0,2}")),
        Rule("teaser-heading", "teaser", 260, "page", is_teaser_heading),
        Rule("teaser-list", "teaser", 200, "page", is_under_teaser_heading),
        Rule("tags", "furniture", 300, "page", matches(
            r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|sections?)\s?(?::.{0,280}|)")),
        Rule("form-field", "furniture", 60, "page", matches(rf"{listed['form_fields']}\s?[*:]?(?: \(required\))?[*]?")),
        Rule("reader-tools", "furniture", 60, "page", matches(
            r"(?:\d{1,6}|no|leave a|add a|post a|view|show|hide)? ?(?:comments?|shares?|views?|likes?)(?: \(\d{1,6}\))?"
            r"|(?:\d{1,3} )min(?:ute)?s? read|(?:read|reading) time\b.{0,20}|listen to this article.{0,20}")),
        Rule("call-to-action", "furniture", 500, "page", is_call_to_action),
        Rule("embed", "furniture", 700, "page", matches(
            r".{0,600}(?:pic\.twitter\.com/\w{1,20}|https?://t\.co/\w{1,20}|\(@\w{1,20}\) (?:\w{3,9} \d{1,2}, \d{4}|\d{1,2} \w{3,9}))"
            r"(?: ?[—–-] .{1,60}\(@\w{1,20}\).{0,30})?|[—–-] .{1,60}\(@\w{1,20}\).{0,40}"
            r"|.{0,600}posted by .{2,60} on \w{6,9}, \w{3,9} \d{1,2}, \d{4}|(?:a|view this) post (?:shared by|on instagram).{0,160}")),
        Rule("author-note", "furniture", 400, "ends", matches(
            r"(?:[A-Z][\w.'’-]+ ){1,4}is (?:an?|the) (?:\w+ ){0,8}?(?:journalist|writer|reporter|editor|correspondent"
            r"|columnist|author|fellow|professor|analyst|contributor|blogger|producer)\b.{0,300}"
            r"|(?:[Ff]ollow|[Ee]mail|[Cc]ontact) (?:him|her|them|the (?:author|writer|reporter))\b.{0,160}"
            r"|(?:[Hh]e|[Ss]he|[Tt]hey) (?:tweets|blogs|can be (?:reached|followed))\b.{0,160}", ignore_case=False)),
        Rule("navigation", "furniture", 160, "head", is_navigation),
        Rule("above-headline", "furniture", 120, "head", is_above_headline),
    )
