"""Label Studio: tasks as JSON, whose spans are counted in code points."""

import json
from collections.abc import Collection, Iterator
from xml.sax.saxutils import quoteattr

from toolkit.exchange.marks import Marked, Span


def tasks_of(marked: list[Marked]) -> str:
    """The tasks to import; what is marked already is a prediction, which coders correct."""
    tasks = []
    for one in marked:
        result = [
            {"from_name": "label", "to_name": "text", "type": "labels", "value": _value(one.text, span)}
            for span in one.spans
        ]
        if one.labels:
            chosen = {"choices": one.labels}
            result.append({"from_name": "frames", "to_name": "text", "type": "choices", "value": chosen})
        shown = [{"model_version": "toolkit", "result": result}] if result else []
        tasks.append({"data": {"article_id": one.name, "text": one.text}, "predictions": shown})
    return json.dumps(tasks, indent=1)


def _value(text: str, span: Span) -> dict:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}


def interface_of(frames: Collection[str], labels: Collection[str]) -> str:
    """The labelling interface of the project: every blank of the text is kept, for offsets count them."""
    lines = ["<View>", "  <Style>.htx-text { white-space: pre-wrap; }</Style>"]
    if labels:
        lines += ['  <Labels name="label" toName="text">']
        lines += [f"    <Label value={quoteattr(label)}/>" for label in labels] + ["  </Labels>"]
    lines += ['  <Text name="text" value="$text" granularity="symbol"/>']
    if frames:
        lines += ['  <Choices name="frames" toName="text" choice="multiple">']
        lines += [f"    <Choice value={quoteattr(frame)}/>" for frame in frames] + ["  </Choices>"]
    return "\n".join([*lines, "</View>", ""])


def read_tasks_of(tasks: list[dict]) -> Iterator[Marked]:
    """What coders submitted: each annotation of each task that was not skipped."""
    for task in tasks:
        text = task["data"].get("text", "")
        for annotation in task.get("annotations") or task.get("completions") or []:
            if annotation.get("was_cancelled"):
                continue
            labels, spans = [], []
            for item in annotation["result"]:
                value = item.get("value", {})
                labels += value.get("choices", [])
                printed = value.get("text") if isinstance(value.get("text"), str) else None
                spans += [
                    Span(value["start"], value["end"], label, printed) for label in value.get("labels", [])
                ]
            yield Marked(str(task["data"].get("article_id", "")), text, _coder(annotation), labels, spans)


def _coder(annotation: dict) -> str:
    who = annotation.get("completed_by") or ""
    return str(who.get("email") or who.get("id") or "") if isinstance(who, dict) else str(who)
