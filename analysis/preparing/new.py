"""Somebody's files → an event folder: all of it or nothing, and every bad file named."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath

import polars as pl
from tqdm import tqdm

from analysis import files as disk
from analysis.errors import ParallaxError
from analysis.importing import ledger
from analysis.importing.found import Found
from analysis.importing.gathering import gather
from analysis.importing.ledger import Ledger
from analysis.importing.spill import File
from analysis.preparing.draft import Entry, event_file, sample, slug


@dataclass
class Outcome:
    """What became of the files: how many articles are in, in which languages; and what is bad."""

    folder: Path
    articles: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    outlets: int = 0
    bad: list[ParallaxError] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)


class NothingRead(ParallaxError):
    """Nothing could be read of any file; ``bad`` says why, for each."""

    def __init__(self, place: str, problem: str, remedy: str, bad: Sequence[ParallaxError] = ()):
        super().__init__(place, problem, remedy)
        self.bad = list(bad)


def new(
    event: str | Path,
    files: Sequence[str | Path],
    *,
    chosen: Mapping[str, str] | None = None,
    title: str | None = None,
    replace: bool = False,
    progress: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Make an event folder from saved pages, texts, tables, zips, crawls and folders of them.

    Files are kept byte for byte in ``raw/``, an article's extracted text beside its
    page, and ``event.toml`` names them with their hashes and proposes outlets, actors
    and concepts. ``chosen`` maps our column names to a table's own. What cannot be
    read is in the outcome's ``bad``; the rest goes in. ``ledger.csv`` says what became of
    every record. The folder is built beside its
    place and swapped in at the end, so an interruption leaves what was there before.

    Raises ParallaxError where no folder can be written there, and NothingRead, which names
    every file, where nothing at all could be read.
    """
    folder = Path(event)
    disk.put_back(folder)
    before = _state(folder)
    _check_place(folder, files, replace)
    outcome = Outcome(folder)
    with _beside(folder) as built:
        entries, outcome.bad = _keep_all(files, built, chosen, tell, progress, outcome.ledger)
        if not entries:
            first = outcome.bad[0] if outcome.bad else "there are no files"
            problem = f"no article could be read, so nothing is written ({first})"
            remedy = "see what is said of each file"
            raise NothingRead(str(folder), problem, remedy, outcome.bad)
        texts = _texts(built, sample(entries))
        draft = event_file(slug(folder.name), title, entries, texts)
        (built / "event.toml").write_text(draft, encoding="utf-8", newline="\n")
        (built / ledger.FILE).write_text(outcome.ledger.as_csv(), encoding="utf-8", newline="\n")
        _swap(built, folder, before)
    outcome.articles = len(entries)
    outcome.languages = Counter(entry.found.language or "unknown" for entry in entries)
    outcome.outlets = draft.count("\n[[outlets]]")
    return outcome


def _check_place(folder: Path, files: Sequence[str | Path], replace: bool) -> None:
    if not files:
        raise ParallaxError(str(folder), "no files are named", "name the files to read")
    if not folder.name or folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ParallaxError(str(folder), "no folder can be written there", "choose another name")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / "event.toml").is_file():
        raise ParallaxError(str(folder), "the folder holds no event", "choose another name")
    inside = [path for path in files if Path(path).resolve().is_relative_to(folder.resolve())]
    if inside:
        raise ParallaxError(
            str(inside[0]), "it lies in the event's own folder", "move the files out of it first"
        )
    if not replace:
        raise ParallaxError(
            str(folder), "the event is there already", "choose another name, or add --replace"
        )


# ----------------------------------------------------------- reading, keeping


class _Keeper:
    """Puts raw files and extracted texts into the new folder, under safe names of their own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files, self.folders = set[str](), set[str]()  # names taken
        self.numbers = defaultdict[str, Iterator[int]](lambda: count(2))  # of a name's next file
        self.kept: dict[Path, tuple[str, str, PurePosixPath]] = {}

    def keep(self, file: File, found: Found) -> Entry:
        raw = found.text.encode()  # before anything is written
        if file.path not in self.kept:
            self.kept = {file.path: self._raw(file)}  # only the latest: files come one by one
        source, source_hash, below = self.kept[file.path]
        if found.encoding:  # the file is the text
            return Entry(_without_text(found), source, source_hash)
        number = re.search(r"(\d+)$", found.place) if found.place else None
        stem = f"{below.stem}-{int(number[1]):05d}" if number else below.stem
        target = self._free(below.with_name(f"{stem}.txt"))
        (self.folder / target).write_bytes(raw)
        place = found.place.removeprefix(file.name).lstrip(":, ") if found.place else None
        place = f"line {place}" if place and place.isdigit() else place
        kept = dataclasses.replace(_without_text(found), place=place or None)
        return Entry(kept, target, hashlib.sha256(raw).hexdigest(), source, source_hash)

    def _raw(self, file: File) -> tuple[str, str, PurePosixPath]:
        *above, last = [_safe(part) for part in file.keep.parts if part not in ("..", "/")]
        below = PurePosixPath("raw")
        for part in above:
            below = self._below(below / part)
        name = self._free(below / last)
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with file.path.open("rb") as source, target.open("wb") as out:
            while block := source.read(1 << 20):
                digest.update(block)
                out.write(block)
        return name, digest.hexdigest(), PurePosixPath(name)

    def _free(self, path: PurePosixPath) -> str:
        """A file's name, with a number where it is taken."""
        name = _numbered(path, self.numbers[str(path)], self.files, self.folders)
        self.files.add(str(name).casefold())
        return str(name)

    def _below(self, path: PurePosixPath) -> PurePosixPath:
        """A folder's name, with a number where a file has it; files share their folder."""
        name = _numbered(path, count(2), self.files)
        self.folders.add(str(name).casefold())
        return name


