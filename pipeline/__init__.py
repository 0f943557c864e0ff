"""From the transcripts of a cycle of workshops to a draft synthesis, offline and in French."""

__version__ = "0.1.0"
