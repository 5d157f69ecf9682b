"""Break runs over a dataset on purpose, and count the rows that were lost or doubled.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/scale_faults.py [FAULT ...]

Each fault is done --runs times: executors and drivers killed at a random moment, a disk
filled, the link to a host cut while its executor goes on writing. A run that stopped is run
again. Every table's rows and checksum are compared with those of a run that nothing befell.
Faults on two hosts use a standalone master and two workers in network namespaces of their
own; these and the full disk need root on Linux.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pyspark
from scale import begun, ended, sample, totals

import analysis as an
from analysis.scale import datasets

ARTICLES = 2_000
TABLES = ["counts", "quotes", "readability"]
MORE: dict[str, dict[str, Any]] = {"measure": {"tables": TABLES}, "events": {}}
CLUSTER = "local-cluster[2,1,1024]"
SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
SUBNET = "10.77.0"
MASTER = f"spark://{SUBNET}.1:7077"
HOSTS = {"px-a": f"{SUBNET}.2", "px-b": f"{SUBNET}.3"}
CUT_FOR = 30  # seconds: twice as long as the driver waits for an executor
# Spark waits two minutes for an executor that is silent; a quarter of one shows the same.
_PATIENCE = {
    "spark.network.timeout": "15s",
    "spark.network.timeoutInterval": "5s",
    "spark.executor.heartbeatInterval": "2s",
}
IMPATIENT = " ".join(f"--conf {name}={value}" for name, value in _PATIENCE.items())


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


# --- two hosts ----------------------------------------------------------------------------------


@contextmanager
def two_hosts() -> Iterator[None]:
    """A standalone Spark master, and two workers that reach it through a bridge."""
    run("ip", "link", "add", "px-bridge", "type", "bridge")
    servers: list[subprocess.Popen] = []
    try:
        run("ip", "addr", "add", f"{SUBNET}.1/24", "dev", "px-bridge")
        run("ip", "link", "set", "px-bridge", "up")
        servers.append(serve([], "master.Master", f"{SUBNET}.1", "--port", "7077"))
        for name, address in HOSTS.items():
            link(name, address)
            inside = ["ip", "netns", "exec", name]
            limits = ["--cores", "1", "--memory", "1g", "--webui-port", "0"]
            servers.append(serve(inside, "worker.Worker", address, *limits, MASTER))
        time.sleep(8)
        yield
    finally:
        for server in servers:
            server.terminate()
            server.wait()
        for name in HOSTS:
            subprocess.run(["ip", "netns", "del", name], capture_output=True)
        run("ip", "link", "del", "px-bridge")


def link(name: str, address: str) -> None:
    """Make a host of its own: a network namespace with one cable to the bridge."""
    run("ip", "netns", "add", name)
    run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
    run("ip", "link", "set", name, "master", "px-bridge", "up")
    for command in (
        ["addr", "add", f"{address}/24", "dev", "eth0"],
        ["link", "set", "eth0", "up"],
        ["link", "set", "lo", "up"],
    ):
        run("ip", "-n", name, *command)


def serve(prefix: list[str], role: str, address: str, *more: str) -> subprocess.Popen:
    command = [*prefix, str(SPARK_CLASS), f"org.apache.spark.deploy.{role}", "--host", address]
    environment = {**os.environ, "SPARK_LOCAL_IP": address, "SPARK_NO_DAEMONIZE": "1"}
    return subprocess.Popen(
        [*command, *more], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


# --- what goes wrong ----------------------------------------------------------------------------


def receipts(out: Path) -> int:
    return len(list((out / "units").glob("[!.]*.json")))


def kill_an_executor(_: subprocess.Popen) -> None:
    started = psutil.Process().children(recursive=True)
    alive = [child for child in started if child.status() != psutil.STATUS_ZOMBIE]
    found = [child for child in alive if "ExecutorBackend" in " ".join(child.cmdline())]
    if found:
        random.choice(found).kill()


def kill_the_driver(process: subprocess.Popen) -> None:
    """Python and the JVM that it started, as when the machine is lost."""
    for child in [*psutil.Process(process.pid).children(recursive=True), process]:
        child.kill()


def cut_a_link(_: subprocess.Popen) -> None:
    name = random.choice(list(HOSTS))
    run("ip", "link", "set", name, "down")
    time.sleep(CUT_FOR)
    run("ip", "link", "set", name, "up")


def in_the_map(
    act: Callable[[subprocess.Popen], None], master: str, dataset: Path, out: Path
) -> None:
    """Act after a random number of units, not the last ones."""
    units = len(datasets.units(datasets.look(dataset)))
    process = begun("measure", dataset, out, master, **MORE["measure"])
    least = random.randint(1, units - 4)
    while receipts(out) < least and process.poll() is None:
        time.sleep(0.05)
    if process.poll() is None:
        act(process)
    ended(process)


def in_the_reduce(
    act: Callable[[subprocess.Popen], None], master: str, dataset: Path, out: Path
) -> None:
    """The folder of events has no receipt before its joins are done, so wait, then act."""
    process = begun("events", dataset, out, master)
    while not list(out.glob(".frequencies-*")) and process.poll() is None:
        time.sleep(0.05)
    time.sleep(random.uniform(0.5, 4))
    if process.poll() is None:
        act(process)
    ended(process)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True)
    run("mount", "-t", "tmpfs", "-o", f"size={random.randint(300, 500)}k", "tmpfs", folder)
    try:
        yield folder
    finally:
        run("umount", folder)


def full_disk(master: str, dataset: Path, out: Path) -> None:
    """The run stops on a full disk; what it has done is carried to a larger one."""
    with small_disk(out.with_name(out.name + "-small")) as small:
        ended(begun("measure", dataset, small / "out", master, **MORE["measure"]))
        shutil.copytree(small / "out", out)


class Fault(NamedTuple):
    job: str
    master: str
    done: Callable[[Path, Path], None]


def fault(job: str, master: str, where: Callable, *act: Callable) -> Fault:
    return Fault(job, master, partial(where, *act, master))


FAULTS = {
    "local run killed half way": fault("measure", "", in_the_map, kill_the_driver),
    "full disk, local": fault("measure", "", full_disk),
    "executor killed in the map": fault("measure", CLUSTER, in_the_map, kill_an_executor),
    "executor killed in the reduce": fault("events", CLUSTER, in_the_reduce, kill_an_executor),
    "driver killed half way": fault("measure", CLUSTER, in_the_map, kill_the_driver),
    "full disk": fault("measure", CLUSTER, full_disk),
    "two hosts: executor killed in the map": fault("measure", MASTER, in_the_map, kill_an_executor),
    "two hosts: executor killed in the reduce": fault(
        "events", MASTER, in_the_reduce, kill_an_executor
    ),
    "two hosts: driver killed half way": fault("measure", MASTER, in_the_map, kill_the_driver),
    "two hosts: link cut in the map": fault("measure", MASTER, in_the_map, cut_a_link),
    "two hosts: link cut in the reduce": fault("events", MASTER, in_the_reduce, cut_a_link),
}


# --- the table ----------------------------------------------------------------------------------


def measure(name: str, scratch: Path, runs: int, expected: dict[str, object]) -> None:
    """Do a fault so often, and print a row of the table."""
    job, master, done = FAULTS[name]
    through, wrong, redone = 0, 0, []
    for number in range(runs):
        out = scratch / f"{name.replace(':', '')}-{number}"
        done(scratch / "in", out)
        if (out / "manifest.json").exists():
            through += 1
        else:
            redone.append(rerun(job, scratch / "in", out, master))
        an.scale.verify(out)
        wrong += totals(out) != expected[job]
    most = f"{max(redone):.0%}" if redone else "–"
    print(f"| {name} | {runs} | {through} | {runs - through} | {wrong} | {most} |", flush=True)


def rerun(job: str, dataset: Path, out: Path, master: str) -> float:
    """Run again what stopped; the share of its units that were done over again."""
    finished, began = receipts(out), time.time_ns()
    ended(begun(job, dataset, out, master, **MORE[job]))
    files = (out / "units").glob("[!.]*.json")
    again = sum(file.stat().st_mtime_ns > began for file in files)
    return (again + finished - receipts(out)) / max(finished, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("faults", nargs="*", help="their names; without any, all")
    parser.add_argument("--runs", type=int, default=10)
    given = parser.parse_args()
    names = given.faults or list(FAULTS)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        dataset = sample(scratch / "in", ARTICLES)
        expected: dict[str, object] = {}
        for job, more in MORE.items():
            ended(begun(job, dataset, scratch / job, **more))
            expected[job] = totals(scratch / job)
        print(f"\n### Faults, {ARTICLES} articles\n")
        print("| fault | runs | came through | completed by a rerun | wrong rows | done twice |")
        print("|---|---|---|---|---|---|", flush=True)
        here = [name for name in names if FAULTS[name].master != MASTER]
        for name in here:
            measure(name, scratch, given.runs, expected)
        if there := [name for name in names if name not in here]:
            os.environ["SPARK_LOCAL_IP"] = f"{SUBNET}.1"
            os.environ["PYSPARK_SUBMIT_ARGS"] = f"{IMPATIENT} pyspark-shell"
            with two_hosts():
                for name in there:
                    measure(name, scratch, given.runs, expected)


if __name__ == "__main__":
    main()
