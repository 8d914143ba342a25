"""A database that is put back to an earlier state stops its log, until a new epoch says so."""

import base64
import subprocess
import time
import unittest

import support
import ledger_fixture as fixture
import ledger_load as load

import receipts
from client import CallError

_NAME = f"logs/{fixture.LOG}"


class LedgerRestoreTest(unittest.TestCase):
    def setUp(self):
        self.scene = fixture.Scene(self.addCleanup)
        self.folder = self.scene.folder
        verifier = self.tool("verify", "witness-key", "witness.example/w", self.folder / "witness")
        self.assertEqual(verifier.returncode, 0, verifier.stderr)
        keys = self.folder / "witnesses"
        keys.write_text(verifier.stdout.splitlines()[-1] + "\n")
        self.ledger = self.scene.ledger(LEDGER_WITNESS_KEYS_FILE=keys).start()
        self.caller = self.scene.caller(self.ledger)

    def tool(self, name, *arguments):
        return subprocess.run([support.TOP / "tools" / name, *map(str, arguments)],
                              capture_output=True, text=True, timeout=60, check=False)

    def xq(self, *arguments):
        return self.tool("xq", "--target", self.ledger.address, "--principal", fixture.OPERATOR,
                         "--lang", "en", *arguments)

    def log(self):
        return self.caller.call("ledger.v1.LogService.GetLog", {"name": _NAME})

    def witness(self):
        key = base64.b64encode(self.log().public_key).decode()
        return self.tool("verify", "witness", _NAME, "--name", "witness.example/w",
                         "--private-key", self.folder / "witness", "--key", key,
                         "--state", self.folder / "seen", "--target", self.ledger.address)

    def followed(self, after):
        """A page of the stream, as a follower that has applied so much takes it."""
        pages = self.caller.stream("ledger.v1.FeedService.WatchEvents",
                                   {"log": fixture.LOG, "after_position": after},
                                   deadline_seconds=10)
        try:
            return next(pages)
        finally:
            pages.close()

    def refusal(self, function, *arguments):
        """Why a call is refused, once the ledger has found its database again."""
        give_up = time.monotonic() + 20
        while True:
            with self.assertRaises(CallError) as caught:
                function(*arguments)
            reason = caught.exception.reason
            if reason != "DATABASE_UNAVAILABLE" or time.monotonic() > give_up:
                return reason
            time.sleep(0.1)

    def restore(self):
        """Twenty entries, of which the database forgets twelve."""
        self.kept, self.lost = load.new_request(), load.new_request()
        (self.kept_receipt,) = load.send(self.caller, self.kept)
        load.record(self.caller, 7)
        self.scene.cluster.stop()
        self.scene.cluster.save("earlier")
        self.scene.cluster.start()
        load.send(self.caller, self.lost)
        answers = load.record(self.caller, 11)
        self.before = answers[-1].receipt
        cosigned = self.witness()
        self.assertEqual(cosigned.returncode, 0, cosigned.stderr)
        self.epoch = self.followed(0).head.epoch
        self.scene.cluster.stop()
        self.scene.cluster.put_back("earlier")
        self.scene.cluster.start()

    def test_the_log_halts_followers_stop_and_a_new_epoch_goes_on(self):
        self.restore()

        self.assertEqual(self.refusal(load.record, self.caller, 1), "LOG_HALTED")
        self.ledger.kill()
        self.ledger.start()
        self.assertEqual(self.refusal(load.record, self.caller, 1), "LOG_HALTED")
        self.assertEqual(self.log().halted_reason, "LOG_HALTED")
        self.assertEqual(len(load.entries_of(self.caller)), 8)
        # A follower that has seen more stands above the head, and is told so.
        self.assertEqual(self.refusal(self.followed, 20), "POSITION_BEYOND_HEAD")
        refused = self.witness()
        self.assertEqual(refused.returncode, 1)
        self.assertIn("8 entries, and had 20", refused.stderr)

        unsure = self.xq("log", "new-epoch", _NAME, "--reason", "磁盘损坏，恢复备份")
        self.assertEqual(unsure.returncode, 1)
        self.assertEqual(self.refusal(load.record, self.caller, 1), "LOG_HALTED")
        begun = self.xq("log", "new-epoch", _NAME, "--reason", "磁盘损坏，恢复备份", "--yes")
        self.assertEqual(begun.returncode, 0, begun.stderr)
        self.assertIn("from entry 9; at least 12 entries", begun.stdout)
        again = self.xq("log", "new-epoch", _NAME, "--reason", "再来一次", "--yes")
        self.assertEqual(again.returncode, 1)
        self.assertIn("LOG_NOT_HALTED", again.stderr)
        self.check_new_epoch()

    def check_new_epoch(self):
        answers = load.record(self.caller, 29)
        self.assertEqual(answers[-1].receipt.position, 38)
        # Who asks again hears of the same record, or has it recorded where it was lost.
        (again,) = load.send(self.caller, self.kept)
        self.assertEqual(again, self.kept_receipt)
        (anew,) = load.send(self.caller, self.lost)
        self.assertEqual(anew.position, 39)
        for receipt in (again, anew, answers[-1].receipt):
            receipts.check_receipt(receipt, self.log().public_key)
        # The follower's cursor is below the head again: the epoch tells it to stop.
        self.assertNotEqual(self.followed(20).head.epoch, self.epoch)
        refused = self.witness()
        self.assertEqual(refused.returncode, 1)
        self.assertIn("12 entries that were signed are lost", refused.stderr)

        file = self.folder / "export"
        written = self.xq("log", "export", _NAME, "--out", file)
        self.assertEqual(written.returncode, 0, written.stderr)
        kept = self.folder / "kept"
        kept.write_text(self.before.checkpoint)
        key = base64.b64encode(self.log().public_key).decode()
        proven = self.tool("verify", "export", file, "--key", key, "--checkpoint", kept)
        self.assertEqual(proven.returncode, 0, proven.stderr)
        self.assertIn("of 20 entries that were signed before, at least 12 are lost", proven.stdout)
        self.assertIn("has 12 entries that were lost when the next epoch began", proven.stdout)

    def test_a_witness_sees_a_log_that_signed_on_all_the_same(self):
        # Whoever takes away what is kept outside the database can make the log sign on: a fork,
        # which those who kept a checkpoint see.
        self.restore()
        self.ledger.kill()
        (self.folder / "signed_heads" / fixture.LOG).unlink()
        self.ledger.start()
        load.record(self.caller, 13)

        refused = self.witness()
        self.assertEqual(refused.returncode, 1)
        self.assertIn("NOT PROVEN", refused.stderr)
        report = load.check_export(self.caller, [self.before.checkpoint])
        self.assertIn("the first 20 entries are not those that were signed",
                      " ".join(map(str, report.problems)))


if __name__ == "__main__":
    unittest.main()
