"""Sentences of figures: numbers as a reader says them, and lists."""

from collections.abc import Iterable

import numpy as np


def joined(names: Iterable[object], last: str = "and", most: int | None = None) -> str:
    """Names as a list in words; of more than `most`, how many others there are.

    Examples
    --------
    >>> joined(["Beacon", "Ledger", "Meridian"]), joined("abcd", most=2), joined(["Sun"])
    ('Beacon, Ledger and Meridian', 'a, b and 2 others', 'Sun')
    """
    said = [str(name) for name in names]
    if most is not None and len(said) > most:
        more = len(said) - most
        said = [*said[:most], f"{more} other{'s' * (more > 1)}"]
    return f" {last} ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def event_words(event: object) -> str:
    """An event whose name is that of a folder, as words.

    Examples
    --------
    >>> event_words("tap-water"), event_words("Strike at Sun-Park"), event_words("2024-11-05")
    ('Tap water', 'Strike at Sun-Park', '2024-11-05')
    """
    name = str(event)
    is_folder = name.islower() and " " not in name
    return name.replace("-", " ").replace("_", " ").capitalize() if is_folder else name


def quoted(word: object) -> str:
    """A word in quotation marks."""
    return f"“{word}”"


def times(power: float) -> str:
    """How many times 2 to a power is, rounded towards 1, so that "at least" stays true.

    Examples
    --------
    >>> times(3.2), times(1.5), times(0.1)
    ('9 times', '2.8 times', '1.07 times')
    """
    number = 2.0**power
    step = 1 if number >= 5 else 10 if number >= 1.2 else 100
    return f"{np.floor(number * step) / step:g} times"


def percent(share: float) -> str:
    """A share in percent; one that rounds to nothing is told as such.

    Examples
    --------
    >>> percent(0.123), percent(0.004), percent(0.0), percent(0.998)
    ('12%', 'under 1%', '0%', 'over 99%')
    """
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def number(value: float) -> str:
    """A rate, with one decimal where it is small.

    Examples
    --------
    >>> number(20.04), number(8.31), number(1234.5), number(0.04)
    ('20', '8.3', '1,234', '0.04')
    """
    if 0 < abs(value) < 0.1:
        return f"{value:.1g}"
    return f"{value:,.0f}" if abs(value) >= 10 or value == 0 else f"{value:.1f}"
