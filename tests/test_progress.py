from types import SimpleNamespace

from tqdm import tqdm

from toolkit import progress


def test_a_process_that_works_for_another_shows_no_bar(monkeypatch):
    assert isinstance(progress.steps([1, 2], "count"), tqdm)
    monkeypatch.setattr(progress, "current_process", lambda: SimpleNamespace(name="LokyProcess-1"))
    assert progress.steps(items := [1, 2], "count") is items
