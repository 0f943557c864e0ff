from pipeline.ledger.prints import Votes, sample, stretch

SAID = "Bon. Il faudrait que l’établissement foncier porte les immeubles dix ans, voilà. Merci."


def test_a_stretch_is_where_a_fingerprint_stands_in_a_text():
    start, end = stretch(SAID, sample(["Il faudrait que l’établissement foncier porte les immeubles dix ans"]))
    assert SAID[start:end] == "Il faudrait que l’établissement foncier porte les immeubles dix ans"
    assert stretch(SAID, sample(["un guichet unique pour toutes les aides"])) is None
    assert stretch("", sample(["un guichet unique"])) is None


def test_a_changed_word_takes_its_four_marks_away():
    votes = Votes({"s-1": SAID.replace("foncier", "public")})
    prints = sample([SAID])
    assert 0.5 < votes.present(prints) < 1
    assert votes.present(()) == 0
