"""A poisoned entry, a stop under load and a full disk hurt nobody whom they do not concern."""

import errno
import os
import shutil
import subprocess
import time
import unittest
import urllib.request

import support  # noqa: F401  (finds what the others import)
import ledger_fixture as fixture
import ledger_load as load

from client import CallError

_CREATE = "ledger.v1.LedgerService.CreateActivity"
_GET_LOG = "ledger.v1.LogService.GetLog"
_NAME = f"logs/{fixture.LOG}"
_CALLERS = 500
_DRAIN_SECONDS = 15
_HOLD_LOG = (
    "BEGIN; SELECT pg_advisory_xact_lock("
    f"hashtextextended('ledger.log.' || '{fixture.LOG}', 0));"
)

_WAITERS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


class LedgerFailureTest(unittest.TestCase):
    def setUp(self):
        self.scene = fixture.Scene(self.addCleanup)
        self.ledger = self.scene.ledger(LEDGER_DRAIN_SECONDS=_DRAIN_SECONDS)
        self.ledger.start()
        self.caller = self.scene.caller(self.ledger)

    def hold_log(self):
        """Keeps the ledger from writing until the session ends: what comes meanwhile waits."""
        session = self.scene.cluster.open_session(_HOLD_LOG)
        self.addCleanup(self.release, session)
        return session

    def release(self, session):
        session.stdin.close()
        session.wait(10)
        session.stdout.close()

    def begin(self, requests):
        """Sends them all while the log is held: one is a batch of its own, the others wait."""
        first = self._begin(requests[0])
        self.wait_until(lambda: int(self.scene.cluster.sql(_WAITERS)) == 1)
        futures = [first, *map(self._begin, requests[1:])]
        self.wait_until(lambda: self.queued() == len(requests) - 1)
        return futures

    def _begin(self, request):
        return self.caller.begin(_CREATE, request.SerializeToString(), fixture.CADRE, timeout=25)

    def queued(self):
        """How many drafts wait, by the server's own word."""
        address = f"http://{self.ledger.metrics_address}/metrics"
        with urllib.request.urlopen(address, timeout=5) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith("xinqiao_ledger_queued_drafts "):
                    return float(line.split()[1])
        return 0

    def wait_until(self, condition):
        # Less than the batch waits for the log.
        give_up = time.monotonic() + 6
        while not condition():
            self.assertLess(time.monotonic(), give_up, f"{self.queued()} wait")
            time.sleep(0.01)

    def test_one_poisoned_entry_among_500_fails_alone(self):
        self.scene.cluster.sql(
            "ALTER TABLE ledger.activities"
            " ADD CONSTRAINT poison CHECK (campaign IS DISTINCT FROM 'poison')"
        )
        requests = [load.new_request() for _ in range(_CALLERS)]
        poisoned = self.scene.random.randrange(1, _CALLERS)
        requests[poisoned] = load.new_request(campaign="poison")
        session = self.hold_log()
        futures = self.begin(requests)
        self.release(session)

        positions = []
        for number, future in enumerate(futures):
            if number == poisoned:
                with self.assertRaises(CallError) as caught:
                    self.caller.outcome(_CREATE, future)
                self.assertEqual(caught.exception.code.name, "INTERNAL")
                # What the database says of it is nobody's business.
                self.assertNotIn("poison", str(caught.exception))
            else:
                positions.append(self.caller.outcome(_CREATE, future).receipt.position)
        self.assertEqual(sorted(positions), list(range(1, _CALLERS)))
        # They had shared a batch: it was halved again and again, and not written one by one.
        self.assertLess(len(self.scene.signed_notes()), 20)
        self.assertEqual([str(p) for p in load.check_export(self.caller).problems], [])

    def test_a_frozen_database_is_told_in_time_and_nothing_is_lost(self):
        oracle = load.Oracle()
        with load.Load(oracle, [self.ledger.address]) as running:
            time.sleep(0.5)
            self.scene.cluster.freeze()
            begin = time.monotonic()
            for method, request in (
                (_CREATE, load.new_request()),
                (_GET_LOG, fixture.CONTRACT.method(_GET_LOG).request(name=_NAME)),
            ):
                with self.assertRaises(CallError) as caught:
                    self.caller.send(method, request.SerializeToString(), timeout=2)
                self.assertIn(caught.exception.code.name, ("DEADLINE_EXCEEDED", "UNAVAILABLE"))
            self.assertLess(time.monotonic() - begin, 6)
            self.scene.cluster.go_on()
            went_on = oracle.count()
            give_up = time.monotonic() + 10
            while oracle.count() < went_on + 100 and time.monotonic() < give_up:
                time.sleep(0.05)
        self.assertGreaterEqual(oracle.count(), went_on + 100)
        running.settle(self.caller, self.ledger.address)
        # That of the call above may be there as well.
        entries = load.entries_of(self.caller)
        self.assertEqual(oracle.problems, [])
        self.assertEqual(load.losses(oracle, entries), [])
        self.assertLessEqual(len(load.repetitions(oracle, entries)), 1)

    def test_a_stop_answers_what_was_queued_and_ends_in_time(self):
        requests = [load.new_request() for _ in range(200)]
        session = self.hold_log()
        futures = self.begin(requests)
        self.ledger.terminate()
        begin = time.monotonic()
        time.sleep(0.5)
        self.release(session)

        receipts = [self.caller.outcome(_CREATE, future).receipt for future in futures]
        self.assertEqual(self.ledger.exit_code(), 0)
        self.assertLess(time.monotonic() - begin, _DRAIN_SECONDS)
        self.ledger.start()
        entries = load.entries_of(self.scene.caller(self.ledger))
        self.assertEqual(len(entries), len(requests))
        for receipt in receipts:
            self.assertEqual(entries[receipt.position - 1], receipt.entry)

    def test_stops_under_load_lose_nothing(self):
        oracle = load.Oracle()
        with load.Load(oracle, [self.ledger.address]) as running:
            for _ in range(3):
                time.sleep(self.scene.random.uniform(0.3, 0.8))
                begin = time.monotonic()
                self.ledger.terminate()
                self.assertEqual(self.ledger.exit_code(), 0, self.ledger.last_words())
                self.assertLess(time.monotonic() - begin, _DRAIN_SECONDS)
                self.ledger.start()
        caller = self.scene.caller(self.ledger)
        running.settle(caller, self.ledger.address)
        load.check_all(self, caller, oracle, self.scene.signed_notes())


