import base64
import hashlib
import io
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import etree

from pipeline import tables
from pipeline.records import content_id
from pipeline.stages.draft.outline import Card, Evidence, Table
from pipeline.stages.draft.quotes import GAP
from pipeline.stages.draft.walk import quoted, texts
from pipeline.text.speech import tidy
from pipeline.text.typography import typeset

DOCX, HTML = "synthese.docx", "synthese.html"
REFERENCE = re.compile(r"\b[espt]-[0-9a-f]{12}\b")


class Page(HTMLParser):
    """The text, ids and links of a page."""

    def __init__(self, data):
        super().__init__()
        self.text, self.ids, self.links, self.tags, self._hidden = [], [], [], Counter(), 0
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self._hidden += tag in ("style", "title")
        self.text.append(" " if tag not in ("a", "span", "strong", "q") else "")
        values = dict(attrs)
        self.ids.extend(filter(None, [values.get("id")]))
        self.links.extend(filter(None, [values.get("href"), values.get("src")]))

    def handle_endtag(self, tag):
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data):
        if not self._hidden:
            self.text.append(data)


def squeezed(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def word_text(data):
    body = open_docx(io.BytesIO(data)).element.body
    return squeezed(" ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))))


def page_text(data):
    return squeezed("".join(Page(data).text))


def without_evidence(node):
    """Everything that both files say: the passages are unfolded on the page only."""
    if isinstance(node, Evidence):
        return [node.summary]
    if isinstance(node, str):
        return [node]
    if isinstance(node, tuple):
        return [text for item in node for text in without_evidence(item)]
    if hasattr(node, "__dataclass_fields__"):
        parts = (part for part in node.__dataclass_fields__.values() if not part.metadata.get("code"))
        return [text for part in parts for text in without_evidence(getattr(node, part.name))]
    return []


def sections(document):
    """Every section of the outline, outer ones first."""
    waiting = [document.essentials, *document.sections]
    for section in waiting:
        waiting.extend(section.sections)
    return waiting


def test_word_has_real_styles_in_the_expected_order(files):
    word = open_docx(io.BytesIO(files[DOCX]))
    names = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Quote", "Caption"} <= names
    assert {"Proposition", "Fiche", "Statut", "toc 1", "toc 2"} <= names
    assert "Référence" in {run.style.name for paragraph in word.paragraphs for run in paragraph.runs}
    parts = [p.text for p in word.paragraphs if p.style.name in ("Heading 1", "Sommaire")]
    assert parts == [
        "L’essentiel",
        "Sommaire",
        "Cadre et démarche",
        "Les thèmes",
        "Spécificités locales",
        "Signaux faibles",
        "Suites",
        "Annexes",
    ]


def test_a_theme_follows_the_order_of_the_trade(files):
    word = open_docx(io.BytesIO(files[DOCX]))
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    start = headings.index(("Heading 2", "Financer la réhabilitation des centres anciens"))
    following = [text for style, text in headings[start + 1 : start + 6] if style == "Heading 3"]
    assert following == ["Constats", "Freins", "Leviers et expériences", "Propositions", "Verbatims"]


def test_word_is_french_a4_and_dated_by_the_last_workshop(files):
    word = open_docx(io.BytesIO(files[DOCX]))
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    assert round(word.sections[0].page_width.cm, 1) == 21.0
    assert round(word.sections[0].page_height.cm, 1) == 29.7
    assert word.core_properties.created.isoformat().startswith("2022-10-11")
    assert word.core_properties.title == "Territoires détendus et cœurs de ville"
    assert "Octobre 2022" in word_text(files[DOCX])


def test_the_contents_are_filled_and_lead_to_their_headings(files):
    word = open_docx(io.BytesIO(files[DOCX]))
    entries = [p for p in word.paragraphs if p.style.name in ("toc 1", "toc 2")]
    shown = [re.sub(r"\t.*", "", "".join(t.text or "" for t in p._p.iter(qn("w:t"), qn("w:tab")))) for p in entries]
    headings = [p.text for p in word.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert shown == headings
    names = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))}
    codes = [code.text for code in word.element.body.iter(qn("w:instrText"))]
    pages = {code.split()[1] for code in codes if code.strip().startswith("PAGEREF")}
    assert links <= names
    assert pages <= names
    assert len(pages) == len(entries)
    assert any(code.strip().startswith("TOC ") for code in codes)


