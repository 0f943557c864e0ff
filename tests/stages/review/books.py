"""Fill in review workbooks, and read them back."""

from types import SimpleNamespace

import world

from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.changes import understood, written
from pipeline.stages.review.filled import read
from pipeline.stages.review.run import run


def review(turns, cycle, settings=None):
    inputs = Inputs(Place(cycle, cycle), world.frames(turns))
    return run(inputs, settings or ReviewSettings(), Silent())


def at(sheet, title):
    return next(cell.column for cell in sheet[1] if cell.value == title)


def put(book, name, line, title, value):
    sheet = book[name]
    sheet.cell(line, at(sheet, title)).value = value


def plain(sentence):
    return sentence.replace("\u202f", " ").replace("\u00a0", " ")


def lines_where(book, name, title, value):
    sheet = book[name]
    column = at(sheet, title)
    return [line for line in range(2, sheet.max_row + 1) if sheet.cell(line, column).value == value]


def read_changes(path):
    """Return what one workbook asks, and its anomalies."""
    filled = read(path)
    cells, anomalies = understood(filled)
    changes = tuple(asked.change for asked in written(cells))
    return SimpleNamespace(filled=filled, cells=cells, changes=changes, anomalies=anomalies)
