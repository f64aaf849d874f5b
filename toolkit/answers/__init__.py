"""Answers: what the tables say, in sentences and cards for a reader who is no statistician.

Each function gives something that shows itself: as HTML in a notebook and in a report, as text elsewhere. In
a notebook it is the last expression of a cell; a cell tagged `answer`, `front` or `limits` is repeated on the
first page of a report.

- `words(articles, compared)`: what differs most (`compare_outlets`)
- `claims(articles, matters)`: on what outlets disagree, and how much they agree on (`claim_map`)
- `copying(articles, wire, copied, passages)`: who copied (`wire_share`, `copying`, `find_reuse`)
- `voices(articles, heard)`: who is heard (`quoted_sources` of source_type)
- `frames(articles, rates)`: how it is told (`frame_rates`)
- `cards(articles, claims, matters, event=None, rows=6)`: each question with its answers side by side;
  `claims` is what `quantities` and `statuses` give, in one table (`pd.concat`)
- `agreed(articles, matters, event=None, rows=8)`: what most outlets agree on, and who is silent
- `event(articles, matters, passages, event=...)`: one event in short
- `limits(articles)`: what cannot be said here, and what corpus it would take
"""

from toolkit.answers.agreement import agreed as agreed
from toolkit.answers.differing import words as words
from toolkit.answers.disputes import claims as claims
from toolkit.answers.happening import event as event
from toolkit.answers.origins import copying as copying
from toolkit.answers.questions import cards as cards
from toolkit.answers.reach import limits as limits
from toolkit.answers.speech import voices as voices
from toolkit.answers.telling import frames as frames

__all__ = ["agreed", "cards", "claims", "copying", "event", "frames", "limits", "voices", "words"]
