"""Receipts and proofs, as the services answer them."""

import notes
import tree
from tree import Broken

# RedactedField.
_TEXT = 1


def check_receipt(receipt, public_key):
    """That the entry of a Receipt message stands in its log; returns the Checkpoint."""
    if not receipt.checkpoint:
        raise Broken("the receipt has no checkpoint")
    checkpoint = notes.open_checkpoint(receipt.checkpoint, public_key)
    if receipt.log != f"logs/{checkpoint.log}" or receipt.epoch != checkpoint.epoch:
        raise Broken(
            f"the checkpoint is of {checkpoint.origin}, not of the receipt's log and epoch"
        )
    check_leaf(checkpoint.hash, receipt)
    root = tree.root_by_inclusion(
        checkpoint.hash,
        receipt.position - 1,
        checkpoint.size,
        receipt.leaf_hash,
        receipt.inclusion_proof,
    )
    if root != checkpoint.root:
        raise Broken("the inclusion proof does not lead to the root of the checkpoint")
    return checkpoint


def check_activity(activity, event):
    """That an Activity message says what the entry of its receipt, an Event, does.

    Not its visit and participants, nor what people wrote: that stands in the entry as commitments,
    which a receipt does not open.
    Returns whether the entry records the activity at all.
    """
    if not event.HasField("activity_recorded"):
        return False
    recorded = event.activity_recorded
    pairs = [("name", activity.name, recorded.activity)]
    for field in ("author", "kind", "channel", "purpose", "day", "record_time", "guided_branch",
                  "start_time", "end_time", "collective", "campaign"):
        pairs.append((field, getattr(activity, field), getattr(recorded, field)))
    pairs.append(("actors", list(activity.actors), list(recorded.actors)))
    pairs.append((
        "evidence",
        [(item.kind, item.digest, item.media_type, item.size_bytes) for item in activity.evidence],
        [(item.kind, item.digest, item.media_type, item.size_bytes) for item in recorded.evidence],
    ))
    for field, shown, written in pairs:
        if shown != written:
            raise Broken(f"{field} of the activity beside the receipt is not what was recorded")
    erased = _TEXT in activity.redacted_fields
    if not erased and len(activity.text.encode()) != recorded.text_length_bytes:
        raise Broken("text of the activity beside the receipt has another length than was recorded")
    return True


def check_leaf(algorithm, receipt):
    if algorithm.leaf(receipt.entry) != receipt.leaf_hash:
        raise Broken("leaf_hash is not the hash of the entry")


def check_inclusion(answer, checkpoint):
    """That the entry of a GetInclusionProofResponse stands in the tree of a Checkpoint."""
    check_leaf(checkpoint.hash, answer.receipt)
    if answer.tree_size != checkpoint.size:
        raise Broken(f"the proof is for a tree of {answer.tree_size}, not of {checkpoint.size}")
    root = tree.root_by_inclusion(
        checkpoint.hash,
        answer.receipt.position - 1,
        checkpoint.size,
        answer.receipt.leaf_hash,
        answer.receipt.inclusion_proof,
    )
    if root != checkpoint.root:
        raise Broken("the inclusion proof does not lead to the root of the checkpoint")


def check_continues(first, second, hashes):
    """That one Checkpoint continues another of the same epoch."""
    if first.origin != second.origin:
        raise Broken(f"{second.origin} is another tree than {first.origin}")
    tree.check_consistency(
        second.hash, first.size, first.root, second.size, second.root, list(hashes)
    )
