#!/usr/bin/python3
"""Runs the suite's main job on one quarter of one university; called by tools/dev."""

import argparse
import contextlib
import fcntl
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tools/client"), str(TOP / "tools/verify.d")]

import board  # noqa: E402
import csv_columns  # noqa: E402
import csv_files  # noqa: E402
import derivation  # noqa: E402
import load  # noqa: E402
from client import CallError, Client, Crew, Feeds  # noqa: E402
from clock import Clock  # noqa: E402
from contract import Contract  # noqa: E402
from database import Database, DatabaseError  # noqa: E402
from progress import Step, say  # noqa: E402
from record import Recorder, RecordError, days  # noqa: E402
from suite import (  # noqa: E402
    DEFAULT_PORT, METRICS_OFFSET, PortInUse, ServiceDied, Suite, stop_left
)
from tree import Broken  # noqa: E402

UNIVERSITY = "qznu"
_INTERRUPTS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
# The activity whose receipt is shown, if the ledger took it.
RECEIPT_OF = "a0585"
_REFUSALS = {"POST_NOT_VALID": "actor's post had ended"}


class FolderError(Exception):
    """The folder is in use, or holds what is not ours to remove."""


# Errors whose text says all there is to say.
_TOLD = (
    Broken, CallError, DatabaseError, FolderError, PortInUse, RecordError, ServiceDied
)


def main():
    options = _options()
    sys.stdout.reconfigure(line_buffering=True)
    for number in _INTERRUPTS:
        # SIGINT is ignored by all that a shell starts in the background; nohup asks for the other.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        with _lock(options):
            stopped = _stop(options.dir)
            if options.verb != "down":
                _run(options)
            elif not stopped:
                print("tools/dev down: nothing was running", file=sys.stderr)
    except csv_files.Problems as problems:
        print(problems, file=sys.stderr)
        reason = f"problems in {options.data}: {len(problems.problems)}; nothing was loaded"
    except subprocess.CalledProcessError as error:
        reason = f"{error.cmd[0]} failed with exit code {error.returncode}"
    except _TOLD as error:
        reason = error
    except KeyboardInterrupt:
        reason = "interrupted"
    else:
        return
    sys.exit(f"tools/dev {options.verb}: {reason}")


def _options():
    parser = argparse.ArgumentParser(
        prog="tools/dev",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "verb",
        choices=["demo", "up", "down"],
        help="run it and stop everything; run it and leave the suite running; stop the suite",
    )
    parser.add_argument(
        "--dir",
        type=pathlib.Path,
        default=TOP / ".run/demo",
        help="where PostgreSQL, logs, secrets and pid files are kept; emptied by demo and up",
    )
    parser.add_argument(
        "--binaries",
        type=pathlib.Path,
        default=TOP / "build/release/bin",
        help="the folder of registry_server and the others",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=DEFAULT_PORT,
        help=f"the gateway's; the others listen on the next five, metrics {METRICS_OFFSET} above",
    )
    parser.add_argument(
        "--data",
        type=pathlib.Path,
        default=TOP / "tools/demo/quanzhou",
        help="the folder of the CSV files with the records",
    )
    options = parser.parse_args()
    options.dir = options.dir.resolve()
    return options


