"""``make docs``: the pages as written, those made from the program, and their pictures → a site.

python docs/site/build.py [OUT]     (OUT: out/docs; the site is OUT/html/index.html)
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from pathlib import Path

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "benchmarks")]

import errors  # noqa: E402
import figures  # noqa: E402
import gallery  # noqa: E402
import reference  # noqa: E402

# files of the repository that are pages of the site, too
ALSO = {
    "benchmarks/RESULTS.md": "project/results.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
    "SECURITY.md": "project/security.md",
    "CODE_OF_CONDUCT.md": "project/conduct.md",
}
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")


def build(out: Path) -> Path:
    """Write all pages into ``OUT/source`` and the site into ``OUT/html``; the site's first page."""
    source, html = out.resolve() / "source", out.resolve() / "html"
    shutil.rmtree(source, ignore_errors=True)
    shutil.rmtree(html, ignore_errors=True)
    source.mkdir(parents=True)
    write(source)
    return render(source, html)


def write(source: Path) -> None:
    """All pages as Markdown: written ones with their figures filled in, and made ones."""
    for page in written():
        place = source / page.relative_to(DOCS)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(figures.filled(page.read_text("utf-8")), "utf-8")
    for name, page in ALSO.items():
        place = source / page
        place.parent.mkdir(exist_ok=True)
        place.write_text(_linked((ROOT / name).read_text("utf-8"), name), "utf-8")
    (source / "_static").mkdir()
    shutil.copyfile(DOCS / "site" / "site.css", source / "_static" / "site.css")
    shutil.copyfile(DOCS / "site" / "conf.py", source / "conf.py")
    reference.write(source / "reference")
    errors.write(source / "errors.md")
    gallery.write(source / "gallery")


def written() -> list[Path]:
    """The pages that people wrote."""
    return sorted(page for page in DOCS.rglob("*.md") if "site" not in page.parts)


def _linked(text: str, name: str) -> str:
    """A file's links, which lead through the repository, as they are in the site."""
    folder = (ROOT / name).parent

    def moved(link: re.Match[str]) -> str:
        target = (folder / link[1]).resolve()
        if not target.is_relative_to(ROOT):
            return "]"
        inside = target.relative_to(ROOT).as_posix()
        if inside in ALSO:
            return f"](../{ALSO[inside]}{link[2] or ''})"
        if inside.startswith("docs/") and inside.endswith(".md"):
            return f"](../{inside.removeprefix('docs/')}{link[2] or ''})"
        return f"](#in-the-repository) (`{inside}`)"  # not in the site

    moved_text = _LINK.sub(moved, text)
    return re.sub(r"\[([^\]]*)\]\(#in-the-repository\)", r"\1", moved_text)


def render(source: Path, html: Path) -> Path:
    """Sphinx over the pages; a link that leads nowhere stops it."""
    from sphinx.application import Sphinx

    doctrees = source.parent / "doctrees"
    shutil.rmtree(doctrees, ignore_errors=True)
    site = Sphinx(
        str(source),
        str(source),
        str(html),
        str(doctrees),
        "html",
        warningiserror=True,
        status=None,
        parallel=1,
    )
    site.build()
    if site.statuscode:
        raise SystemExit("the site has warnings (above)")
    for page in html.rglob("*.html"):
        page.write_text(_reachable(page.read_text("utf-8")), "utf-8")
    return html / "index.html"


def _reachable(page: str) -> str:
    """A page whose wide code and tables can be scrolled with the keyboard."""
    return re.sub(r"<(pre|table)(?=[ >])(?![^>]*tabindex)", r'<\1 tabindex="0"', page)


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out" / "docs"
    began = time.process_time()
    first = build(out)
    size = sum(path.stat().st_size for path in first.parent.rglob("*") if path.is_file())
    print(f"{first} ({size / 1e6:.1f} MB, {time.process_time() - began:.0f} CPU-s)")


if __name__ == "__main__":
    main()
