import pytest

from toolkit.exchange.offsets import Offsets


@pytest.mark.parametrize("text", ["", "sea", "🌊", "a🌊b👩‍🚒e\u0301", "\ud83c"])
def test_places_are_those_of_the_encoded_text(text):
    offsets, encoded = Offsets(text), text.encode("utf-16-le", "surrogatepass")
    for place in range(len(text) + 1):
        before = len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
        assert offsets.to_utf16(place) == before
        assert offsets.from_utf16(before) == place
    assert offsets.from_utf16(len(encoded) // 2 + 1) is None
