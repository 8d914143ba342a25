"""What a superuser changes past the ledger is found by who holds its public key alone."""

import base64
import subprocess
import unittest
import uuid

import support
import ledger_fixture as fixture
import ledger_load as load

import notes
import receipts
import tree
from tree import Broken

_NAME = f"logs/{fixture.LOG}"
_TABLES = ("entries", "openings", "activities", "voids", "redactions", "books", "actors",
           "participants")
_INCLUSIONS, _CONSISTENCIES = 500, 200

# What is done -> what the verifier says; {p} is the position that it happens to.
_TAMPERINGS = {
    "an entry is changed": (
        "UPDATE ledger.entries SET payload = set_byte(payload, 40, get_byte(payload, 40) # 1)"
        " WHERE position = {p}",
        "entry {p}: the stored leaf hash is not that of its bytes",
    ),
    "an entry is changed with its hash": (
        "UPDATE ledger.entries SET payload = set_byte(payload, 40, get_byte(payload, 40) # 1),"
        " leaf_hash = sha256('\\x00'::bytea || set_byte(payload, 40, get_byte(payload, 40) # 1))"
        " WHERE position = {p}",
        "entries are not those that were signed",
    ),
    "an entry is overwritten": (
        "UPDATE ledger.entries SET payload = '\\xffff' WHERE position = {p}",
        "entry {p}: is no entry of a log",
    ),
    "a text is changed": (
        "UPDATE ledger.openings SET text = convert_to('什么也没有做', 'UTF8')"
        " WHERE position = {p}",
        "entry {p}: text is not what was recorded",
    ),
    "a participant is exchanged": (
        "UPDATE ledger.openings SET participants = set_byte(participants, 48,"
        " get_byte(participants, 48) # 1) WHERE position = {p}",
        "entry {p}: participants are not those that were recorded",
    ),
    "a day is changed": (
        "UPDATE ledger.activities SET day = '2017-04-01' WHERE position = {p}",
        "entry {p}: ",
    ),
    "somebody else is credited": (
        "UPDATE ledger.activities SET actor_post_ids = ARRAY[gen_random_uuid()]"
        " WHERE position = {p}",
        "entry {p}: ",
    ),
    "the last entry is deleted": (
        "DELETE FROM ledger.entries WHERE position = (SELECT max(position) FROM ledger.entries)",
        "the end is missing",
    ),
    "an entry is deleted": (
        "DELETE FROM ledger.entries WHERE position = {p}",
        "comes where {p} is expected",
    ),
    "an opening is deleted": (
        "DELETE FROM ledger.openings WHERE position = {p}",
        "entry {p}: text is missing, and no entry says that it was erased",
    ),
    "an activity is deleted": (
        "DELETE FROM ledger.activities WHERE position = {p}",
        "entry {p}: records one activity, and reads answer from 0",
    ),
    "an entry is put in behind the others": (
        "INSERT INTO ledger.entries SELECT log, (SELECT max(position) + 1 FROM ledger.entries),"
        " gen_random_uuid(), leaf_hash, payload, gen_random_uuid(), registry_position,"
        " contacts_position, record_time - interval '30 days' FROM ledger.entries"
        " WHERE position = {p}",
        "nobody signed",
    ),
    "an entry is put in among the others": (
        "UPDATE ledger.entries SET position = position + 1000000 WHERE position > {p};"
        "INSERT INTO ledger.entries SELECT log, position + 1, gen_random_uuid(), leaf_hash,"
        " payload, gen_random_uuid(), registry_position, contacts_position,"
        " record_time - interval '30 days' FROM ledger.entries WHERE position = {p};"
        "UPDATE ledger.entries SET position = position - 999999 WHERE position > 1000000;",
        "entries are not those that were signed",
    ),
    "an activity is put in, of a day that is past": (
        "INSERT INTO ledger.activities SELECT (a).* FROM (SELECT jsonb_populate_record(x,"
        " jsonb_build_object('activity_id', gen_random_uuid(), 'day', '2017-03-02')) AS a"
        " FROM ledger.activities x WHERE position = {p}) made",
        "rows were written or removed past the log",
    ),
    "an activity is put in far ahead": (
        "INSERT INTO ledger.activities SELECT (a).* FROM (SELECT jsonb_populate_record(x,"
        " jsonb_build_object('activity_id', gen_random_uuid(), 'position', 1000000)) AS a"
        " FROM ledger.activities x WHERE position = {p}) made",
        "rows were written or removed past the log",
    ),
    "an activity is put in that has no entry": (
        "INSERT INTO ledger.activities SELECT (a).* FROM (SELECT jsonb_populate_record(x,"
        " jsonb_build_object('activity_id', gen_random_uuid(), 'position', 0)) AS a"
        " FROM ledger.activities x WHERE position = {p}) made",
        "rows were written or removed past the log",
    ),
    "a voiding is put in": (
        "INSERT INTO ledger.voids SELECT log, activity_id, position, record_time"
        " FROM ledger.activities WHERE position = {p}",
        "entry {p}: reads answer it as void, and no entry voids it",
    ),
    "a voiding is removed": (
        "DELETE FROM ledger.voids",
        "was voided, and reads answer it as standing",
    ),
    "a closing of books is removed": (
        "DELETE FROM ledger.books",
        "closes or reopens books, and 0 rows say so",
    ),
    "a closing of books is turned round": (
        "UPDATE ledger.books SET closed = NOT closed",
        "the row that says which books are closed is not what was recorded",
    ),
    "a closing of books is put in": (
        "INSERT INTO ledger.books SELECT log, 1000000, organization_id, first_day, end_day, closed,"
        " author_organization_id, author_post_id, record_time FROM ledger.books",
        "2 rows say which books are closed",
    ),
    "an activity is hidden from who is credited": (
        "DELETE FROM ledger.actors WHERE activity_id ="
        " (SELECT activity_id FROM ledger.activities WHERE position = {p})",
        "entry {p}: lists by actor find it for 0 of",
    ),
    "an activity is hidden from a participant": (
        "DELETE FROM ledger.participants WHERE (activity_id, youth_id) IN"
        " (SELECT activity_id, min(youth_id::text)::uuid FROM ledger.participants WHERE activity_id ="
        " (SELECT activity_id FROM ledger.activities WHERE position = {p}) GROUP BY activity_id)",
        "entry {p}: lists by participant find it for",
    ),
    "a follower is told to wait for what never comes": (
        "UPDATE ledger.entries SET registry_position = 999999 WHERE position = {p}",
        "entry {p}: was admitted at position 0 of registry, and followers read 999999",
    ),
    "an entry is dated back for followers": (
        "UPDATE ledger.entries SET record_time = record_time - interval '1 day'"
        " WHERE position = {p}",
        "entry {p}: was recorded at another time than followers read",
    ),
    "an erasure is put in": (
        "INSERT INTO ledger.redactions SELECT log, activity_id, position, 1"
        " FROM ledger.activities WHERE position = {p}",
        "entry {p}: reads answer other erasures than were recorded",
    ),
}


