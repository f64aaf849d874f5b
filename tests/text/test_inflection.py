import pytest

from toolkit.text.inflection import plural, verb_forms


@pytest.mark.parametrize(
    ("verb", "s", "ing", "past"),
    [
        ("deny", ["denies"], ["denying"], ["denied"]),
        ("deploy", ["deploys"], ["deploying"], ["deployed"]),
        ("note", ["notes"], ["noting"], ["noted"]),
        ("die", ["dies"], ["dying"], ["died"]),
        ("stress", ["stresses"], ["stressing"], ["stressed"]),
        ("push", ["pushes"], ["pushing"], ["pushed"]),
        ("fix", ["fixes"], ["fixing"], ["fixed"]),
        ("buzz", ["buzzes"], ["buzzing"], ["buzzed"]),
        ("plan", ["plans"], ["planing", "planning"], ["planed", "planned"]),
        ("add", ["adds"], ["adding"], ["added"]),
        ("ask", ["asks"], ["asking"], ["asked"]),
        ("appear", ["appears"], ["appearing"], ["appeared"]),
    ],
)
def test_forms_of_a_verb_are_known_by_kind(verb, s, ing, past):
    forms = verb_forms(verb)
    kinds = {kind: [form for form in forms if forms[form] == kind] for kind in ("s", "ing", "past")}
    assert kinds == {"s": s, "ing": ing, "past": past}


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("reply", "replies"),
        ("delay", "delays"),
        ("loss", "losses"),
        ("box", "boxes"),
        ("wish", "wishes"),
        ("branch", "branches"),
        ("fisherman", "fishermen"),
        ("claim", "claims"),
    ],
)
def test_plurals(noun, several):
    assert plural(noun) == several
