"""A few hundred damaged files for every reader, the same ones each time; more in benchmarks/."""

from __future__ import annotations

import base64
import random
import sys
import warnings
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import fuzz_importing
import fuzz_readers
from hypothesis import HealthCheck, Phase, given, seed, settings

from analysis.errors import ParallaxError

FEW = 40  # for each reader; enough to meet every branch of the damage


@pytest.mark.parametrize("reader", fuzz_readers.READERS, ids=lambda reader: reader[0].__name__)
def test_what_is_damaged_is_read_or_named(reader, tmp_path):
    read, valid = reader
    draw = random.Random(valid)
    for number in range(FEW):
        content = fuzz_readers.damaged(draw, valid)
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            read(folder, content)
        except ParallaxError as error:
            assert error.place and error.problem and error.remedy
        except Exception as error:
            error.add_note(base64.b64encode(content).decode())
            raise


@seed(20261127)
@settings(
    max_examples=150,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(fuzz_importing.files())
def test_files_of_every_format_are_read_or_named(file):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fuzz_importing.read(*file)


@pytest.mark.parametrize("number", range(len(fuzz_importing.SEEDS)))
@pytest.mark.parametrize("cut", [0.3, 0.9, 1.0])
def test_a_file_cut_off_anywhere_is_read_or_named(number, cut):
    content = fuzz_importing.SEEDS[number]
    fuzz_importing.read("f.x", content[: int(len(content) * cut)])
