"""The sample corpus: its pages, and what was planted in them, agree letter for letter.

Plain Python on purpose: the list that the analyses are measured on must not depend on the analyses.
"""

import csv
import itertools
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
OUTLETS = ["Daily Blaze", "Meridian", "Northshore Commons", "The Lantern"]
KINDS = set(
    "headline subhead byline timestamp dateline body caption credit note teaser furniture copyright".split()
)
FRAMES = {"conflict", "human_interest", "economic", "responsibility", "morality"}
STATUSES = {"done", "under_way", "planned", "possible", "denied"}


@cache
def table(name):
    with (SAMPLE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def truth():
    return tomllib.loads((SAMPLE / "truth.toml").read_text(encoding="utf-8"))


@cache
def page(filename):
    return (SAMPLE / filename).read_text(encoding="utf-8")


@cache
def lines(filename, *kinds):
    rows = [row for row in table("lines.csv") if row["filename"] == filename]
    return [row["text"].removeprefix(row["dateline"]) for row in rows if not kinds or row["kind"] in kinds]


def words(text):
    plain = text.lower().replace("’", "'")
    return re.findall(r"\w+(?:[.,'-]\w+)*", re.sub(r"'s\b", "", plain))


def runs(text, n=8):
    tokens = words(text)
    return [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]


def pages_by(column):
    groups = {}
    for row in table("metadata.csv"):
        groups.setdefault(row[column], []).append(row["filename"])
    return groups


FILES = [row["filename"] for row in table("metadata.csv")]
PAIRS = [pair for files in pages_by("event").values() for pair in itertools.combinations(files, 2)]


def test_metadata_lists_every_page_once():
    found = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.txt"))
    assert sorted(FILES) == found
    assert len(set(FILES)) == 31


def test_eight_events_by_four_outlets_less_one():
    events, outlets = pages_by("event"), pages_by("outlet")
    assert sorted(outlets) == OUTLETS
    assert sorted(map(len, events.values())) == [3, 4, 4, 4, 4, 4, 4, 4]
    missing = next(gap for gap in truth()["gap"] if gap["kind"] == "no article")
    assert len(events[missing["event"]]) == 3
    assert not set(events[missing["event"]]) & set(outlets[missing["outlet"]])


def test_one_article_has_a_date_only_and_one_has_none():
    published = {row["filename"]: row["published"] for row in table("metadata.csv")}
    gaps = {gap["kind"]: gap.get("file") for gap in truth()["gap"]}
    date_only = [file for file, value in published.items() if re.fullmatch(r"\d{4}-\d\d-\d\d", value)]
    assert date_only == [gaps["date only"]]
    assert [file for file, value in published.items() if not value] == [gaps["no date"]]
    timed = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+01:00")
    assert sum(bool(timed.fullmatch(value)) for value in published.values()) == 29
    assert "2025" not in page(gaps["no date"])


@pytest.mark.parametrize("filename", FILES)
def test_body_has_180_to_350_words(filename):
    assert 180 <= sum(len(words(line)) for line in lines(filename, "body")) <= 350


@pytest.mark.parametrize("filename", FILES)
def test_lines_cover_every_line_that_is_not_blank(filename):
    listed = {int(row["line"]): row["text"] for row in table("lines.csv") if row["filename"] == filename}
    on_page = dict(enumerate(page(filename).splitlines(), start=1))
    assert listed == {number: line for number, line in on_page.items() if line.strip()}


def test_lines_have_known_kinds_and_every_page_one_headline():
    rows = table("lines.csv")
    assert {row["kind"] for row in rows} == KINDS - {"dateline"}  # datelines stand in a column of their own
    assert set(Counter(row["filename"] for row in rows if row["kind"] == "headline").values()) == {1}
    for row in rows:
        assert row["text"].startswith(row["dateline"])
        assert row["text"].startswith(row["tag"])
        assert not row["dateline"] or row["kind"] == "body"


def quoted(entry):
    """Every (file, text, segment) that an entry of truth.toml says stands on a page."""
    if "from_file" in entry:
        yield entry["from_file"], entry["text_from"], entry["segment"]
        yield entry["to_file"], entry["text_to"], entry["segment"]
    for value in entry.get("value", []):
        yield value["file"], value["phrase"], value["segment"]
    if "voice" in entry:
        yield entry["file"], entry["text"], "body"
        if entry["voice"] == "attributed":
            yield entry["file"], entry["source"], "body"
            yield entry["file"], entry["cue"], "body"


@pytest.mark.parametrize("kind", ["reuse", "number", "status", "voice"])
def test_every_planted_text_stands_in_its_file(kind):
    absent = [
        (file, text)
        for entry in truth()[kind]
        for file, text, segment in quoted(entry)
        if not any(text in line for line in lines(file, segment))
    ]
    assert absent == []


def test_what_is_planted_is_enough_to_measure_on():
    planted = truth()
    kinds = Counter(entry["kind"] for entry in planted["reuse"])
    assert set(kinds) == {"verbatim", "cut", "edited", "moved"}
    assert sum(kinds.values()) >= 40
    assert sum(entry["credited"] for entry in planted["reuse"]) >= 2
    for name, least, disagreements in (("number", 15, 8), ("status", 8, 4)):
        verdicts = Counter(entry["verdict"] for entry in planted[name])
        assert set(verdicts) == {"disagree", "agree", "different"}
        assert sum(verdicts.values()) >= least
        assert verdicts["disagree"] >= disagreements
    assert len(planted["variant"]) >= 8
    assert sum(entry["voice"] == "attributed" and entry["via"] != "" for entry in planted["voice"]) >= 10
    statuses = {value["status"] for entry in planted["status"] for value in entry["value"]}
    assert statuses == STATUSES


@pytest.mark.parametrize("entry", truth()["reuse"], ids=lambda entry: f"{entry['event']}-{entry['id']}")
def test_kind_of_reuse_is_what_the_words_show(entry):
    left, right = words(entry["text_from"]), words(entry["text_to"])
    left_only, right_only = Counter(left) - Counter(right), Counter(right) - Counter(left)
    if entry["kind"] == "verbatim":
        assert left == right
    elif entry["kind"] == "edited":
        assert 1 <= max(left_only.total(), right_only.total()) <= 6
    elif entry["kind"] == "cut":
        assert max(left_only.total(), right_only.total()) >= 3
    else:
        assert entry["kind"] == "moved"
        assert len(set(left) & set(right)) >= 10
    assert (entry["edits"] == 0) == (entry["kind"] == "verbatim")


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_no_run_of_eight_words_is_shared_outside_the_listed_pairs(a, b):
    listed = [
        (entry["text_from"], entry["text_to"])
        for entry in truth()["reuse"]
        if {entry["from_file"], entry["to_file"]} == {a, b}
    ]
    allowed = {run for left, right in listed for run in set(runs(left)) & set(runs(right))}
    told = ("headline", "subhead", "body", "caption")
    shared = {run for line in lines(a, *told) for run in runs(line)}
    shared &= {run for line in lines(b, *told) for run in runs(line)}
    assert shared <= allowed


def test_no_run_of_eight_words_is_shared_between_events():
    event_of, clashes = {}, []
    for event, files in pages_by("event").items():
        for filename in files:
            for line in lines(filename, "headline", "subhead", "body", "caption"):
                for run in runs(line):
                    if event_of.setdefault(run, event) != event:
                        clashes.append((run, event_of[run], event))
    assert clashes == []


def test_headline_of_the_lead_event_overstates_its_own_body():
    entry = next(entry for entry in truth()["number"] if entry["id"] == "troops-sent")
    values = {value["segment"]: value for value in entry["value"] if value["outlet"] == "Daily Blaze"}
    assert values["headline"]["low"] > values["body"]["high"]


@pytest.mark.parametrize("entry", truth()["variant"], ids=lambda entry: entry["entity"])
def test_variants_stand_in_the_listed_files_and_in_no_other(entry):
    files = [file for event in entry["events"] for file in pages_by("event")[event]]
    for form in entry["form"]:
        first = form["form"][0]
        either_case = first if first.isupper() else f"[{first}{first.upper()}]"
        pattern = re.compile(rf"(?<!\w){either_case}{re.escape(form['form'][1:])}(?!\w)")
        found = [file for file in files if any(map(pattern.search, lines(file, "headline", "body")))]
        assert found == form["files"]


def test_marker_words_stand_in_every_article_of_their_outlet_and_hardly_elsewhere():
    used = {file: set(words(" ".join(lines(file, "headline", "body")))) for file in FILES}
    for entry in truth()["frame"]:
        own = pages_by("outlet")[entry["outlet"]]
        assert 3 <= len(entry["markers"]) <= 6
        for marker in entry["markers"]:
            assert all(marker in used[file] for file in own)
            assert sum(marker in used[file] for file in FILES if file not in own) <= 1


def test_two_coders_coded_every_article_for_every_frame_and_mostly_agree():
    codes = {(row["article_id"], row["coder"], row["frame"]): row["present"] for row in table("codes.csv")}
    articles = [file.removesuffix(".txt") for file in FILES]
    assert set(codes) == set(itertools.product(articles, "AB", FRAMES))
    assert len(table("codes.csv")) == len(codes)
    assert set(codes.values()) == {"0", "1"}
    for frame in FRAMES:
        agreed = sum(codes[article, "A", frame] == codes[article, "B", frame] for article in articles)
        assert 26 <= agreed <= 29
