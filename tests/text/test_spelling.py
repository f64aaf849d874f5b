import pytest

from toolkit.text.spelling import alike, plain, skeleton


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("Vesk", "Wesk", True), ("Mary", "Marry", False), ("Mirrow", "Mirow", True), ("Vale", "Vala", False),
     ("Lindqvist", "Lindquist", True), ("Iran", "Iraq", False), ("Austria", "Austrian", False),
     ("Antonio", "Antonia", False), ("Hallin", "Hallyn", True), ("Zelenskyy", "Zelinskiy", True)],
)  # fmt: skip
def test_spellings_of_one_name(a, b, same):
    assert alike(a, b) is alike(b, a) is same


def test_what_is_alike_has_one_skeleton():
    assert skeleton("Zelenskyy") == skeleton("Zelinski") == "z*l*nsk*"
    assert plain("Jong-Ün") == "jongun"