def _numbered(path: PurePosixPath, numbers: Iterator[int], *taken: set[str]) -> PurePosixPath:
    """The name, or with a number where it is taken; file systems may ignore case."""
    name = path
    while any(str(name).casefold() in names for names in taken):
        name = path.with_name(f"{path.stem}-{next(numbers)}{path.suffix}")
    return name


def _safe(part: str) -> str:
    """A file name with nothing in it that a shell, TOML or another system trips over."""
    stem, dot, suffix = part.rpartition(".")
    if not dot or len(suffix) > 8 or not suffix.isalnum():
        stem, suffix = part, ""
    stem = re.sub(r"[^\w.-]+", "-", stem, flags=re.ASCII).strip("-. ")[:80] or "file"
    return f"{stem}.{suffix}" if suffix else stem


def _without_text(found: Found) -> Found:
    return dataclasses.replace(found, text="")


def _keep_all(
    files: Sequence[str | Path],
    folder: Path,
    chosen: Mapping[str, str] | None,
    tell: Callable[[str], None],
    progress: bool,
    account: Ledger,
) -> tuple[list[Entry], list[ParallaxError]]:
    """Put every article into the new folder; give an entry of each, and what is bad."""
    keeper, entries = _Keeper(folder), list[Entry]()
    with (
        tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as scratch,
        tqdm(desc="Reading", unit=" articles", disable=not progress, leave=False) as bar,
    ):

        def keep(file: File, article: Found) -> Found:
            entries.append(keeper.keep(file, article))
            bar.update()
            return entries[-1].found

        found, bad = gather(files, Path(scratch), keep, chosen=chosen, tell=tell, ledger=account)
    return [
        dataclasses.replace(entry, found=more) for entry, more in zip(entries, found, strict=True)
    ], bad


def _texts(folder: Path, entries: Sequence[Entry]) -> pl.DataFrame:
    """The articles that were read, as tables of articles have them, to propose from."""
    rows = [
        ((folder / entry.file).read_bytes().decode(entry.found.encoding or "utf-8"), entry.found)
        for entry in entries
    ]
    return pl.DataFrame(
        {
            "article_id": [str(number) for number in range(len(rows))],
            "text": [text for text, _ in rows],
            "title": pl.Series([found.title for _, found in rows], dtype=pl.String),
        }
    )


# ------------------------------------------------------------------ swapping


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A temporary sibling of the folder, removed unless it has taken the folder's place.

    While it is there no other run may begin the same folder; of one that was killed, it goes.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for other in disk.temporary(folder.parent, folder.name):
            if (process := disk.owner(other)) is not None:
                problem = f"process {process} is making it at this moment"
                raise ParallaxError(str(folder), problem, "wait for it, or choose another name")
        disk.sweep(folder.parent, folder.name)
        built = Path(tempfile.mkdtemp(dir=folder.parent, prefix=disk.owned(folder.name)))
    except OSError as error:
        problem = f"no folder can be written there ({error.strerror})"
        raise ParallaxError(str(folder), problem, "choose another place") from error
    built.chmod(0o755)
    try:
        yield built
    finally:
        shutil.rmtree(built, ignore_errors=True)


def _state(folder: Path) -> tuple[int, ...]:
    """What tells whether a folder and its event.toml are still those they were."""
    paths = [path for path in (folder, folder / "event.toml") if path.exists()]
    known = [path.stat() for path in paths]
    inodes = [number for stat in known for number in (stat.st_dev, stat.st_ino)]
    return (*inodes, known[1].st_mtime_ns) if len(known) > 1 else (*inodes,)


def _swap(built: Path, folder: Path, before: tuple[int, ...]) -> None:
    """Put the new folder in the old one's place: the old one steps aside, the new one moves in.

    A run killed in between leaves the old one aside, and `files.put_back` gives it its name
    again before anything reads or writes the folder: what is there is old or new, and whole.

    Raises ParallaxError, with everything in its place, where the folder is not the one
    that was there ``before``: another run was quicker.
    """
    if _state(folder) == before:
        if not before:
            if _renamed(built, folder):  # only where nothing, or an empty folder, is there
                return
        elif _replaced(built, folder, before):
            return
    problem = "another run has written it, or event.toml was changed, meanwhile"
    raise ParallaxError(str(folder), problem, "look at it, then run the same again")


def _renamed(built: Path, folder: Path) -> bool:
    try:
        built.rename(folder)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise
        return False
    return True


def _replaced(built: Path, folder: Path, before: tuple[int, ...]) -> bool:
    """Move the folder aside and the new one in; undone if the second step fails."""
    old = built.with_name(built.name + disk.ASIDE)
    folder.rename(old)
    try:
        if _state(old) == before and _renamed(built, folder):
            shutil.rmtree(old, ignore_errors=True)
            return True
    except BaseException:
        old.rename(folder)
        raise
    old.rename(folder)
    return False