@contextlib.contextmanager
def _lock(options):
    """Only one run works in a folder; the lock file says which."""
    options.dir.parent.mkdir(parents=True, exist_ok=True)
    with open(options.dir.with_suffix(".lock"), "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            verb, _, pid = lock.read().strip().partition(" ")
            raise FolderError(
                f"tools/dev {verb}, process {pid}, works in {options.dir}: wait until it is done, "
                f"stop it with kill {pid}, or choose another --dir and --port"
            ) from None
        lock.truncate(0)
        lock.write(f"{options.verb} {os.getpid()}\n")
        lock.flush()
        yield


def _interrupt(*_):
    # What stops the suite is not to be interrupted in turn.
    for number in _INTERRUPTS:
        signal.signal(number, lambda *_: None)
    raise KeyboardInterrupt


def _stop(folder):
    """Stops what an earlier run left running; returns whether there was any."""
    stopped = stop_left(folder)
    if Database(TOP, folder / "postgres").stop():
        stopped.append("PostgreSQL")
    if stopped:
        Step(f"stopped what was running: {', '.join(stopped)}")
    return bool(stopped)


def _run(options):
    contract = Contract(TOP)
    catalogue = load.read_catalogue(contract, TOP)
    data = csv_files.load(options.data, load.kind_ids(catalogue))

    Step("start a private PostgreSQL and migrate")
    database = Database(TOP, options.dir / "postgres")
    _make_empty(options.dir, database)
    with contextlib.ExitStack() as cleanup:
        cleanup.callback(database.stop)
        database.start()
        clock = Clock(options.dir / "clock")
        clock.set(load.LOAD_DAY, 8, 0)
        suite = Suite(
            binaries=options.binaries,
            folder=options.dir,
            database_url=database.url,
            clock_file=clock.path,
            port=options.port,
        )
        cleanup.callback(suite.stop)
        cleanup.callback(Step, "stop everything")
        step = Step("start registry, contacts, ledger, wishes, assessment and gateway")
        suite.start(contract, step.tick)
        try:
            _work(options.verb, suite, contract, data, catalogue, clock)
        except CallError:
            # A service that ended fails the calls of others, too: tell the cause.
            time.sleep(0.5)
            suite.check()
            raise
        if options.verb == "up":
            cleanup.pop_all()
            Step(f"the suite is up; the gateway is at {suite.address('gateway')}")
            say("README.md shows how to call it; tools/dev down stops it")


def _make_empty(folder, database):
    marker = folder / "folder-of-the-demo"
    if folder.exists() and any(folder.iterdir()) and not marker.exists():
        raise FolderError(f"{folder} holds something else; choose another --dir")
    database.remove()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    marker.touch()


def _work(verb, suite, contract, data, catalogue, clock):
    client = Client(contract, suite.address("gateway"), suite.check)
    feeds = Feeds(client, suite.check)
    crew = Crew()
    try:
        step = Step(
            f"load {len(data.organizations)} organizations, {len(data.people)} people, "
            f"{len(data.youths)} youths"
        )
        names = load.load(client, feeds, crew, data, catalogue, clock, step)
        feeds.wait("registry", ["contacts", "ledger", "wishes"], step.tick)

        notice = load.read_notice(contract, TOP)
        recorder = Recorder(client, feeds, crew, data, names, notice, clock)
        step = Step(f"record {csv_columns.FIRST_DAY} to {csv_columns.LAST_DAY}, day by day")
        for day in days():
            recorder.record_day(day, step)
            suite.check()
            step.tick(f"{day}: {sum(recorder.written.values())} records so far")
        recorder.check_refusals()
        _tell(recorder)

        Step("wait until assessment has applied every feed")
        tables = board.Board(client, feeds, names)
        tables.print_self_check(UNIVERSITY, csv_columns.LAST_DAY)
        tables.print_five_ones(UNIVERSITY, csv_columns.LAST_DAY)
        if verb == "demo":
            derivation.print_figure(client, feeds, names, UNIVERSITY, csv_columns.LAST_DAY)
            key = RECEIPT_OF if RECEIPT_OF in recorder.receipts else max(recorder.receipts)
            derivation.print_receipt(client, key, recorder.receipts[key])
    finally:
        crew.close()
        client.close()


def _tell(recorder):
    for what, count in sorted(recorder.written.items()):
        say(f"{what}: {count}")
    say(f"requests sent again, with the same answer: {recorder.repeated}")
    for reason, keys in sorted(recorder.refused.items()):
        say(f"activities refused, as expected: {len(keys)} ({_REFUSALS.get(reason, reason)})")
    say(f"remarks on the notice: {len(recorder.warnings)}, such as: {recorder.warnings[0]}")


if __name__ == "__main__":
    main()
