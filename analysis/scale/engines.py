"""Where the work is done: processes of this machine, or a Spark cluster."""

from __future__ import annotations

import os
import pickle
import queue
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from analysis import files, runtime
from analysis.errors import ParallaxError
from analysis.scale.operations import Engine, Function, pieces

_READ_AT_ONCE = 64_000_000  # bytes of scratch files split, or joined into a partition, at once


def check(engine: Any) -> Callable[[Path, int | None, float], Engine]:
    """Give what makes the engine from a folder for scratch files, the number of workers
    and the megabytes of text to expect; or say why this one cannot be used.
    """
    if engine == "local":
        return lambda folder, workers, _: Local(folder, workers)
    if isinstance(engine, str) or type(engine).__name__ != "SparkSession":
        raise ParallaxError("engine", f"{engine!r} is no engine", "give 'local' or a Spark session")
    from analysis.scale.spark import Spark, check_session

    check_session(engine)
    return lambda _folder, _workers, megabytes: Spark(engine, megabytes)


class Local:
    """Processes of this machine, one thread each, with scratch files between the steps."""

    def __init__(self, folder: Path, workers: int | None = None):
        self.workers = workers or _cores()
        files.sweep(folder, "scratch")
        self.scratch = Path(tempfile.mkdtemp(prefix=files.owned("scratch"), dir=folder))
        self._processes: _Processes | None = None

    def source(self, rows: pl.DataFrame) -> list[Path]:
        target = self._new()
        for number, row in enumerate(rows.iter_slices(1)):
            row.write_parquet(target / f"{number:06}.parquet")
        return _files(target)

    def map(self, data: list[Path], function: Function, schema: pl.Schema) -> list[Path]:
        return self._run(partial(_map, function, schema, self._new()), [[file] for file in data])

    def shuffle(
        self, data: list[Path], key: str, function: Function, schema: pl.Schema
    ) -> list[Path]:
        size = sum(file.stat().st_size for file in data)
        partitions = max(self.workers, 1 + size // _READ_AT_ONCE)
        split = self._new()
        self._run(partial(_split, key, partitions, split), list(_grouped(data)))
        buckets = [_files(split / str(number)) for number in range(partitions)]
        reduce = partial(_reduce, key, function, schema, self._new())
        made = self._run(reduce, [files for files in buckets if files])
        shutil.rmtree(split)
        return made or [_written(pl.DataFrame(schema=schema), self._new() / "nothing.parquet")]

    def keep(self, data: list[Path]) -> list[Path]:
        return data

    def collect(self, data: list[Path]) -> pl.DataFrame:
        return pl.concat(pl.read_parquet(file) for file in data)

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *error: object) -> None:
        if self._processes:
            self._processes.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _new(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.scratch))

    def _run(self, task: Callable[[list[Path]], list[Path]], groups: list) -> list[Path]:
        if self.workers == 1 or len(groups) == 1:  # five articles need no second process
            results = map(task, groups)
        else:
            self._processes = self._processes or _Processes(self.workers)
            results = self._processes.map(task, groups)
        return [file for made in results for file in made]


def _map(function: Function, schema: pl.Schema, target: Path, files: list[Path]) -> list[Path]:
    made = [function(pl.read_parquet(file)).cast(schema) for file in files]
    return [_written(pl.concat(made), target / files[0].name)]


def _split(key: str, partitions: int, target: Path, files: list[Path]) -> list[Path]:
    rows = pl.concat(pl.read_parquet(file) for file in files)
    bucket = (pl.col(key) % partitions).alias("_bucket")
    for (number,), part in (
        rows.with_columns(bucket).partition_by("_bucket", as_dict=True, include_key=False).items()
    ):
        (target / str(number)).mkdir(exist_ok=True)
        _written(part, target / str(number) / f"{files[0].parent.name}-{files[0].name}")
    return []


def _reduce(
    key: str, function: Function, schema: pl.Schema, target: Path, files: list[Path]
) -> list[Path]:
    rows = pl.concat(pl.read_parquet(file) for file in files)
    bucket = files[0].parent.name
    return [
        _written(function(piece).cast(schema), target / f"{bucket}-{number:04}.parquet")
        for number, piece in enumerate(pieces(rows, key))
    ]


def _written(frame: pl.DataFrame, file: Path) -> Path:
    frame.write_parquet(file, compression="lz4")
    return file


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _grouped(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Files in groups that are read at once."""
    group, size = [], 0
    for file in files:
        group.append(file)
        size += file.stat().st_size
        if size > _READ_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _cores() -> int:
    """The cores this process may use, where the system tells; else all."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class _Processes:
    """Worker processes, each fed by a thread; see `analysis.scale.worker`."""

    def __init__(self, count: int):
        environment = runtime.child_environment(POLARS_MAX_THREADS="1", OMP_NUM_THREADS="1")
        command = runtime.child_command("analysis.scale.worker")
        pipe = subprocess.PIPE
        self.started = [
            subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe)
            for _ in range(count)
        ]
        self.free: queue.Queue[subprocess.Popen] = queue.Queue()
        for process in self.started:
            self.free.put(process)
        self.threads = ThreadPoolExecutor(count)

    def map(self, function: Callable, arguments: Iterable) -> list:
        waiting = [self.threads.submit(self._ask, function, each) for each in arguments]
        try:
            return [future.result() for future in waiting]
        except BaseException:
            for future in waiting:
                future.cancel()
            raise

    def _ask(self, function: Callable, argument: object) -> Any:
        process = self.free.get()
        try:
            assert process.stdin and process.stdout
            pickle.dump((function, argument), process.stdin)
            process.stdin.flush()
            worked, answer = pickle.load(process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise ParallaxError(
                f"worker process {process.pid}",
                f"it ended with status {process.wait()}, short of memory perhaps",
                "run the same again, with fewer workers: what is done is kept",
            ) from error
        finally:
            self.free.put(process)
        if not worked:
            raise answer
        return answer

    def close(self) -> None:
        self.threads.shutdown(cancel_futures=True)
        for process in self.started:
            assert process.stdin and process.stdout
            process.stdin.close()
            process.stdout.close()
            process.wait()
