import pytest

from toolkit.names.persons import NAME


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sen. Ada B. Roe met Ursula von der Leyen", ["Sen. Ada B. Roe", "Ursula von der Leyen"]),
        ("the van and the Roes", ["Roes"]),
        ("N. Korea’s Kim", ["N. Korea’s Kim"]),
    ],
)
def test_names_in_running_text(text, names):
    assert NAME.findall(text) == names