class LedgerTamperTest(unittest.TestCase):
    """One log of activities, of which some are voided and erased, for all tests."""

    @classmethod
    def setUpClass(cls):
        cls.scene = fixture.Scene(cls.addClassCleanup)
        cls.folder = cls.scene.folder
        verifier = cls.tool("verify", "witness-key", "witness.example/w", cls.folder / "witness")
        keys = cls.folder / "witnesses"
        keys.write_text(verifier.stdout.splitlines()[-1] + "\n")
        cls.verifier = verifier.stdout.splitlines()[-1]
        cls.ledger = cls.scene.ledger(LEDGER_WITNESS_KEYS_FILE=keys).start()
        cls.caller = cls.scene.caller(cls.ledger)
        cls.build_log()

    @classmethod
    def build_log(cls):
        """A tile and a bit, signed many times, and a void, and two erasures."""
        cls.spare = load.record(cls.caller, 1)
        load.fill(cls.ledger.address, 300)
        cls.spare += load.record(cls.caller, 1)
        written = load.record(cls.caller, 3)
        cls.erased, cls.closed, cls.plain = (item.activity.name for item in written)
        cls.position = written[2].receipt.position
        cls.change("VoidActivity", cls.erased, reason="重复记录")
        cls.change("RedactActivity", cls.erased, fields=[1, 2, 4, 5])
        cls.change("RedactActivity", cls.closed, fields=[3],
                   participant="youths/40000000-0000-7000-8000-000000000002")
        load.record(cls.caller, 2)
        cls.caller.call(
            "ledger.v1.BooksService.CloseBooks",
            {"parent": f"organizations/{fixture.COLLEGE}", "request_id": str(uuid.uuid4()), "first_day": "2017-01-01",
             "last_day": "2017-03-31", "author": f"organizations/{fixture.COLLEGE}/posts/{fixture.POST}"},
            fixture.CADRE,
        )
        log = cls.caller.call("ledger.v1.LogService.GetLog", {"name": _NAME})
        cls.key = log.public_key

    @classmethod
    def change(cls, verb, name, **fields):
        cls.caller.call(f"ledger.v1.LedgerService.{verb}",
                        {"name": name, "request_id": str(uuid.uuid4()), **fields}, fixture.CADRE)

    @staticmethod
    def tool(name, *arguments):
        return subprocess.run([support.TOP / "tools" / name, *map(str, arguments)],
                              capture_output=True, text=True, timeout=60, check=False)

    def verified(self):
        """What the tools come to: exit code and what they print."""
        file = self.folder / "export"
        file.unlink(missing_ok=True)
        written = self.tool("xq", "--target", self.ledger.address, "--principal",
                            fixture.OPERATOR, "--lang", "en", "log", "export", _NAME, "--out", file)
        self.assertEqual(written.returncode, 0, written.stderr)
        done = self.tool("verify", "export", file, "--key", base64.b64encode(self.key).decode())
        return done.returncode, done.stdout + done.stderr

    def problems(self):
        return [str(problem) for problem in load.check_export(self.caller).problems]

    def save(self):
        self.for_each_table("CREATE TABLE public.{0} AS TABLE ledger.{0};")

    def put_back(self):
        self.for_each_table(
            "TRUNCATE ledger.{0}; INSERT INTO ledger.{0} SELECT * FROM public.{0};"
            "DROP TABLE public.{0};"
        )

    def for_each_table(self, statements):
        self.scene.cluster.sql("".join(statements.format(table) for table in _TABLES))

    def test_erasures_that_the_log_tells_are_no_problem(self):
        code, told = self.verified()
        self.assertEqual(code, 0, told)
        self.assertIn(" erasures", told)

    def test_what_happens_while_an_export_is_read_is_no_problem(self):
        first, last = (item.activity.name for item in self.spare)
        size = len(load.entries_of(self.caller))

        def meanwhile():
            # The first was read as it stood; the last will be read as it is then.
            for name in (first, last):
                self.change("VoidActivity", name, reason="重复记录")
                self.change("RedactActivity", name, fields=[1, 2, 4, 5])
                self.change("RedactActivity", name, fields=[3],
                            participant="youths/40000000-0000-7000-8000-000000000001")
            load.record(self.caller, 3)

        report = load.check_export(self.caller, meanwhile=meanwhile)
        self.assertEqual([str(problem) for problem in report.problems], [])
        self.assertEqual(report.entry_count, size)
        self.assertEqual(self.problems(), [])

    def test_an_export_of_a_log_in_use_is_proven_by_the_tools(self):
        with load.Load(load.Oracle(), [self.ledger.address], threads=2):
            code, told = self.verified()
        self.assertEqual(code, 0, told)

    def test_the_tools_tell_what_was_changed(self):
        self.save()
        self.scene.cluster.sql(f"DELETE FROM ledger.openings WHERE position = {self.position}")
        code, told = self.verified()
        self.put_back()
        self.assertEqual(code, 1, told)
        self.assertIn(f"NOT PROVEN: entry {self.position}: text is missing", told)

    def test_every_tampering_is_found_where_it_happened(self):
        for what, (statements, expected) in _TAMPERINGS.items():
            with self.subTest(what):
                self.save()
                self.scene.cluster.sql(statements.format(p=self.position))
                found = self.problems()
                self.put_back()
                self.assertIn(expected.format(p=self.position), "\n".join(found))
        self.assertEqual(self.problems(), [])

    def test_no_honest_erasure_covers_a_text_that_is_gone_elsewhere(self):
        # The erased one's entry says which activity: another's text may not go with it.
        self.save()
        self.scene.cluster.sql(
            "UPDATE ledger.openings SET text = NULL, text_salt = NULL"
            f" WHERE position = {self.position}"
        )
        found = self.problems()
        self.put_back()
        self.assertEqual(
            found,
            [f"entry {self.position}: text is missing, and no entry says that it was erased"],
        )

    def test_a_cosignature_is_served(self):
        done = self.tool("verify", "witness", _NAME, "--name", "witness.example/w",
                         "--private-key", self.folder / "witness", "--state",
                         self.folder / "seen", "--target", self.ledger.address,
                         "--key", base64.b64encode(self.key).decode())
        self.assertEqual(done.returncode, 0, done.stderr)
        served = self.caller.call("ledger.v1.LogService.GetCheckpoint", {"name": _NAME})
        witness = notes.parse_key(self.verifier)
        self.assertIsNotNone(notes.cosigned_by(served.note, witness))
        self.assertEqual(notes.open_checkpoint(served.note, self.key).size, served.size)


