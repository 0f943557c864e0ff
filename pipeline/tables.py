"""The tables between stages: their columns, their checks, and their bytes.

``PUBLIC`` tables are a contract with other programs: a column may be added, none renamed or dropped.
``WORK`` tables are the machine's own answers, before the reviewers' corrections are folded in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# One line a column: name, Arrow type, «?» when it may be null. The first column is the key (unique),
# «key: a+b» in KEYS where it takes two. Lists are Arrow lists: pandas reads them as arrays.
PUBLIC: Final[Mapping[str, str]] = {
    "cycle": "key string, value string",
    "workshops": """workshop_id string, folder string, title string, town string?, date string?, format string?,
        partner string?, agenda list<string>, expected_participants int32?, n_sources int32, n_words int32,
        n_speakers int32""",
    "sources": """source string, workshop_id string?, format string, kind string?, status string, reason string?,
        n_utterances int32, n_words int32, digest string""",
    "speakers": """speaker_id string, workshop_id string, speaker string, structure string?, role string,
        role_origin string, role_reason string?, spellings list<string>, n_utterances int32, n_words int32""",
    "utterances": """utterance_id string, workshop_id string, source string, kind string, position int32,
        speaker string?, speaker_id string?, role string, start_s float64?, end_s float64?, text string,
        locator string""",
    "segments": """segment_id string, utterance_id string, workshop_id string, char_start int32, char_end int32,
        text string, fate string, theme_id string?, theme_score float64?, second_theme_id string?, robust bool?""",
    "themes": """theme_id string, label string, keywords list<string>, parent_id string?, n_segments int32,
        n_speakers int32, n_workshops int32, workshops list<string>, recurrence string, origin string,
        n_on_agenda int32, n_words int32, roles list<string>, representatives list<string>, rank int32,
        description string?, status string?""",
    "statements": """statement_id string, segment_id string, workshop_id string, char_start int32, char_end int32,
        text string, type string, rule string, cue string?, score float64, theme_id string?, status string,
        reason string?, motive string?, condition string?, objection string?, duplicate_of string?, constat_id string?,
        constat_words string?, answer_id string?, answer_words string?, reserve_id string?, reserve_words string?""",
    "proposals": """proposal_id string, number int32, title string, title_origin string, theme_id string?,
        statement_ids list<string>, workshops list<string>, n_workshops int32, n_speakers int32,
        roles list<string>, nature string, echelle string, porteur string, status string, score float64,
        nearby list<string>, nature_words string?, echelle_words string?, porteur_words string?,
        duplicate_of string?""",
    "specificities": """theme_id string, side string, value string, n_segments int32, expected float64,
        specificity float64""",
    "corrections": """entry_id string, at string, who string, action string, target string, outcome string,
        detail string""",
}

WORK: Final[Mapping[str, str]] = {
    "guided_themes": "label string, description string, examples list<string>",
    "glossary": "term string, definition string",
    "passages": """segment_id string, utterance_id string, workshop_id string, source string, kind string,
        position int32, speaker_id string?, role string, char_start int32, char_end int32, text string,
        fate string, n_words int32""",
    "tokens": """segment_id string, i int32, start int32, text string, space bool, lemma string, pos string,
        tag string, morph string, dep string, head int32, sent_start bool""",
    "vectors": "segment_id string, vector list<float32>",
    "agenda_vectors": "item string, vector list<float32>",
    "lesson_themes": "theme_id string, label string?, seen string, accepted bool",
    "lesson_members": "theme_id string, segment_id string, marks float64, placed bool",
    "lesson_statements": "segment_id string, char_start int32, char_end int32, type string?",
    "lesson_groups": "segment_id string, char_start int32, char_end int32, group_id string, closed bool",
    "lesson_effects": """lesson string, n int32, right_before int32, right_after int32, f1_before float64,
        f1_after float64, kept bool""",
    "assignments": """segment_id string, theme_id string?, theme_score float64?, second_theme_id string?, robust bool?,
        subtheme_id string?""",
    "found_themes": """theme_id string, label string, keywords list<string>, parent_id string?, origin string,
        representatives list<string>, keyword_scores list<float32>?""",
    "theme_evidence": "n_themes int32, agreement float64, separation float64, chosen bool",
    "found_statements": """statement_id string, segment_id string, char_start int32, char_end int32, text string,
        type string, rule string, cue string?, score float64, reason string?, motive string?, condition string?,
        objection string?, constat_id string?, constat_words string?, answer_id string?, answer_words string?,
        reserve_id string?, reserve_words string?""",
    "found_proposals": """proposal_id string, title string, title_origin string, statement_ids list<string>,
        nature string, echelle string, porteur string, score float64, nearby list<string>, nature_words string?,
        echelle_words string?, porteur_words string?""",
}

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "tokens": ("segment_id", "i"),
    "specificities": ("theme_id", "side", "value"),
    "lesson_members": ("theme_id", "segment_id"),
    "lesson_statements": ("segment_id", "char_start", "char_end"),
    "lesson_groups": ("segment_id", "char_start", "char_end"),
}


def names() -> tuple[str, ...]:
    """Return every table's name."""
    return (*PUBLIC, *WORK)


