"""Folders, zip, gzip and crawls → single files on disk, one at a time, within limits."""

from __future__ import annotations

import gzip
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from analysis.errors import ParallaxError, described, is_fault
from analysis.errors import shown as _shown
from analysis.importing import crawls
from analysis.importing.spill import MEGABYTE, MEMBER_LIMIT, TOTAL_LIMIT, File, Item, Spill

RATIO_LIMIT = 200  # text shrinks to a tenth; a bomb to a thousandth
MEMBERS_LIMIT = 200_000
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")  # a path of Windows; "A: story.html" is a name
_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}
_WEB = {
    *(".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".mp3", ".mp4", ".webm"),
}


_OFFICE = (".docx", ".xlsx", ".xlsm", ".xlsb", ".ods")


def files(paths: Iterable[str | Path], scratch: Path) -> Iterator[Item]:
    """Yield every file below the paths, archives opened, and an error for each that is refused.

    The order is that of the paths, and of names within a folder. Links inside a
    folder are not followed. ``scratch`` is where members of archives are spilled, each
    only until the next file is asked for. A folder or archive without a file is an error.
    """
    spill = Spill(scratch)
    for path in map(Path, paths):
        name = _shown(str(path))
        if path.is_dir():
            found = _in_folder(path, spill)
        elif os.path.lexists(path):
            found = _open(path, str(path), PurePosixPath(path.name), spill)
        else:
            found = iter([ParallaxError(name, "no such file", "check the name")])
        for item in _or_nothing(found, name):
            yield item
            spill.clear()


def _or_nothing(items: Iterator[Item], name: str) -> Iterator[Item]:
    """The items, or an error where there is none."""
    first = next(items, None)
    if first is None:
        yield ParallaxError(name, "there is no article in it", "check that it is the right one")
    else:
        yield first
        yield from items


def _in_folder(folder: Path, spill: Spill) -> Iterator[Item]:
    unread = list[OSError]()
    for path, below in _walk(folder, unread.append):
        if path.is_symlink():
            yield ParallaxError(_shown(str(path)), "it is a link", "name the file itself")
        else:
            yield from _open(path, str(path), below, spill)
    for error in unread:
        problem = f"the folder cannot be read ({error.strerror})"
        yield ParallaxError(_shown(str(error.filename)), problem, "allow it, or leave it out")


def _walk(folder: Path, unread: Callable[[OSError], None]) -> Iterator[tuple[Path, PurePosixPath]]:
    """The files below a folder in the order of their names, without litter and parts of pages."""
    for here, folders, names in os.walk(folder, onerror=unread):
        pages = {Path(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name.lower() not in _LITTER
            and not any(name in (f"{page}_files", f"{page}-Dateien") for page in pages)
        )
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in sorted(names + links):
            if not name.startswith(".") and name.lower() not in _LITTER:
                path = Path(here) / name
                yield path, PurePosixPath(path.relative_to(folder).as_posix())


def _open(path: Path, name: str, keep: PurePosixPath, spill: Spill) -> Iterator[Item]:
    """One file as it is, or the files in it."""
    name = _shown(name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ParallaxError(name, "it is no regular file", "leave it out")
        if keep.suffix.lower() in _WEB:
            raise ParallaxError(name, "it is part of a page's design", "leave it out")
        with path.open("rb") as source:
            head = source.read(8)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from _or_nothing(_zip(path, name, keep, spill), name)
        elif head.startswith(b"\x1f\x8b"):
            yield from _or_nothing(_gzip(path, name, keep, spill), name)
        elif head.startswith(b"WARC/"):
            yield from _or_nothing(crawls.pages(path, name, keep, spill), name)
        else:
            yield File(path, name, keep)
    except ParallaxError as error:
        yield error
    except Exception as error:  # whatever a damaged file brings up, the others are read
        if not is_fault(error):
            raise
        said = getattr(error, "strerror", None) or described(error)
        yield ParallaxError(name, f"cannot be read ({said})", "check the file")


def _gzip(path: Path, name: str, keep: PurePosixPath, spill: Spill) -> Iterator[Item]:
    """The file in a gzip file, or the pages of the crawl in it."""
    below = keep.with_suffix("") if keep.suffix.lower() == ".gz" else keep
    try:
        with gzip.open(path) as source:
            head = source.read(8)
            if head.startswith(b"WARC/"):
                yield from crawls.pages(path, name, below, spill)
                return
            if head.startswith((b"PK\x03\x04", b"\x1f\x8b")):
                raise ParallaxError(name, "an archive inside an archive", "unpack it first")
            source.seek(0)
            inner, _ = spill.write(source, MEMBER_LIMIT)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ParallaxError(
            name, f"the gzip file is cut off or damaged ({error})", "download it again"
        ) from error
    except ParallaxError as error:
        raise ParallaxError(name, error.problem, error.remedy) from error
    yield File(inner, name, below)


def _zip(path: Path, name: str, keep: PurePosixPath, spill: Spill) -> Iterator[Item]:
    """The files in a zip file, each checked; an Office file as it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if "[Content_Types].xml" in names or "mimetype" in names:
                yield File(path, name, keep)  # an Office file is read whole
                return
            if len(members) > MEMBERS_LIMIT:
                raise ParallaxError(name, f"more than {MEMBERS_LIMIT:,} files", "split it")
            if sum(member.compress_size for member in members) > path.stat().st_size:
                raise ParallaxError(name, "its files overlap: a bomb", "leave it out")
            left = TOTAL_LIMIT
            for member in members:
                if member.is_dir() or _is_litter(member.filename):
                    continue
                shown = f"{name}: {_shown(member.filename)}"
                try:
                    found, size = _member(archive, member, spill, min(left, MEMBER_LIMIT))
                    left -= size
                    inner = PurePosixPath(keep.stem, *PurePosixPath(member.filename).parts)
                    yield _checked_member(found, shown, inner)
                except ParallaxError as error:
                    yield ParallaxError(shown, error.problem, error.remedy)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError) as error:
        if isinstance(error, ParallaxError):
            raise
        raise ParallaxError(name, f"the zip file is damaged ({error})", "pack it again") from error


def _is_litter(filename: str) -> bool:
    parts = PurePosixPath(filename.lower()).parts
    return any(part in _LITTER or part.startswith("._") for part in parts)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, spill: Spill, limit: int
) -> tuple[Path, int]:
    """One member of a zip file, spilled within limits."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    rooted = member.filename.startswith(("/", "\\")) or _DRIVE.match(member.filename)
    if ".." in parts or rooted:
        raise ParallaxError("", "its path leads out of the archive", "pack it without '..'")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ParallaxError("", "it is a link", "pack the file itself")
    if member.flag_bits & 1:
        raise ParallaxError("", "it is encrypted", "unpack it first")
    if member.file_size > max(MEGABYTE, RATIO_LIMIT * member.compress_size):
        problem = f"{member.file_size // MEGABYTE} MB out of {member.compress_size} bytes: a bomb"
        raise ParallaxError("", problem, "leave it out")
    try:
        with archive.open(member) as source:
            return spill.write(source, limit)
    except Exception as error:  # zipfile lets through what each way of packing raises
        if not is_fault(error):
            raise
        raise ParallaxError("", f"it is damaged ({described(error)})", "pack it again") from error


def _checked_member(path: Path, name: str, keep: PurePosixPath) -> File:
    with path.open("rb") as source:
        head = source.read(8)
    office = keep.suffix.lower() in _OFFICE
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"WARC/")) and not office:
        raise ParallaxError(name, "an archive inside an archive", "unpack it first")
    if keep.suffix.lower() in _WEB:
        raise ParallaxError(name, "it is part of a page's design", "leave it out")
    return File(path, name, keep)
