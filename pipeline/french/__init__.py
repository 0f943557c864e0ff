"""The edge of spaCy: the French model, sentences, and annotation as a table."""
