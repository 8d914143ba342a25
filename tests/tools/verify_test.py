#!/usr/bin/python3
"""tools/verify over trees that are built here, by the definitions, and spoilt ones."""

import base64
import copy
import io
import os
import pathlib
import random
import sys
import tempfile
import unittest

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_TOP / "tools/verify.d"), str(_TOP / "tools/client")]

import contract  # noqa: E402
import export_file  # noqa: E402
import exports  # noqa: E402
import notes  # noqa: E402
import receipts  # noqa: E402
import tree  # noqa: E402
import witness  # noqa: E402
from tree import SHA256, SM3, Broken  # noqa: E402

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes(
    serialization.Encoding.Raw, serialization.PublicFormat.Raw
)
LOG = "10000000-0000-7000-8000-000000000001"
EPOCH = "90000000-0000-7000-8000-000000000001"
NEXT_EPOCH = "90000000-0000-7000-8000-000000000002"
ORIGIN = f"xinqiao/ledger/{LOG}/{EPOCH}"
NEXT_ORIGIN = f"xinqiao/ledger/{LOG}/{NEXT_EPOCH}"
CONTRACT = contract.Contract(_TOP)

Activity = CONTRACT.message("ledger.v1.Activity")
Event = CONTRACT.message("ledger.v1.Event")
ExportedEntry = CONTRACT.message("ledger.v1.ExportedEntry")
Log = CONTRACT.message("ledger.v1.Log")
Page = CONTRACT.message("ledger.v1.ExportEntriesResponse")
Receipt = CONTRACT.message("ledger.v1.Receipt")


def split_of(count):
    split = 1
    while split * 2 < count:
        split *= 2
    return split


def root_of(leaves, algorithm=SHA256):
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return algorithm.of(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = split_of(len(leaves))
    return algorithm.node(root_of(leaves[:split], algorithm), root_of(leaves[split:], algorithm))


def inclusion(index, leaves, algorithm=SHA256):
    if len(leaves) == 1:
        return []
    split = split_of(len(leaves))
    if index < split:
        return inclusion(index, leaves[:split], algorithm) + [root_of(leaves[split:], algorithm)]
    return inclusion(index - split, leaves[split:], algorithm) + [root_of(leaves[:split], algorithm)]


def consistency(first, leaves, whole=True):
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = split_of(len(leaves))
    if first <= split:
        return consistency(first, leaves[:split], whole) + [root_of(leaves[split:])]
    return consistency(first - split, leaves[split:], False) + [root_of(leaves[:split])]


def leaves_of(count, algorithm=SHA256):
    return [algorithm.leaf(f"entry {index}".encode()) for index in range(count)]


def flipped(value, at=0):
    return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]


def checkpoint_of(size, root, origin=ORIGIN):
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    key_id = notes.Key(origin, notes.ED25519, PUBLIC_KEY).id
    value = base64.b64encode(key_id + KEY.sign(body.encode())).decode()
    return f"{body}\n\u2014 {origin} {value}\n"


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


