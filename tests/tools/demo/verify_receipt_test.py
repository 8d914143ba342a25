#!/usr/bin/python3
"""Receipts of trees built here, by the definition of RFC 6962, and spoilt ones."""

import base64
import hashlib
import pathlib
import sys
import unittest

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tools/demo"))
import verify_receipt  # noqa: E402  (the line above finds it)
from verify_receipt import Receipt, ReceiptError, verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes(serialization.Encoding.Raw,
                                           serialization.PublicFormat.Raw)
ORIGIN = "xinqiao/ledger/log-1/epoch-1"


def entry_of(index):
    return f"entry {index}".encode()


def leaf_of(index):
    return hashlib.sha256(b"\x00" + entry_of(index)).digest()


def split_of(first, end):
    split = 1
    while split * 2 < end - first:
        split *= 2
    return first + split


def root_of(first, end):
    if end - first == 1:
        return leaf_of(first)
    split = split_of(first, end)
    return hashlib.sha256(b"\x01" + root_of(first, split) + root_of(split, end)).digest()


def proof_of(index, first, end):
    if end - first == 1:
        return []
    split = split_of(first, end)
    if index < split:
        return proof_of(index, first, split) + [root_of(split, end)]
    return proof_of(index, split, end) + [root_of(first, split)]


def checkpoint_of(size):
    body = f"{ORIGIN}\n{size}\n{base64.b64encode(root_of(0, size)).decode()}\n"
    key_id = hashlib.sha256(ORIGIN.encode() + b"\n\x01" + PUBLIC_KEY).digest()[:4]
    signature = base64.b64encode(key_id + KEY.sign(body.encode())).decode()
    return f"{body}\n\u2014 {ORIGIN} {signature}\n"


def receipt_of(index, size):
    return Receipt(log="logs/log-1", epoch="epoch-1", position=index + 1, entry=entry_of(index),
                   leaf_hash=leaf_of(index), checkpoint=checkpoint_of(size),
                   inclusion_proof=proof_of(index, 0, size))


def flipped(value, at):
    return value[:at] + bytes([value[at] ^ 1]) + value[at + 1:]


def to_json(receipt):
    def encode(value):
        return base64.b64encode(value).decode()

    return {"log": receipt.log, "epoch": receipt.epoch, "position": str(receipt.position),
            "entry": encode(receipt.entry), "leafHash": encode(receipt.leaf_hash),
            "checkpoint": receipt.checkpoint,
            "inclusionProof": [encode(item) for item in receipt.inclusion_proof]}


def to_bytes(receipt):
    """A RecordedActivity with an empty activity."""
    def number(value):
        out = b""
        while value >= 0x80:
            out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
        return out + bytes([value])

    def field(key, value):
        return bytes([key << 3 | 2]) + number(len(value)) + value

    message = (field(1, receipt.log.encode()) + field(2, receipt.epoch.encode()) + b"\x18" +
               number(receipt.position) + field(4, receipt.entry) + field(5, receipt.leaf_hash) +
               field(6, receipt.checkpoint.encode()) +
               b"".join(field(7, item) for item in receipt.inclusion_proof))
    return field(1, b"") + field(2, message)


class VerifyReceiptTest(unittest.TestCase):
    def test_every_entry_of_every_tree_verifies(self):
        for size in range(1, 71):
            for index in range(size):
                receipt = receipt_of(index, size)
                self.assertEqual(verify(receipt, PUBLIC_KEY).size, size)

    def test_all_forms_are_read(self):
        for size in (1, 2, 7, 70):
            receipt = receipt_of(size - 1, size)
            self.assertEqual(verify_receipt.receipt_from(to_json(receipt)), receipt)
            self.assertEqual(verify_receipt.receipt_from({"receipt": to_json(receipt)}), receipt)
            self.assertEqual(verify_receipt.receipt_from(to_bytes(receipt)), receipt)

    def test_a_flipped_byte_does_not_verify(self):
        for index, size in ((0, 1), (4, 7), (69, 70)):
            good = receipt_of(index, size)
            bad = [good._replace(entry=flipped(good.entry, i)) for i in range(len(good.entry))]
            bad += [good._replace(leaf_hash=flipped(good.leaf_hash, i)) for i in range(32)]
            bad += [good._replace(checkpoint=good.checkpoint[:i] + "A" + good.checkpoint[i + 1:])
                    for i in range(len(good.checkpoint)) if good.checkpoint[i] != "A"]
            for i, item in enumerate(good.inclusion_proof):
                proof = list(good.inclusion_proof)
                bad.append(good._replace(inclusion_proof=proof[:i] + proof[i + 1:]))
                proof[i] = flipped(item, 7)
                bad.append(good._replace(inclusion_proof=proof))
            bad.append(good._replace(inclusion_proof=good.inclusion_proof + [bytes(32)]))
            bad.append(good._replace(position=index + 2))
            bad.append(good._replace(position=index))
            bad.append(good._replace(log="logs/log-2"))
            bad.append(good._replace(epoch="epoch-2"))
            for receipt in bad:
                with self.assertRaises(ReceiptError):
                    verify(receipt, PUBLIC_KEY)

    def test_another_key_does_not_verify(self):
        with self.assertRaises(ReceiptError):
            verify(receipt_of(0, 1), bytes(32))

    def test_what_is_no_receipt_is_refused(self):
        recorded = to_bytes(receipt_of(4, 7))
        for source in ({}, {"receipt": None}, b"", b"\x12", recorded[:-1], b"\xff" * 20):
            with self.assertRaises(ReceiptError):
                verify(source, PUBLIC_KEY)


if __name__ == "__main__":
    unittest.main()