class FullDiskTest(unittest.TestCase):
    """PostgreSQL's data folder is a small file system of its own, and fills up."""

    def setUp(self):
        self.scene = fixture.Scene(self.addCleanup)
        self.cluster = self.scene.cluster
        # What was written so far is in its files: the log of the server begins anew.
        self.cluster.stop()
        self.cluster.start()
        self.cluster.stop()
        self.saved = self.cluster.data.with_name("saved")
        self.cluster.data.rename(self.saved)
        self.cluster.data.mkdir()
        self.mount_and_start()
        self.ledger = self.scene.ledger().start()
        self.caller = self.scene.caller(self.ledger)

    def mount_and_start(self):
        """In a name space of its own, which takes the file system with it when it ends."""
        if os.geteuid() != 0:
            self.skipTest("only root may mount a small file system")
        data, saved = self.cluster.data, self.saved
        size = sum(file.lstat().st_size for file in saved.rglob("*")) + (96 << 20)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(data)]
        allowed = subprocess.run(["unshare", "-m", *mount], capture_output=True, text=True,
                                 check=False)
        if allowed.returncode != 0:
            self.skipTest(f"this kernel lets nobody mount: {allowed.stderr.strip()}")
        script = (
            'set -e; data=$1 saved=$2 size=$3; shift 3;'
            'mount -t tmpfs -o "size=$size" tmpfs "$data";'
            'cp -a "$saved/." "$data"; chown --reference="$saved" "$data"; chmod 700 "$data";'
            'exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"'
        )
        self.cluster.start(
            ["unshare", "-m", "sh", "-c", script, "sh", str(data), str(saved), str(size),
             *self.cluster.command()],
            owner={},
        )
        # As the server sees it.
        self.disk = f"/proc/{self.cluster.pid}/root{data}"

    def fill(self):
        """Leaves less than the next batches take, after a start on a fresh segment of the log."""
        self.cluster.sql("CHECKPOINT")
        self.cluster.sql("SELECT pg_switch_wal()")
        load.record(self.caller, 1)
        with open(f"{self.disk}/ballast", "wb") as file:
            # The load goes on, and takes of what was free a moment ago.
            while (free := shutil.disk_usage(self.disk).free - (256 << 10)) > 0:
                try:
                    os.posix_fallocate(file.fileno(), 0, free)
                    return
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def test_errors_are_clear_reads_go_on_and_nothing_acknowledged_is_lost(self):
        oracle = load.Oracle()
        with load.Load(oracle, [self.ledger.address]) as running:
            time.sleep(1)
            self.fill()
            give_up = time.monotonic() + 20
            while not oracle.reasons["DISK_FULL"] and time.monotonic() < give_up:
                time.sleep(0.01)
        self.assertEqual(oracle.problems, [])
        self.assertGreater(oracle.reasons["DISK_FULL"], 0, oracle.reasons)
        with self.assertRaises(CallError) as caught:
            load.record(self.caller, 200)
        self.assertIn(caught.exception.code.name, ("RESOURCE_EXHAUSTED", "UNAVAILABLE"))
        self.assertIn("disk", caught.exception.message)

        entries = load.entries_of(self.caller)
        self.assertEqual(load.losses(oracle, entries), [])
        name = load.activity_name(entries[0])
        told = self.caller.call("ledger.v1.LedgerService.GetActivity", {"name": name})
        self.assertEqual(told.name, name)
        log = self.caller.call("ledger.v1.LogService.GetLog", {"name": _NAME})
        self.assertEqual(log.halted_reason, "")

        os.remove(f"{self.disk}/ballast")
        running.settle(self.caller, self.ledger.address)
        load.record(self.caller, 1)
        # The one of fill(), and the one after it, and what the full disk still took.
        entries = load.entries_of(self.caller)
        self.assertEqual(load.losses(oracle, entries), [])
        self.assertEqual(oracle.problems, [])
        report = load.check_export(self.caller, self.scene.signed_notes())
        self.assertEqual([str(problem) for problem in report.problems], [])


if __name__ == "__main__":
    unittest.main()
