import pytest

from pipeline.stages.ingest.naming import parse_date, read_name


@pytest.mark.parametrize(
    ("name", "date", "town", "title"),
    [
        ("2022-06-30 Saint-Quentin", "2022-06-30", "Saint-Quentin", "Saint-Quentin"),
        ("Atelier 3 - Nevers (11 octobre 2022)", "2022-10-11", "Nevers", "Nevers"),
        ("20221011_nevers", "2022-10-11", "Nevers", "Nevers"),
        ("1er juillet 2022 Saint Quentin", "2022-07-01", "Saint Quentin", "Saint Quentin"),
        ("30.06.2022 - Châlons-en-Champagne", "2022-06-30", "Châlons-en-Champagne", "Châlons-en-Champagne"),
        ("Atelier n°2 : La Rochelle", None, "La Rochelle", "La Rochelle"),
        ("Nevers", None, "Nevers", "Nevers"),
        ("2022-11-24 Webinaire services aux locataires", "2022-11-24", None, "Webinaire services aux locataires"),
        ("Dupont_Martin_2", None, None, "Dupont Martin 2"),
        ("Dupont_Martin", None, None, "Dupont Martin"),
        ("Atelier 4", None, None, "Atelier 4"),
        ("2022-13-45 Nevers", None, None, "2022-13-45 Nevers"),
        ("Groupe Nord", None, None, "Groupe Nord"),
    ],
)
def test_what_a_folder_name_says(name, date, town, title):
    said = read_name(name)
    assert (said.date, said.town, said.title) == (date, town, title)


def test_a_webinar_is_online():
    assert read_name("Webinaire services").format == "en ligne"
    assert read_name("2022-06-30 Nevers").format is None


@pytest.mark.parametrize("text", ["30 juin 2022", "30/06/2022", "2022-06-30", "le 30 juin 2022 à Laon", "30-06-2022"])
def test_dates_as_people_write_them(text):
    assert parse_date(text) == "2022-06-30"


@pytest.mark.parametrize("text", ["juin 2022", "30 juin", "hier", "31/02/2022", ""])
def test_no_date_is_guessed(text):
    assert parse_date(text) is None
