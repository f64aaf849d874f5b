"""A corpus and a codebook like those of the sample, with a payload in every field that can hold text."""

import csv
import json
import re
from itertools import cycle
from pathlib import Path

import pandas as pd
from browser.payloads import PAYLOADS

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
FIELDS = ("agency", "byline", "section", "url", "event_title")  # one payload a row; the rest is below
_NUL = str.maketrans("", "", "\0")


def write_corpus(folder):
    """Articles of the sample in which outlets, events, headlines, texts, speakers and files hold payloads."""
    rows = pd.read_csv(SAMPLE / "metadata.csv", dtype=str, keep_default_na=False)
    payloads = cycle(text.translate(_NUL) for text in PAYLOADS)
    outlets = {name: f"{name} {next(payloads)} {next(payloads)}" for name in rows["outlet"].unique()}
    events = {name: f"{name} {' '.join(next(payloads) for _ in range(5))}" for name in rows["event"].unique()}
    for number, row in enumerate(rows.to_dict("records")):
        text = (SAMPLE / row["filename"]).read_text("utf-8")
        name = re.sub(r"[/\\]", "", f"{number} {next(payloads)}.txt")
        (folder / name).write_text(spiked(text), "utf-8")
        rows.loc[number, "filename"] = name
        rows.loc[number, "headline"] = f"{row['event_title']} {next(payloads)}"
        for field in FIELDS:
            rows.loc[number, field] = f"{row[field]} {next(payloads)}".strip()
    rows["outlet"], rows["event"] = rows["outlet"].map(outlets), rows["event"].map(events)
    rows[f"desk {PAYLOADS[8]}"] = [next(payloads) for _ in rows.index]
    rows.to_csv(folder / "metadata.csv", index=False, quoting=csv.QUOTE_ALL)
    return folder


def spiked(text):
    """The text with payloads after first words of paragraphs, in quotations and after speakers."""
    payloads = cycle(PAYLOADS)
    text = re.sub(r"(?m)^(\w+) (?=\w)", lambda found: f"{found[1]} {next(payloads)} ", text)
    text = re.sub(r'(?<=[a-z]) (?=[a-z]+,?")', lambda _: f" {next(payloads)} ", text)
    return re.sub(r"\b(said [A-Z]\w+) (?=[A-Z])", lambda found: f"{found[1]} {next(payloads)} ", text)


def write_codebook(path):
    """A codebook whose names, labels, definitions, questions and indicators hold payloads."""
    frames = []
    words = (["against", "row", "warn*"], ["family", "mother", "fear"], ["cost*", "jobs", "million"])
    for number, indicators in enumerate(words):
        own = [toml(text) for text in PAYLOADS[number::3]]
        listed = ", ".join(f'"{word}"' for word in indicators)
        frames.append(
            f"[frames.frame_{number}]\nlabel = {own[0]}\ndefinition = {toml(' '.join(PAYLOADS[number::3]))}\n"
            f"questions = [{', '.join(own)}]\nindicators = [{listed}]\n"
        )
    name, description = toml(PAYLOADS[0]), toml(" ".join(PAYLOADS))
    path.write_text(
        f'name = {name}\nlanguage = "en"\ndescription = {description}\n' + "\n".join(frames), "utf-8"
    )
    return path


def toml(text):
    """A text as a string of TOML, which is written as in JSON."""
    return json.dumps(text.translate(_NUL))
