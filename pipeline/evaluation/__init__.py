"""Figures of quality: the hand-written answers, the metrics, the regression report."""
