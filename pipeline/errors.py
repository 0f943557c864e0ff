"""What can go wrong, said to a French analyst in one sentence.

A message names the file or the setting, says what was expected and what to do. The command line prints
it and leaves with ``exit_code``; nothing else in the program prints an error.
"""

from __future__ import annotations


class PipelineError(Exception):
    """A fault of the user's input or installation, with its French sentence."""

    exit_code = 2


class CorpusError(PipelineError):
    """The cycle's folder, a workshop or a file cannot be used."""


class ConfigError(PipelineError):
    """A settings or metadata file is wrong."""


class ModelError(PipelineError):
    """A model is missing, damaged or not the one that is pinned."""


class ReviewError(PipelineError):
    """The corrections' ledger or a review workbook cannot be used."""
