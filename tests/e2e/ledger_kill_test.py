"""Kills of the ledger and of PostgreSQL under load lose nothing that was acknowledged."""

import time
import unittest

import support  # noqa: F401  (finds what the others import)
import ledger_fixture as fixture
import ledger_load as load

# How often the harness may try to find a loss that must be there.
_ROUNDS_TO_A_LOSS = 10


class LedgerKillTest(unittest.TestCase):
    """Each test has a cluster and a server; `kill -9` at random moments, again and again."""

    def setUp(self):
        self.scene = fixture.Scene(self.addCleanup)
        self.ledger = self.scene.ledger()
        self.ledger.start()
        self.oracle = load.Oracle()
        print(f"seed {self.scene.seed}")

    def kill_database(self):
        self.scene.cluster.kill()
        self.scene.cluster.start()

    def kill_ledger(self):
        self.ledger.kill()
        self.ledger.start()

    def pause(self):
        time.sleep(self.scene.random.uniform(0.3, 0.9))

    def test_nothing_acknowledged_is_lost_and_nothing_is_counted_twice(self):
        kills = 0
        end = time.monotonic() + fixture.FAULT_SECONDS
        with load.Follower([self.ledger.address]) as follower:
            with load.Load(self.oracle, [self.ledger.address]) as running:
                while time.monotonic() < end or kills < 4:
                    self.pause()
                    if kills % 2:
                        self.kill_ledger()
                    else:
                        self.kill_database()
                    kills += 1
            caller = self.scene.caller(self.ledger)
            running.settle(caller, self.ledger.address)
            load.check_followed(self, caller, follower)

        load.check_all(self, caller, self.oracle, self.scene.signed_notes())
        # The faults hit callers, or nothing was tried.
        self.assertGreater(sum(self.oracle.reasons.values()), kills)
        self.assertGreater(self.oracle.count(), 10 * kills)
        print(f"{kills} kills, {self.oracle.count()} entries, failed: {self.oracle.reasons}")

    def test_the_same_harness_finds_what_is_counted_twice(self):
        caller = self.scene.caller(self.ledger)
        request = load.new_request()
        for receipt in load.send(caller, request, times=2):
            self.oracle.acknowledge(request, receipt, self.ledger.address)
        load.check_all(self, caller, self.oracle, ())
        # A ledger that forgets whom it has answered.
        self.scene.cluster.sql("TRUNCATE ledger.requests")
        (receipt,) = load.send(caller, request)
        self.oracle.acknowledge(request, receipt, self.ledger.address)
        self.assertEqual(
            self.oracle.problems, [f"{request.request_id} was answered at 1, and then at 2"]
        )
        self.assertEqual(len(load.repetitions(self.oracle, load.entries_of(caller))), 1)

    def test_the_same_harness_finds_what_an_asynchronous_commit_loses(self):
        self.scene.cluster.sql("ALTER ROLE ledger SET synchronous_commit = off")
        self.kill_ledger()  # For new connections.
        caller = self.scene.caller(self.ledger)
        lost = []
        for _ in range(_ROUNDS_TO_A_LOSS):
            with load.Load(self.oracle, [self.ledger.address]) as running:
                self.pause()
                self.scene.cluster.kill()
            self.scene.cluster.start()
            lost = load.losses(self.oracle, load.entries_of(caller))
            if lost:
                break
        self.assertNotEqual(lost, [])
        print(f"{len(lost)} of {self.oracle.count()} entries lost")
        # The log knows it as well: it never signs another tree over the lost one.
        with load.Load(self.oracle, [self.ledger.address]) as running:
            self.assertTrue(running.halted.wait(20), self.oracle.reasons)


if __name__ == "__main__":
    unittest.main()
