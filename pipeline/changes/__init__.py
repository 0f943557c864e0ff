"""What changed between two runs, told in French: workshops, themes, propositions, corrections."""
