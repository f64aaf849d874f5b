"""Body-token F1 of `toolkit.segment` on page copies whose lines a reader labelled.

    python benchmarks/corpus/cleaning.py FOLDER [PART OF A FILE NAME ...]

FOLDER holds files `*gold.json` ({file name: {"encoding", "lines": [{"line", "label", "text"}]}}) and the
texts in `raw_txt/`; without them the gold lines are the text. Lines labelled `embed` are left out either way.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from toolkit.corpus.segments import segment


def read_gold(path):
    """Gold lines and the text they were labelled on: file -> (text, lines)."""
    for name, entry in json.loads(path.read_text(encoding="utf-8")).items():
        lines = entry["lines"]
        raw = path.parent / "raw_txt" / name
        if raw.exists():
            text = raw.read_text(encoding=entry.get("encoding", "utf-8"))
        else:
            text = "\n".join(line.get("text", "") for line in lines)
        yield name, text, lines


def compare(text, lines, spans):
    """Token counts (kept, gold, both), gold body lines lost, other lines kept; embeds left out."""
    kept, gold, lost, extra, at = Counter(), Counter(), [], [], 0
    for line in lines:
        raw = line.get("text", "").strip()
        if not raw:
            continue
        at = text.index(raw, at)
        end = at + len(raw)
        parts = [text[max(s, at) : min(e, end)] for s, e in spans if s < end and e > at]
        at = end
        if line["label"] == "embed":
            continue
        tokens = [token for part in parts for token in part.split()]
        kept.update(tokens)
        if line["label"] == "body":
            gold.update(raw.split())
            if not tokens:
                lost.append((line["line"], raw))
        elif tokens:
            extra.append((line["line"], line["label"], raw))
    return kept, gold, lost, extra


def main(folder, only):
    totals, seconds, characters = Counter(), 0.0, 0
    segment(pd.DataFrame({"text": ["Compiles the patterns, which is not to be timed."]}))
    for path in sorted(Path(folder).glob("*gold.json")):
        for name, text, lines in read_gold(path):
            if only and not any(wanted in name for wanted in only):
                continue
            articles = pd.DataFrame({"text": [text]}, index=[name])
            begun = time.process_time()
            segments = segment(articles)
            seconds += time.process_time() - begun
            characters += len(text)
            # A dateline is part of its body line in the gold.
            body = segments[segments["kind"].isin(["body", "dateline"])]
            kept, gold, lost, extra = compare(text, lines, list(zip(body["start"], body["end"], strict=True)))
            both = sum((kept & gold).values())
            totals.update(kept=kept.total(), gold=gold.total(), both=both, lost=len(lost), extra=len(extra))
            print(f"{name:34} F1 {2 * both / max(1, kept.total() + gold.total()):.4f}")
            for number, line in lost:
                print(f"    lost {number}: {line[:150]}")
            for number, label, line in extra:
                print(f"    kept {number} ({label}): {line[:110]}")
    f1 = 2 * totals["both"] / max(1, totals["kept"] + totals["gold"])
    precision, recall = totals["both"] / max(1, totals["kept"]), totals["both"] / max(1, totals["gold"])
    print(f"body tokens: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")
    print(f"{totals['lost']} body lines lost, {totals['extra']} other lines kept")
    print(f"{characters / 1e6 / seconds:.1f} million characters a second of processor time")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
