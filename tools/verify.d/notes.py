"""Signed notes, checkpoints and cosignatures as C2SP writes them."""

import base64
import binascii
import struct
import typing

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tree import HASH_BYTES, SHA256, SM3, Broken

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
_PREFIXES = {"xinqiao/ledger/": SHA256, "xinqiao/ledger-sm3/": SM3}


class Checkpoint(typing.NamedTuple):
    """A tree head whose signature was good."""

    origin: str
    size: int
    root: bytes
    body: str  # What was signed.

    @property
    def hash(self):
        return self._of_origin()[0]

    @property
    def log(self):
        return self._of_origin()[1]

    @property
    def epoch(self):
        return self._of_origin()[2]

    def _of_origin(self):
        for prefix, algorithm in _PREFIXES.items():
            log, slash, epoch = self.origin[len(prefix) :].partition("/")
            if self.origin.startswith(prefix) and log and slash and epoch:
                return algorithm, log, epoch
        raise Broken(f"{self.origin} is not the origin of a log of the ledger")


class Key(typing.NamedTuple):
    """Whoever signs notes, as "name+id+base64" names them."""

    name: str
    type: int
    public_key: bytes

    @property
    def id(self):
        return SHA256.of(
            self.name.encode() + b"\n" + bytes([self.type]) + self.public_key
        )[:KEY_ID_BYTES]

    def __str__(self):
        key = base64.b64encode(bytes([self.type]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{key}"


def parse_key(text):
    """A Key from "name+id+base64"."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    value = from_base64(encoded)
    if len(value) != 1 + HASH_BYTES or not name:
        raise Broken("not a verifier key, name+id+base64")
    key = Key(name, value[0], value[1:])
    if key.id.hex() != key_id:
        raise Broken("the id of the verifier key is not that of its name and key")
    return key


def split(note):
    """The text of a note and its signatures: (name, key id, signature)."""
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise Broken("not a signed note")
    return text + "\n", [signature(line) for line in lines[:-1].split("\n")]


def signature(line):
    """(name, key id, signature) of one line."""
    words = line.split(" ")
    if len(words) != 3 or words[0] != "\u2014" or not words[1]:
        raise Broken("a malformed signature line")
    value = from_base64(words[2])
    if len(value) <= KEY_ID_BYTES:
        raise Broken("a signature line that is too short")
    return words[1], value[:KEY_ID_BYTES], value[KEY_ID_BYTES:]


def open_checkpoint(note, public_key):
    """Checks the log's signature of a note; returns its Checkpoint."""
    body, signatures = split(note)
    lines = body.split("\n")
    if len(lines) != 4:
        raise Broken("a checkpoint has three lines")
    origin, size, root = lines[0], lines[1], from_base64(lines[2])
    if not size.isascii() or not size.isdigit() or size != str(int(size)):
        raise Broken("the size in the checkpoint is no number")
    if len(root) != HASH_BYTES:
        raise Broken("the root in the checkpoint is no hash")
    key = Key(origin, ED25519, public_key)
    for name, key_id, value in signatures:
        # Those of others, such as witnesses, are theirs to check.
        if name != origin or key_id != key.id:
            continue
        check_signature(public_key, body.encode(), value, "the checkpoint")
        return Checkpoint(origin, int(size), root, body)
    raise Broken("the checkpoint is not signed with this key")


def cosigned(body, timestamp):
    """What a witness signs of a checkpoint."""
    return f"cosignature/v1\ntime {timestamp}\n{body}".encode()


def cosignature_line(name, public_key, timestamp, value):
    key = Key(name, COSIGNATURE, public_key)
    encoded = base64.b64encode(key.id + struct.pack(">Q", timestamp) + value).decode()
    return f"\u2014 {name} {encoded}"


def cosigned_by(note, witness):
    """The time at which `witness`, a Key, cosigned a note, or None; raises if it is wrong."""
    body, signatures = split(note)
    for name, key_id, value in signatures:
        if name != witness.name or key_id != witness.id:
            continue
        if len(value) != 8 + SIGNATURE_BYTES:
            raise Broken(f"the cosignature of {name} is malformed")
        (timestamp,) = struct.unpack(">Q", value[:8])
        check_signature(
            witness.public_key, cosigned(body, timestamp), value[8:], f"the cosignature of {name}"
        )
        return timestamp
    return None


def check_signature(public_key, message, value, what):
    """Ed25519 (RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(value, message)
    except (InvalidSignature, ValueError):
        raise Broken(f"the signature of {what} is wrong") from None


def from_base64(text):
    """Strict: one text for each value."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Broken("malformed base64") from None
    if base64.b64encode(value).decode() != text:
        raise Broken("malformed base64")
    return value