class LedgerProofTest(unittest.TestCase):
    """Proofs of a real server, against a tree that is built here from the feed alone."""

    @classmethod
    def setUpClass(cls):
        cls.scene = fixture.Scene(cls.addClassCleanup)
        cls.ledger = cls.scene.ledger().start()
        cls.caller = cls.scene.caller(cls.ledger)
        load.fill(cls.ledger.address, 700)
        cls.log = cls.caller.call("ledger.v1.LogService.GetLog", {"name": _NAME})
        growing = tree.Growing(tree.SHA256)
        cls.roots = [growing.root()]
        for entry in load.entries_of(cls.caller):
            growing.append(tree.SHA256.leaf(entry))
            cls.roots.append(growing.root())
        cls.size = int(cls.log.checkpoint.split("\n")[1])

    def checkpoint(self, size):
        """Of any size, whether the log signed it or not."""
        return notes.Checkpoint(self.log.origin, size, self.roots[size], "")

    def spoilt(self, hashes):
        """The same with one bit of one hash turned."""
        hashes = list(hashes)
        at = self.scene.random.randrange(len(hashes))
        bit = self.scene.random.randrange(8 * tree.HASH_BYTES)
        value = int.from_bytes(hashes[at], "big") ^ (1 << bit)
        hashes[at] = value.to_bytes(tree.HASH_BYTES, "big")
        return hashes

    def test_the_newest_root_is_that_of_the_feed(self):
        signed = notes.open_checkpoint(self.log.checkpoint, self.log.public_key)
        self.assertEqual(signed.root, self.roots[signed.size])

    def test_inclusion_proofs_verify_and_spoilt_ones_never_do(self):
        for _ in range(_INCLUSIONS):
            size = self.scene.random.randint(2, self.size)
            position = self.scene.random.randint(1, size)
            answer = self.caller.call(
                "ledger.v1.LogService.GetInclusionProof",
                {"name": _NAME, "position": position, "tree_size": size},
            )
            self.assertEqual(answer.receipt.position, position)
            receipts.check_inclusion(answer, self.checkpoint(size))
            self.check_spoilt_inclusions(answer, size)

    def check_spoilt_inclusions(self, answer, size):
        proof = list(answer.receipt.inclusion_proof)
        entry = answer.receipt.entry
        other = answer.receipt.position % size + 1
        for change in (
            {"inclusion_proof": self.spoilt(proof)},
            {"inclusion_proof": proof[:-1]},
            {"inclusion_proof": [*proof, bytes(tree.HASH_BYTES)]},
            {"position": other},
            {"entry": entry[:-1] + bytes([entry[-1] ^ 1])},
        ):
            wrong = type(answer)()
            wrong.CopyFrom(answer)
            for field, value in change.items():
                wrong.receipt.ClearField(field)
                if isinstance(value, list):
                    getattr(wrong.receipt, field).extend(value)
                else:
                    setattr(wrong.receipt, field, value)
            with self.assertRaises(Broken, msg=(change.keys(), size)):
                receipts.check_inclusion(wrong, self.checkpoint(size))

    def test_consistency_proofs_verify_and_spoilt_ones_never_do(self):
        for _ in range(_CONSISTENCIES):
            second = self.scene.random.randint(2, self.size)
            first = self.scene.random.randint(1, second - 1)
            hashes = self.caller.call(
                "ledger.v1.LogService.GetConsistencyProof",
                {"name": _NAME, "first_size": first, "second_size": second},
            ).hashes
            old, new = self.checkpoint(first), self.checkpoint(second)
            receipts.check_continues(old, new, hashes)
            forked = old._replace(root=tree.SHA256.of(old.root))
            for was, proof in ((old, self.spoilt(hashes)), (old, hashes[:-1]), (forked, hashes)):
                with self.assertRaises(Broken, msg=(first, second)):
                    receipts.check_continues(was, new, proof)


if __name__ == "__main__":
    unittest.main()
