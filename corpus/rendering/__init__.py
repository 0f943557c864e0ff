"""From the annotated masters of ``corpus/gold/ateliers/`` to the sample files and the gold tables."""
