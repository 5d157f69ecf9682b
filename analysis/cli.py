"""The commands: ``parallax demo | new | check | report | measure | events | lab``."""

from __future__ import annotations

import argparse
import errno
import importlib.util
import io
import os
import subprocess
import sys
import webbrowser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import __version__, completing, runtime
from analysis.errors import ParallaxError, shown

_MAP = "which column holds what, where its name does not say; may be repeated"
_TOLD = "How different outlets covered the same event, every difference traceable to its sentence."
_STEPS = """first steps:
  parallax demo try                            something to look at: try/report.html
  parallax new corpus/mine pages/              an event from your saved pages, exports, tables
  parallax check corpus/mine                   what is wrong with it, and what to do
  parallax report corpus/mine -o mine.html     one file that opens with no network
"""
_FULL = ": free some space and run the same again"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it worked, 2 with one line on what to mend if it did not."""
    _speak_safely()
    own, passed = _split(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(own)
    options.passed = passed
    try:
        return options.run(options)
    except ParallaxError as error:
        problem = str(error)
    except KeyboardInterrupt:
        print("parallax: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except ModuleNotFoundError as error:
        if (error.name or "analysis").partition(".")[0] == "analysis":
            raise
        problem = f"'{error.name}' is not installed: report and lab need the whole installation"
    except OSError as error:
        problem = ": ".join(filter(None, (error.filename, error.strerror))) or str(error)
        problem += _FULL * (error.errno in (errno.ENOSPC, errno.EDQUOT))
    print(f"parallax: {shown(problem)}", file=sys.stderr)
    return 2


def _speak_safely() -> None:
    """No character that a terminal or a file's encoding lacks may cost the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Our own arguments, and what is JupyterLab's: all that follows ``lab``, as it stands.

    >>> _split(["lab", "--port", "9000"]), _split(["lab", "--", "-h"]), _split(["lab", "-h"])
    ((['lab'], ['--port', '9000']), (['lab'], ['-h']), (['lab', '-h'], []))
    """
    first, rest = list(arguments[:1]), list(arguments[1:])
    if first != ["lab"] or rest in (["-h"], ["--help"]):
        return [*first, *rest], []
    return first, rest[1:] if rest[:1] == ["--"] else rest


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("parallax", None, _TOLD, _STEPS, formatter_class=plain)
    parser.add_argument("--version", action="version", version=f"parallax {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _add_demo,
        _add_new,
        _add_check,
        _add_report,
        _add_measure,
        _add_events,
        _add_lab,
        _add_shells,
    ):
        add(commands)
    return parser


def _add_demo(commands: argparse._SubParsersAction) -> None:
    told = "write a made-up event, its pages and the notebooks into a folder, and its report"
    parser = commands.add_parser("demo", help=told)
    parser.add_argument("folder", type=Path, help="the folder to write")
    parser.add_argument("--no-report", action="store_true", help="the files only")
    parser.add_argument("--open", action="store_true", help="open the report in the browser")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    from analysis import demo

    folder = demo.make(options.folder)
    event = demo.event_in(folder)
    print(f"{folder}: a made-up event in {event}, its articles in {folder / 'pages'}")
    if not options.no_report:
        from analysis.views import report

        out = report.build(event, folder / "report.html", progress=not options.quiet)
        print(f"{out} ({out.stat().st_size / 1e6:.1f} MB)")
        if options.open:
            webbrowser.open(out.resolve().as_uri())
    print(f"Next: parallax lab {folder / 'notebooks'}")
    print(f"or:   parallax new {folder / 'corpus' / 'mine'} {folder / 'pages'}")
    return 0


def _add_report(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("report", help="write an event's report as one file")
    parser.add_argument("event", type=Path, help="the event's folder")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--format", choices=("html", "pdf", "md"), help="else by the file's ending")
    parser.add_argument("--title", help="instead of the event's title")
    parser.add_argument("--lang", help="language of the articles, where event.toml names none")
    parser.add_argument("--notebooks", nargs="+", type=Path, help="instead of notebooks 01 to 05")
    parser.add_argument("--codes", type=Path, metavar="CSV", help="hand coding, to state agreement")
    parser.add_argument("--tables", type=Path, metavar="ZIP", help="write all tables there, too")
    parser.add_argument("--figures", type=Path, metavar="DIR", help="write all charts there, too")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from analysis.views import report

    out = report.build(
        options.event,
        options.out,
        format=options.format,
        notebooks=options.notebooks,
        title=options.title,
        lang=options.lang,
        codes=options.codes,
        tables=options.tables,
        figures=options.figures,
        progress=not options.quiet,
    )
    print(f"{out} ({out.stat().st_size / 1e6:.1f} MB)")
    if options.open:
        webbrowser.open(out.resolve().as_uri())
    return 0


def _add_check(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("check", help="say what is wrong with an event's folder")
    parser.add_argument("event", type=Path, help="the event's folder")
    parser.add_argument("--fix", action="store_true", help="make the edits that lose nothing")
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from analysis.preparing.check import check
    from analysis.preparing.mend import fix

    problems = check(options.event)
    if options.fix and (done := fix(options.event, problems)):
        print(*(f"fixed: {shown(line)}" for line in done), sep="\n")
        problems = check(options.event)
    for problem in problems:
        print(shown(str(problem)))
    counts = Counter(problem.severity for problem in problems)
    told = ", ".join(f"{counts[severity]} {severity}(s)" for severity in counts)
    fixable = sum(problem.fix is not None for problem in problems)
    state = "cannot be read" if counts["error"] else "ready"
    print(f"{options.event}: {state}" + f", {told}" * bool(told))
    if fixable:
        print(f"{fixable} can be fixed: parallax check {options.event} --fix")
    return 2 if counts["error"] else 0


def _add_new(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("new", help="make an event's folder from saved pages and tables")
    parser.add_argument("event", type=Path, help="the folder to write")
    parser.add_argument("files", type=Path, nargs="+", help="pages, texts, tables, zips, folders")
    parser.add_argument("--map", action="append", default=[], metavar="text=COLUMN", help=_MAP)
    parser.add_argument("--title", help="the event's title")
    replaced = "replace an event that is there; edits of its event.toml are lost, so copy it first"
    parser.add_argument("--replace", action="store_true", help=replaced)
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    from analysis.importing.columns import parse_map
    from analysis.importing.ledger import FILE
    from analysis.preparing.new import NothingRead, new

    try:
        made = new(
            options.event,
            options.files,
            chosen=parse_map(options.map),
            title=options.title,
            replace=options.replace,
            progress=not options.quiet,
            tell=lambda line: print(shown(line)),
        )
    except NothingRead as error:
        _name(error.bad)
        raise
    _name(made.bad)
    languages = ", ".join(f"{name} {count}" for name, count in made.languages.most_common())
    print(f"{made.folder}: {made.articles} articles by {made.outlets} outlets ({languages})")
    if made.bad:
        print(f"{made.ledger.told()} (each in {made.folder / FILE})")
    print(f"Next: parallax check {made.folder}")
    return 1 if made.bad else 0


def _name(bad: Sequence[ParallaxError]) -> None:
    from analysis.importing.found import Remark

    for error in bad:
        told = "note" if isinstance(error, Remark) else "not read"
        print(f"{told}: {shown(str(error))}", file=sys.stderr)


def _add_measure(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("measure", help="write the tables of a dataset of any size")
    parser.add_argument("dataset", type=Path, help="a Parquet or JSONL file, or a folder of them")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--engine", choices=["local", "spark"], default="local")
    parser.add_argument("--master", help="the Spark master, else spark-submit's or local[*]")
    parser.add_argument("--tables", nargs="+", help="instead of all but tokens")
    parser.add_argument(
        "--actors", type=Path, help="whom to look for: an event folder, or a CSV with actor, alias"
    )
    parser.add_argument("--workers", type=int, help="processes, instead of one a core")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=_measure)


def _engine(options: argparse.Namespace) -> Any:
    if options.engine != "spark":
        return "local"
    from analysis.scale.spark import session

    return session(options.master)


def _measure(options: argparse.Namespace) -> int:
    from analysis import scale

    summary = scale.measure(
        options.dataset,
        options.out,
        engine=_engine(options),
        tables=options.tables,
        actors=options.actors,
        workers=options.workers,
        progress=sys.stderr.isatty() and not options.quiet,
    )
    print(summary)
    return 0


def _add_events(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("events", help="find a dataset's events, as folders and a page")
    parser.add_argument("dataset", type=Path, help="a Parquet or JSONL file, or a folder of them")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--largest", type=int, default=30, help="events that get a folder (30)")
    parser.add_argument("--engine", choices=["local", "spark"], default="local")
    parser.add_argument("--master", help="the Spark master, else spark-submit's or local[*]")
    parser.add_argument("--workers", type=int, help="processes, instead of one a core")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=_events)


def _events(options: argparse.Namespace) -> int:
    from analysis import crawl

    made = crawl.events(
        options.dataset,
        options.out,
        engine=_engine(options),
        workers=options.workers,
        largest=options.largest,
        progress=sys.stderr.isatty() and not options.quiet,
    )
    print(shown(str(made)))
    return 0


def _add_lab(commands: argparse._SubParsersAction) -> None:
    usage = "parallax lab [FOLDER] [OPTION …]"
    told = (
        "Open JupyterLab on the notebooks, or on a folder of yours; every option is JupyterLab's: "
        "--port 9000, --no-browser."
    )
    parser = commands.add_parser(
        "lab",
        help=told.split(";")[0].lower().replace("jupyterlab", "JupyterLab"),
        usage=usage,
        description=told,
    )
    parser.set_defaults(run=_lab)


# Lab exports with its server's settings, `jupyter nbconvert` with notebooks/…config.json
_EXPORT = "--HTMLExporter.preprocessors=analysis.views.exporting.Offline"


def _lab(options: argparse.Namespace) -> int:
    folder, passed = _opened(options.passed)
    if importlib.util.find_spec("jupyterlab") is None:
        raise ParallaxError(
            "lab", "JupyterLab is not installed", "install JupyterLab beside Parallax"
        )
    as_root = getattr(os, "geteuid", lambda: 1)() == 0
    informs = {"--allow-root", "--version", "--help", "--help-all"}
    if as_root and not informs & set(passed):
        remedy = "run it as another user; where that cannot be, parallax lab --allow-root"
        raise ParallaxError("lab", "JupyterLab lets whoever reaches it act as root", remedy)
    # -P for the server; its kernels find modules beside the notebooks that a person opens, as ever
    return subprocess.call(runtime.child_command("jupyterlab", str(folder), _EXPORT, *passed))


def _opened(passed: Sequence[str]) -> tuple[Path, Sequence[str]]:
    """The folder that JupyterLab opens, and what is left for JupyterLab itself."""
    if passed and Path(passed[0]).is_dir():
        return Path(passed[0]), passed[1:]
    from analysis.views.report.shipped import notebooks_folder

    folder = notebooks_folder()
    if folder.parent.name == "analysis":  # installed: no event stands beside these notebooks
        remedy = "run parallax demo FOLDER, then parallax lab FOLDER/notebooks"
        raise ParallaxError("lab", "no folder with notebooks is named", remedy)
    return folder, passed


def _add_shells(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("completions", help="print what a shell needs to complete these")
    parser.add_argument("shell", choices=completing.SHELLS)
    parser.set_defaults(run=_complete)


def _complete(options: argparse.Namespace) -> int:
    print(completing.script(_parser(), options.shell), end="")
    return 0