def columns(name: str) -> tuple[str, ...]:
    """Return the columns of table ``name``, in order."""
    return tuple(line.split()[0] for line in _lines(name))


def _lines(name: str) -> list[str]:
    declared = PUBLIC[name] if name in PUBLIC else WORK[name]
    return [line.strip() for line in declared.replace("\n", " ").split(",")]


def schema(name: str) -> pa.Schema:
    """Return the Arrow schema of table ``name``.

    Raises
    ------
    KeyError
        If no such table is declared.
    """
    import pyarrow as pa

    types: dict[str, Any] = {
        "string": pa.string(),
        "int32": pa.int32(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "list<string>": pa.list_(pa.string()),
        "list<float32>": pa.list_(pa.float32()),
    }
    fields = []
    for line in _lines(name):
        column, kind = line.split()
        fields.append(pa.field(column, types[kind.rstrip("?")], nullable=kind.endswith("?")))
    return pa.schema(fields)


def check(name: str, frame: pd.DataFrame) -> None:
    """Refuse a frame that breaks the contract of table ``name``.

    Raises
    ------
    ValueError
        If columns differ, a key is double or a required value is missing: a programming error, so the
        message is for the programmer.
    """
    expected = columns(name)
    if tuple(frame.columns) != expected:
        raise ValueError(f"table {name}: columns {tuple(frame.columns)}, expected {expected}")
    key = list(KEYS.get(name, expected[:1]))
    doubles = frame[frame.duplicated(key, keep=False)]
    if len(doubles):
        raise ValueError(f"table {name}: double key {doubles[key].iloc[0].tolist()}")
    for line in _lines(name):
        column, kind = line.split()
        if not kind.endswith("?") and frame[column].isna().any():
            raise ValueError(f"table {name}: column {column} has missing values")


def to_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """Return the Parquet bytes of a checked frame: the same frame gives the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    check(name, frame)
    table = pa.Table.from_pandas(frame, schema=schema(name), preserve_index=False)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", version="2.6")
    return buffer.getvalue()


def from_bytes(data: bytes) -> pd.DataFrame:
    """Return the frame written by :func:`to_bytes`."""
    import pandas as pd

    return pd.read_parquet(io.BytesIO(data))


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return ``rows`` as a frame with the columns of table ``name``, empty or not.

    Parameters
    ----------
    name : str
        A declared table.
    rows : list of dict
        One dict a row; a missing nullable column is filled with null.
    """
    import pandas as pd

    expected = columns(name)
    # Absent from every row, a column would come out as numbers, which no list can be read from.
    return pd.DataFrame([{column: row.get(column) for column in expected} for row in rows], columns=list(expected))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of ``frame`` as dicts of plain values (:func:`plain`)."""
    names = [str(name) for name in frame.columns]
    columns = [[plain(value) for value in frame[name]] for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def plain(value: Any) -> Any:  # noqa: ANN401
    """Return a cell as a plain value: lists as tuples, missing as None (pandas says NaN, even for a text)."""
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "__len__"):
        return tuple(plain(item) for item in value)
    if value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def as_list(value: Any) -> list[str]:  # noqa: ANN401
    """Return a list column's cell as a plain list (Parquet gives arrays, or None)."""
    return [] if value is None else [str(item) for item in value]
