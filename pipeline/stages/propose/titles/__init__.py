"""A proposition's title: an infinitive in deliverable French where one can be made safely, else the verbatim."""
