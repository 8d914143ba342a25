#!/usr/bin/python3
"""tools/verify over trees, notes and receipts that are built here, and spoilt ones."""

import base64
import json
import pathlib
import subprocess
import tempfile
import unittest

from google.protobuf import json_format
from verify_scene import (  # It says where the tools are.
    Activity,
    Event,
    Scene,
    EPOCH,
    KEY,
    LOG,
    NEXT_EPOCH,
    PUBLIC_KEY,
    checkpoint_of,
    consistency,
    flipped,
    inclusion,
    leaves_of,
    Receipt,
    root_of,
)

import notes
import receipts
import tree
import witness
from tree import SHA256, SM3, Broken

_TOP = pathlib.Path(__file__).resolve().parents[2]


class TreeTest(unittest.TestCase):
    def test_the_vectors_of_rfc_6962_and_sm3_pass(self):
        # The tree of Certificate Transparency's reference tests.
        inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                  "606162636465666768696a6b6c6d6e6f"]
        leaves = [SHA256.leaf(bytes.fromhex(item)) for item in inputs]
        roots = {
            1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        }
        for size, root in roots.items():
            self.assertEqual(tree.root_of(SHA256, leaves[:size]).hex(), root)
        # GB/T 32905, annex A.
        self.assertEqual(
            SM3.of(b"abc").hex(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        )

    def test_every_leaf_of_every_small_tree_is_proven_and_nothing_else(self):
        proven = 0
        for size in range(1, 34):
            leaves = leaves_of(size)
            root = root_of(leaves)
            for index in range(size):
                proof = inclusion(index, leaves)
                found = tree.root_by_inclusion(SHA256, index, size, leaves[index], proof)
                self.assertEqual(found, root)
                proven += 1
                self._spoil_inclusion(index, size, leaves[index], proof, root)
        self.assertGreaterEqual(proven, 500)

    def _spoil_inclusion(self, index, size, leaf, proof, root):
        spoilt = [(index, leaf, proof + [leaf]), (index, flipped(leaf), proof)]
        if proof:
            spoilt.append((index, leaf, proof[:-1]))
            spoilt.append((index, leaf, [flipped(proof[0])] + proof[1:]))
        if size > 1:
            spoilt.append(((index + 1) % size, leaf, proof))
        for at, value, path in spoilt:
            try:
                self.assertNotEqual(tree.root_by_inclusion(SHA256, at, size, value, path), root)
            except Broken:
                pass

    def test_every_small_tree_continues_the_smaller_ones_and_nothing_else(self):
        proven = 0
        for second in range(1, 34):
            leaves = leaves_of(second)
            for first in range(1, second + 1):
                proof = consistency(first, leaves)
                roots = (root_of(leaves[:first]), root_of(leaves))
                tree.check_consistency(SHA256, first, roots[0], second, roots[1], proof)
                proven += 1
                for spoilt in self._spoilt_consistency(first, roots, second, proof):
                    with self.assertRaises(Broken):
                        tree.check_consistency(SHA256, *spoilt)
        self.assertGreaterEqual(proven, 200)

    @staticmethod
    def _spoilt_consistency(first, roots, second, proof):
        yield first, flipped(roots[0]), second, roots[1], proof
        yield first, roots[0], second, flipped(roots[1]), proof
        yield first, roots[0], second, roots[1], proof + [roots[0]]
        for at in range(len(proof)):
            path = list(proof)
            path[at] = flipped(path[at])
            yield first, roots[0], second, roots[1], path
            yield first, roots[0], second, roots[1], proof[:at] + proof[at + 1 :]

    def test_a_tree_that_grows_has_the_root_of_its_leaves(self):
        for algorithm in (SHA256, SM3):
            growing = tree.Growing(algorithm)
            leaves = leaves_of(70, algorithm)
            for size, leaf in enumerate(leaves, 1):
                growing.append(leaf)
                self.assertEqual(growing.root(), root_of(leaves[:size], algorithm))


class NotesTest(unittest.TestCase):
    def test_a_checkpoint_that_was_changed_anywhere_is_refused(self):
        note = checkpoint_of(5, root_of(leaves_of(5)))
        opened = notes.open_checkpoint(note, PUBLIC_KEY)
        self.assertEqual((opened.size, opened.log, opened.epoch), (5, LOG, EPOCH))
        for at in range(len(note)):
            spoilt = note[:at] + chr(ord(note[at]) ^ 1) + note[at + 1 :]
            with self.assertRaises(Broken, msg=at):
                notes.open_checkpoint(spoilt, PUBLIC_KEY)

    def test_a_checkpoint_of_another_key_is_refused(self):
        note = checkpoint_of(5, root_of(leaves_of(5)))
        with self.assertRaises(Broken):
            notes.open_checkpoint(note, flipped(PUBLIC_KEY))

    def test_a_verifier_key_is_read_as_it_is_written(self):
        key = notes.Key("witness.example/a", notes.COSIGNATURE, PUBLIC_KEY)
        self.assertEqual(notes.parse_key(str(key)), key)
        with self.assertRaises(Broken):
            notes.parse_key(str(key).replace("witness", "witless"))

    def test_a_cosignature_is_over_body_and_time(self):
        key = witness.WitnessKey("w", KEY)
        note = checkpoint_of(5, root_of(leaves_of(5)))
        body = notes.split(note)[0]
        cosigned = note + key.cosign(body, 1_700_000_000) + "\n"
        self.assertEqual(notes.cosigned_by(cosigned, key.verifier), 1_700_000_000)
        self.assertIsNone(notes.cosigned_by(note, key.verifier))
        other = checkpoint_of(6, root_of(leaves_of(6)))
        with self.assertRaises(Broken):
            notes.cosigned_by(other + key.cosign(body, 1_700_000_000) + "\n", key.verifier)


class ReceiptTest(unittest.TestCase):
    def test_a_receipt_holds_and_a_spoilt_one_never_does(self):
        leaves = leaves_of(11)
        receipt = Receipt(
            log=f"logs/{LOG}",
            epoch=EPOCH,
            position=7,
            entry=b"entry 6",
            leaf_hash=leaves[6],
            checkpoint=checkpoint_of(11, root_of(leaves)),
            inclusion_proof=inclusion(6, leaves),
        )
        self.assertEqual(receipts.check_receipt(receipt, PUBLIC_KEY).size, 11)
        for spoil in (
            lambda r: setattr(r, "position", 6),
            lambda r: setattr(r, "entry", b"entry 7"),
            lambda r: setattr(r, "leaf_hash", leaves[5]),
            lambda r: setattr(r, "epoch", NEXT_EPOCH),
            lambda r: setattr(r, "log", f"logs/{EPOCH}"),
            lambda r: setattr(r, "checkpoint", ""),
            lambda r: setattr(r, "checkpoint", checkpoint_of(10, root_of(leaves[:10]))),
            lambda r: r.inclusion_proof.pop(),
        ):
            spoilt = Receipt()
            spoilt.CopyFrom(receipt)
            spoil(spoilt)
            with self.assertRaises(Broken):
                receipts.check_receipt(spoilt, PUBLIC_KEY)

    def test_an_activity_beside_a_receipt_says_what_its_entry_does(self):
        scene = Scene()
        entry = scene.recorded[0]
        event = Event.FromString(entry.entry)
        event.activity_recorded.text_length_bytes = len(Scene.TEXTS[0].encode())
        told = entry.activities[0]
        self.assertTrue(receipts.check_activity(told, event))
        for spoil in (
            lambda a: setattr(a, "day", "2017-05-16"),
            lambda a: setattr(a, "kind", "activityKinds/other"),
            lambda a: setattr(a, "text", "短"),
            lambda a: a.actors.append("organizations/x/posts/y"),
            lambda a: setattr(a.evidence[0], "digest", b"x"),
        ):
            spoilt = Activity()
            spoilt.CopyFrom(told)
            spoil(spoilt)
            with self.assertRaises(Broken):
                receipts.check_activity(spoilt, event)
        told.text = ""
        told.redacted_fields.append(1)
        self.assertTrue(receipts.check_activity(told, event))
        voiding = Event.FromString(scene.entries[3].entry)
        self.assertFalse(receipts.check_activity(told, voiding))


class ReceiptCommandTest(unittest.TestCase):
    def setUp(self):
        event = Event.FromString(Scene().recorded[0].entry)
        event.activity_recorded.text_length_bytes = len(Scene.TEXTS[0].encode())
        entry = event.SerializeToString()
        leaf = SHA256.leaf(entry)
        self.receipt = Receipt(log=f"logs/{LOG}", epoch=EPOCH, position=1, entry=entry,
                               leaf_hash=leaf, checkpoint=checkpoint_of(1, leaf))
        self.activity = Scene().recorded[0].activities[0]

    def verify(self, answer):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(answer, file)
            file.flush()
            key = base64.b64encode(PUBLIC_KEY).decode()
            return subprocess.run(
                [_TOP / "tools/verify", "receipt", file.name, "--key", key],
                capture_output=True, text=True, timeout=60, check=False,
            )

    def test_every_answer_to_a_write_is_taken(self):
        receipt = json_format.MessageToDict(self.receipt)
        recorded = {"activity": json_format.MessageToDict(self.activity), "receipt": receipt}
        for answer, count in (
            (receipt, 1),
            (recorded, 1),
            ({"participation": {"statement": 1}, "receipt": receipt}, 1),
            ({"books": [{}, {}], "receipts": [receipt, receipt]}, 2),
            ({"activities": [recorded, recorded, recorded]}, 3),
        ):
            done = self.verify(answer)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stdout.count("proven: entry 1"), count)

    def test_one_that_lies_is_not_proven_and_another_file_is_no_receipt(self):
        receipt = json_format.MessageToDict(self.receipt)
        self.activity.day = "2017-05-16"
        activity = json_format.MessageToDict(self.activity)
        self.assertEqual(self.verify({"activity": activity, "receipt": receipt}).returncode, 1)
        receipt["position"] = "2"
        self.assertEqual(self.verify({"receipts": [receipt]}).returncode, 1)
        for other in ({}, [], {"receipt": {"nothing": 1}}, "text"):
            done = self.verify(other)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("no receipt", done.stderr)


if __name__ == "__main__":
    unittest.main()
