"""French typography for what the program writes (Lexique des règles typographiques de l’Imprimerie nationale)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

NBSP: Final = "\u00a0"
THIN: Final = "\u202f"

# Left as they are: addresses, times, our own ids, file names, and words with a colon inside (C:\, a:b).
_PROTECTED: Final = re.compile(
    r"""https?://[^\s<>«»]+ | www\.[^\s<>«»]+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d) | \b[a-z]-[0-9a-f]{12}\b | \b[A-Za-z]:[\\/]\S* | \w:(?=\w)
    | [\w-]+\.(?:docx|xlsx|toml|html|csv|txt|vtt|srt|md|json|parquet)\b""",
    re.VERBOSE,
)

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

# In order: marks are made French first, then the spaces around them are set.
_RULES: Final[tuple[Rule, ...]] = (
    (re.compile(r"\.{3,}"), "…"),
    (re.compile(r'"\s*([^"«»]+?)\s*"'), rf"«{NBSP}\1{NBSP}»"),
    (re.compile(r"“\s*([^“”«»]+?)\s*”"), rf"«{NBSP}\1{NBSP}»"),
    (re.compile(r"(?<=\w)'(?=[\w«])"), "’"),
    (re.compile(r"«\s*(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=\S)\s*»"), f"{NBSP}»"),
    (re.compile(r"(?<=[^\s;!?(«…])\s*([;!?])"), rf"{THIN}\1"),
    (re.compile(r"(?<=…)\s*([;!?])"), rf"{THIN}\1"),
    (re.compile(r"(?<=[^\s:])\s*:(?=\s|$)"), f"{NBSP}:"),
    (re.compile(r"(?<=\d)\s*([%€])"), rf"{NBSP}\1"),
    (re.compile(r"(?<![\d,.])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"), lambda found: _grouped(found[0])),
)


def typeset(text: str) -> str:
    """Return ``text`` with French spaces, quotes, apostrophes and ellipses.

    U+00A0 before « : », inside guillemets and before % and €; U+202F before ; ! ? and between thousands; ’ and …
    for ' and three dots. Addresses, times (10:30), ids and file names keep their characters.

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    str
        Typesetting it again changes nothing.
    """
    kept: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _MARK

    text = _PROTECTED.sub(put_aside, text.replace(_MARK, ""))
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    given_back = iter(kept)
    return re.sub(_MARK, lambda _: next(given_back), text)


# A private-use character stands for each protected piece while the rules run, so that the marks around it are
# still set; it has no place in a text.
_MARK: Final = "\ue000"


def _grouped(number: str) -> str:
    return THIN.join(number.split())
