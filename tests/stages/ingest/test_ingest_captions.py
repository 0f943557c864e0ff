import pytest

from pipeline.stages.ingest.readers.reading import Refused

TEAMS = """\ufeffWEBVTT

0f8a1c22-1b1e-4f6a-9c55-3f1d7a2b9e10/32-0
00:00:03.000 --> 00:00:05.000
<v Lenoir Mathilde>Bonjour à toutes, on va parler</v>

0f8a1c22-1b1e-4f6a-9c55-3f1d7a2b9e10/32-1
00:00:05.200 --> 00:00:08.000
<v Lenoir Mathilde>de l’équilibre &amp; du foncier.</v>

0f8a1c22-1b1e-4f6a-9c55-3f1d7a2b9e10/40-0
00:00:08.500 --> 00:00:09.000
<v Karim Belhadi>Oui.</v>

0f8a1c22-1b1e-4f6a-9c55-3f1d7a2b9e10/41-0
00:00:20.000 --> 00:00:21.000
<v Karim Belhadi>Et ensuite, après la</v>

0f8a1c22-1b1e-4f6a-9c55-3f1d7a2b9e10/41-1
00:00:24.000 --> 00:00:25.000
<v Karim Belhadi>pause, non.</v>
"""


def test_teams_cues_are_put_together_again(read, shown):
    reading = read("réunion.vtt", TEAMS)
    assert reading.kind == "transcript"
    assert shown(reading) == [
        ("Lenoir Mathilde", "Bonjour à toutes, on va parler de l’équilibre & du foncier."),
        ("Karim Belhadi", "Oui."),
        ("Karim Belhadi", "Et ensuite, après la pause, non."),
    ]
    assert [(turn.start_s, turn.end_s) for turn in reading.turns] == [(3.0, 8.0), (8.5, 9.0), (20.0, 25.0)]
    assert reading.turns[0].locator == "sous-titre 1"


def test_the_gap_is_a_setting(read):
    assert len(read("a.vtt", TEAMS, merge_gap_s=60).turns) == 2


def test_zoom_names_its_speakers_in_every_cue(read, shown):
    cues = "".join(
        f"{n}\n00:00:{n * 3:02d}.000 --> 00:00:{n * 3 + 2:02d}.500\n{who}: {said}\n\n"
        for n, (who, said) in enumerate(
            [
                ("Marie Dupont", "Alors le"),
                ("Marie Dupont", "foncier."),
                ("Jean Martin", "Oui."),
                ("Jean Martin", "Si."),
            ],
            1,
        )
    )
    assert shown(read("zoom.vtt", f"WEBVTT\n\n{cues}")) == [
        ("Marie Dupont", "Alors le foncier."),
        ("Jean Martin", "Oui. Si."),
    ]


def test_two_voices_in_a_cue(read, shown):
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Oui.\n<v Bob>Non.\n"
    assert shown(read("a.vtt", text)) == [("Ana", "Oui."), ("Bob", "Non.")]


YOUTUBE = """WEBVTT
Kind: captions
Language: fr

00:00:00.000 --> 00:00:02.000 align:start position:0%
~
alors<00:00:00.480><c> on</c><00:00:00.900><c> va</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
alors on va
~

00:00:02.010 --> 00:00:04.000 align:start position:0%
alors on va
parler<00:00:02.480><c> du</c><00:00:02.900><c> foncier</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
parler du foncier
~

00:00:04.010 --> 00:00:06.000 align:start position:0%
parler du foncier
et<00:00:04.480><c> des</c><00:00:04.900><c> prêts</c>
"""


def test_captions_that_scroll_are_read_once(read, shown):
    assert shown(read("a.vtt", YOUTUBE.replace("~", " "))) == [(None, "alors on va parler du foncier et des prêts")]


SRT = """1
00:00:00,500 --> 00:00:02,000
Gérard LAMOUREUX : Qui soigne ? Ben, la

2
00:00:02,000 --> 00:00:04,000
pharmacienne. Et il y a un problème : le
médecin est parti.

3
00:00:04,500 --> 00:00:05,000
Nadia BELKACEM : Oui.

4
00:00:05,500 --> 00:00:07,000
Gérard LAMOUREUX : Voilà. Alors

5
00:00:07,000 --> 00:00:08,000
Gérard LAMOUREUX : Bon.

6
00:00:08,500 --> 00:00:09,000
Nadia BELKACEM : Et voilà.

7
00:00:09,000 --> 00:00:10,000
<i>Nadia BELKACEM : Merci.</i>

8
00:00:10,100 --> 00:00:11,000
Gérard LAMOUREUX : Merci.

9
00:00:11,000 --> 00:00:12,000
à vous

10
00:00:12,000 --> 00:00:13,000
et à demain.
"""


def test_a_label_on_the_first_cue_holds_until_the_next(read, shown):
    assert shown(read("a.srt", SRT.replace("\n", "\r\n"))) == [
        ("Gérard LAMOUREUX", "Qui soigne ? Ben, la pharmacienne. Et il y a un problème : le médecin est parti."),
        ("Nadia BELKACEM", "Oui."),
        ("Gérard LAMOUREUX", "Voilà. Alors"),
        ("Gérard LAMOUREUX", "Bon."),
        ("Nadia BELKACEM", "Et voilà."),
        ("Nadia BELKACEM", "Merci."),
        ("Gérard LAMOUREUX", "Merci. à vous et à demain."),
    ]


def test_times_without_hours_or_decimals_and_without_numbers(read, shown):
    reading = read("a.srt", "\n00:01,5 --> 00:03\nUn deux\n\n0:00:03.000 --> 0:00:04.000\ntrois.\n")
    assert shown(reading) == [(None, "Un deux trois.")]
    assert (reading.turns[0].start_s, reading.turns[0].end_s) == (1.5, 4.0)


def test_captions_of_nobody_are_cut_at_sentence_ends(read):
    cues = "".join(
        f"{n + 1}\n00:{n // 60:02d}:{n % 60:02d},000 --> 00:{n // 60:02d}:{n % 60:02d},900\n{n} mots de la phrase"
        f"{'.' if n % 5 == 4 else ''}\n\n"
        for n in range(100)
    )
    turns = read("a.srt", cues).turns
    assert len(turns) > 5
    assert all(turn.text.endswith(".") and len(turn.text.split()) <= 85 for turn in turns)
    unpunctuated = read("b.srt", cues.replace(".\n", "\n")).turns
    assert all(len(turn.text.split()) <= 125 for turn in unpunctuated)


def test_one_word_a_cue(read, shown):
    cues = "".join(
        f"00:00:{n:02d}.000 --> 00:00:{n:02d}.400\n{word}\n\n" for n, word in enumerate(["on", "a", "perdu."])
    )
    assert shown(read("a.vtt", f"WEBVTT\n\n{cues}")) == [(None, "on a perdu.")]


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_what_is_no_caption_file_is_refused(read, name):
    with pytest.raises(Refused, match="ce n’est pas un fichier"):
        read(name, "Une note quelconque")
