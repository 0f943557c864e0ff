"""The fiche of a proposition: nature, scale, who carries it, each with the words that decided it."""
