"""What a report says while it is made: each stage once, in words, and a time that ends at none."""

import io

import pytest

from analysis.views.report.telling import COSTS, Telling


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _told(shown: bool) -> tuple[Telling, list[float], str]:
    """What is left after each stage of a report, and all that was written."""
    file = _Terminal()
    left = []
    with Telling(34, 200_000, shown=shown, file=file) as tell:
        left.append(tell.left)
        for name in COSTS:
            with tell.stage(name):
                pass
            left.append(tell.left)
    return tell, left, file.getvalue()


def test_every_stage_is_told_in_words_with_the_time_left():
    _, _, written = _told(shown=True)
    for words in ("reading 34 articles", "looking for what stands out", "drawing the charts"):
        assert words in written
    assert written.count(" left") >= len(COSTS)


def test_nothing_is_left_at_the_end_and_the_line_is_gone():
    tell, left, written = _told(shown=True)
    assert left[0] > 1
    assert tell.done == pytest.approx(sum(tell.costs.values()))
    assert left[-1] == pytest.approx(0)
    assert written.rstrip(" ").endswith("\r")


def test_quiet_writes_nothing():
    assert _told(shown=False)[2] == ""


def test_a_stage_of_many_parts_is_done_with_the_last():
    with Telling(1, 0, shown=False) as tell:
        for _ in range(4):
            with tell.stage("notebooks", of=4):
                pass
        assert tell.done == pytest.approx(tell.costs["notebooks"])


def test_more_text_is_said_to_take_longer():
    costs = [Telling(9, size, shown=False).costs for size in (10_000, 1_000_000)]
    assert all(costs[0][name] < costs[1][name] for name in COSTS)