class Scene:
    """A log with an activity that was voided, one with a participant erased, and one erased text."""

    TEXTS = ("与两名同学谈心，了解学习与生活情况。", "组织志愿服务。", "开展主题团日。")
    YOUTHS = tuple(f"youths/40000000-0000-7000-8000-00000000000{n}" for n in range(1, 7))

    def __init__(self, algorithm=SHA256, origin=ORIGIN):
        self.algorithm = algorithm
        self.origin = origin
        self.entries = []
        self._random = random.Random(7)
        for number in range(3):
            self._record(number)
        self.recorded = copy.deepcopy(self.entries)  # As they stood then.
        self._void(0, "重复记录")
        self._state(1, self.YOUTHS[0], before=0, statement=1)
        self._state(1, self.YOUTHS[1], before=0, statement=2)
        self._redact_participant(1, 2)
        self._redact_text(2)
        self.log = Log(name=f"logs/{LOG}", epoch=EPOCH, origin=origin, public_key=PUBLIC_KEY)
        self.log.epochs.add(epoch=EPOCH, first_position=1, origin=origin)
        self.sign()
        self.rows = 3
        self.unsigned = 0

    def name(self, number):
        return f"organizations/{LOG}/activities/5000000{number}-0000-7000-8000-000000000001"

    def sign(self):
        leaves = [self.algorithm.leaf(entry.entry) for entry in self.entries]
        self.log.checkpoint = checkpoint_of(len(leaves), root_of(leaves, self.algorithm), self.origin)

    def open_pages(self):
        for first in range(0, len(self.entries), 2):
            yield Page(entries=self.entries[first : first + 2])
        yield Page(activity_row_count=self.rows, unsigned_entry_count=self.unsigned)

    def check(self, kept=()):
        return exports.check(self.open_pages, self.log, PUBLIC_KEY, Event, kept)

    def append(self, event, **more):
        entry = event.SerializeToString()
        self.entries.append(
            ExportedEntry(
                position=len(self.entries) + 1,
                entry=entry,
                leaf_hash=self.algorithm.leaf(entry),
                **more,
            )
        )
        return self.entries[-1]

    def opening(self, value):
        salt = self._random.randbytes(32)
        opening = {"salt": salt, "value": value}
        return opening, self.algorithm.of(salt + value)

    def _record(self, number):
        event = Event()
        recorded = event.activity_recorded
        recorded.activity = self.name(number)
        recorded.author = f"organizations/{LOG}/posts/{LOG}"
        recorded.actors.append(recorded.author)
        recorded.kind = "activityKinds/five_ones.heart_talk"
        recorded.channel = recorded.purpose = 1
        recorded.day = "2017-05-17"
        recorded.record_time.seconds = 1_495_000_000 + number
        text, recorded.text_commitment = self.opening(self.TEXTS[number].encode())
        lines = "学业规划\n微信群\n东海校区\n\n".encode()
        circumstances, recorded.circumstances_commitment = self.opening(lines)
        uris, recorded.evidence_uris_commitment = self.opening(b"s3://evidence/1\n")
        recorded.evidence.add(kind=2, digest=bytes(32), media_type="text/plain", size_bytes=4)
        recorded.participant_count = recorded.named_participant_count = len(self.YOUTHS)
        participants = [
            {"salt": self._random.randbytes(32), "youth": youth} for youth in self.YOUTHS
        ]
        leaves = [
            self.algorithm.leaf(item["salt"] + item["youth"].encode()) for item in participants
        ]
        salt = self._random.randbytes(32)
        recorded.participants_commitment = self.algorithm.of(salt + root_of(leaves, self.algorithm))
        told = Activity(
            name=recorded.activity,
            author=recorded.author,
            actors=recorded.actors,
            kind=recorded.kind,
            channel=1,
            purpose=1,
            day=recorded.day,
            record_time=recorded.record_time,
            text=self.TEXTS[number],
            topic="学业规划",
            platform="微信群",
            place="东海校区",
            participants=self.YOUTHS,
        )
        evidence = told.evidence.add()
        evidence.CopyFrom(recorded.evidence[0])
        evidence.uri = "s3://evidence/1"
        openings = {
            "text": text,
            "circumstances": circumstances,
            "evidence_uris": uris,
            "participants_salt": salt,
            "participants": participants,
        }
        self.append(event, openings=openings, activities=[told])

    def _void(self, number, reason):
        event = Event()
        event.activity_voided.activity = self.name(number)
        event.activity_voided.record_time.seconds = 1_495_100_000
        opening, event.activity_voided.reason_commitment = self.opening(reason.encode())
        self.append(event, openings={"reason": opening})
        told = self.entries[number].activities[0]
        told.void_time.seconds = 1_495_100_000
        told.void_reason = reason

    def _state(self, number, youth, before, statement):
        event = Event()
        stated = event.participation_stated
        stated.activity, stated.before, stated.statement = self.name(number), before, statement
        opening, stated.youth_commitment = self.opening(youth.encode())
        self.append(event, openings={"youth": opening})
        summary = self.entries[number].activities[0].participation
        summary.confirmed_count += statement == 1
        summary.disputed_count += statement == 2

    def _redact_participant(self, number, leaf):
        event = Event()
        redacted = event.activity_redacted
        redacted.activity, redacted.position = self.name(number), number + 1
        redacted.participant_leaf = leaf
        redacted.fields.append(3)
        self.append(event)
        entry = self.entries[number]
        participant = entry.openings.participants[leaf]
        closed = self.algorithm.leaf(participant.salt + participant.youth.encode())
        entry.activities[0].participants.remove(participant.youth)
        entry.activities[0].redacted_fields.append(3)
        participant.Clear()
        participant.leaf_hash = closed

    def _redact_text(self, number):
        event = Event()
        redacted = event.activity_redacted
        redacted.activity, redacted.position = self.name(number), number + 1
        redacted.fields.append(1)
        self.append(event)
        self.entries[number].openings.ClearField("text")
        self.entries[number].activities[0].text = ""
        self.entries[number].activities[0].redacted_fields.append(1)


