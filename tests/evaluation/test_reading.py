from pipeline.evaluation.reading import reading


def test_all_is_read_and_rightly_given(world, value):
    part = reading(world.say("Bonjour à tous.").say("Un fonds manque.", speaker="Bo Li", role="état").compared())
    assert [value(part, f"lecture.{name}") for name in ("mots", "roles", "personnes")] == [1.0, 1.0, 1.0]
    assert part.faults == ()


def test_a_lost_turn_is_counted_and_named(world, value, of_family):
    part = reading(world.say("Bonjour à tous.").say("Il faudrait un fonds vite.", heard="").compared())
    assert value(part, "lecture.mots") == 3 / 8
    (fault,) = of_family(part, "lecture : mots perdus")
    assert (fault.where, fault.said) == (f"{world.nevers}/Notes.txt, passage 2", "Il faudrait un fonds vite.")
    assert fault.problem.startswith("5 mot(s)")


def test_a_wrong_role_is_counted_by_words_and_named_once(world, value, of_family):
    world.say("Un fonds manque.").say("Oui, un fonds.", as_role="inconnu").say("Encore oui.", as_role="inconnu")
    part = reading(world.compared())
    assert value(part, "lecture.roles") == 3 / 8
    (fault,) = of_family(part, "lecture : rôle")
    assert (fault.said, fault.weight) == ("Ana Roy", 5.0)


def test_two_people_taken_for_one_are_counted(world, value, of_family):
    frames = world.say("Un fonds manque ici.").say("Oui.", speaker="Bo Li").frames()
    frames["utterances"]["speaker_id"] = "l-Ana Roy"
    part = reading(world.compared(frames))
    assert value(part, "lecture.personnes") == 4 / 5
    assert [fault.said for fault in of_family(part, "lecture : personne")] == ["Bo Li"]
