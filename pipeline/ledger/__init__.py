"""The reviewers' corrections: what they can ask, the journal that keeps it, and finding words again."""
