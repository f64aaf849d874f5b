"""Lines: which line breaks end a paragraph, and which were only put in to fill a page of some width."""

import numpy as np

NARROW, WIDE = 40, 110  # columns: text of other widths is not hard-wrapped, or nothing tells it
_EXPLAINED = 0.7  # of the lines that go on with a sentence so many were broken at the width, or it is none
_LOWER = 0.4  # of the breaks at the width so many are before a lower-case letter, as most words open with one
_SEEN = 0.15  # of all breaks between lines of text so many are such: a page has other lines than its text
_FEW, _ALL = 4, 0.9  # where nearly all breaks, and four, are at one width, no lower-case letter is needed
_RAGGED = 0.3  # of the breaks of a block so many are inside a sentence: broken at no one width


def flowing(text: str) -> str:
    r"""The text with the line breaks inside filled paragraphs as blanks; every character keeps its place.

    A break was put in to fill a width if the first word of the next line would not have fitted on this one.
    The width is the one that explains most breaks between lines of text, and it is believed if it explains
    those before a line that opens in lower case: lists, verses and paragraphs of one line have no such width.

    Examples
    --------
    >>> page = "Storm hits\n\nThe council of the town has asked the United\nStates for help against the\nsea."
    >>> flowing(page).split("\n")
    ['Storm hits', '', 'The council of the town has asked the United States for help against the sea.']
    """
    if "\n" not in text.replace("\n\n", ""):  # a blank line between all others: nothing was broken
        return text
    lines = text.split("\n")
    bare = [line.strip() for line in lines]
    above = [i for i in range(len(lines) - 1) if bare[i] and bare[i + 1]]
    if not above:
        return text
    goes_on = np.array([bare[i + 1][0].islower() and bare[i][-1] not in ".!?:" for i in above])
    length = np.array([len(lines[i].rstrip()) for i in above])
    needed = length + 1 + [len(bare[i + 1].split(" ", 1)[0]) for i in above]
    block = np.cumsum(np.diff(above, prepend=above[0]) != 1) - 1
    filled = _filled(length, needed, goes_on, block)
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    characters = list(text)
    for place in ends[np.array(above)[filled]].tolist():
        characters[place] = " "
    return "".join(characters)


def _filled(length: np.ndarray, needed: np.ndarray, goes_on: np.ndarray, block: np.ndarray) -> np.ndarray:
    """Which breaks only fill, by the length of lines without and with the next word; sentences that go on.

    Where no width tells, or few lines do, all breaks of a block of lines fill if three in ten of them are
    inside a sentence.
    """
    width = np.arange(NARROW, WIDE + 1)[:, None]
    filled = (length <= width) & (needed > width)
    filled = filled[int(np.argmax(filled @ (1 + goes_on)))].copy()  # a break inside a sentence tells more
    going_on = goes_on & (length >= NARROW / 2)
    inside = (filled & goes_on).sum()
    told = inside >= max(1, _EXPLAINED * going_on.sum(), _LOWER * filled.sum(), _SEEN * len(filled))
    filled &= told or filled.sum() >= max(_FEW, _ALL * len(filled))
    ragged = np.bincount(block, going_on) > _RAGGED * np.bincount(block)
    ragged &= (np.bincount(block, length >= NARROW) > 0) | (
        len(block) > _FEW
    )  # a verse of four lines is none
    ragged &= (np.bincount(block, filled) == 0) | (filled.sum() < _FEW)
    return filled | ragged[block]
