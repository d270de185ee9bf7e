"""Who stands behind a story: its texts, by voice, each with its publishers and its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift.explain.event import marked
from wiresift.stories import topics, voices

if TYPE_CHECKING:
    from wiresift.explain.tables import Output

_TEXTS: Final = 50
"""Texts that are shown; the rest are counted."""
_OUTLETS: Final = 8


def explain_story(output: Output, story_id: str) -> str:
    """One story, for people."""
    story = output.row("stories", "story_id", story_id)
    events = output.table("events").filter(pl.col("event_id").is_in(story["event_ids"])).collect()
    articles = output.articles(events["doc_id"].unique().to_list())
    texts = _texts(output, events, articles)
    counts = (
        (story["n_documents"], "article", "articles"),
        (story["n_clusters"], "text", "texts"),
        (story["n_sources"], "source", "sources"),
    )
    told = ", ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in counts)
    lines = [
        f"{story['type']} {story['mode']}: {story['polarity']}, {story['realis']}",
        *_slots(story),
        f"told      in {told}; {story['n_independent']:,} independent",
        f"status    {story['status']}: {_reason(story)}",
    ]
    if story["updates"] is not None:
        lines.append(f"updates   {_named(output, story['updates'])}")
    lines += [f"against   {_named(output, other)}" for other in story["contradicts"]]
    shown = texts.head(_TEXTS)
    rows = {row["event_id"]: row for row in events.iter_rows(named=True)}
    by_id = {row["id"]: row for row in articles.iter_rows(named=True)}
    for voice, group in shown.group_by("voice", maintain_order=True):
        lines += ["", f"voice {voice[0]}"]
        for text in group.iter_rows(named=True):
            lines += _text(text, rows, by_id)
    if texts.height > _TEXTS:
        lines += ["", f"and {texts.height - _TEXTS:,} texts more"]
    return "\n".join(lines)


def _texts(output: Output, events: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the texts of a story with the number of their voice, from 1."""
    documents = output.table("documents").select("cluster_id", doc_id="id").collect()
    about = articles.select(
        "published", doc_id="id", source=pl.coalesce(pl.when(pl.col("source") != "").then("source"), "id")
    )
    members = (
        events.select("event_id", "doc_id")
        .join(documents, on="doc_id", how="left")
        .join(about, on="doc_id", how="left")
        .with_columns(story=pl.lit(0), cluster=pl.coalesce("cluster_id", "doc_id"))
    )
    found = voices.texts(members, topics.read(events, articles).sentences)
    voice = pl.Series("voice", voices.voices(found.iter_rows(named=True)), dtype=pl.UInt32)
    return found.with_columns(voice.rank("dense")).sort("voice", maintain_order=True)


def _slots(story: dict[str, Any]) -> list[str]:
    lines = []
    for column, label in (("actors", "who"), ("recipients", "whom")):
        if names := [actor["name"] or actor["text"] for actor in story[column] or []]:
            lines.append(f"{label:9} {', '.join(names)}")
    if place := story["place"]:
        lines.append(f"{'where':9} {place['name']} ({place['country'] or 'unknown country'})")
    if story["date_start"]:
        until = f" to {story['date_end']}" if story["date_end"] != story["date_start"] else ""
        lines.append(f"{'when':9} {story['date_start']}{until}")
    return lines


def _reason(story: dict[str, Any]) -> str:
    """Say which rule gave the status."""
    if story["status"] == "contested":
        return f"{len(story['contradicts'])} of the opposite"
    if story["status"] == "superseded":
        return "a later story carries it on"
    if story["status"] == "corroborated":
        return "reported as fact in two independent texts or more"
    if (story["polarity"], story["realis"]) != ("affirmed", "actual"):
        return "it is not reported as fact, so nothing is corroborated"
    if story["n_clusters"] < 2 or story["n_sources"] < 2:  # noqa: PLR2004 - one alone corroborates nothing
        return "one text, or one source"
    return "its texts are in the same words, or may be of one publisher"


def _named(output: Output, story_id: str) -> str:
    other = output.row("stories", "story_id", story_id)
    return f"{story_id} ({other['type']} {other['mode']}, {other['polarity']}, {other['date_start']})"


def _text(text: dict[str, Any], events: dict[str, Any], articles: dict[str, Any]) -> list[str]:
    told = [events[event_id] for event_id in text["event_id"]]
    docs = list(dict.fromkeys(event["doc_id"] for event in told))
    outlets = []
    for doc in docs[:_OUTLETS]:
        when = articles[doc]["published"]
        outlets.append(f"{articles[doc]['source'] or 'no source'} {when:%Y-%m-%d %H:%M}" if when else doc)
    more = f" and {len(docs) - _OUTLETS:,} more" if len(docs) > _OUTLETS else ""
    lines = [f"  {text['cluster']}: {', '.join(outlets)}{more}"]
    said: set[str] = set()
    for event in told:
        sentence = marked(articles[event["doc_id"]]["text"], event)
        if sentence not in said:
            said.add(sentence)
            lines += [f"    {sentence}", f"      event {event['event_id']}"]
    return lines
