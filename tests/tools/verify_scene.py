"""Trees and a log that are built here, by the definitions, for the tests of tools/verify."""

import base64
import copy
import pathlib
import random
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_TOP / "tools/verify.d"), str(_TOP / "tools/client")]

import contract  # noqa: E402
import exports  # noqa: E402
import notes  # noqa: E402
from tree import SHA256  # noqa: E402

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
Books = CONTRACT.message("ledger.v1.Books")
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
        self.books = 0
        self.unsigned = 0

    def name(self, number):
        return f"organizations/{LOG}/activities/5000000{number}-0000-7000-8000-000000000001"

    def sign(self):
        leaves = [self.algorithm.leaf(entry.entry) for entry in self.entries]
        self.log.checkpoint = checkpoint_of(len(leaves), root_of(leaves, self.algorithm), self.origin)

    def open_pages(self):
        for first in range(0, len(self.entries), 2):
            yield Page(entries=self.entries[first : first + 2])
        yield Page(
            activity_row_count=self.rows,
            books_row_count=self.books,
            unsigned_entry_count=self.unsigned,
        )

    def check(self, kept=()):
        return exports.check(self.open_pages, self.log, PUBLIC_KEY, Event, kept)

    def append(self, event, **more):
        event.registry_position = 17
        entry = event.SerializeToString()
        self.entries.append(
            ExportedEntry(
                record_time=getattr(event, event.WhichOneof("change")).record_time,
                registry_position=17,
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
        self.append(
            event,
            openings=openings,
            activities=[told],
            actor_row_count=1,
            participant_row_count=len(self.YOUTHS),
        )

    def change_books(self, closed):
        event = Event()
        change = event.books_closed if closed else event.books_reopened
        change.organization = f"organizations/{LOG}"
        change.first_day, change.last_day = "2017-01-01", "2017-03-31"
        change.author = f"organizations/{LOG}/posts/{LOG}"
        change.record_time.seconds = 1_495_200_000
        row = Books(
            organization=change.organization,
            first_day=change.first_day,
            last_day=change.last_day,
            closed=closed,
            author=change.author,
            record_time=change.record_time,
        )
        openings = {}
        if not closed:
            openings["reason"], change.reason_commitment = self.opening("补录".encode())
        self.append(event, openings=openings, books=[row])
        self.books += 1
        self.sign()

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
        entry.participant_row_count -= 1
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
