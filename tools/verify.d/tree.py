"""Merkle trees as RFC 6962 and RFC 9162 hash and prove them. Pure."""

import hashlib

HASH_BYTES = 32


class Broken(Exception):
    """Says what does not prove what it should."""


class Hash:
    """A hash function of logs."""

    def __init__(self, name):
        self.name = name
        self.digest = hashlib.sha256 if name == "sha256" else lambda data: hashlib.new(name, data)

    def of(self, data):
        return self.digest(data).digest()

    def leaf(self, entry):
        return self.of(b"\x00" + entry)

    def node(self, left, right):
        return self.of(b"\x01" + left + right)


SHA256 = Hash("sha256")
SM3 = Hash("sm3")


def root_by_inclusion(algorithm, index, size, leaf, proof):
    """The root that `proof` leads to from leaf `index`, from 0 (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        raise Broken(f"position {index + 1} is not in a tree of {size}")
    node, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0 or len(sibling) != HASH_BYTES:
            raise Broken("the inclusion proof is too long, or no list of hashes")
        if node & 1 or node == last:
            result = algorithm.node(sibling, result)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            result = algorithm.node(result, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise Broken("the inclusion proof is too short")
    return result


def check_consistency(algorithm, first, first_root, second, second_root, proof):
    """That the tree of size `second` continues that of `first` (RFC 9162, section 2.1.4.2)."""
    if not 0 < first <= second:
        raise Broken(f"a tree of {second} cannot continue one of {first}")
    if any(len(item) != HASH_BYTES for item in proof):
        raise Broken("the consistency proof is no list of hashes")
    if first == second:
        if proof or first_root != second_root:
            raise Broken("two trees of one size differ")
        return
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        raise Broken("the consistency proof is too short")
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for item in path[1:]:
        if last == 0:
            raise Broken("the consistency proof is too long")
        if node & 1 or node == last:
            old, new = algorithm.node(item, old), algorithm.node(item, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = algorithm.node(new, item)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise Broken("the consistency proof is too short")
    if old != first_root:
        raise Broken("the consistency proof does not lead to the earlier root")
    if new != second_root:
        raise Broken("the consistency proof does not lead to the later root")


class Growing:
    """A tree that grows leaf by leaf, and tells its root at any time."""

    def __init__(self, algorithm):
        self._algorithm = algorithm
        self._peaks = []  # Roots of perfect subtrees, the largest first.
        self.size = 0

    def append(self, leaf):
        bits = self.size
        while bits & 1:
            leaf = self._algorithm.node(self._peaks.pop(), leaf)
            bits >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self._peaks:
            return self._algorithm.of(b"")
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = self._algorithm.node(peak, result)
        return result


def root_of(algorithm, leaves):
    """The root of the tree of some leaf hashes."""
    growing = Growing(algorithm)
    for leaf in leaves:
        growing.append(leaf)
    return growing.root()
