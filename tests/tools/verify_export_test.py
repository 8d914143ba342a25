#!/usr/bin/python3
"""tools/verify over whole exports, and tampered ones."""

import copy
import io
import unittest

from verify_scene import (  # It says where the tools are.
    NEXT_EPOCH,
    NEXT_ORIGIN,
    ORIGIN,
    PUBLIC_KEY,
    checkpoint_of,
    Event,
    ExportedEntry,
    Log,
    Page,
    root_of,
    Scene,
)

import export_file
import exports
from tree import SHA256, SM3, Broken


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

    def test_rows_of_books_that_differ_from_their_entries_are_found(self):
        def books():
            scene = Scene()
            scene.change_books(closed=True)
            scene.change_books(closed=False)
            return scene

        self.assertEqual(books().check().problems, [])
        self.assertEqual(books().check().books_count, 2)

        def opened(row):
            row.closed = False

        def shorter(row):
            row.last_day = "2017-03-30"

        def of_another(row):
            row.organization = "organizations/other"

        def earlier(row):
            row.record_time.seconds -= 1

        for spoil in (opened, shorter, of_another, earlier):
            scene = books()
            spoil(scene.entries[-2].books[0])
            self.assert_found(scene, "entry 9: the row that says which books are closed")
        scene = books()
        del scene.entries[-2].books[:]
        scene.books -= 1
        self.assert_found(scene, "entry 9: closes or reopens books, and 0 rows", "past the log")
        scene = books()
        scene.entries[0].books.add(closed=True)
        self.assert_found(scene, "entry 1: closes no books")
        scene = books()
        scene.books += 1
        self.assert_found(scene, "3 rows say which books are closed")

    def test_lists_that_miss_an_activity_are_found(self):
        scene = Scene()
        scene.entries[0].actor_row_count = 0
        self.assert_found(scene, "entry 1: lists by actor find it for 0 of 1")
        scene = Scene()
        scene.entries[1].participant_row_count -= 1
        self.assert_found(scene, "entry 2: lists by participant find it for 4 of 5")

    def test_what_followers_read_beside_an_entry_is_its_own_word(self):
        for field, words in (
            ("registry_position", "entry 2: was admitted at position 17 of registry, and followers"),
            ("contacts_position", "entry 2: was admitted at position 0 of contacts, and followers"),
        ):
            scene = Scene()
            setattr(scene.entries[1], field, 18)
            self.assert_found(scene, words)
        scene = Scene()
        scene.entries[1].record_time.nanos = 1000
        self.assert_found(scene, "entry 2: was recorded at another time than followers read")

    def test_a_clock_that_was_set_back_is_told(self):
        scene = Scene()
        self.assertEqual(scene.check().remarks, [])
        scene.change_books(closed=True)
        for back, told in ((200, 0), (86_400, 1)):
            event = Event()
            event.activity_voided.activity = scene.name(1)
            event.activity_voided.record_time.seconds = 1_495_200_000 - back
            scene.append(event)
            scene.sign()
            self.assertEqual(len(scene.check().remarks), told)
        self.assertIn("86400 seconds before entry 9", scene.check().remarks[0])

    def test_an_epoch_of_a_log_that_parted_tells_a_loss_too(self):
        scene = Scene()
        event = Event()
        event.epoch_started.epoch = NEXT_EPOCH
        event.epoch_started.last_checkpoint = checkpoint_of(5, bytes(32))
        opening, event.epoch_started.reason_commitment = scene.opening("恢复备份".encode())
        position = scene.append(event, openings={"reason": opening}).position
        scene.log.epochs.add(epoch=NEXT_EPOCH, first_position=position, origin=NEXT_ORIGIN)
        scene.origin = NEXT_ORIGIN
        scene.sign()
        (told,) = scene.check().epochs
        self.assertIn("of 5 entries that were signed before, at least 1 are lost", told)

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
        self.assertTrue(any("at least 2 are lost" in words for words in report.epochs), report.epochs)
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


if __name__ == "__main__":
    unittest.main()
