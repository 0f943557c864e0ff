"""The learned scorer: rules, grammar, word groups and sentence vector weighed by logistic regressions."""
