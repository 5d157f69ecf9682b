"""The commands: ``parallax report | check | lab``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from analysis import __version__
from analysis.errors import ParallaxError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it worked, 2 with one line on what to mend if it did not."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except ParallaxError as error:
        print(f"parallax: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"parallax: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parallax", description=__doc__)
    parser.add_argument("--version", action="version", version=f"parallax {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser("report", help="write an event's report as one file")
    report.add_argument("event", type=Path, help="the event's folder")
    report.add_argument("-o", "--out", type=Path, required=True, help="the file to write")
    report.add_argument("--format", choices=("html", "pdf", "md"), help="else by the file's ending")
    report.add_argument("--title", help="instead of the event's title")
    report.add_argument("--lang", help="language of the articles, where event.toml names none")
    report.add_argument("--notebooks", nargs="+", type=Path, help="instead of notebooks 01 to 05")
    report.add_argument("--tables", type=Path, metavar="ZIP", help="write all tables there, too")
    report.add_argument("--figures", type=Path, metavar="DIR", help="write all charts there, too")
    report.add_argument("--open", action="store_true", help="open it in the browser")
    report.add_argument("--quiet", action="store_true", help="no progress bar")
    report.set_defaults(run=_report)

    check = commands.add_parser("check", help="say what is wrong with an event's folder")
    check.add_argument("event", type=Path, help="the event's folder")
    check.set_defaults(run=_check)

    lab = commands.add_parser("lab", help="open JupyterLab on the notebooks")
    lab.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to jupyter lab")
    lab.set_defaults(run=_lab)
    return parser


def _report(options: argparse.Namespace) -> int:
    from analysis.views import report

    out = report.build(
        options.event,
        options.out,
        format=options.format,
        notebooks=options.notebooks,
        title=options.title,
        lang=options.lang,
        tables=options.tables,
        figures=options.figures,
        progress=not options.quiet,
    )
    print(f"{out} ({out.stat().st_size / 1e6:.1f} MB)")
    if options.open:
        webbrowser.open(out.resolve().as_uri())
    return 0


def _check(options: argparse.Namespace) -> int:
    from analysis.check import check

    errors, oddities = check(options.event)
    for error in errors:
        print(f"error: {error}")
    for oddity in oddities:
        print(f"note: {oddity}")
    if not errors:
        print(f"{options.event}: ready" + f", {len(oddities)} note(s)" * bool(oddities))
    return 2 if errors else 0


def _lab(options: argparse.Namespace) -> int:
    from analysis.views.report import notebooks_folder

    command = [sys.executable, "-m", "jupyterlab", str(notebooks_folder()), *options.rest]
    return subprocess.call(command)
