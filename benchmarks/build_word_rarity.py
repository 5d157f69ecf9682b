"""Make analysis/languages/en/word_rarity.csv from a list of words and how often each is printed.

    python benchmarks/build_word_rarity.py frequency_dictionary_en_82_765.txt

The list holds a word and a count a line. Words are cut to stems as `features.stem` cuts them;
the stems that are printed most are kept, each with −ln of its share of all words counted.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

import polars as pl

from analysis import languages
from analysis.measures.overlap.features import stem as cut

KEPT = 6000  # of what is left out, nothing is printed more than once in some 80,000 words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=Path)
    counts: Counter[str] = Counter()
    for line in parser.parse_args().counts.read_text(encoding="utf-8-sig").splitlines():
        word, count = line.split()
        counts[cut(word)] += int(count)
    total = sum(counts.values())
    rows = [(stem, round(math.log(total / n), 1)) for stem, n in counts.most_common(KEPT)]
    (languages.read("en").folder / "word_rarity.csv").write_text(
        pl.DataFrame(sorted(rows), schema=["stem", "rarity"], orient="row").write_csv(),
        encoding="utf-8",
    )
    print(f"{len(rows)} stems, the rarest kept {max(r for _, r in rows)}")


if __name__ == "__main__":
    main()
