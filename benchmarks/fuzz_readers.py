"""Fuzz the readers beside `new`: event.toml, rows of measure, answers, schemes, terms, actors.

    python benchmarks/fuzz_readers.py MINUTES [SEED]

Valid input is damaged at random (cut, flip, splice, repeat); nothing but a ParallaxError
that names a place may come out. Each kind of failure is printed once; the exit status is 1.
"""

from __future__ import annotations

import base64
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import torture

from analysis import terms
from analysis.coding import schemes, store
from analysis.errors import ParallaxError
from analysis.preparing.check import check
from analysis.reading import actors
from analysis.scale import batches

TOKENS = (b"[", b"]]", b'"', b"\\ud800", b"\x00", b"\xff", b"=", b"'''", b"{", b"\n", b"9" * 30)


def event(folder: Path, content: bytes) -> None:
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "raw" / "0.txt").write_text(torture.article(0).text)
    (folder / "event.toml").write_bytes(content)
    check(folder)


def rows(folder: Path, content: bytes) -> None:
    file = folder / "rows.jsonl"
    file.write_bytes(content)
    unit = {"file": str(file), "name": file.name, "start": 0, "stop": len(content)}
    good, bad = batches.read(unit)
    assert len(good) + len(bad) <= content.count(b"\n") + 1


def parquet(folder: Path, content: bytes) -> None:
    file = folder / "rows.parquet"
    file.write_bytes(content)
    batches.read({"file": str(file), "name": file.name, "start": 0, "stop": 9})


def answers(folder: Path, content: bytes) -> None:
    (folder / "codes.csv").write_bytes(content)
    store.read(folder / "codes.csv")


def scheme(folder: Path, content: bytes) -> None:
    (folder / "mine.toml").write_bytes(content)
    schemes.scheme(folder / "mine.toml")


def term(_: Path, content: bytes) -> None:
    list(terms.term_pattern(content.decode(errors="ignore")).finditer("a" * 2_000))


def aliases(folder: Path, content: bytes) -> None:
    (folder / "actors.csv").write_bytes(content)
    actors.aliases(folder / "actors.csv")


SCHEME = b'name = "x"\nquestion = "?"\nunit = "sentence"\n' + b"".join(
    b'[[codes]]\ncode = "%d"\nkey = "%d"\nlabel = "l"\ndefinition = "d"\n' % (n, n) for n in (1, 2)
)
ANSWERS = b",".join(name.encode() for name in store.COLUMNS) + (
    b"\nann,tone,?,a:0-1,neg,,1,2026-01-01T00:00:00.000000Z\n"
)
READERS: tuple[tuple[Callable[[Path, bytes], None], bytes], ...] = (
    (event, torture.event(1).encode()),
    (rows, b'{"article_id": "a", "text": "It rained."}\n' * 3),
    (parquet, torture.parquet(9)),
    (answers, ANSWERS),
    (scheme, SCHEME),
    (term, rb"/(a+)+b|[^c]{2,9}?\w*$/"),
    (aliases, b"actor,alias\nkim,Kim\nkim,Kim Jong Un\n"),
)


def damaged(draw: random.Random, content: bytes) -> bytes:
    for _ in range(draw.randint(1, 4)):
        at = draw.randint(0, len(content))
        end = min(len(content), at + draw.randint(0, 30))
        middle = draw.choice(
            [b"", draw.choice(TOKENS), draw.randbytes(3), content[at:end] * draw.randint(2, 30)]
        )
        content = content[:at] + middle + content[draw.choice([at, end]) :]
    return content


def fuzz(until: float, seed: int = 1) -> Counter[str]:
    """Damage and read until then; every kind of failure with how often it came."""
    draw, failures, tried = random.Random(seed), Counter[str](), 0
    while time.monotonic() < until:
        reader, valid = draw.choice(READERS)
        content = damaged(draw, valid)
        tried += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                reader(Path(folder), content)
            except ParallaxError as error:
                assert error.place and error.problem and error.remedy
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                where = traceback.extract_tb(error.__traceback__)[-1]
                kind = f"{reader.__name__}: {type(error).__name__} at {where.name}:{where.lineno}"
                failures[kind] += 1
                if failures[kind] == 1:
                    print(f"{kind}: {error}\n  {base64.b64encode(content).decode()}", flush=True)
    print(f"{tried} inputs, failures: {dict(failures)}")
    return failures


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sys.exit(bool(fuzz(time.monotonic() + 60 * float(sys.argv[1]), first)))
