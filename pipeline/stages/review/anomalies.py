"""Cells that make no correction, said so that a reviewer can mend them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.text.typography import typeset


class RefusedError(Exception):
    """A cell that makes no correction.

    Parameters
    ----------
    found, expected, todo : str
        In French: what the cell says, what was expected in it, what to do.
    """

    def __init__(self, found: str, expected: str, todo: str) -> None:
        self.found, self.expected, self.todo = found, expected, todo
        super().__init__(found)


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something in a filled workbook that is not understood.

    Attributes
    ----------
    sheet : str
        The sheet's title.
    found, expected, todo : str
        In French: what was found, what was expected, what to do.
    line, at : int
        Row and column, from 1; 0 when it is about the whole sheet, or the whole row.
    column : str
        The column's title, empty for a whole row or sheet.
    """

    sheet: str
    found: str
    expected: str
    todo: str
    line: int = 0
    at: int = 0
    column: str = ""

    @property
    def where(self) -> str:
        """Where a person finds it."""
        parts = [f"Feuille « {self.sheet} »"]
        parts += [f"ligne {self.line}"] if self.line else []
        parts += [f"colonne « {self.column} »"] if self.column else []
        return ", ".join(parts)

    @property
    def sentence(self) -> str:
        """The anomaly in one French sentence."""
        said = f"{self.where} : {self.found} ; {self.todo}"
        return typeset(said if said.endswith(("?", ".")) else f"{said}.")
