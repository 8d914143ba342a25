"""A witness: remembers the last checkpoint of a log, and cosigns what continues it."""

import os
import pathlib
import time

import notes
import receipts
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tree import Broken

_SERVICE = "ledger.v1.LogService"


class WitnessKey:
    """The private key that a witness signs with, and the name that it signs under."""

    def __init__(self, name, private_key):
        self.name = name
        self._private_key = private_key
        self.public_key = private_key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )

    @staticmethod
    def make(name, path):
        """Writes a new key that only its owner can read, and returns it."""
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
        return WitnessKey(name, key)

    @staticmethod
    def load(name, path):
        try:
            key = serialization.load_pem_private_key(pathlib.Path(path).read_bytes(), None)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise Broken(f"{path} is no Ed25519 private key in PEM")
        return WitnessKey(name, key)

    @property
    def verifier(self):
        """What the ledger and verifiers are given."""
        return notes.Key(self.name, notes.COSIGNATURE, self.public_key)

    def cosign(self, body, timestamp):
        value = self._private_key.sign(notes.cosigned(body, timestamp))
        return notes.cosignature_line(self.name, self.public_key, timestamp, value)


class Witness:
    """Looks at one log, through any object with `call(method, **fields)`."""

    def __init__(self, connection, log, public_key, key, state):
        self._connection = connection
        self._log = log
        self._public_key = public_key
        self._key = key
        self._state = pathlib.Path(state)

    def look(self, now=None):
        """Checks and cosigns the newest checkpoint; returns it, or None while the log is empty.

        Raises Broken, and signs nothing, where the log does not continue what was seen: that is
        what a witness is for.
        """
        log = self._connection.call(f"{_SERVICE}.GetLog", name=self._log)
        if not log.checkpoint:
            if self._state.exists():
                raise Broken("the log is empty, and was not")
            return None
        seen = notes.open_checkpoint(log.checkpoint, self._public_key)
        if f"logs/{seen.log}" != self._log:
            raise Broken(f"the checkpoint is of {seen.origin}, not of {self._log}")
        kept = self._kept()
        if kept is not None:
            self._check_continues(log, kept, seen)
        timestamp = int(time.time() if now is None else now)
        line = self._key.cosign(seen.body, timestamp)
        # Kept before it is told: what a witness has signed it must never forget.
        self._keep(log.checkpoint)
        self._connection.call(
            f"{_SERVICE}.AddCosignature", name=self._log, size=seen.size, cosignature=line
        )
        return seen

    def _kept(self):
        if not self._state.exists():
            return None
        return notes.open_checkpoint(self._state.read_text(encoding="utf-8"), self._public_key)

    def _keep(self, note):
        new = self._state.with_name(self._state.name + ".new")
        with open(new, "w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._state)

    def _check_continues(self, log, kept, seen):
        if kept.origin == seen.origin:
            if seen.size < kept.size:
                raise Broken(f"the log shows {seen.size} entries, and had {kept.size}")
            proof = self._connection.call(
                f"{_SERVICE}.GetConsistencyProof",
                name=self._log,
                first_size=kept.size,
                second_size=seen.size,
            )
            receipts.check_continues(kept, seen, proof.hashes)
            return
        # Another epoch: its first entry names the last checkpoint of the one before.
        origins = [epoch.origin for epoch in log.epochs]
        if kept.origin not in origins or seen.origin not in origins:
            raise Broken(f"{seen.origin} does not continue {kept.origin}")
        if origins.index(seen.origin) < origins.index(kept.origin):
            raise Broken("the log went back to an earlier epoch")
        first = log.epochs[origins.index(kept.origin) + 1].first_position
        if kept.size >= first:
            raise Broken(
                f"the log was restored: {kept.size - first + 1} entries that were signed are lost;"
                f" look into it, then remove {self._state} to go on with the new epoch"
            )
        proof = self._connection.call(
            f"{_SERVICE}.GetConsistencyProof",
            name=self._log,
            first_size=kept.size,
            second_size=seen.size,
        )
        receipts.check_continues(
            kept._replace(origin=seen.origin), seen, proof.hashes
        )
