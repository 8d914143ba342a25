#!/usr/bin/python3
"""Verifies one receipt of the ledger with the public key of its log alone.

Shares no code with the ledger: hashes with SHA-256 as in RFC 6962, folds the
inclusion proof as in RFC 9162 (section 2.1.3.2), and opens the checkpoint as
C2SP's signed-note and tlog-checkpoint say.

    tools/demo/verify_receipt.py RECEIPT.json PUBLIC_KEY

RECEIPT.json is a Receipt or a RecordedActivity in protobuf's JSON, PUBLIC_KEY
the `publicKey` of GetLog in base64.
"""

import base64
import binascii
import hashlib
import json
import sys
import typing

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HASH_BYTES = 32
KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
ED25519 = b"\x01"  # The signature type in signed notes.


class ReceiptError(Exception):
    """Says why a receipt proves nothing."""


class Receipt(typing.NamedTuple):
    """The fields of xinqiao.ledger.v1.Receipt."""

    log: str
    epoch: str
    position: int
    entry: bytes
    leaf_hash: bytes
    checkpoint: str
    inclusion_proof: list


class Checkpoint(typing.NamedTuple):
    """A tree head whose signature was good."""

    origin: str
    size: int
    root: bytes


def verify(receipt, public_key):
    """Returns the Checkpoint that holds the entry; raises ReceiptError otherwise.

    receipt is a Receipt, the dict of one in protobuf's JSON, the dict of a
    RecordedActivity, or the bytes of a RecordedActivity. public_key is 32 bytes.
    """
    receipt = receipt_from(receipt)
    if hashlib.sha256(b"\x00" + receipt.entry).digest() != receipt.leaf_hash:
        raise ReceiptError("leaf_hash is not the hash of the entry")
    checkpoint = open_checkpoint(receipt.checkpoint, public_key)
    collection, _, log = receipt.log.partition("/")
    if collection != "logs" or checkpoint.origin != f"xinqiao/ledger/{log}/{receipt.epoch}":
        raise ReceiptError(f"the checkpoint is of {checkpoint.origin}, not of {receipt.log}")
    root = root_from(receipt.position - 1, checkpoint.size, receipt.leaf_hash,
                     receipt.inclusion_proof)
    if root != checkpoint.root:
        raise ReceiptError("the inclusion proof does not lead to the root of the checkpoint")
    return checkpoint


def root_from(index, size, leaf_hash, proof):
    """The root that proof leads to from leaf index (from 0) of a tree of size leaves."""
    if not 0 <= index < size:
        raise ReceiptError(f"position {index + 1} is not in a tree of {size}")
    node, last, result = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0 or len(sibling) != HASH_BYTES:
            raise ReceiptError("the inclusion proof is too long, or no list of hashes")
        if node & 1 or node == last:
            result = hashlib.sha256(b"\x01" + sibling + result).digest()
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            result = hashlib.sha256(b"\x01" + result + sibling).digest()
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ReceiptError("the inclusion proof is too short")
    return result


def open_checkpoint(note, public_key):
    """Checks the signature of a note; returns its Checkpoint."""
    body, blank, signatures = note.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) != 3 or not signatures.endswith("\n"):
        raise ReceiptError("the checkpoint is no signed note of three lines")
    origin, size, root = lines[0], lines[1], from_base64(lines[2])
    if not size.isascii() or not size.isdigit() or size != str(int(size)):
        raise ReceiptError("the size in the checkpoint is no number")
    if len(root) != HASH_BYTES:
        raise ReceiptError("the root in the checkpoint is no hash")
    key_id = hashlib.sha256(origin.encode() + b"\n" + ED25519 + public_key).digest()[:KEY_ID_BYTES]
    for line in signatures[:-1].split("\n"):
        words = line.split(" ")
        if len(words) != 3 or words[0] != "\u2014":
            raise ReceiptError("the checkpoint has a malformed signature line")
        signature = from_base64(words[2])
        # Signatures of others, such as witnesses, are theirs to check.
        if words[1] != origin or signature[:KEY_ID_BYTES] != key_id:
            continue
        check_signature(public_key, (body + "\n").encode(), signature[KEY_ID_BYTES:])
        return Checkpoint(origin, int(size), root)
    raise ReceiptError("the checkpoint is not signed with this key")


def check_signature(public_key, message, signature):
    """Ed25519 (RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise ReceiptError("the signature of the checkpoint is wrong") from error


def from_base64(text):
    """Strict: one text for each value."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReceiptError("malformed base64") from error
    if base64.b64encode(value).decode() != text:
        raise ReceiptError("malformed base64")
    return value


def receipt_from(source):
    """A Receipt from any of the forms that verify() takes."""
    if isinstance(source, Receipt):
        return source
    if isinstance(source, (bytes, bytearray)):
        return receipt_from_bytes(bytes(source))
    try:
        fields = source.get("receipt", source)
        return Receipt(
            log=fields["log"],
            epoch=fields["epoch"],
            position=int(fields["position"]),
            entry=from_base64(fields["entry"]),
            leaf_hash=from_base64(fields["leafHash"]),
            checkpoint=fields["checkpoint"],
            inclusion_proof=[from_base64(item) for item in fields.get("inclusionProof", [])])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReceiptError(f"no receipt: {error!r}") from error


def receipt_from_bytes(recorded):
    """The receipt in a serialized RecordedActivity, where it is field 2."""
    receipts = [value for number, value in wire_fields(recorded) if number == 2]
    if len(receipts) != 1 or not isinstance(receipts[0], bytes):
        raise ReceiptError("no receipt in the bytes")
    fields = {1: b"", 2: b"", 3: 0, 4: b"", 5: b"", 6: b""}
    proof = []
    for number, value in wire_fields(receipts[0]):
        if isinstance(value, int) != (number == 3):
            raise ReceiptError("malformed receipt")
        if number == 7:
            proof.append(value)
        else:
            fields[number] = value
    try:
        return Receipt(fields[1].decode(), fields[2].decode(), fields[3], fields[4], fields[5],
                       fields[6].decode(), proof)
    except UnicodeDecodeError as error:
        raise ReceiptError("malformed receipt") from error


def wire_fields(message):
    """(field number, value) of protobuf's wire format, as far as receipts use it."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        value, at = varint(message, at)
        if key & 7 == 2:
            if at + value > len(message):
                raise ReceiptError("the message is cut short")
            yield key >> 3, message[at:at + value]
            at += value
        elif key & 7 == 0:
            yield key >> 3, value
        else:
            raise ReceiptError("malformed message")


def varint(message, at):
    """The number at a place, and the place behind it."""
    value = 0
    for shift in range(0, 64, 7):
        if at == len(message):
            raise ReceiptError("the message is cut short")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ReceiptError("malformed number")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            checkpoint = verify(json.load(file), from_base64(sys.argv[2]))
    except (OSError, ValueError, ReceiptError) as error:
        sys.exit(f"verify_receipt: {error}")
    print(f"verified: in the tree of {checkpoint.size} entries of {checkpoint.origin}")


if __name__ == "__main__":
    main()
