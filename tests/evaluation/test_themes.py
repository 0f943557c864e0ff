from pipeline import tables
from pipeline.evaluation.themes import equivalents, judged, themes


def three_themes(world):
    world.say("un deux trois quatre", "argent", "t1").say("un deux trois", "argent", "t1")
    world.say("cinq six sept", "santé", "t2").say("huit neuf dix", "santé", "t2", where=world.lens)
    return world


def test_perfect_themes_score_one(world, value):
    part = themes(three_themes(world).compared())
    for key in ("v_mesure", "ari", "justes", "couverture", "recurrence.f1"):
        assert value(part, f"themes.{key}") == 1.0, key
    assert part.faults == ()


def test_a_theme_is_worth_the_gold_theme_of_most_of_its_words(world):
    world.say("un deux trois quatre", "argent", "t1").say("cinq six sept", "santé", "t1")
    assert equivalents(judged(world.compared())) == {"t1": "argent"}


def test_a_misplaced_passage_is_named_with_the_segment_to_explain(world, value, of_family):
    part = themes(three_themes(world).say("onze douze treize", "santé", "t1").compared())
    assert value(part, "themes.justes") == 4 / 5
    (fault,) = of_family(part, "thèmes : passages")
    assert (fault.identifier, fault.said) == ("s5", "onze douze treize")
    assert fault.problem == "parle de « santé », rangé dans « Thème t1 » (surtout « argent »)"


def test_a_passage_off_theme_lowers_coverage(world, value):
    part = themes(three_themes(world).say("onze douze treize", "santé", None).compared())
    assert value(part, "themes.couverture") == 4 / 5
    assert value(part, "themes.v_mesure") < 1


def test_short_passages_are_not_judged(world):
    assert len(judged(three_themes(world).say("oui", "santé", "t1").compared())) == 4


def test_a_workshop_that_the_themes_table_forgets_is_named(world, value, of_family):
    frames = three_themes(world).frames()
    frames["themes"].at[1, "workshops"] = [world.nevers]
    part = themes(world.compared(frames))
    assert value(part, "themes.recurrence.rappel") == 2 / 3
    assert value(part, "themes.recurrence.precision") == 1.0
    (fault,) = of_family(part, "thèmes : ateliers")
    assert (fault.said, fault.where, fault.identifier) == ("santé", world.lens, "t2")


def test_words_without_a_theme_should_stay_without(world, value):
    part = themes(three_themes(world).say("bonjour à tous", None, "t1").say("au revoir merci", None, None).compared())
    assert value(part, "themes.hors_theme") == 0.5


def test_the_grid_says_what_is_taken_for_what(world):
    part = themes(three_themes(world).say("onze douze treize", "santé", "t1").compared())
    confusion = part.grids[1]
    assert confusion.header == ("", "argent", "santé", "hors thème")
    assert confusion.rows == (("argent", "2", "0", "0"), ("santé", "1", "2", "0"))


def test_a_label_of_words_that_only_the_facilitator_says_is_named(world, value, of_family):
    frames = three_themes(world).frames()
    frames["themes"]["origin"] = "émergent"
    frames["themes"]["label"] = ["Deux et trois", "Santé publique"]
    part = themes(world.compared(frames))
    assert value(part, "themes.libelles") == 0.5
    (fault,) = of_family(part, "thèmes : libellés")
    assert (fault.said, fault.problem) == ("Santé publique", "aucun participant ne dit dans ce thème : publiq, sante")
    frames["workshops"]["agenda"] = [["Santé publique"], []]
    assert value(themes(world.compared(frames)), "themes.libelles") == 1.0


def test_who_says_an_acronym_says_the_words_it_stands_for(world, value):
    frames = three_themes(world).say("Le PLH est signé.", "santé", "t2").frames()
    frames["themes"]["origin"] = "émergent"
    frames["themes"]["label"] = ["Deux et trois", "Programme local"]
    assert value(themes(world.compared(frames)), "themes.libelles") == 0.5
    frames["glossary"] = tables.frame("glossary", [{"term": "PLH", "definition": "programme local de l’habitat"}])
    assert value(themes(world.compared(frames)), "themes.libelles") == 1.0
