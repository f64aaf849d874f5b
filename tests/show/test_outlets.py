from toolkit.show.outlets import looks_of, outlet_html


def test_the_order_in_which_outlets_are_given_changes_no_look():
    assert looks_of(["Ledger", "Beacon"]) == looks_of(["Beacon", "Ledger", "Beacon"])


def test_36_outlets_can_be_told_apart_and_neighbours_by_colour():
    looks = looks_of(f"Paper {n:02}" for n in range(36))
    assert len({(look.colour, look.sign) for look in looks.values()}) == 36
    first, second = looks["Paper 00"], looks["Paper 06"]
    assert first.colour == second.colour
    assert first.sign != second.sign


def test_a_name_is_never_read_as_html():
    assert "<script" not in outlet_html("<script>", looks_of(["<script>"]))
    assert outlet_html("Beacon <b>", {}) == "<b>Beacon &lt;b&gt;</b>"
