"""How an event was read: the sentence with its slots marked, the rule, the cues, the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from wiresift.events import Pack
from wiresift.exceptions import PackError

if TYPE_CHECKING:
    from wiresift.explain.tables import Output

_CODES: Final = ("plover", "plover_mode", "cameo", "acled", "quad")


def explain_event(output: Output, event_id: str) -> str:
    """One event, for people."""
    event = output.row("events", "event_id", event_id)
    article = output.article(event["doc_id"])
    title = f" {article['title']!r}" if article["title"] else ""
    where = f"[{event['sentence_start']}:{event['sentence_end']}]"
    lines = [
        f"{event['type']} {event['mode']}: {event['polarity']}, {event['realis']}, {event['certainty']}",
        f"in {event['doc_id']}{title}, sentence {event['sentence']} {where}",
        *(f"of story {story}" for story in output.stories_of(event_id)),
        "",
        marked(article["text"], event),
        "",
        *_slots(event),
        f"rule      {event['rule']} of {event['pack']} {event['pack_version']} ({event['pack_hash'][:12]})",
        "codes     " + (", ".join(f"{c} {event[c]}" for c in _CODES if event[c] is not None) or "none"),
    ]
    return "\n".join([*lines, *_steps(output, event, article)])


def _spans(event: dict[str, Any]) -> list[tuple[int, int, str]]:
    spans = [(event["start"], event["end"], "trigger")]
    for column, label in (("actors", "actor"), ("recipients", "recipient"), ("third_parties", "third party")):
        spans += [(mention["start"], mention["end"], label) for mention in event[column] or []]
    for column in ("quantities", "cues"):
        spans += [(mention["start"], mention["end"], mention["kind"]) for mention in event[column] or []]
    if event["place"]:
        spans.append((event["place"]["start"], event["place"]["end"], "place"))
    return [span for span in spans if span[0] is not None]


def marked(text: str, event: dict[str, Any]) -> str:
    """Write the sentence with each slot as `[words|label]`; slots that overlap one before are left out."""
    parts: list[str] = []
    at, end = event["sentence_start"], event["sentence_end"]
    for start, stop, label in sorted(_spans(event), key=lambda span: (span[0], -span[1])):
        if start < at or stop > end:
            continue
        parts += [text[at:start], f"[{text[start:stop]}|{label}]"]
        at = stop
    return " ".join("".join([*parts, text[at:end]]).split())


def _slots(event: dict[str, Any]) -> list[str]:
    lines = []
    for column, label in (("actors", "who"), ("recipients", "whom"), ("third_parties", "also")):
        lines += [f"{label:9} {_actor(actor)}" for actor in event[column] or []]
    place = event["place"]
    if place:
        lines.append(
            f"{'where':9} {place['name']} ({place['country'] or 'unknown country'}, {place['precision']})"
        )
    if event["date_start"]:
        until = f" to {event['date_end']}" if event["date_end"] != event["date_start"] else ""
        how = f"{event['date_precision']}, from {event['date_source']}"
        lines.append(f"{'when':9} {event['date_start']}{until} ({how})")
    for quantity in event["quantities"] or []:
        bounds = ", ".join(f"{b} {quantity[b]:g}" for b in ("low", "best", "high") if quantity[b] is not None)
        unit = f" {quantity['unit']}" if quantity["unit"] else ""
        lines.append(f"{'how many':9} {quantity['kind']}: {bounds}{unit} ({quantity['text']!r})")
    claim = event["claim"]
    if claim:
        speaker = _actor(claim["speaker"]) if claim["speaker"] else "nobody named"
        outlet = f", through {claim['outlet']}" if claim["outlet"] else ""
        lines.append(f"{'claim':9} {claim['kind']} by {speaker}{outlet} ({claim['cue']!r})")
    lines += [f"{'cue':9} {cue['kind']}: {cue['text']!r}" for cue in event["cues"] or []]
    return lines


def _actor(actor: dict[str, Any]) -> str:
    code = f", {actor['code']}" if actor["code"] else ""
    return f"{actor['name']} ({actor['kind']}{code}) from {actor['text']!r}"


def _steps(output: Output, event: dict[str, Any], article: dict[str, Any]) -> list[str]:
    """How the engine read the sentence, if the pack at hand is the one of the run."""
    try:
        pack = Pack.load(output.summary["parameters"]["pack"].get("place", event["pack"]))
    except PackError:
        return ["", f"(the pack {event['pack']} is not where it was: its steps are not shown)"]
    if pack.hash != event["pack_hash"]:
        return ["", f"(the pack {pack.name} has changed since: its steps are not shown)"]
    cleaned = output.summary["parameters"].get("dedup", {}).get("clean", True)
    steps = pack.trace(article, event["start"], output.boilerplate() if cleaned else None)
    return ["", "steps", *(f"  {step}" for step in steps)]
