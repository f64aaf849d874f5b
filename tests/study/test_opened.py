import json

import pytest
from pandas.testing import assert_frame_equal

import toolkit as tk

ROWS = [{"text": f"Fog {n}.", "event": event} for n, event in enumerate(["hail", "vote", "hail", "vote"])]


def test_articles_of_one_value_are_brought_together_in_a_folder(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))
    parts = tk.open_parts(path, size=1, folder=tmp_path / "kept", by="event")
    assert sorted(part.load()["event"].to_list() for part in parts) == [["hail", "hail"], ["vote", "vote"]]
    again = tk.open_parts(tmp_path / "kept")
    assert again == parts
    assert_frame_equal(again[0].load(), parts[0].load())


def test_to_bring_together_takes_a_folder(tmp_path):
    with pytest.raises(ValueError, match="by='event' brings articles together; give folder=, where they are"):
        tk.open_parts(tmp_path, by="event")
