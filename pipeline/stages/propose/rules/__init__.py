"""The grammar of statements: an ordered chain of French rules; each hit names its rule and its cue."""
