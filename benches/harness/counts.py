"""Expected counts: known rows must give known numbers, or the run has failed whatever its speed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness import definition

if TYPE_CHECKING:
    from harness.rows import Rows

HEAD = """\
# What known rows must give: pairs at or above 0.8, rows in them, and what wiresift finds.
# Written by `python benches/dedup.py --articles N --only wiresift --renew`, read by every run.
"""
COUNTED = ("true_pairs", "true_rows", "found_pairs", "found_rows", "distinct")


def counted(results: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """The counts of wiresift's engines, by definition and engine."""
    own = [result for result in results if result["package"] == "wiresift" and result.get("verdict")]
    return {
        f"{result['definition']}: {result['engine']}": {
            name: result["verdict"][name] for name in COUNTED if name in result["verdict"]
        }
        for result in own
    }


def complaints(rows: Rows, seed: int, found: dict[str, dict[str, int]]) -> list[str]:
    """What differs from the expected counts; nothing for rows that nobody has counted."""
    known = [
        entry
        for entry in definition.expected()
        if rows.generated and (entry["articles"], entry["seed"]) == (rows.articles, seed)
    ]
    if not known:
        return []
    (entry,) = known
    if entry["fingerprint"] != rows.fingerprint:
        return ["the generator's articles have changed: look at what it writes, then run with --renew"]
    return [
        f"{name}: {count} is {numbers[count]}, expected {wanted}"
        for name, numbers in found.items()
        for count, wanted in entry["counts"].get(name, {}).items()
        if numbers[count] != wanted
    ]


def renew(rows: Rows, seed: int, found: dict[str, dict[str, int]]) -> None:
    """Put these counts in the place of the old ones."""
    kept = [e for e in definition.expected() if (e["articles"], e["seed"]) != (rows.articles, seed)]
    new = {"articles": rows.articles, "seed": seed, "fingerprint": rows.fingerprint, "counts": found}
    parts = [HEAD]
    for entry in sorted([*kept, new], key=lambda entry: (entry["articles"], entry["seed"])):
        parts += ["[[rows]]", f"articles = {entry['articles']}", f"seed = {entry['seed']}"]
        parts += [f'fingerprint = "{entry["fingerprint"]}"', "", "[rows.counts]"]
        for name, numbers in entry["counts"].items():
            values = ", ".join(f"{count} = {value}" for count, value in numbers.items())
            parts.append(f'"{name}" = {{ {values} }}')
        parts.append("")
    definition.EXPECTED.write_text("\n".join(parts), encoding="utf8")
