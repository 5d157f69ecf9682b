"""The output folder: part files written beside and renamed, a receipt a unit, one manifest.

``plan.json`` says what the folder is for; ``units/`` holds a receipt for every unit that is
done, with the rows and checksums of its parts; ``manifest.json`` is written last, from the
receipts. Parts are named by what they hold, so whoever computes a unit twice (a rerun, a
worker believed dead) writes the same names again, and nothing is read that no receipt names.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from analysis.errors import ParallaxError
from analysis.files import sweep, write

_PLAN, _MANIFEST, _UNITS, _PARTS = "plan.json", "manifest.json", "units", "parts"


def checksum(frame: pl.DataFrame) -> int:
    """Sum up a table's rows: the same for the same rows in any order, in any number of parts.

    Σ over rows of the first 8 bytes of BLAKE2b of the row as JSON, modulo 2⁶⁴. A sum, not
    an exclusive or, so that a row that is there twice shows.

    >>> one, two = pl.DataFrame({"a": [1, 2]}), pl.DataFrame({"a": [2, 1]})
    >>> checksum(one) == checksum(two)
    True
    """
    lines = frame.write_ndjson().encode().split(b"\n")
    blake, whole = hashlib.blake2b, int.from_bytes
    return sum(whole(blake(row, digest_size=8).digest()) for row in lines if row) % (1 << 64)


def open_folder(out: Path, plan: Mapping[str, Any]) -> None:
    """Make the folder ready for this plan, or say why it cannot be used."""
    try:
        _check_free(out, plan)
        write(out / _PLAN, json.dumps(plan, indent=1).encode())
        for name in (_UNITS, _PARTS):
            (out / name).mkdir(exist_ok=True)
        for folder in (out, out / _UNITS, *(out / _PARTS).iterdir()):
            sweep(folder)
    except OSError as error:
        raise disk_error(out, error) from error


def _check_free(out: Path, plan: Mapping[str, Any]) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise ParallaxError(str(out), "is a file", "name a folder")
    if all(path.name.startswith(".") for path in out.iterdir()):
        return
    if not (out / _PLAN).is_file():
        raise ParallaxError(
            str(out), "the folder holds other files", "name an empty or a new folder"
        )
    earlier = _load(out / _PLAN)
    for key, value in plan.items():
        if earlier.get(key) != value:
            raise ParallaxError(
                str(out),
                f"it was begun with {key} {earlier.get(key)}, not {value}",
                "name another folder, or remove this one",
            )


def commit(
    out: Path, unit: str, frames: Mapping[str, pl.DataFrame], facts: Mapping[str, Any]
) -> None:
    """Write a unit's parts, then the receipt that makes them count."""
    try:
        parts = {name: _write_part(out, name, unit, frame) for name, frame in frames.items()}
        written = json.dumps({"unit": unit, **facts, "parts": parts}, sort_keys=True)
        write(out / _UNITS / f"{unit}.json", written.encode())
    except OSError as error:
        raise disk_error(out, error) from error


def _write_part(out: Path, table: str, unit: str, frame: pl.DataFrame) -> dict[str, Any]:
    found = checksum(frame)
    name = f"{_PARTS}/{table}/{unit}-{found:016x}.parquet"
    size = write_frame(out / name, frame)
    return {"file": name, "rows": len(frame), "checksum": f"{found:016x}", "bytes": size}


def write_frame(path: Path, frame: pl.DataFrame) -> int:
    """Write a table as one Parquet file, whole or not at all; give its size."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    write(path, buffer.getbuffer())
    return buffer.tell()


def done(out: Path) -> set[str]:
    """The units that have a receipt."""
    return {path.stem for path in (out / _UNITS).glob("[!.]*.json")}


def receipt(out: Path, unit: str) -> dict[str, Any]:
    """What a unit that is done has given."""
    return _load(out / _UNITS / f"{unit}.json")


def intact(out: Path) -> set[str]:
    """The units whose parts are all there in full; receipts of the others are taken back."""
    kept = set()
    for unit in done(out):
        try:
            found = receipt(out, unit)["parts"].values()
            whole = all(_size(out / part["file"]) == part["bytes"] for part in found)
        except (ParallaxError, KeyError):
            whole = False
        if whole:
            kept.add(unit)
        else:
            (out / _UNITS / f"{unit}.json").unlink(missing_ok=True)
    return kept


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def seal(out: Path, units: Iterable[str]) -> dict[str, Any]:
    """Write the manifest: every table's rows, checksum and parts, in the dataset's order."""
    receipts = [receipt(out, unit) for unit in units]
    manifest: dict[str, Any] = {
        **_load(out / _PLAN),
        "articles": sum(each["articles"] for each in receipts),
        "megabytes": sum(each["bytes"] for each in receipts) / 1e6,
        "tables": {},
    }
    for name in receipts[0]["parts"] if receipts else ():
        parts = [each["parts"][name] for each in receipts]
        total = sum(int(part["checksum"], 16) for part in parts) % (1 << 64)
        manifest["tables"][name] = {
            "rows": sum(part["rows"] for part in parts),
            "checksum": f"{total:016x}",
            "parts": parts,
        }
    write(out / _MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


def manifest(out: str | Path) -> dict[str, Any]:
    """What a finished folder holds: the plan, articles, and each table's rows and checksum.

    Raises ParallaxError where the run that writes it has not come to its end.
    """
    out = Path(out)
    if not (out / _MANIFEST).is_file():
        begun = f"only {len(done(out))} units are done" if (out / _PLAN).is_file() else "no run"
        raise ParallaxError(str(out), f"there is no manifest ({begun})", "run the same again")
    return _load(out / _MANIFEST)


def read(out: str | Path, table: str) -> pl.LazyFrame:
    """Read a table of a finished folder, lazily: exactly the parts that the manifest names.

    Raises ParallaxError where the run is not finished, the table is not there, or a part
    is missing or cut short.
    """
    tables = manifest(out)["tables"]
    if table not in tables:
        raise ParallaxError(str(out), f"no table '{table}'", "use one of " + ", ".join(tables))
    files = []
    for part in tables[table]["parts"]:
        file = Path(out) / part["file"]
        if _size(file) != part["bytes"]:
            raise ParallaxError(
                str(file), "the part is missing or cut short", "run the same again to restore it"
            )
        files.append(file)
    return pl.scan_parquet(files)


def verify(out: str | Path) -> None:
    """Read every part again and compare its rows and checksum with the manifest's.

    Raises ParallaxError naming the first part that differs.
    """
    for table, entry in manifest(out)["tables"].items():
        read(out, table)
        for part in entry["parts"]:
            try:
                frame = pl.read_parquet(Path(out) / part["file"])
                same = f"{checksum(frame):016x}" == part["checksum"] and len(frame) == part["rows"]
            except pl.exceptions.PolarsError:
                same = False
            if not same:
                raise ParallaxError(
                    f"{out}/{part['file']}",
                    "it does not hold what was written",
                    "remove it and run the same again",
                )


def _load(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ParallaxError(str(path), f"cannot be read ({error})", "remove it") from error


def disk_error(out: Path, error: OSError) -> ParallaxError:
    """Say what to do about a folder that cannot be written."""
    remedy = "choose a folder that can be written"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = "free some space and run the same again: what is done is kept"
    return ParallaxError(str(error.filename or out), error.strerror or str(error), remedy)
