"""Two replicas write one log; one that is frozen in a transaction holds up nobody for long."""

import fcntl
import time
import unittest

import support  # noqa: F401  (finds what the others import)
import ledger_fixture as fixture
import ledger_load as load

_GOES_ON_SECONDS = 5
_HOLDERS = """
SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND a.usename = 'ledger'
"""


class LedgerFreezeTest(unittest.TestCase):
    def setUp(self):
        self.scene = fixture.Scene(self.addCleanup)
        self.replicas = {name: self.scene.ledger(name) for name in ("east", "west")}
        for replica in self.replicas.values():
            replica.start()
            self.addCleanup(replica.go_on)
        self.oracle = load.Oracle()
        print(f"seed {self.scene.seed}")

    def freeze_in_transaction(self, name):
        """Freezes a replica at a random moment; whether that was while it held the log."""
        time.sleep(self.scene.random.uniform(0.05, 0.3))
        self.replicas[name].freeze()
        # A statement that was sent before is carried out: what it holds then, it keeps.
        time.sleep(0.1)
        if name in self.scene.cluster.sql(_HOLDERS).split():
            return True
        self.replicas[name].go_on()
        return False

    def seconds_until_acknowledged(self, address, since):
        give_up = since + 4 * _GOES_ON_SECONDS
        while time.monotonic() < give_up:
            if self.oracle.last_time.get(address, 0) > since:
                return self.oracle.last_time[address] - since
            time.sleep(0.01)
        return time.monotonic() - since

    def freeze_again_and_again(self):
        """Returns how often it was tried."""
        tries = 0
        end = time.monotonic() + fixture.FAULT_SECONDS
        while time.monotonic() < end or len(self.waits) < 3:
            tries += 1
            self.assertLess(tries, 200 + 20 * len(self.waits), "no moment in a transaction was hit")
            name = self.scene.random.choice(list(self.replicas))
            if not self.freeze_in_transaction(name):
                continue
            (other,) = [replica for key, replica in self.replicas.items() if key != name]
            # From now on: what was acknowledged while it froze counts for nothing.
            self.waits.append(self.seconds_until_acknowledged(other.address, time.monotonic()))
            time.sleep(self.scene.random.uniform(0, 0.5))
            self.replicas[name].go_on()
            time.sleep(0.3)
        return tries

    def test_the_other_goes_on_and_the_log_neither_forks_nor_skips(self):
        addresses = [replica.address for replica in self.replicas.values()]
        self.waits = []
        with load.Follower(addresses) as follower:
            with load.Load(self.oracle, addresses, threads=8) as running:
                tries = self.freeze_again_and_again()
            caller = self.scene.caller(self.replicas["east"])
            running.settle(caller, self.replicas["east"].address)
            load.check_followed(self, caller, follower)

        self.assertLess(max(self.waits), _GOES_ON_SECONDS)
        # The log was held, or nothing was tried.
        self.assertGreater(max(self.waits), 1)
        load.check_all(self, caller, self.oracle, self.scene.signed_notes())
        self.assertEqual(
            load.entries_of(self.scene.caller(self.replicas["west"])), load.entries_of(caller)
        )
        print(f"{len(self.waits)} of {tries} froze inside, waits"
              f" {[round(wait, 1) for wait in self.waits]}, {self.oracle.count()} entries,"
              f" failed: {self.oracle.reasons}")

    def test_a_replica_frozen_while_it_keeps_a_signed_head_holds_up_nobody(self):
        east, west = (self.scene.caller(replica) for replica in self.replicas.values())
        load.record(east, 1)
        kept = self.scene.folder / "signed_heads" / fixture.LOG
        # As a replica that stops between lock and unlock.
        with open(kept, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            begin = time.monotonic()
            load.record(west, 1)
            self.assertLess(time.monotonic() - begin, _GOES_ON_SECONDS)


if __name__ == "__main__":
    unittest.main()