def test_every_field_is_closed_and_every_bookmark_has_its_own_id(files):
    body = open_docx(io.BytesIO(files[DOCX])).element.body
    kinds = Counter(mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar")))
    assert kinds["begin"] == kinds["separate"] == kinds["end"]
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)


def test_tables_repeat_their_header_and_no_row_is_cut(files):
    word = open_docx(io.BytesIO(files[DOCX]))
    captioned = [p for p in word.paragraphs if p.style.name == "Caption"]
    styled = [table for table in word.tables if table.style.name == "Tableau de synthèse"]
    assert len(captioned) == len(styled) >= 5
    for table in styled:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tblPr.find(qn("w:tblCaption")) is not None


def test_a_card_is_not_split_across_pages(files):
    paragraphs = open_docx(io.BytesIO(files[DOCX])).paragraphs
    for paragraph, following in pairwise(paragraphs):
        if following.style.name.startswith("Fiche"):
            assert paragraph.paragraph_format.keep_with_next
    assert sum(p.style.name == "Proposition" for p in paragraphs) == 9


def test_every_part_of_the_word_file_is_well_formed(files):
    with zipfile.ZipFile(io.BytesIO(files[DOCX])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_both_files_say_every_sentence_of_the_outline(cycle_tables, composed, files):
    said = [squeezed(text).strip() for text in without_evidence(composed(cycle_tables))]
    in_word, on_page = word_text(files[DOCX]), page_text(files[HTML])
    assert len(said) > 200
    for text in said:
        assert text in in_word
        assert text in on_page


def test_neither_file_says_a_word_that_is_not_in_the_outline(cycle_tables, composed, files):
    known = set(re.findall(r"\w+", squeezed(" ".join(texts(composed(cycle_tables))))))
    known |= {"Tableau", "Page", "sur", "Aller", "au", "texte"} | {str(n) for n in range(20)}
    for text in (word_text(files[DOCX]), page_text(files[HTML])):
        assert set(re.findall(r"\w+", REFERENCE.sub("", text))) <= known


def test_every_quote_is_in_its_source_after_the_stated_cleaning(cycle_tables, composed):
    segments = cycle_tables["segments"].set_index("segment_id")["utterance_id"]
    statements = cycle_tables["statements"].set_index("statement_id")["segment_id"]
    utterances = cycle_tables["utterances"].set_index("utterance_id")["text"]
    found = quoted(composed(cycle_tables))
    assert len(found) > 30
    for quote in found:
        segment = statements.get(quote.reference, quote.reference)
        source = typeset(tidy(utterances[segments[segment]]))
        assert all(piece in source for piece in quote.text.split(GAP))


def test_every_reference_is_an_id_of_the_tables(cycle_tables, files):
    keys = {"segments": "segment_id", "statements": "statement_id", "proposals": "proposal_id", "themes": "theme_id"}
    known = {key for name, column in keys.items() for key in cycle_tables[name][column]}
    for text in (word_text(files[DOCX]), page_text(files[HTML])):
        shown = set(REFERENCE.findall(text))
        assert len(shown) > 20
        assert shown <= known


def test_the_page_shows_every_kept_passage_and_its_statements(cycle_tables, files):
    ids = set(Page(files[HTML]).ids)
    segments = cycle_tables["segments"]
    assert set(segments.loc[segments["fate"] == "retenu", "segment_id"]) <= ids
    assert set(cycle_tables["statements"]["statement_id"]) <= ids
    assert set(cycle_tables["proposals"]["proposal_id"]) <= ids


def test_the_page_asks_nothing_of_the_world(files):
    page = Page(files[HTML])
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert page.tags["script"] == page.tags["link"] == page.tags["img"] == 0
    html = files[HTML].decode()
    css = html.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in html.replace("'", "&#39;")
    assert "url(" not in css
    assert " style=" not in html


def test_no_name_of_a_person_is_written(cycle_tables, files):
    for name in cycle_tables["speakers"]["speaker"]:
        for text in (word_text(files[DOCX]), page_text(files[HTML])):
            assert name not in text
            assert name.split()[-1] not in text


def test_same_tables_same_bytes_whatever_the_order_of_rows(cycle_tables, files, draft):
    assert draft(cycle_tables).files == files
    shuffled = {name: frame.sample(frac=1, random_state=7) for name, frame in cycle_tables.items()}
    assert draft(shuffled).files == files


def test_tables_read_back_from_parquet_give_the_same_bytes(cycle_tables, files, draft):
    from pipeline import tables

    stored = {name: tables.from_bytes(tables.to_bytes(name, frame)) for name, frame in cycle_tables.items()}
    assert draft(stored).files == files


def test_the_stage_changes_no_table(cycle_tables, draft):
    before = {name: frame.copy(deep=True) for name, frame in cycle_tables.items()}
    draft(cycle_tables)
    assert all(frame.equals(before[name]) for name, frame in cycle_tables.items())


def test_hostile_text_is_only_text(build_tables, draft):
    hostile = (
        "<script>alert(1)</script> =cmd|' /C calc'!A0 \x00\x0b\ufffe ]]> &amp; {{ 7*7 }} fin de la phrase dite ici"
    )
    lines = f"nevers | a.txt | transcript | CM | financement | ⟦F@0.9|{hostile}⟧"
    tables = build_tables(lines)
    tables["themes"]["label"] = "<img src=x onerror=alert(1)>"
    tables["cycle"].loc[0, "value"] = '"><script>alert(2)</script>\x07'
    files = draft(tables).files
    page = Page(files[HTML])
    assert page.tags["script"] == page.tags["img"] == 0
    for text in (word_text(files[DOCX]), page_text(files[HTML])):
        assert "<script>alert(1)</script>" in text
        assert "{{ 7*7 }}" in text
        assert "=cmd|" in text
        assert not re.search("[\x00-\x08\x0b\ufffe]", text)


@pytest.mark.parametrize("kept", [True, False])
def test_the_method_note_says_what_reviewers_taught_only_when_it_was_kept(cycle_tables, composed, kept):
    figures = {"right_before": 24, "right_after": 31, "f1_before": 0.391, "f1_after": 0.482}
    effect = {"lesson": "énoncés", "n": 40, **figures, "kept": kept}
    told = "\n".join(texts(composed(cycle_tables | {"lesson_effects": tables.frame("lesson_effects", [effect])})))
    assert ("sur ces 40 énoncés" in told) is kept
    assert ("de 0,39 à 0,48" in told) is kept


def test_every_passage_is_accounted_for_in_the_method_note(cycle_tables, composed):
    tables = _tables(composed(cycle_tables))
    rows = next(table.rows for table in tables if "Ce que chaque passage" in table.caption)
    counts = [int(row[1].text) for row in rows]
    assert sum(counts[:-1]) == counts[-1] == len(cycle_tables["segments"])
    assert len(rows) - 1 == cycle_tables["segments"]["fate"].nunique()


def test_recurrence_counts_are_those_of_the_segments(cycle_tables, composed):
    (table,) = (table for table in _tables(composed(cycle_tables)) if "par atelier" in table.caption)
    kept = cycle_tables["segments"].query("fate == 'retenu' and theme_id.notna()")
    assert sum(int(row[-1].text) for row in table.rows) == len(kept)
    assert max(cell.level for row in table.rows for cell in row) == 4
    assert all(cell.level == 0 for row in table.rows for cell in row if cell.text == "–")


def test_tables_are_numbered_in_reading_order(cycle_tables, composed):
    numbers = [table.number for table in _tables(composed(cycle_tables))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_glossary_explains_only_what_occurs(cycle_tables, composed):
    said = list(texts(composed(cycle_tables)))
    assert "établissement public foncier" in said
    assert "zéro artificialisation nette" not in said


def _tables(node):
    if isinstance(node, Table):
        return [node]
    if isinstance(node, tuple):
        return [table for item in node for table in _tables(item)]
    if hasattr(node, "__dataclass_fields__"):
        return [table for name in node.__dataclass_fields__ for table in _tables(getattr(node, name))]
    return []


def test_a_proposition_shows_its_support_facts_and_origin(cycle_tables, files):
    text = word_text(files[DOCX])
    assert "Proposition n° 1 – Créer un fonds d’amorçage pour les opérations en centre ancien" in text
    assert "Relevée dans deux ateliers (Saint-Quentin et Angoulême), par deux intervenants (bailleurs sociaux) " in text
    assert "Nature : financière · Échelle : nationale · Porteur : État" in text
    assert "Constat d’origine, dans la même intervention :" in text
    assert "À rapprocher : proposition n° 1." in text
    assert content_id("p", "amorcage") in text


def test_an_unsure_proposition_is_marked_until_a_reviewer_accepts_it(cycle_tables, draft):
    unsure = cycle_tables["proposals"]["score"] < 0.8
    assert word_text(draft(cycle_tables).files[DOCX]).count("– à confirmer") == unsure.sum() > 0
    cycle_tables["proposals"]["status"] = "accepté"
    assert "– à confirmer" not in word_text(draft(cycle_tables).files[DOCX])


def test_a_finding_that_names_somebody_gives_way_to_another(build_tables, composed):
    named = "Comme le disait Raynaud, les prêts sont trop courts ici."
    lines = [f"nevers | a.txt | transcript | CM | financement | ⟦F@0.95|{named}⟧"]
    assert named in {quote.text for quote in quoted(composed(build_tables(lines[0])))}
    other = "Aucun financeur ne regarde les dossiers de moins de dix logements."
    lines.append(f"nevers | a.txt | transcript | CM | financement | ⟦F@0.5|{other}⟧")
    assert named not in {quote.text for quote in quoted(composed(build_tables("\n".join(lines))))}


def test_no_verbatim_names_anybody(build_tables, composed):
    said = "{}, je vois des familles qui cherchent en centre-ville et qui renoncent à cause des travaux annoncés."
    line = "nevers | a.txt | transcript | CM | financement | "
    assert len(quoted(composed(build_tables(line + said.format("À la permanence"))))) == 1
    assert not quoted(composed(build_tables(line + said.format("Isabelle Raynaud"))))


def test_a_quote_that_must_name_somebody_is_pointed_out(build_tables, composed):
    said = (
        "Il faudrait que Raynaud signe la convention avec tous les bailleurs.",
        "Il faudrait que Monsieur Perrot retrouve un deux-pièces du centre.",
    )
    lines = "\n".join(f"nevers | a.txt | transcript | CM | financement | ⟦P:tva|{text}⟧" for text in said)
    document = composed(build_tables(lines))
    (told,) = (text for text in texts(document) if "citations qui nomment peut-être une personne" in text)
    named = [q.reference for q in quoted(document) if "Raynaud" in q.text or "Perrot" in q.text]
    assert len(named) == 2
    assert set(REFERENCE.findall(told)) == set(named)


def test_a_proposition_heard_in_two_towns_is_quoted_in_both(build_tables, composed):
    lines = "\n".join(
        (
            "nevers | a.txt | transcript | CM | financement | ⟦P:tva@0.9|Il faut un fonds pour les études.⟧",
            "nevers | a.txt | transcript | MT | financement | ⟦P:tva@0.9|On demande une cagnotte commune.⟧",
            "angouleme | b.txt | transcript | FG | financement | ⟦P:tva@0.2|Une avance, remboursée au permis.⟧",
        )
    )
    document = composed(build_tables(lines))
    (card,) = (block for section in sections(document) for block in section.blocks if isinstance(block, Card))
    assert {quote.source.split(", ")[1] for quote in card.quotes} == {"Nevers", "Angoulême"}


def test_the_origin_of_a_proposition_is_that_of_a_quote_shown_and_is_understood_alone(build_tables, composed):
    line = "nevers | a.txt | transcript | CM | financement | ⟦F|{}⟧ ⟦P:tva|Il faut une avance pour les études.⟧"
    for origin, shown in (
        ("Les études coûtent trente mille euros avant même le permis.", True),
        ("Non, la personne est partie, et puis il y a eu le Covid.", False),
    ):
        tables = build_tables(line.format(origin))
        (card,) = (
            block for section in sections(composed(tables)) for block in section.blocks if isinstance(block, Card)
        )
        assert [one.quote.text for one in card.linked] == ([origin] if shown else [])


def test_a_finding_that_nothing_links_is_not_the_origin(build_tables, composed):
    said = "⟦F|Les études coûtent trente mille euros avant même le permis.⟧ ⟦P:tva|Il faut un fonds d’avance.⟧"
    tables = build_tables(f"nevers | a.txt | transcript | CM | financement | {said}")
    tables["statements"]["constat_id"] = None
    document = composed(tables)
    (card,) = (block for section in sections(document) for block in section.blocks if isinstance(block, Card))
    assert card.linked == ()


def test_a_theme_does_not_quote_a_town_that_it_does_not_count(cycle_tables, composed):
    themes = cycle_tables["themes"]
    at = themes.index[themes["label"] == "logements vacants et portage foncier"][0]
    themes.at[at, "workshops"], themes.at[at, "n_workshops"] = ["angouleme"], 1
    key = themes.at[at, "theme_id"]
    (section,) = (one for one in sections(composed(cycle_tables)) if one.anchor == key)
    found = [
        one for one in section.sections if one.title in ("Constats", "Freins", "Leviers et expériences", "Verbatims")
    ]
    assert {quote.source.split(", ")[1] for quote in quoted(tuple(found))} == {"Angoulême"}
    assert "(un atelier, un intervenant)" in found[0].blocks[0].text


def test_one_workshop_on_the_agenda_is_elided(cycle_tables, composed):
    cycle_tables["themes"]["n_on_agenda"] = 1
    assert any("à l’ordre du jour d’un atelier" in text for text in texts(composed(cycle_tables)))


def test_the_declared_date_of_the_cycle_is_the_date_of_the_document(cycle_tables, draft):
    cycle_tables["cycle"].loc[len(cycle_tables["cycle"])] = ["date", "2022-12-15"]
    assert "Décembre 2022" in word_text(draft(cycle_tables).files[DOCX])


def test_titles_that_are_still_speech_are_a_task(cycle_tables, composed):
    proposals = cycle_tables["proposals"]
    proposals.loc[0, ["title", "title_origin"]] = ["nous proposons une avance remboursable", "verbatim"]
    (told,) = (text for text in texts(composed(cycle_tables)) if "dont le titre est encore une parole" in text)
    assert squeezed(told).startswith("la proposition n° 1,")
    cards = [
        block for section in sections(composed(cycle_tables)) for block in section.blocks if isinstance(block, Card)
    ]
    assert [card.mark for card in cards if "à intituler" in card.mark] == ["à intituler"]
    (table,) = (table for table in _tables(composed(cycle_tables)) if table.caption == "Toutes les propositions")
    assert [row[-1].text for row in table.rows].count("intituler") == 1
    unsure = (proposals["status"] == "à confirmer").sum()
    assert [row[-1].text for row in table.rows].count("confirmer") == unsure > 0


def test_a_title_that_the_program_doubts_is_to_be_read_again_until_somebody_has(cycle_tables, composed):
    proposals = cycle_tables["proposals"]
    proposals.loc[0, ["title_origin", "status"]] = ["infinitif à relire", "sûr"]
    (told,) = (text for text in texts(composed(cycle_tables)) if "dont le titre n’est pas certain" in text)
    assert squeezed(told).startswith("la proposition n° 1,")
    (table,) = (table for table in _tables(composed(cycle_tables)) if table.caption == "Toutes les propositions")
    assert [row[-1].text for row in table.rows].count("relire le titre") == 1
    proposals.loc[0, "status"] = "accepté"
    assert not [text for text in texts(composed(cycle_tables)) if "dont le titre n’est pas certain" in text]


def test_what_a_reviewer_rejected_is_not_shown_but_counted(cycle_tables, draft):
    cycle_tables["proposals"].loc[0, "status"] = "rejeté"
    words = "Une réhabilitation en cœur de ville coûte"
    cycle_tables["statements"].loc[cycle_tables["statements"]["text"].str.startswith(words), "status"] = "rejeté"
    text = word_text(draft(cycle_tables).files[DOCX])
    assert "Proposition n° 1 –" not in text
    assert words not in text
    assert "Une demande a été écartée : 1 rejetée à la relecture." in text


def test_a_refused_demand_is_counted_by_reason_and_comes_back_when_a_reviewer_accepts_it(cycle_tables, composed):
    first = cycle_tables["statements"].index[0]
    cycle_tables["statements"].loc[first, "reason"] = "niee"
    key = cycle_tables["statements"].loc[first, "statement_id"]
    document = composed(cycle_tables)
    assert key not in {quote.reference for quote in quoted(document)}
    assert any("Une demande a été écartée : 1 niée." in squeezed(text) for text in texts(document))
    cycle_tables["statements"].loc[first, "status"] = "accepté"
    assert key in {quote.reference for quote in quoted(composed(cycle_tables))}


def test_what_is_not_quoted_is_said(cycle_tables, composed):
    said = list(texts(composed(cycle_tables, findings_per_type=1, cards_per_theme=1)))
    assert any("signalent trois freins" in text and "un est repris ici" in text for text in said)
    assert any("dans la liste en annexe : n° 4 à 6." in squeezed(text) for text in said)
    assert any("aucun ne se lit hors de son contexte" in text for text in said)


def test_no_statement_at_all_still_gives_a_document_that_says_so(cycle_tables, draft):
    for name in ("statements", "proposals"):
        cycle_tables[name] = cycle_tables[name].iloc[:0]
    outcome = draft(cycle_tables)
    for text in (word_text(outcome.files[DOCX]), page_text(outcome.files[HTML])):
        assert "Aucun constat, frein, levier ni proposition n’a été relevé dans ces ateliers." in text
    assert any("aucun énoncé n’a été relevé" in message for message in outcome.messages)


def test_empty_tables_still_give_a_document(cycle_tables, draft):
    empty = {name: frame.iloc[:0] for name, frame in cycle_tables.items()}
    text = word_text(draft(empty).files[DOCX])
    assert "Cycle d’ateliers" in text
    assert "Aucun thème n’a été reconnu dans ces ateliers." in text
    assert "Aucun passage n’a été lu." in text


def test_a_cycle_without_metadata_has_no_date_and_names_workshops_by_title(cycle_tables, draft):
    cycle_tables["cycle"] = cycle_tables["cycle"].iloc[:0]
    for column in ("town", "date", "format", "partner", "expected_participants"):
        cycle_tables["workshops"][column] = None
    cycle_tables["speakers"]["structure"] = None
    text = word_text(draft(cycle_tables).files[DOCX])
    assert "2022" not in text
    assert "Bailleur social, « Comment bien vieillir hors métropoles ? »" in text
    assert "Les documents ne nomment pas les structures des intervenants." in text


def test_a_single_workshop_has_no_local_section(build_tables, draft):
    tables = build_tables(
        "nevers | a.txt | transcript | CM | financement | ⟦F|Les prêts de trente ans sont trop courts ici.⟧"
    )
    tables["workshops"] = tables["workshops"].query("workshop_id == 'nevers'").reset_index(drop=True)
    tables["speakers"] = tables["speakers"].query("workshop_id == 'nevers'").reset_index(drop=True)
    tables["sources"] = tables["sources"].query("workshop_id == 'nevers'").reset_index(drop=True)
    text = word_text(draft(tables).files[DOCX])
    assert "Spécificités locales" not in text
    assert "abordé dans l’atelier" in text


def test_two_workshops_in_one_town_are_told_apart_by_date(cycle_tables, draft):
    cycle_tables["workshops"]["town"] = "Nevers"
    text = word_text(draft(cycle_tables).files[DOCX])
    assert "Bailleur social, Nevers (30 juin 2022)" in text
    assert "Locataire, Nevers (11 octobre 2022)" in text


def test_many_workshops_head_the_recurrence_table_by_number(build_tables, composed):
    tables = build_tables(
        "nevers | a.txt | transcript | CM | financement | ⟦F|Les prêts de trente ans sont trop courts ici.⟧"
    )
    one = tables["workshops"].iloc[[2]]
    more = [one.assign(workshop_id=f"w{n}", town=f"Ville {n}") for n in range(6)]
    import pandas as pd

    tables["workshops"] = pd.concat([tables["workshops"], *more], ignore_index=True)
    (table,) = (table for table in _tables(composed(tables)) if "par atelier" in table.caption)
    assert table.header == ("Thème", *(str(n) for n in range(1, 10)), "Total")
    assert sum(table.widths) == pytest.approx(1)
