"""A suite goes on after its ledger was put back to a backup: what was lost is recorded again."""

import base64
import datetime
import pathlib
import subprocess
import time
import unittest
import urllib.request

import support
import recompute

import board
import csv_columns
import csv_files
import load
import progress
import record
from client import CallError

BACKUP_DAY = csv_columns.FIRST_DAY + datetime.timedelta(days=11)
LAST_DAY = BACKUP_DAY + datetime.timedelta(days=4)
_PG_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
_STOPPED = "xinqiao_follower_stopped{"
_suite = None


def setUpModule():
    global _suite
    _suite = support.RunningSuite(unittest.addModuleCleanup)


class LedgerBackupTest(unittest.TestCase):
    """One suite; the ledger's tables are dumped one evening, and come back four days later."""

    def setUp(self):
        self.data = csv_files.load(support.DATA)
        self.step = progress.Step("record, lose and record again")
        self.names = load.load(
            _suite.client, _suite.feeds, _suite.crew, self.data,
            load.read_catalogue(_suite.contract, support.TOP), _suite.clock, self.step,
        )
        _suite.feeds.wait("registry", ["contacts", "ledger", "wishes"])
        url = pathlib.Path(_suite.suite.environment("ledger")["LEDGER_DATABASE_URL_FILE"])
        self.database = url.read_text().strip().replace("//ledger@", "//postgres@")

    def test_what_a_backup_lost_is_recorded_again(self):
        self.record_days(csv_columns.FIRST_DAY, BACKUP_DAY)
        backup = self.dump()
        lost = self.record_days(BACKUP_DAY + datetime.timedelta(days=1), LAST_DAY).receipts
        before = self.table()
        self.assertGreater(len(lost), 20)
        self.put_back(backup)

        # Nobody goes on by itself: the log signs nothing, and its follower says so.
        self.assertEqual(set(self.record_days(LAST_DAY, LAST_DAY).refused), {"LOG_HALTED"})
        self.wait_until(lambda: self.stopped_followers() == {("assessment", "ledger")})
        self.assertIn("follower_stopped", _suite.suite.log_file("assessment").read_text())

        begun = self.xq("log", "new-epoch", f"logs/{_suite.feeds.log}", "--reason",
                        "磁盘损坏，恢复备份", "--yes")
        self.assertEqual(begun.returncode, 0, begun.stderr)
        again = self.record_days(BACKUP_DAY + datetime.timedelta(days=1), LAST_DAY).receipts
        self.assertEqual(again.keys(), lost.keys())
        for key, recorded in again.items():
            self.assertNotEqual(recorded.receipt.epoch, lost[key].receipt.epoch, key)

        # It says that it knows nothing of the new epoch, until it is told to rebuild.
        self.assertEqual(self.stopped_followers(), {("assessment", "ledger")})
        with self.assertRaises(CallError) as caught:
            self.table()
        self.assertEqual(caught.exception.reason, "EPOCH_NOT_FOLLOWED")
        _suite.suite.kill("assessment")
        self.psql("DELETE FROM assessment.snapshots")
        _suite.suite.start_service("assessment")
        _suite.suite.wait_until_serving(_suite.contract, "assessment")
        after = self.table()
        self.assertEqual(self.stopped_followers(), set())
        self.assertEqual(rows_of(after), rows_of(before))
        want = recompute.Data(support.DATA).self_check_table(support.UNIVERSITY, LAST_DAY)
        for row in after.rows:
            for field, value in want[row.display_name].items():
                self.assertEqual(getattr(row, field), value, (row.display_name, field))

        self.assert_the_log_is_proven()

    def assert_the_log_is_proven(self):
        """As an auditor would; the entries were admitted at positions of feeds that run."""
        name = f"logs/{_suite.feeds.log}"
        file = support.scratch(self.addCleanup) / "export"
        written = self.xq("log", "export", name, "--out", file)
        self.assertEqual(written.returncode, 0, written.stderr)
        log = _suite.client.call("ledger.v1.LogService.GetLog", {"name": name})
        proven = subprocess.run(
            [support.TOP / "tools/verify", "export", file, "--key",
             base64.b64encode(log.public_key).decode()],
            capture_output=True, text=True, timeout=60, check=False,
        )
        self.assertEqual(proven.returncode, 0, proven.stdout + proven.stderr)
        self.assertRegex(proven.stdout, "at least [0-9]+ are lost")

    def record_days(self, first, last):
        """Sends the rows of some days, with the request ids that they always have."""
        recorder = record.Recorder(
            _suite.client, _suite.feeds, _suite.crew, self.data, self.names,
            load.read_notice(_suite.contract, support.TOP), _suite.clock,
        )
        for n in range((last - first).days + 1):
            recorder.record_day(first + datetime.timedelta(days=n), self.step)
        return recorder

    def table(self):
        return board.Board(_suite.client, _suite.feeds, self.names).self_check_table(
            support.UNIVERSITY, LAST_DAY
        )

    def dump(self):
        return subprocess.run(
            [_PG_BIN / "pg_dump", "--schema=ledger", "-d", self.database],
            stdout=subprocess.PIPE, text=True, check=True,
        ).stdout

    def put_back(self, backup):
        _suite.suite.kill("ledger")
        self.psql("DROP SCHEMA ledger CASCADE")
        self.psql(backup)
        _suite.suite.start_service("ledger")
        _suite.suite.wait_until_serving(_suite.contract, "ledger")

    def psql(self, sql):
        subprocess.run(
            [_PG_BIN / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.database], input=sql,
            capture_output=True, text=True, check=True,
        )

    def xq(self, *arguments):
        return subprocess.run(
            [support.TOP / "tools/xq", "--target", _suite.suite.address("ledger"), "--principal",
             "operators/harness", "--lang", "en", *arguments],
            capture_output=True, text=True, timeout=60, check=False,
        )

    def stopped_followers(self):
        """Who stopped, and what it followed."""
        stopped = set()
        for service in ("contacts", "ledger", "wishes", "assessment"):
            address = _suite.suite.environment(service)[f"{service.upper()}_METRICS_ADDRESS"]
            with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
                lines = answer.read().decode().splitlines()
            for line in lines:
                if line.startswith(_STOPPED) and line.endswith(" 1"):
                    stopped.add((service, line.partition('source="')[2].partition('"')[0]))
        return stopped

    def wait_until(self, holds):
        give_up = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), give_up)
            time.sleep(0.05)


def rows_of(table):
    return [row.SerializeToString(deterministic=True) for row in table.rows]


if __name__ == "__main__":
    unittest.main()
