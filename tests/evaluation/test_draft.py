"""What is read off the draft: its lines, its quotations, the key points it says."""

import io
import zipfile

import pytest

from pipeline.errors import PipelineError
from pipeline.evaluation.documents import Draft, read_draft
from pipeline.evaluation.faithful import faithful
from pipeline.evaluation.gold import Evidence, Place, Point
from pipeline.evaluation.points import points

FUND = "e-0123456789ab"
SEGMENT = "s-0123456789ab"
SAID = "Alors euh, il faudrait, il faudrait un fonds, « un vrai ». Pour les études !"
QUOTED = "il faudrait un fonds, «\u00a0un vrai\u00a0»."
IDS = frozenset({"p-0123456789ab"})
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def line(text, reference):
    return f"«\u00a0{text}\u00a0» —\u00a0Bailleur social, Nevers  {reference}"


@pytest.fixture
def written(tmp_path):
    """Writes the two documents of a run: Word lines, and the page's body."""

    def _written(words=(), page=""):
        body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in words)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("word/document.xml", WORD.format(body))
        (tmp_path / "synthese.docx").write_bytes(data.getvalue())
        (tmp_path / "synthese.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
        return read_draft(tmp_path)

    return _written


@pytest.fixture
def told(world):
    """A run in which somebody asks for a fund."""
    world.say(SAID, "argent", "t-0123456789ab").mark(1, "il faudrait un fonds", "proposition", "fonds")
    world.find(1, "il faudrait un fonds", "proposition", statement_id=FUND, segment_id=SEGMENT)
    frames = world.propose("Créer un fonds", FUND, proposal_id="p-0123456789ab").frames()
    frames["segments"]["segment_id"] = SEGMENT
    return world.compared(frames)


def test_quotations_are_read_in_both_documents_with_their_reference(written):
    page = f'<li><q>«\u00a0Un &amp; deux\u00a0»</q>\n<span>—\u00a0État,\nNevers</span> <a href="#x">{FUND}</a></li>'
    draft = written([line(QUOTED, FUND)], page)
    assert [(one.document, one.text, one.reference) for one in draft.quotations] == [
        ("synthese.docx", QUOTED, FUND),
        ("synthese.html", "Un & deux", FUND),
    ]
    assert draft.references == {FUND}


def test_whole_passages_of_the_page_are_quotations_too(written):
    page = f'<div class="passage" id="{SEGMENT}"><p>Un fonds.</p><p class="meta">— État {SEGMENT}</p></div>'
    (one,) = written(page=page).quotations
    assert (one.text, one.reference) == ("Un fonds.", SEGMENT)


@pytest.mark.parametrize(
    ("text", "reference", "kept"),
    [
        (QUOTED, FUND, True),
        ("il faudrait un fonds […] Pour les études\u202f!", SEGMENT, True),
        ("Pour les études […] il faudrait un fonds", SEGMENT, False),
        ("il faudrait un grand fonds", FUND, False),
        ("il faudrait un fonds", "e-000000000000", False),
    ],
)
def test_a_quotation_is_word_for_word_in_the_source_that_it_names(written, told, value, text, reference, kept):
    part = faithful(told.run, written([line(text, reference)]))
    assert value(part, "fidelite.citations") == float(kept)
    assert [fault.said for fault in part.faults if fault.family == "fidélité : citations"] == [text] * (not kept)


def test_a_reference_that_leads_nowhere_is_a_fault(written, told, value):
    part = faithful(told.run, written(["Voir t-0123456789ab et u-ffffffffffff."]))
    assert value(part, "fidelite.references") == 0.5
    assert [fault.said for fault in part.faults] == ["u-ffffffffffff"]


def test_faithfulness_allows_no_loss(written, told):
    assert all(measure.exact for measure in faithful(told.run, written()).measures)


@pytest.mark.parametrize("name", ["synthese.docx", "synthese.html"])
def test_a_missing_document_is_said(written, tmp_path, name):
    written()
    (tmp_path / name).unlink()
    with pytest.raises(PipelineError, match=rf"{name} manque : lancez d’abord"):
        read_draft(tmp_path)


def test_a_damaged_document_is_said(written, tmp_path):
    written()
    (tmp_path / "synthese.docx").write_bytes(b"PK")
    with pytest.raises(PipelineError, match="n’est pas un fichier Word lisible"):
        read_draft(tmp_path)


def test_a_point_of_a_group_is_said_when_the_draft_shows_its_proposal(world, told, value):
    world.points.append(Point(world.nevers, "argent", "fonds", "Un fonds est demandé."))
    comparison = type(told)(world.gold(), told.run, told.settings, told.alignment)
    shown = points(comparison, Draft((), IDS, IDS, ()))
    assert value(shown, "points.dits") == 1.0
    hidden = points(comparison, Draft(("Un fonds est demandé.",), IDS, frozenset(), ()))
    assert value(hidden, "points.dits") == 0.0
    assert value(hidden, "points.listes") == 0.0
    assert value(points(comparison, Draft(("créer un fonds",), IDS, frozenset(), ())), "points.listes") == 1.0
    assert hidden.faults[0].problem == "aucune fiche de la synthèse ne porte « fonds »"


def test_a_disagreement_is_said_when_a_passage_of_each_side_is_quoted(world, told, value):
    world.points.append(Point(world.nevers, "argent", None, "Un fonds divise."))
    here, elsewhere = Place(*world.passage_key(1)), Place(f"{world.nevers}/Autre.txt", 7)
    for other, said in ((elsewhere, 0.0), (here, 1.0)):
        world.evidence = [Evidence(world.nevers, "Un fonds divise.", ((here,), (elsewhere, other)))]
        comparison = type(told)(world.gold(), told.run, told.settings, told.alignment)
        part = points(comparison, Draft((), IDS, frozenset({FUND}), ()))
        assert value(part, "points.dits") == said
        expected = [] if said else ["aucun de ces passages n’est cité : Autre.txt 7, Autre.txt 7"]
        assert [fault.problem for fault in part.faults] == expected
