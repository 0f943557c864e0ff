"""The reviewers' desk: a local web page, a thin face on the corrections' ledger."""
