#!/usr/bin/python3
"""tools/verify witness beside a ledger that grows, forks and begins anew."""

import os
import pathlib
import tempfile
import unittest

from verify_scene import (  # It says where the tools are.
    CONTRACT,
    EPOCH,
    LOG,
    NEXT_EPOCH,
    NEXT_ORIGIN,
    ORIGIN,
    PUBLIC_KEY,
    checkpoint_of,
    consistency,
    flipped,
    leaves_of,
    Log,
    root_of,
)

import notes
import witness
from tree import Broken


class FakeLedger:
    """Answers as LogService does, over a tree made here."""

    def __init__(self, leaves, origin=ORIGIN):
        self.leaves = leaves
        self.origin = origin
        self.epochs = [(EPOCH, 1, ORIGIN)]
        self.cosignatures = []

    def call(self, method, /, **fields):
        name = method.rpartition(".")[2]
        if name == "GetLog":
            log = Log(name=f"logs/{LOG}", public_key=PUBLIC_KEY)
            for epoch, first, origin in self.epochs:
                log.epochs.add(epoch=epoch, first_position=first, origin=origin)
            if self.leaves:
                log.checkpoint = checkpoint_of(len(self.leaves), root_of(self.leaves), self.origin)
            return log
        if name == "GetConsistencyProof":
            answer = CONTRACT.message("ledger.v1.GetConsistencyProofResponse")()
            leaves = self.leaves[: fields["second_size"]]
            answer.hashes.extend(consistency(fields["first_size"], leaves))
            return answer
        assert name == "AddCosignature", name
        self.cosignatures.append((fields["size"], fields["cosignature"]))
        return None


class WitnessTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = pathlib.Path(folder.name, "state")
        self.key_file = pathlib.Path(folder.name, "key.pem")
        self.key = witness.WitnessKey.make("witness.example/a", self.key_file)
        self.ledger = FakeLedger(leaves_of(5))

    def look(self):
        return witness.Witness(
            self.ledger, f"logs/{LOG}", PUBLIC_KEY, self.key, self.state
        ).look(now=1_700_000_000)

    def test_the_key_is_its_owners_and_is_read_again(self):
        self.assertEqual(os.stat(self.key_file).st_mode & 0o777, 0o600)
        again = witness.WitnessKey.load("witness.example/a", self.key_file)
        self.assertEqual(again.verifier, self.key.verifier)
        with self.assertRaises(FileExistsError):
            witness.WitnessKey.make("witness.example/a", self.key_file)

    def test_what_continues_is_cosigned(self):
        self.assertEqual(self.look().size, 5)
        self.ledger.leaves = leaves_of(9)
        self.assertEqual(self.look().size, 9)
        size, line = self.ledger.cosignatures[-1]
        note = checkpoint_of(9, root_of(leaves_of(9))) + line + "\n"
        self.assertEqual((size, notes.cosigned_by(note, self.key.verifier)), (9, 1_700_000_000))

    def test_a_fork_is_never_cosigned(self):
        self.look()
        forked = leaves_of(9)
        forked[2] = flipped(forked[2])
        for leaves in (forked, leaves_of(4), []):
            self.ledger.leaves = leaves
            with self.assertRaises(Broken):
                self.look()
        self.assertEqual(len(self.ledger.cosignatures), 1)
        self.ledger.leaves = leaves_of(5)
        self.assertEqual(self.look().size, 5)

    def test_an_epoch_that_lost_nothing_the_witness_saw_is_cosigned(self):
        self.look()
        self.ledger.leaves = leaves_of(8)
        self.ledger.origin = NEXT_ORIGIN
        self.ledger.epochs.append((NEXT_EPOCH, 7, NEXT_ORIGIN))
        self.assertEqual(self.look().origin, NEXT_ORIGIN)

    def test_an_epoch_that_lost_what_the_witness_saw_is_not(self):
        self.look()
        self.ledger.leaves = leaves_of(4)
        self.ledger.origin = NEXT_ORIGIN
        self.ledger.epochs.append((NEXT_EPOCH, 4, NEXT_ORIGIN))
        with self.assertRaisesRegex(Broken, "2 entries that were signed are lost"):
            self.look()

    def test_a_log_that_was_empty_is_waited_for(self):
        self.ledger.leaves = []
        self.assertIsNone(self.look())


if __name__ == "__main__":
    unittest.main()
