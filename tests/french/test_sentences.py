import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french import model, tokens
from pipeline.french.sentences import spans

# « | » marks every boundary.
MARKED = (
    "On a les moyens. |Enfin presque.",
    "Et alors ? |Rien du tout ! |Voilà.",
    "M. Delannoy a parlé. |Mme Petit aussi.",
    "C’est 2.5 % du parc, env. 300 logements. |Pas plus.",
    "On a demandé des crédits, etc. |Personne n’a répondu.",
    "Bon... on y va, euh… on commence.",
    "Bon... |On y va.",
    "Il a dit « on verra. » |Et puis rien.",
    "Première ligne\n|Deuxième ligne",
    "Sans point",
    "Embaucher 1 pers. de la résid. pour le ménage. |Voir avec les loc. |Et après ?",
)


@pytest.mark.parametrize("marked", MARKED)
def test_boundaries_are_where_a_reader_puts_them(marked):
    text = marked.replace("|", "")
    expected = [part.strip() for part in marked.split("|")]
    assert [text[start:end] for start, end in spans(text)] == expected


@given(st.text(alphabet="aé .!?…\n«»M1", max_size=60))
def test_sentences_hold_every_character_once(text):
    found = spans(text)
    assert "".join(text[start:end] for start, end in found).replace(" ", "").replace("\n", "") == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))


def test_spacy_keeps_our_boundaries_and_a_doc_survives_the_table():
    import pandas as pd

    text = "Il faudrait créer un fonds. On n’a pas les moyens, euh, d’avancer les études."
    doc = next(model.annotate([text]))
    assert [sentence.text for sentence in doc.sents] == [text[start:end] for start, end in spans(text)]
    ((segment_id, again),) = tokens.docs(pd.DataFrame(tokens.rows("s-1", doc)))
    assert segment_id == "s-1"
    assert again.text == text
    for before, after in zip(doc, again, strict=True):
        assert (before.lemma_, before.pos_, str(before.morph), before.dep_, before.head.i, before.idx) == (
            after.lemma_,
            after.pos_,
            str(after.morph),
            after.dep_,
            after.head.i,
            after.idx,
        )