class ExportTest(unittest.TestCase):
    def assert_found(self, scene, *words, kept=()):
        problems = [str(problem) for problem in scene.check(kept).problems]
        self.assertTrue(problems)
        for word in words:
            self.assertTrue(any(word in problem for problem in problems), (word, problems))

    def test_what_was_only_erased_with_an_entry_is_proven(self):
        for algorithm, origin in (
            (SHA256, ORIGIN),
            (SM3, ORIGIN.replace("ledger/", "ledger-sm3/")),
        ):
            scene = Scene(algorithm, origin)
            report = scene.check(kept=[scene.log.checkpoint])
            self.assertEqual([str(problem) for problem in report.problems], [])
            self.assertEqual((report.entry_count, report.activity_count), (8, 3))
            self.assertEqual(report.redaction_count, 2)

    def test_a_change_of_any_entry_is_found(self):
        for at in range(8):
            scene = Scene()
            entry = scene.entries[at]
            event = Event.FromString(entry.entry)
            getattr(event, event.WhichOneof("change")).activity += "x"
            entry.entry = event.SerializeToString()
            self.assert_found(scene, "leaf hash")
            # Also by one who writes the hash anew.
            entry.leaf_hash = SHA256.leaf(entry.entry)
            self.assert_found(scene, "not those that were signed")

    def test_an_entry_that_was_removed_is_found(self):
        for at in range(7):
            scene = Scene()
            del scene.entries[at]
            self.assert_found(scene, f"comes where {at + 1} is expected")
            for position, entry in enumerate(scene.entries, 1):
                entry.position = position
            self.assert_found(scene, "the end is missing")
        scene = Scene()
        del scene.entries[-1]
        self.assert_found(scene, "the end is missing")

    def test_an_entry_that_was_put_in_is_found(self):
        scene = Scene()
        scene.entries.insert(2, ExportedEntry.FromString(scene.entries[1].SerializeToString()))
        for position, entry in enumerate(scene.entries, 1):
            entry.position = position
        self.assert_found(scene, "not those that were signed", "nobody signed it")
        scene = Scene()
        scene.unsigned = 1
        self.assert_found(scene, "behind the newest checkpoint")

    def test_a_log_that_was_cut_and_signed_again_is_found_by_who_kept_a_checkpoint(self):
        scene = Scene()
        kept = scene.log.checkpoint
        del scene.entries[6:]
        scene.sign()
        scene.entries[2].openings.CopyFrom(Scene().entries[0].openings)
        self.assert_found(scene, "the end is missing", kept=[kept])

    def test_a_change_of_what_people_wrote_is_found(self):
        def text(entry):
            entry.openings.text.value = "做了别的事。".encode()
            entry.activities[0].text = "做了别的事。"

        def circumstances(entry):
            entry.openings.circumstances.value += b"x"

        def uris(entry):
            entry.openings.evidence_uris.value = b"s3://evidence/2\n"

        def salt(entry):
            entry.openings.text.salt = bytes(32)

        def youth(entry):
            entry.openings.participants[0].youth = Scene.YOUTHS[0][:-1] + "9"

        def order(entry):
            first, second = entry.openings.participants[0], entry.openings.participants[1]
            first.youth, second.youth = second.youth, first.youth

        for spoil in (text, circumstances, uris, salt, youth, order):
            scene = Scene()
            spoil(scene.entries[0])
            self.assert_found(scene, "entry 1: ")

    def test_what_is_missing_without_an_entry_is_found(self):
        for field in ("text", "circumstances", "evidence_uris", "participants"):
            scene = Scene()
            scene.entries[0].openings.ClearField(field)
            self.assert_found(scene, "and no entry says that")
        scene = Scene()
        scene.entries[3].openings.ClearField("reason")
        self.assert_found(scene, "entry 4: reason is missing")
        scene = Scene()
        participant = scene.entries[0].openings.participants[1]
        closed = SHA256.leaf(participant.salt + participant.youth.encode())
        participant.Clear()
        participant.leaf_hash = closed
        self.assert_found(scene, "participant 2 is missing")
        scene = Scene()
        del scene.entries[0].openings.participants[5]
        self.assert_found(scene, "6 participants were recorded, and 5 are there")

    def test_what_was_erased_and_is_there_again_is_found(self):
        scene = Scene()
        scene.entries[2].openings.text.CopyFrom(scene.entries[0].openings.text)
        self.assert_found(scene, "entry 3: ")

    def test_rows_that_differ_from_their_entries_are_found(self):
        def day(told):
            told.day = "2017-04-30"

        def kind(told):
            told.kind = "activityKinds/other"

        def actors(told):
            told.actors.append("organizations/x/posts/y")

        def evidence(told):
            told.evidence[0].digest = bytes(31) + b"\x01"

        def stands(told):
            told.ClearField("void_time")

        def back_dated(told):
            told.record_time.seconds -= 86400

        def erased(told):
            told.redacted_fields.append(4)

        for spoil in (day, kind, actors, evidence, stands, back_dated, erased):
            scene = Scene()
            spoil(scene.entries[0].activities[0])
            self.assert_found(scene, "entry 1: ")
        scene = Scene()
        scene.entries[1].activities[0].void_time.seconds = 1
        self.assert_found(scene, "no entry voids it")
        scene = Scene()
        scene.entries[1].activities[0].participation.confirmed_count += 1
        self.assert_found(scene, "other numbers of confirmations")

    def test_rows_past_the_log_are_found(self):
        scene = Scene()
        scene.rows = 4
        self.assert_found(scene, "past the log")
        scene = Scene()
        scene.entries[0].activities.add().CopyFrom(scene.entries[0].activities[0])
        self.assert_found(scene, "reads answer from 2")
        scene = Scene()
        del scene.entries[0].activities[:]
        self.assert_found(scene, "reads answer from 0")

    def test_an_epoch_tells_what_was_lost_and_is_proven(self):
        scene = Scene()
        lost = scene.log.checkpoint
        del scene.entries[6:]
        event = Event()
        event.epoch_started.epoch = NEXT_EPOCH
        event.epoch_started.last_checkpoint = lost
        opening, event.epoch_started.reason_commitment = scene.opening("恢复备份".encode())
        scene.append(event, openings={"reason": opening})
        scene.log.epochs.add(epoch=NEXT_EPOCH, first_position=7, origin=NEXT_ORIGIN)
        scene.origin = NEXT_ORIGIN
        scene.sign()
        # The erasures are among what was lost, and so must be the values.
        report = scene.check(kept=[lost])
        self.assertTrue(any("2 are lost" in words for words in report.epochs), report.epochs)
        for problem in map(str, report.problems):
            self.assertTrue("says that" in problem or "erasures" in problem, problem)
        scene.entries[6].entry = scene.entries[5].entry
        self.assert_found(scene, "no entry says so")

    def check_in_use(self, scene, shown):
        """An export of what was recorded; the rest came while it was read."""
        begin = Log()
        begin.CopyFrom(scene.log)
        leaves = [SHA256.leaf(entry.entry) for entry in scene.recorded]
        begin.checkpoint = checkpoint_of(3, root_of(leaves))
        pages = [Page(entries=shown), Page(activity_row_count=3)]
        tail = (scene.log, [Page(entries=scene.entries[3:]), Page(activity_row_count=3)])
        report = exports.check(lambda: iter(pages), begin, PUBLIC_KEY, Event, tail=tail)
        self.assertEqual(report.entry_count, 3)
        return [str(problem) for problem in report.problems]

    def test_what_came_while_it_was_read_may_be_seen_or_not(self):
        scene = Scene()
        for seen in range(4):
            shown = [*scene.entries[:seen], *scene.recorded[seen:]]
            self.assertEqual(self.check_in_use(scene, shown), [])
        # Erased between the openings and the row.
        shown = copy.deepcopy(scene.recorded)
        shown[2].activities[0].CopyFrom(scene.entries[2].activities[0])
        self.assertEqual(self.check_in_use(scene, shown), [])

    def test_what_came_while_it_was_read_covers_nothing_else(self):
        def stands(shown):
            shown[1].activities[0].void_time.seconds = 1

        def text(shown):
            shown[0].openings.text.value += b"!"

        def erased(shown):
            shown[0].openings.ClearField("text")

        def participant(shown):
            shown[1].openings.participants[0].Clear()

        def erasure(shown):
            shown[0].activities[0].redacted_fields.append(1)

        for spoil in (stands, text, erased, participant, erasure):
            scene = Scene()
            spoil(scene.recorded)
            self.assertNotEqual(self.check_in_use(scene, scene.recorded), [], spoil)
        # A tail that nobody signed explains nothing.
        scene = Scene()
        scene.entries[4].entry = scene.entries[5].entry
        self.assertNotEqual(self.check_in_use(scene, scene.recorded), [])

    def test_a_file_is_read_as_it_was_written_and_never_when_cut(self):
        scene = Scene()
        file = io.BytesIO()
        export_file.write(file, scene.log, scene.open_pages())
        export_file.write_tail(file, scene.log, [Page(unsigned_entry_count=1)])
        log, pages = export_file.read(file, Log, Page)
        self.assertEqual(log, scene.log)
        self.assertEqual(list(pages), list(scene.open_pages()))
        end, pages = export_file.read_tail(file, Log, Page)
        self.assertEqual(end, scene.log)
        self.assertEqual(list(pages), [Page(unsigned_entry_count=1)])
        whole = file.getvalue()
        for cut in range(0, len(whole), 97):
            with self.assertRaises(Broken):
                part = io.BytesIO(whole[:cut])

                def pages_of(part=part):
                    return export_file.read(part, Log, Page)[1]

                log, _ = export_file.read(part, Log, Page)
                tail = export_file.read_tail(part, Log, Page)
                report = exports.check(pages_of, log, PUBLIC_KEY, Event, tail=tail)
                if report.problems:
                    raise Broken(str(report.problems[0]))


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
