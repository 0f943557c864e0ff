"""Gold and tables read again: every word of the run numbered, every span a set of numbers."""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

OVERLAP = 0.5


def letters(text):
    """Text without case or accents, character for character."""
    plain = (unicodedata.normalize("NFD", char)[0].lower() for char in text)
    return "".join(char if len(char) == 1 else "?" for char in plain)


def word_spans(text):
    return [(found[0], found.start(), found.end()) for found in re.finditer(r"[^\W_]+", letters(text))]


class Data:
    """Gold and tables, every word of the run numbered, every span a set of numbers."""

    def __init__(self, out, gold):
        self.table = {path.stem: pd.read_parquet(path) for path in Path(out, "tables").glob("*.parquet")}
        self.gold = {
            path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
            for path in Path(gold).glob("*.jsonl")
        }
        self.place, self.owner, self.home = {}, {}, {}
        self.run_words, self.gold_words = defaultdict(list), defaultdict(list)
        for source in sorted(
            {row["source"] for row in self.gold["passages"]} | set(self.table["utterances"]["source"])
        ):
            self.number(source)
        self.passages = {(row["source"], row["n"]): row for row in self.gold["passages"]}
        self.block = self.blocks()
        segments = self.table["segments"].set_index("segment_id")
        self.segment_at = {
            word: key
            for key, row in segments.iterrows()
            for word in self.run_span(row["utterance_id"], row["char_start"], row["char_end"])
        }
        said = self.table["statements"].sort_values("statement_id")
        said = said[said["reason"].isna() & (said["status"] != "rejeté")]
        self.found = {row["statement_id"]: row for row in said.to_dict("records")}
        self.found_words = {}
        for key, row in self.found.items():
            segment = segments.loc[row["segment_id"]]
            start = segment["char_start"]
            self.found_words[key] = self.run_span(
                segment["utterance_id"], start + row["char_start"], start + row["char_end"]
            )
        self.due = {
            f"{row['source']}#{row['n']}:{row['char_start']}-{row['char_end']}": row for row in self.gold["statements"]
        }
        self.due_words = {
            key: self.gold_span((row["source"], row["n"]), row["char_start"], row["char_end"])
            for key, row in self.due.items()
        }
        self.twin = self.matched()

    def number(self, source):
        utterances = self.table["utterances"]
        rows = utterances[utterances["source"] == source].sort_values("position")
        first, said = len(self.owner), []
        for row in rows.to_dict("records"):
            for word, start, end in word_spans(row["text"]):
                self.owner[first + len(said)] = row["utterance_id"]
                self.run_words[row["utterance_id"]].append((start, end, first + len(said)))
                said.append(word)
        told = [
            ((row["source"], row["n"]), *span)
            for row in self.gold["passages"]
            if row["source"] == source
            for span in word_spans(row["text"])
        ]
        same = SequenceMatcher(None, [word for _, word, _, _ in told], said, autojunk=False)
        to_run = {one + step: two + step for one, two, size in same.get_matching_blocks() for step in range(size)}
        back = {two: one for one, two in to_run.items()}
        for rank, (key, _, start, end) in enumerate(told):
            self.gold_words[key].append((start, end, first + to_run[rank] if rank in to_run else None))
        here = told[0][0] if told else None
        for rank in range(len(said)):
            here = told[back[rank]][0] if rank in back else here
            self.home[first + rank] = here

    def run_span(self, utterance, start, end):
        return {word for one, two, word in self.run_words[utterance] if one < end and two > start}

    def gold_span(self, key, start=0, end=10**9):
        return {word for one, two, word in self.gold_words[key] if word is not None and one < end and two > start}

    def blocks(self):
        blocks, last, name = {}, None, None
        for row in sorted(self.gold["passages"], key=lambda row: (row["source"], row["n"])):
            here = (row["source"], row["theme"])
            name = name if here == last else (row["source"], row["n"])
            blocks[row["source"], row["n"]], last = name, here
        return blocks

    def block_of(self, words):
        homes = Counter(self.home[word] for word in words)
        return self.block[min(homes, key=lambda key: (-homes[key], key))]

    def matched(self):
        """Found id → gold key: same type first, then the best overlap, each once."""
        pairs = []
        at = defaultdict(set)
        for key, words in self.due_words.items():
            for word in words:
                at[word].add(key)
        for one, words in self.found_words.items():
            for key in {key for word in words for key in at[word]}:
                other = self.due_words[key]
                shared = len(words & other)
                if shared >= OVERLAP * min(len(words), len(other)):
                    differs = self.found[one]["type"] != self.due[key]["type"]
                    pairs.append((differs, -shared / len(words | other), key, one))
        twin, used = {}, set()
        for _, _, key, one in sorted(pairs):
            if one not in twin and key not in used:
                twin[one] = key
                used.add(key)
        return twin


TOOLS = """
    afin ainsi alors apres aussi autre autres aux avant avec avoir bien car cela celle celles celui ces
    cet cette ceux chaque chez comme comment contre dans depuis des dont doit doivent elle elles entre
    est etait etre eux fait faire faut font fois hors ils jusqu les leur leurs lors lorsqu lui mais meme
    memes moins mon nos notre nous ont par parce pas pendant peu peut peuvent plus pour pourrait
    pourraient quand que quel quelle quelles quels qui quoi sans sera serait seraient ses si son sont
    sous sur tant tel telle telles tels tous tout toute toutes tres une vers votre vous
"""


def content(text):
    words = [word for word, _, _ in word_spans(text)]
    return {
        w if w.isdigit() else w[:6].rstrip("s") for w in words if (len(w) > 2 or w.isdigit()) and w not in TOOLS.split()
    }
