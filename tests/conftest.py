"""What several test files share: the first event, small generated articles, a browser."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import browser as chromium
import polars as pl
import pytest
from hypothesis import settings
from lab import GIVEN_UP, Lab
from playwright.sync_api import Browser, Page, expect, sync_playwright

import analysis as an
from analysis import cache

ROOT = Path(__file__).parent.parent
EVENT = ROOT / "corpus" / "vostochny-2023"

# how long an example takes is a benchmark's question, and a busy machine answers it wrongly
settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")
# and the same of a browser: what must come may take as long as the slowest machine needs
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session", autouse=True)
def _from_the_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Doctests name the event by its path in the repository; nothing kept is the user's.

    What is kept is of all workers of a run, so that none makes a report that another has made.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv(cache.FOLDER, str(shared / "kept-by-all"))
        yield


@pytest.fixture(scope="session")
def corpus() -> an.Corpus:
    return an.load(EVENT)


@pytest.fixture(scope="session")
def texts(corpus: an.Corpus) -> dict[str, str]:
    return dict(corpus.articles.select("article_id", "text").iter_rows())


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first event's report, built once for all tests that read it."""
    out = tmp_path_factory.mktemp("report") / "vostochny-2023.html"
    return an.report.build(EVENT, out, progress=False)


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium: run `make test`, which gets one, or set PARALLAX_BROWSER")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(chromium_browser: Browser) -> Iterator[Page]:
    """A page with the network blocked that fails the test on any console message or request."""
    context = chromium_browser.new_context(offline=True, viewport={"width": 1250, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(f"console: {message.text}"))
    opened.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    opened.on(
        "request",
        lambda request: (
            complaints.append(f"request: {request.url}")
            if not request.url.startswith(("file:", "data:", "blob:"))
            else None
        ),
    )
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for every test that needs one."""
    started = Lab(tmp_path_factory.mktemp("lab"))
    yield started
    started.stop()


@pytest.fixture
def lab_page(chromium_browser: Browser) -> Iterator[Page]:
    """A page that fails the test on a request off this machine or an error in the console.

    That anywidget gave up a widget of a busy page is none: it hears all the same (`hearing`).
    """
    context = chromium_browser.new_context(viewport={"width": 1600, "height": 1000})
    page = context.new_page()
    complaints: list[str] = []
    local = re.compile(r"(?:https?|wss?)://127\.0\.0\.1|data:|blob:")
    page.on("request", lambda r: None if local.match(r.url) else complaints.append(r.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
    assert [one for one in complaints if GIVEN_UP not in one] == []


def one_article(text: str, **more: object) -> pl.DataFrame:
    """A frame of one article, as the reading functions take it."""
    return pl.DataFrame({"article_id": ["a"], "text": [text], **more})
