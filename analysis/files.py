"""Files written whole or not at all, and what runs that were killed left half written."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_HOST = re.sub(r"[^A-Za-z0-9]", "", socket.gethostname())
ASIDE = "-old"  # ends the name of a folder that makes room for a new one
_OWNED = re.compile(rf"~{_HOST}-(\d+)-[^~]*$")


def write(path: Path, content: bytes | memoryview) -> Path:
    """Write a file beside its place and rename it, so that a failure leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=owned(path.name))
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return path


def owned(name: str) -> str:
    """The beginning of a temporary name beside ``name``, which tells whose it is."""
    short = name.encode()[:100].decode(errors="ignore")  # a name has at most 255 bytes
    return f".{short}~{_HOST}-{os.getpid()}-"


def owner(path: Path) -> int | None:
    """The process that is writing a temporary file or folder; None once it is gone.

    A later process may have got its number: it began after the last change.
    """
    import psutil  # only what a run left behind asks for it: the import takes longer than a look

    found = _OWNED.search(path.name)
    if not found:
        return None
    try:
        began = psutil.Process(int(found[1])).create_time()
        return int(found[1]) if began <= path.lstat().st_mtime + 2 else None
    except (psutil.Error, OSError):
        return None


def temporary(folder: Path, name: str | None = None) -> Iterator[Path]:
    """What processes of this machine have begun to write in a folder, under a name or any."""
    begins = owned(name).rpartition("~")[0].lstrip(".") + "~" if name is not None else ""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name.lstrip(".").startswith(begins) and _OWNED.search(path.name):
                yield path


def sweep(folder: Path, name: str | None = None) -> None:
    """Remove what runs that were killed left behind in a folder."""
    for path in temporary(folder, name):
        if owner(path) is not None:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def put_back(folder: Path) -> None:
    """Put a folder back that a run had moved aside (``ASIDE``) when it was killed.

    Nothing happens where the folder is there, or a living process is about to write it.
    """
    if os.path.lexists(folder):
        return
    begun = list(temporary(folder.parent, folder.name))
    aside = [path for path in begun if path.name.endswith(ASIDE) and not path.is_symlink()]
    if aside and all(owner(path) is None for path in begun):
        with suppress(OSError):
            aside[0].rename(folder)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for temporary files, after those of killed runs are gone."""
    sweep(Path(tempfile.gettempdir()), "parallax")
    with tempfile.TemporaryDirectory(
        prefix=owned("parallax")[1:], ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)
