"""Each rule on a line in view and on a near miss, the invariants on any text, gold where it is at hand."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.segments import KINDS, body_text, headlines, segment
from toolkit.text import page_rules
from toolkit.text.page_rules import LONGEST

HEADLINE = "Ferry sinks off Port Vale in heavy storm"
LEAD = "A ferry with 40 people on board sank off Port Vale on Friday, the coast guard said in a statement."
SECOND = (
    "Divers searched the wreck until dark, and the harbour master said two of the crew were still missing."
)
THIRD = (
    "The owner of the ship said that it had been inspected in March and that no fault had been found then."
)


def marked(*lines, headline=None):
    """(kind, rule, text) of every segment of a page of these lines."""
    articles = pd.DataFrame({"text": ["\n".join(lines)]}, index=pd.Index(["a1"], name="article_id"))
    if headline is not None:
        articles["headline"] = headline
    text = articles["text"].iloc[0]
    return [(row.kind, row.rule, text[row.start : row.end]) for row in segment(articles).itertuples()]


def kind_of(line, *, above=(HEADLINE, LEAD), below=(SECOND, THIRD)):
    """What the line is on a page; the rule of its longest part."""
    lines = [*above, line, *below]
    parts = [part for part in marked(*lines) if part[2] in line]
    return max(parts, key=lambda part: len(part[2]))[:2]


def test_a_page_is_marked_line_by_line():
    page = (
        "(2nd LD) " + HEADLINE, "", "Jane Doe / 2024-10-18 18:35:46",
        "  • facebookfacebook", "  • -", "  • print",
        "(2nd LD) Ferry-storm", "▲ A lifeboat leaves the harbour. (Photo: Vale News)", "(2nd LD) Ferry-storm",
        "(2nd LD) " + HEADLINE, "(ATTN: ADDS quotes)", "",
        "PORT VALE, Oct. 18 (Vale News) -- " + LEAD, "", SECOND, "",
        "(END)", "Weather", "(C) Vale News. All Rights Reserved",
    )  # fmt: skip
    assert marked(*page) == [
        ("note", "update-tag", "(2nd LD)"),
        ("headline", "headline", HEADLINE),
        ("byline", "name-and-moment", "Jane Doe /"),
        ("timestamp", "name-and-moment", "2024-10-18 18:35:46"),
        ("furniture", "share-bar", "• facebookfacebook"),
        ("furniture", "separator", "• -"),
        ("furniture", "share-bar", "• print"),
        ("note", "update-tag", "(2nd LD)"),
        ("caption", "picture-slug", "Ferry-storm"),
        ("caption", "picture-sign", "▲ A lifeboat leaves the harbour."),
        ("credit", "picture-credit", "(Photo: Vale News)"),
        ("note", "update-tag", "(2nd LD)"),
        ("caption", "picture-slug", "Ferry-storm"),
        ("note", "update-tag", "(2nd LD)"),
        ("furniture", "repeated-headline", HEADLINE),
        ("note", "desk-note", "(ATTN: ADDS quotes)"),
        ("dateline", "dateline", "PORT VALE, Oct. 18 (Vale News) --"),
        ("body", "paragraph", LEAD),
        ("body", "paragraph", SECOND),
        ("furniture", "end-mark", "(END)"),
        ("furniture", "after-end-mark", "Weather"),
        ("copyright", "copyright", "(C) Vale News. All Rights Reserved"),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "rule"),
    [
        ("* * *", "furniture", "separator"),
        ("Share Tweet Email", "furniture", "share-bar"),
        ("Facebook X WhatsApp Email Copy link", "furniture", "share-bar"),
        ("Copy link", "furniture", "share-bar"),
        ("FacebookTwitterWhatsApp", "furniture", "share-bar"),
        ("facebookShare twitterTweet", "furniture", "share-bar"),
        ("A A", "furniture", "font-size"),
        ("Advertisement", "furniture", "advert-label"),
        ("Editor's note: this page names a victim.", "note", "editors-note"),
        ("This article was amended on 3 May to correct a name.", "note", "editors-note"),
        ("Look at that wave — Jo Bell (@jobell) May 3, 2024", "furniture", "embed"),
        ("Last updated: 3 May 2024, 10:15 GMT", "timestamp", "timestamp"),
        ("Updated 2 hours ago", "timestamp", "labelled-timestamp"),
        ("By Jane Doe and John van Roe, Vale News", "byline", "byline"),
        ("By Jane Doe, Science correspondent", "byline", "byline"),
        ("이원주 기자", "byline", "korean-byline"),
        ("Cover photo: via REUTERS", "caption", "picture-label"),
        ("File photo", "caption", "picture-label"),
        ("Waves break over the pier. (Jo Bell/AFP)", "caption", "picture-credit"),
        ("Waves break over the pier. © via REUTERS", "caption", "picture-credit"),
        (
            "Waves break over the old pier of Port Vale. Photograph: Jo Bell/Getty",
            "caption",
            "picture-credit",
        ),
        ("Copyright 2024 Vale News", "copyright", "copyright"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "credit", "reporting-credit"),
        ("Jane Doe in Cairo contributed to this report.", "credit", "reporting-credit"),
        ("ASSOCIATED PRESS", "credit", "agency-credit"),
        ("This article was first published by Vale News.", "credit", "republication"),
        ("Play Storm hits coast Facebook Twitter Embed", "teaser", "video-widget"),
        ("Storm hits coast 2:35", "teaser", "video-widget"),
        ("Read more: Storm hits coast", "teaser", "teaser-heading"),
        ("More on shipping:", "teaser", "teaser-heading"),
        ("WATCH: How the storm hit the coast", "teaser", "teaser-heading"),
        ("Storm closes twelve schools on the coast Read more", "teaser", "link-line"),
        ("Tags: ferry, storm", "furniture", "tags"),
        ("Email address *", "furniture", "form-field"),
        ("5 min read", "furniture", "reader-tools"),
        ("Sign up for our morning newsletter here.", "furniture", "call-to-action"),
        ("Follow Jane Doe on Twitter @janedoe", "furniture", "call-to-action"),
        ("You may opt out at any time.", "furniture", "call-to-action"),
        ("Please sign up for our newsletter.", "furniture", "call-to-action"),
        ("Please try again later.", "furniture", "call-to-action"),
        ("https://news.example/ferry", "furniture", "profile-link"),
        ("The search goes on", "subhead", "subhead"),
    ],
)
def test_a_line_of_the_page_is_known(line, kind, rule):
    assert kind_of(line) == (kind, rule)


@pytest.mark.parametrize(
    "line",
    [
        ".",  # the rest of a sentence that was cut in two
        "“Why?”",
        "He shared the picture on Facebook and Twitter.",
        "Follow me, the captain told the passengers on Facebook.",
        "Like regular boats, the ferry carried two rafts.",
        "By nightfall the harbour was closed to ships.",
        "Read the statement again, the minister said in an email to reporters.",
        "More on the wreck will be known by Monday, the coast guard said.",
        "Print and television reporters waited at the pier.",
        "Photo albums floated in the water.",
        "The pictures were taken by a passenger, she told Reuters.",
        "The owner (who has two more ships) could not be reached (his office was closed).",
        "Update the life vests, inspectors had told the owner.",
        "Editors of both papers met the minister on Sunday.",
        "The end was near.",
        "“Sign up,” he said, “or stay ashore.”",
        "Correction of the list took the police two days.",
        "She is a writer from the island who was on board.",
        "Advertisement sales paid for the trip.",
        "The boat left at 10:15.",
        "On October 3, 2024 the ship was sold.",
    ],
)
def test_a_sentence_that_resembles_furniture_stays(line):
    assert kind_of(line, below=[f"{SECOND} {n}." for n in range(6)])[0] == "body"


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("SEOUL, Oct. 18 (Yonhap) -- " + LEAD, "SEOUL, Oct. 18 (Yonhap) --"),
        ("Seoul, South Korea - " + LEAD, "Seoul, South Korea -"),
        ("WASHINGTON/PARIS (Reuters) - " + LEAD, "WASHINGTON/PARIS (Reuters) -"),
        ("(CNN) — " + LEAD, "(CNN) —"),
        ("MOSCOW, October 4. /TASS/. " + LEAD, "MOSCOW, October 4. /TASS/."),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] " + LEAD, "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT]"),
        ("WASHINGTON, D.C. — " + LEAD, "WASHINGTON, D.C. —"),
        ("Cairo — " + LEAD, "Cairo —"),
        ("Last week, she said — and meant it — the ferry was safe and had been for years.", None),
        ("Rep. Jane Doe (D-CA) — the first to speak — asked for an inquiry into the wreck on Friday.", None),
    ],
)
def test_a_dateline_is_cut_off_the_first_paragraph(line, dateline):
    found = [text for kind, _, text in marked(HEADLINE, "", line, "", SECOND) if kind == "dateline"]
    assert found == ([] if dateline is None else [dateline])


def test_only_one_of_the_first_paragraphs_has_a_dateline():
    assert "dateline" in [kind for kind, _, _ in marked(HEADLINE, LEAD, SECOND, "CAIRO -- " + LEAD)]
    assert "dateline" not in [
        kind for kind, _, _ in marked(HEADLINE, LEAD, SECOND, THIRD, "CAIRO -- " + LEAD)
    ]


def test_a_headline_of_the_metadata_is_decisive():
    assert marked("A Ferry Sank.", LEAD, headline="A ferry sank")[0] == (
        "headline",
        "headline",
        "A Ferry Sank.",
    )
    assert marked("Storm", "", LEAD, headline="Storm")[0][0] == "headline"
    assert marked("‘Safe’ ferry sinks", LEAD, headline="'Safe' ferry sinks")[0][0] == "headline"


def test_a_headline_that_shares_its_line_with_the_lead_is_cut_off():
    assert marked(f"{HEADLINE} {LEAD}", headline=HEADLINE) == [
        ("headline", "headline", HEADLINE),
        ("body", "paragraph", LEAD),
    ]


def test_what_stands_above_the_headline_is_furniture():
    page = marked("Skip to main content", "Vale News", "HOME | NEWS | SPORT | BOATS", HEADLINE, LEAD, SECOND)
    assert [kind for kind, _, _ in page] == ["furniture"] * 3 + ["headline", "body", "body"]


@pytest.mark.parametrize(
    "line", ["Ferry sinks off cape", "Is the ferry safe?", "Ferry Sinks Off Stormy Cape."]
)
def test_the_first_line_may_be_a_headline(line):
    assert marked(line, "", LEAD)[0][0] == "headline"
    assert marked(line)[0][0] == "headline"


@pytest.mark.parametrize(
    "line", [LEAD, "It sank.", "He said:", "SEOUL (AFP) - " + LEAD, "THE SHIP SANK ON FRIDAY."]
)
def test_the_first_line_may_be_body(line):
    assert "headline" not in [kind for kind, _, _ in marked(line, SECOND)]


@pytest.mark.parametrize(
    "line",
    [
        "Harbour shut", "Storm Ida", "Mayor quits.", "‘It’s over’", "Who pays?",
        "Live: storm shuts the harbour",
        "WATCH | Storm shuts the harbour", "Related: harbour shut by storm", "Harbour shut - The Beacon",
    ],
)  # fmt: skip
def test_a_short_or_labelled_first_line_above_the_story_is_its_headline(line):
    assert marked(line, "", LEAD, "", SECOND)[0] == ("headline", "headline", line)
    assert marked(line, "", "By Jane Roe", "", "The port was shut on Friday.", "", LEAD)[0][0] == "headline"


@pytest.mark.parametrize(
    "line", ["Live: storm shuts the harbour", "Vale News", "Related: harbour shut by storm"]
)
def test_above_another_headline_it_is_none(line):
    assert [kind for kind, _, _ in marked(line, HEADLINE, LEAD)][1:] == ["headline", "body"]


@pytest.mark.parametrize("line", ["The port is shut.", "Port shut:", "We saw the ship sink and nobody came."])
def test_a_short_sentence_above_the_story_opens_it(line):
    assert marked(line, "", LEAD)[0][0] == "body"


@pytest.mark.parametrize(
    ("given", "found"), [(" - The Beacon", ""), ("", " | The Beacon"), (" – Vale News", "")]
)
def test_a_headline_with_the_name_of_the_site_is_counted_once(given, found):
    page = marked(HEADLINE + given, "", HEADLINE + found, "", LEAD, headline=HEADLINE + given)
    assert [rule for _, rule, _ in page] == ["headline", "repeated-headline", "paragraph"]


def test_the_alternative_text_of_a_picture_and_its_credited_copy_are_captions():
    alternative = "Waves break over the pier of Port Vale"
    page = marked(HEADLINE, LEAD, alternative, alternative + ".  © via REUTERS", SECOND)
    assert [kind for kind, _, _ in page] == ["headline", "body", "caption", "caption", "credit", "body"]


def test_a_link_and_its_copy_with_the_section_are_teasers():
    page = marked(HEADLINE, LEAD, "Talks on fish quotas resume", "Europe Talks on fish quotas resume", SECOND)
    assert [kind for kind, _, _ in page] == ["headline", "body", "teaser", "teaser", "body"]


def test_the_text_goes_on_after_read_more():
    page = marked(
        HEADLINE, LEAD, "READ MORE", SECOND, "Read more:", "Storm closes schools", "Pier to reopen", THIRD
    )
    assert [kind for kind, _, _ in page] == ["headline", "body", "teaser", "body"] + ["teaser"] * 3 + ["body"]


def test_a_copied_text_counts_once():
    page = marked(HEADLINE, LEAD, "He swam.", SECOND, HEADLINE, LEAD, "He swam.", SECOND)
    assert [rule for _, rule, _ in page][4:] == ["repeated-headline"] + ["duplicate"] * 3


def test_a_short_sentence_may_be_said_twice():
    assert [kind for kind, _, _ in marked(HEADLINE, LEAD, "He swam.", SECOND, "He swam.", THIRD)][1:] == [
        "body"
    ] * 5


@pytest.mark.parametrize(("letters", "kind"), [(39, "body"), (40, "furniture")])
def test_a_copied_line_alone_is_furniture_from_forty_characters_on(letters, kind):
    line = ("The mayor said no." + " Again and again he said it to all.")[: letters - 1] + "."
    assert len(line) == letters
    copies = [part[0] for part in marked(HEADLINE, LEAD, line, SECOND, line, THIRD) if part[2] == line]
    assert copies == ["body", kind]


@pytest.mark.parametrize(("words", "rule"), [(25, "form-block"), (26, "paragraph")])
def test_an_answer_of_a_poll_has_at_most_twenty_five_words(words, rule):
    answer = " ".join(["yes"] * words) + "."
    lines = marked(HEADLINE, LEAD, "Take our poll", answer, "Email *", SECOND)
    assert [part[1] for part in lines if part[2] == answer] == [rule]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("One two three four five six seven eight nine ten eleven twelve", "subhead"),
        ("One two three four five six seven eight nine ten eleven twelve thirteen", "body"),
        ("W" + "w" * 99, "subhead"),
        ("W" + "w" * 100, "body"),
    ],
)
def test_a_subhead_has_at_most_twelve_words_and_a_hundred_characters(line, kind):
    assert kind_of(line)[0] == kind


@pytest.mark.parametrize(("words", "kind"), [(8, "subhead"), (7, "body")])
def test_a_subhead_stands_above_a_line_of_eight_words_or_more(words, kind):
    below = " ".join(["Divers", *["searched"] * (words - 1)]) + "."
    assert kind_of("What the divers saw", below=(below, SECOND, THIRD))[0] == kind


def test_the_answers_of_a_poll_belong_to_its_form():
    page = marked(HEADLINE, LEAD, "Take our poll", "Is it safe?", "* Yes, I think so.", "Email *", SECOND)
    assert [rule for _, rule, _ in page][2:6] == ["call-to-action", "form-block", "form-block", "share-bar"]


def test_what_runs_on_behind_the_last_sentence_is_cut_off():
    assert marked(HEADLINE, LEAD, SECOND + " Copyright 2024 Vale News. All rights reserved.")[-1] == (
        "copyright",
        "run-on",
        "Copyright 2024 Vale News. All rights reserved.",
    )
    assert marked(HEADLINE, LEAD, SECOND + " (END)")[-2:] == [
        ("body", "paragraph", SECOND),
        ("furniture", "run-on", "(END)"),
    ]


def test_an_author_is_described_at_the_edge_of_the_page_only():
    note = "Jane Doe is a reporter at Vale News."
    assert [kind for kind, _, _ in marked(HEADLINE, note, "She lives on the island.", LEAD)][1:3] == [
        "furniture"
    ] * 2
    middle = marked(HEADLINE, LEAD, note, SECOND, THIRD, *(f"{LEAD} {n}." for n in range(5)))
    assert middle[2][0] == "body"


def test_broken_lines_are_read_as_blocks():
    text = "A ferry sank off Port Vale\non Friday. The coast guard\nsaid so. It was looking for\nsurvivors."
    page = marked(text, "", "Divers searched the wreck\nuntil dark and found\nno one there.")
    assert page[0] == ("body", "paragraph", text)
    assert len(page) == 2


@pytest.mark.parametrize(
    "text", ["침몰한 배를 찾고 있다.\n\n배는 금요일에 침몰했다.", "غرقت عبارة قبالة الساحل يوم الجمعة."]
)
def test_other_scripts_are_body(text):
    assert {kind for kind, _, _ in marked(*text.split("\n"))} == {"body"}


def test_a_line_beyond_the_limit_is_body():
    assert marked(HEADLINE, LEAD, "* " * LONGEST)[-1][0] == "body"


def test_texts_without_words_have_no_segments():
    articles = pd.DataFrame({"text": ["", " \n\t\n"]}, index=pd.Index(["a", "b"], name="article_id"))
    assert segment(articles).empty
    assert list(segment(articles).columns) == ["article_id", "start", "end", "kind", "rule"]
    assert body_text(articles).tolist() == ["", ""]


def test_the_body_is_a_reading_copy():
    articles = pd.DataFrame({"text": [f"{HEADLINE}\n\n{LEAD}\nShare on Facebook\n{SECOND}"]}, index=["a1"])
    assert body_text(articles)["a1"] == f"{LEAD}\n\n{SECOND}"
    assert body_text(articles, segment(articles)).equals(body_text(articles))


def test_headlines_come_from_the_metadata_or_the_page():
    text = f"(2nd LD) {HEADLINE}\n\n{LEAD}"
    articles = pd.DataFrame(
        {"text": [text, text, LEAD], "headline": ["Ferry sinks", "", None]}, index=list("abc")
    )
    assert headlines(articles).tolist() == ["Ferry sinks", HEADLINE, ""]
    assert headlines(articles[["text"]]).tolist() == [HEADLINE, HEADLINE, ""]


def test_columns_that_are_missing_are_named():
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        segment(pd.DataFrame({"body": ["x"]}))
    with pytest.raises(ValueError, match="segments has no column 'kind'"):
        body_text(pd.DataFrame({"text": ["x"]}), pd.DataFrame({"article_id": [], "start": [], "end": []}))


LINES = st.sampled_from(
    [
        HEADLINE,
        LEAD,
        "Read more:",
        "(END)",
        "  • facebookfacebook",
        "(2nd LD) " + HEADLINE,
        "▲ Waves. (AFP)",
        "",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES | st.text(max_size=60), max_size=12), st.sampled_from(["", HEADLINE, "Read more:"]))
def test_segments_hold_every_character_once(lines, headline):
    text = "\n".join(lines)
    articles = pd.DataFrame({"text": [text], "headline": [headline]}, index=["a1"])
    before = articles.copy()
    segments = segment(articles)
    assert articles.equals(before)
    assert set(segments["kind"]) <= set(KINDS)
    covered = Counter()
    for start, end in zip(segments["start"], segments["end"], strict=True):
        assert text[start:end] == text[start:end].strip() != ""
        covered.update(range(start, end))
    assert segments["start"].is_monotonic_increasing
    assert set(covered.values()) <= {1}
    assert {i for i, character in enumerate(text) if not character.isspace()} <= set(covered)
    assert segment(articles).equals(segments)


def test_no_line_stalls_a_pattern():
    """Lines that send patterns with nested or overlapping repetition back and forth for hours."""
    units = "*|- |-|a|A |aa|x|(|((|©|/|By A |1|1:|Mon |share|in |. |A. |May 1, |Photo by ".split("|")
    nasty = [
        (unit * LONGEST)[:size] + end
        for unit in units
        for size in (39, 159, 399, 1990)
        for end in ("", "!", ")")
    ]
    articles = pd.DataFrame({"text": [LEAD + "\n" + line for line in nasty] + ["*" * 50_000, "- " * 20_000]})
    assert segment(articles)["article_id"].nunique() == len(articles)


def test_repetitions_in_patterns_are_bounded():
    """Inside a group that is itself repeated, a repetition without bound is what makes patterns explode."""
    lexicon = tomllib.loads((Path(page_rules.__file__).parent / "page_furniture.toml").read_text("utf-8"))
    sources = [
        *lexicon["patterns"].values(),
        *(rule.get("pattern", []) for rule in lexicon["rules"].values()),
    ]
    for source in (alternative for alternatives in sources for alternative in alternatives):
        assert not re.search(r"[*+]\)(?:[*+]|\{)", re.sub(r"\[[^]]+\]", "c", source)), source


def test_gold_seeds_come_out_whole(shared):
    for name, entry in json.loads((shared / "data/cleaning/seed_gold.json").read_text()).items():
        text = (shared / "seeds" / name).read_text()
        body = body_text(pd.DataFrame({"text": [text]}, index=[name]))[name]
        gold = []
        for line in entry["lines"]:
            skip = [span["end"] for span in line.get("spans", []) if span["label"] == "dateline-part"]
            gold += [line["text"][max(skip, default=0) :]] if line["label"] == "body" else []
        assert Counter(body.split()) == Counter(" ".join(gold).split())


def test_a_clean_corpus_loses_nothing(shared):
    articles = pd.read_json(shared / "data/basil/articles.jsonl.gz", lines=True).set_index("doc_id").head(60)
    articles = articles.rename(columns={"title": "headline"})[["text", "headline"]]
    segments = segment(articles)
    kept = segments[segments["kind"].isin(["headline", "body", "dateline"])]
    share = (kept["end"] - kept["start"]).sum() / (segments["end"] - segments["start"]).sum()
    assert share > 0.995


def test_headline_and_body_are_found_where_ids_are_numbers():
    articles = pd.DataFrame({"text": [f"{HEADLINE}\n\n{LEAD}", f"{HEADLINE}\n\n{SECOND}"]})
    assert body_text(articles).to_dict() == {0: LEAD, 1: SECOND}
    assert headlines(articles).to_list() == [HEADLINE] * 2
