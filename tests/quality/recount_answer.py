"""Reading, themes, statements and proposals, counted again from the tables."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from recount_data import OVERLAP, content
from recount_stats import contingency, measured, rand, share, three, v_measure

SUBJECTS = Path(__file__).parents[2] / "pipeline" / "stages" / "cluster" / "subjects.txt"

TYPES = ("constat", "frein", "levier", "proposition", "question")
LONG_ENOUGH = 15


def reading(data):
    rows = data.gold["passages"]
    keys = [(row["source"], row["n"]) for row in rows]
    blocks = [data.block[key] for key in keys]
    due = [len(data.gold_words[key]) for key in keys]
    read = [len(data.gold_span(key)) for key in keys]
    spoken = [rank for rank, row in enumerate(rows) if row["speaker"]]
    utterances = data.table["utterances"].set_index("utterance_id")
    role, person = utterances["role"].to_dict(), utterances["speaker_id"].to_dict()
    roles = [sum(role[data.owner[word]] == rows[k]["role"] for word in data.gold_span(keys[k])) for k in spoken]
    heard = {k: Counter(person[data.owner[word]] for word in data.gold_span(keys[k])) for k in spoken}
    both = defaultdict(Counter)
    for k in spoken:
        both[rows[k]["atelier"], rows[k]["speaker"]] += heard[k]
    best = {name: max(sorted(ids), key=ids.get) for name, ids in both.items() if ids}
    owner = {}
    for one in sorted({one for ids in both.values() for one in ids}):
        owner[one] = max(sorted(both), key=lambda name: both[name][one])
    people = []
    for k in spoken:
        name = (rows[k]["atelier"], rows[k]["speaker"])
        mine = best.get(name)
        people.append(heard[k][mine] if mine is not None and owner[mine] == name else 0)
    homes, sizes = [blocks[k] for k in spoken], [due[k] for k in spoken]
    return {
        "lecture.mots": measured(blocks, share(read, due)),
        "lecture.roles": measured(homes, share(roles, sizes)),
        "lecture.personnes": measured(homes, share(people, sizes)),
    }


def themes(data):
    theme_of = data.table["segments"].set_index("segment_id")["theme_id"]
    theme_of = theme_of.where(theme_of.notna(), "").to_dict()
    rows = []
    for key, row in data.passages.items():
        words = data.gold_span(key)
        if len(words) >= LONG_ENOUGH:
            counts = Counter(theme_of[data.segment_at[word]] for word in words)
            found = min(counts, key=lambda name: (-counts[name], name))
            rows.append((row["theme"], found, len(words), data.block[key], row["atelier"]))
    size = defaultdict(Counter)
    for gold, found, words, _, _ in rows:
        if gold and found:
            size[found][gold] += words
    same = {found: min(names, key=lambda name: (-names[name], name)) for found, names in size.items()}
    on = [row for row in rows if row[0]]
    off = [row for row in rows if not row[0]]
    gold, found, blocks = [r[0] for r in on], [r[1] for r in on], [r[3] for r in on]
    folders = data.table["workshops"].set_index("workshop_id")["folder"].to_dict()
    due = {(row[0], row[4]) for row in on}
    made = {
        (same[row.theme_id], folders[one])
        for row in data.table["themes"].itertuples()
        if row.theme_id in same
        for one in row.workshops
    }
    every = sorted(due | made)
    segments = data.table["segments"]
    said = (
        segments[segments["fate"] == "retenu"].groupby("theme_id")["text"].agg(lambda texts: content(" ".join(texts)))
    )
    parents = data.table["themes"].set_index("theme_id")["parent_id"]
    agenda = {theme for agenda in data.table["workshops"]["agenda"] for theme in agenda}
    ours = data.table["themes"][data.table["themes"]["origin"] == "émergent"]
    listed = SUBJECTS.read_text(encoding="utf-8").splitlines()
    ours = ours[~ours["label"].isin(agenda | {line.split(" : ")[0] for line in listed})]
    named = [
        not content(row.label)
        - set().union(*(said.get(key, set()) for key in [row.theme_id, *parents[parents == row.theme_id].index]))
        for row in ours.itertuples()
    ]
    return {
        "themes.libelles": (sum(named) / len(named), None, None, len(named)),
        "themes.v_mesure": measured(blocks, v_measure(gold, found)),
        "themes.ari": measured(blocks, rand(gold, found)),
        "themes.justes": measured(blocks, share([same.get(f) == g for g, f in zip(gold, found, strict=True)])),
        "themes.couverture": measured(blocks, share([bool(f) for f in found])),
        "themes.hors_theme": measured([r[3] for r in off], share([not r[1] for r in off])),
        **three(
            "themes.recurrence",
            [p in due if p in made else None for p in every],
            [p in made if p in due else None for p in every],
            every,
        ),
    }


def right(data, key):
    return key in data.twin and data.due[data.twin[key]]["type"] == data.found[key]["type"]


def voiced(data, row):
    return data.passages[row["source"], row["n"]]["role"] != "animation"


def statements(data):
    gold = [key for key, row in data.due.items() if row["type"] in TYPES and voiced(data, row)]
    found = list(data.found)
    hit = {data.twin[key] for key in found if right(data, key)}
    blocks = [data.block[data.due[key]["source"], data.due[key]["n"]] for key in gold]
    blocks += [data.block_of(data.found_words[key]) for key in found]
    figures, f1s = {}, []
    for kind in TYPES:
        due = [key in hit if data.due[key]["type"] == kind else None for key in gold] + [None] * len(found)
        made = [None] * len(gold) + [right(data, key) if data.found[key]["type"] == kind else None for key in found]
        figures |= three(f"enonces.{kind}", made, due, blocks)
        f1s.append(
            (
                share([x is True for x in made], [x is not None for x in made]),
                share([x is True for x in due], [x is not None for x in due]),
            )
        )

    def macro(weights):
        both = [(p(weights), r(weights)) for p, r in f1s]
        return float(np.mean([2 * p * r / (p + r) if p + r else 0.0 for p, r in both]))

    figures["enonces.macro_f1"] = measured(blocks, macro)
    traps = [key for key, row in data.due.items() if row["refused"]]
    figures["enonces.pieges"] = measured(
        [data.block[data.due[key]["source"], data.due[key]["n"]] for key in traps],
        share([not fallen(data, key) for key in traps]),
    )
    return figures


def fallen(data, trap):
    words = data.due_words[trap]
    for key, row in data.found.items():
        shared = len(words & data.found_words[key])
        asked = key in data.twin and data.due[data.twin[key]]["type"] == "proposition"
        if (
            row["type"] == "proposition"
            and not asked
            and shared
            and shared >= OVERLAP * min(len(words), len(data.found_words[key]))
        ):
            return True
    return False


def standing(data):
    rows = data.table["proposals"].sort_values("proposal_id")
    return rows[rows["status"] != "rejeté"].set_index("proposal_id").to_dict("index")


def grouped(data):
    """Statement id → (gold group, proposal id), for those that both sides hold."""
    known = {}
    for proposal, row in standing(data).items():
        for key in row["statement_ids"]:
            if key in data.twin and data.due[data.twin[key]]["type"] == "proposition":
                known[key] = (data.due[data.twin[key]]["group"] or data.twin[key], proposal)
    return known


def proposals(data, nlp):
    known, rows = grouped(data), standing(data)
    held = defaultdict(Counter)
    for group, proposal in known.values():
        held[group][proposal] += 1
    main = {group: min(counts, key=lambda key: (-counts[key], key)) for group, counts in held.items()}
    groups = {row["group"]: row for row in data.gold["propositions"]}
    keys = sorted(known)
    gold, made = [known[key][0] for key in keys], [known[key][1] for key in keys]
    blocks = [data.block[data.due[data.twin[key]]["source"], data.due[data.twin[key]]["n"]] for key in keys]

    def pair(top, bottom):
        def value(weights):
            counts = {"gold": contingency(gold, gold, weights), "made": contingency(made, made, weights)}
            counts["both"] = contingency(gold, made, weights)
            # Pairs of different items: half of (sum of squares of the cells, less each item with itself).
            itself = float((weights**2).sum())
            couples = {name: (float((table**2).sum()) - itself) / 2 for name, table in counts.items()}
            return couples[top] / couples[bottom] if couples[bottom] else 0.0

        return value

    precision, recall = pair("both", "made"), pair("both", "gold")

    def f1(weights):
        p, r = precision(weights), recall(weights)
        return 2 * p * r / (p + r) if p + r else 0.0

    folders = data.table["workshops"].set_index("workshop_id")["folder"].to_dict()
    due = {(group, town) for group in groups if group in main for town in groups[group]["ateliers"]}
    towns = {(group, folders[one]) for group in groups if group in main for one in rows[main[group]]["workshops"]}
    every = sorted(due | towns)
    backed = {proposal for _, proposal in known.values()}
    formed, true = titles(data, rows, nlp)
    return {
        "propositions.trouvees": measured(list(groups), share([group in main for group in groups])),
        "propositions.paires.precision": measured(blocks, precision),
        "propositions.paires.rappel": measured(blocks, recall),
        "propositions.paires.f1": measured(blocks, f1),
        **three(
            "propositions.ateliers",
            [p in due if p in towns else None for p in every],
            [p in towns if p in due else None for p in every],
            [group for group, _ in every],
        ),
        "propositions.fondees": measured(
            [data.block_of(statement_words(data, min(row["statement_ids"]))) for row in rows.values()],
            share([key in backed for key in rows]),
        ),
        "propositions.titres": measured(list(rows), share(formed)),
        "propositions.titres_fideles": measured(list(rows), share(true)),
    }


def statement_words(data, key):
    row = data.table["statements"].set_index("statement_id").loc[key]
    segment = data.table["segments"].set_index("segment_id").loc[row["segment_id"]]
    start = segment["char_start"]
    return data.run_span(segment["utterance_id"], start + row["char_start"], start + row["char_end"])


def infinitive(words):
    small = ("ne", "n'", "n’", "pas", "plus", "se", "s'", "s’", "y", "en")
    verb = next((word for word in words if word.text not in small), None)
    found = verb is not None and "Inf" in verb.morph.get("VerbForm") and re.search("(er|ir|re|oir)$", verb.text.lower())
    return verb if found else None


def titles(data, rows, nlp):
    text = data.table["segments"].set_index("segment_id")["text"]
    segment = data.table["statements"].set_index("statement_id")["segment_id"]
    formed, true = [], []
    for row in rows.values():
        title = row["title"]
        doc = [word for word in nlp("Il faut " + title[:1].lower() + title[1:])][2:]
        commas = [place for place, word in enumerate(doc) if word.text == ","]
        verb = infinitive(doc)
        if verb is None and commas and doc[0].pos_ in ("ADP", "ADV", "SCONJ"):
            # « Dans les bourgs, ouvrir une salle »
            verb = infinitive(doc[commas[0] + 1 :])
        before, rest = (title[: verb.idx - 8], title[verb.idx + len(verb.text) - 8 :]) if verb else ("", title)
        for opening in (" en sorte que ", " en sorte qu'", " en sorte qu’"):
            rest = rest.removeprefix(opening) if verb else rest
        said = set().union(*(content(text[segment[key]]) for key in row["statement_ids"]))
        formed.append(verb is not None and title.rstrip()[-1:] not in (".", ",", ";", ":") and len(title.split()) <= 25)
        true.append(row["title_origin"] == "relecteur" or not content(before + rest) - said)
    return formed, true
