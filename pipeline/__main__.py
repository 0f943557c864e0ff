"""``python -m pipeline`` is ``synthese``."""

from pipeline.cli import main

main()
