import re
from html.parser import HTMLParser

import pytest

from pipeline.evaluation.page import page
from pipeline.evaluation.plots import whiskers
from pipeline.evaluation.report import lines, markdown
from pipeline.evaluation.results import Evaluation, Fault, Grid, Measure, part
from pipeline.evaluation.words import bounds, percent, shown, whole


@pytest.fixture
def evaluation():
    faults = [
        Fault(
            f"k{rank}", "f", "Nevers, passage 3", "Il faut <b>un | fonds</b>", "manqué", f"e-{rank:012x}", float(rank)
        )
        for rank in range(5)
    ]
    measures = [Measure("a.b", "mots retrouvés", 0.873, 1250, "share", 0.8, 0.91)]
    grid = Grid("Types", ("", "frein"), (("frein", "4"), ("constat", "1")), heat=True)
    return Evaluation("exemple", "4 ateliers", (part("a", "Lecture", "Ce qui est lu ?", measures, faults, (grid,)),))


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (Measure("a", "a", 0.873, 1), "87\u00a0%"),
        (Measure("a", "a", 0.9967, 1), "99,7\u00a0%"),
        (Measure("a", "a", 1.0, 1), "100\u00a0%"),
        (Measure("a", "a", -0.051, 1, "index"), "−0,05"),
        (Measure("a", "a", 1250.0, 1, "count"), "1\u202f250"),
    ],
)
def test_figures_are_french(measure, text):
    assert shown(measure) == text


def test_bounds_are_said_only_when_they_were_drawn():
    assert bounds(Measure("a", "a", 0.5, 1, low=0.4, high=0.6)) == "40\u00a0% à 60\u00a0%"
    assert bounds(Measure("a", "a", 0.5, 1)) == ""
    assert (percent(0.5), whole(3.0)) == ("50\u00a0%", "3")


def test_the_terminal_shows_figures_and_the_worst_examples_first(evaluation):
    said = list(lines(evaluation))
    assert said[0] == "Évaluation de «\u00a0exemple\u00a0»\u00a0: 4 ateliers"
    assert any(
        re.search(r"mots retrouvés +87\u00a0% +\(80\u00a0% à 91\u00a0%, n = 1\u202f250\)", line) for line in said
    )
    shown_ids = re.findall(r"\[(e-[0-9a-f]+)\]", "\n".join(said))
    assert shown_ids == ["e-000000000004", "e-000000000003", "e-000000000002"]


def test_markdown_keeps_its_tables_whole(evaluation):
    text = markdown(evaluation)
    assert "| mots retrouvés | 87\u00a0% | 80\u00a0% à 91\u00a0% | 1\u202f250 |" in text
    assert "- `e-000000000004` Nevers, passage 3\u00a0: manqué." in text
    assert text.count("\n## ") == 1


def test_the_page_is_whole_escaped_and_asks_for_nothing(evaluation):
    text = page(evaluation)
    assert "Content-Security-Policy" in text
    assert not re.findall(r"(?:src|href|url\()=?[\"']?(?:https?:)?//", text)
    assert "<b>" not in text
    assert "Il faut &lt;b&gt;un | fonds" in text
    assert "<code>synthese explain e-000000000004</code>" in text
    assert '<td class="h4">4</td>' in text
    open_tags = []

    class Check(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "br", "line", "circle"):
                open_tags.append(tag)

        def handle_endtag(self, tag):
            if tag not in ("line", "circle"):
                assert open_tags.pop() == tag

    Check().feed(text)
    assert open_tags == []


def test_a_plot_places_values_on_its_axis():
    drawn = whiskers([Measure("a", "moitié", 0.5, 9, low=0.25, high=1.0), Measure("b", "sous zéro", -0.2, 9, "index")])
    assert 'class="range" x1="490" x2="760"' in drawn
    assert 'cx="580"' in drawn
    assert 'cx="400"' in drawn
    assert "moitié 50" in drawn


def test_two_faults_with_one_key_are_told_apart():
    twice = [Fault("k", "f", "", "un", ""), Fault("k", "f", "", "deux", "")]
    assert [fault.key for fault in part("a", "A", "", [], twice).faults] == ["k", "k#2"]
