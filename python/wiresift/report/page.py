"""Lays the page out and seals it: one style sheet, one script, nothing from elsewhere.

The Content Security Policy names the style sheet and the two scripts by their hashes. Anything else that ends
up in the page, by whatever fault, is not run and not fetched.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from wiresift.report import words

if TYPE_CHECKING:
    from wiresift.report.view import Page

_HEAD_SCRIPT: Final = "document.documentElement.className = 'scripted';"
"""Closes the rows before they are drawn, so that nothing jumps. Without script all is open."""


def render(page: Page) -> str:
    """Return the page as HTML."""
    here = files("wiresift.report")
    style = here.joinpath("report.css").read_text(encoding="utf8")
    script = here.joinpath("report.js").read_text(encoding="utf8")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(_HEAD_SCRIPT)} {_hash(script)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = words.number
    template = environment.from_string(here.joinpath("template.html.j2").read_text(encoding="utf8"))
    return template.render(
        page=page,
        # The only values that are not escaped: our own files, and the drawings of Vega, which escapes its
        # labels.
        policy=Markup(policy),  # noqa: S704
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        head_script=Markup(_HEAD_SCRIPT),  # noqa: S704
        wide=Markup(page.timeline.wide if page.timeline else ""),  # noqa: S704
        narrow=Markup(page.timeline.narrow if page.timeline else ""),  # noqa: S704
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
