"""A file to read, and where those of an archive are spilled, within limits.

Nothing is unpacked under a name that an archive chose: members are spilled into a
scratch folder under numbers, and their names serve for display only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Protocol

from analysis.errors import ParallaxError
from analysis.importing.found import Skipped

MEGABYTE = 1_000_000
MEMBER_LIMIT = 64 * MEGABYTE  # one file of an archive, unpacked
TOTAL_LIMIT = 4_000 * MEGABYTE  # an archive, unpacked
BLOCK = 1 << 16


@dataclass(frozen=True)
class File:
    """A file to read: where it lies, what to call it to a person, and as what to keep it.

    ``keep`` is its path below the folder or archive that was named; ``url`` is where a
    crawl found it, ``charset`` what its server said, and ``is_text`` whether the crawl
    keeps pages as plain text.
    """

    path: Path
    name: str
    keep: PurePosixPath
    url: str | None = None
    charset: str | None = None
    is_text: bool = False

    @property
    def hint(self) -> str | None:
        """The sub-folder it came in: often an outlet's name."""
        return self.keep.parts[-2] if len(self.keep.parts) > 1 else None


Item = File | ParallaxError | Skipped


class Readable(Protocol):
    """What a member of an archive is read from."""

    def read(self, size: int, /) -> bytes: ...


class Spill:
    """Numbered files in the scratch folder, each there only until it is read."""

    def __init__(self, folder: Path):
        self.folder, self.numbers = folder, count()
        self.written = list[Path]()

    def clear(self) -> None:
        """Remove what was written since the last time."""
        for path in self.written:
            path.unlink(missing_ok=True)
        self.written.clear()

    def write(self, source: Readable, limit: int) -> tuple[Path, int]:
        """Copy at most ``limit`` bytes; one more is an error."""
        target = self.folder / f"{next(self.numbers):06d}"
        self.written.append(target)
        size = 0
        with target.open("wb") as out:
            while block := source.read(BLOCK):
                size += len(block)
                if size > limit:
                    break
                out.write(block)
        if size > limit:
            raise ParallaxError(
                "", f"unpacked it is larger than {limit // MEGABYTE} MB", "unpack it yourself"
            )
        return target, size
