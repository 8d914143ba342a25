"""A whole export of a log: entries, what they commit to, and the rows that reads answer from."""

import collections
import typing

import entry_rows
import notes
import tree
from tree import Broken

# RedactedField.
_PARTICIPANT = 3
# ParticipationStatement.
_CONFIRMED, _NOT_THERE, _PRESSED = 1, 2, 3
_PROBLEMS_MAX = 1000
_REMARKS_MAX = 10
# Replicas' clocks may differ by that.
_CLOCK_SECONDS_MAX = 300


class Problem(typing.NamedTuple):
    """Something that is not as it was recorded."""

    position: int  # 0: of the export as a whole.
    text: str

    def __str__(self):
        return f"entry {self.position}: {self.text}" if self.position else self.text


class Report:
    """What the check of an export came to."""

    def __init__(self):
        self.problems = []
        self.left_off = 0
        self.entry_count = 0
        self.activity_count = 0
        self.books_count = 0
        self.redaction_count = 0
        self.epochs = []  # Words on each that began.
        self.remarks = []  # What is as it was recorded, and worth a look.

    def add(self, position, text):
        if len(self.problems) < _PROBLEMS_MAX:
            self.problems.append(Problem(position, text))
        else:
            self.left_off += 1


class _Later:
    """What later entries say of earlier ones; found before those are looked at."""

    def __init__(self):
        self.redacted = collections.defaultdict(set)  # Fields, by activity.
        self.closed_leaves = collections.defaultdict(set)  # By activity.
        self.erased_statements = set()  # Positions.
        self.voided = {}  # (position, time), by activity.
        self.confirmed = collections.Counter()  # By activity.
        self.disputed = collections.Counter()
        self.stated = set()  # Activities of which anything was said.


def check(
    open_pages, log, public_key, event_class, kept=(), progress=lambda count: None, tail=None
):
    """Checks an export against the newest checkpoint in `log`, a Log message, and `kept` ones.

    `open_pages` begins an iterator over its pages, twice. `kept` are notes of checkpoints that the
    checker kept, such as a witness's. `tail` is the Log message and the pages of what came while
    the others were read: what they change may be seen in the rows, or not yet. Returns a Report.
    """
    report = Report()
    end, end_pages = tail or (log, ())
    checkpoints = _checkpoints(report, end, public_key, [log.checkpoint, *kept])
    by_sm3 = any("/ledger-sm3/" in epoch.origin for epoch in end.epochs)
    algorithm = tree.SM3 if by_sm3 else tree.SHA256
    growing = _GrowingLog(report, end, algorithm, checkpoints, public_key, event_class)
    later, soon = _Later(), _Later()
    rows = growing.add(open_pages(), later)
    report.entry_count, report.activity_count = growing.size, growing.activity_count
    report.books_count = growing.books_count
    if end_pages:
        growing.add(end_pages, soon)
    growing.finish(rows)
    _check_rows(report, open_pages(), algorithm, (later, soon), event_class, progress)
    return report


def _checkpoints(report, log, public_key, kept):
    """Roots by size, that the export has to show."""
    roots = {}
    origins = {epoch.origin: number for number, epoch in enumerate(log.epochs)}
    first_positions = [epoch.first_position for epoch in log.epochs]
    checkpoints = [("the newest checkpoint", log.checkpoint)]
    checkpoints += [("a kept checkpoint", note) for note in kept]
    for what, note in checkpoints:
        if not note:
            continue
        try:
            checkpoint = notes.open_checkpoint(note, public_key)
        except Broken as error:
            report.add(0, f"{what}: {error}")
            continue
        number = origins.get(checkpoint.origin)
        if number is None:
            report.add(0, f"{what} is of {checkpoint.origin}, which the log does not have")
            continue
        # A later epoch continues from before its first entry: what was beyond is lost.
        ends = first_positions[number + 1] - 1 if number + 1 < len(first_positions) else None
        if ends is not None and checkpoint.size > ends:
            report.epochs.append(
                f"{what} has {checkpoint.size - ends} entries that were lost when the next epoch"
                " began"
            )
            continue
        earlier = roots.setdefault(checkpoint.size, checkpoint.root)
        if earlier != checkpoint.root:
            report.add(0, f"two checkpoints of {checkpoint.size} entries have different roots")
    return roots


class _GrowingLog:
    """The entries as a tree."""

    def __init__(self, report, log, algorithm, roots, public_key, event_class):
        self._report = report
        self._hash = algorithm
        self._tree = tree.Growing(algorithm)
        self._roots = roots
        self._unseen = set(roots)
        self._signed = max(roots, default=0)
        self._epochs = {epoch.first_position: epoch for epoch in list(log.epochs)[1:]}
        self._public_key = public_key
        self._event_class = event_class
        self._is_broken = False
        self._latest = (0, 0)  # Record time in seconds, and position.
        self.activity_count = 0
        self.books_count = 0

    @property
    def size(self):
        return self._tree.size

    def add(self, pages, later):
        """Notes in `later` what the entries say of one another.

        Returns how many activities reads answer from, and how many rows say which books are closed;
        None where no page says so.
        """
        rows = None
        books = None
        for page in pages:
            for entry in page.entries:
                if self._is_broken:
                    break
                self._add_entry(entry, later)
            if page.HasField("activity_row_count"):
                rows = page.activity_row_count
                books = page.books_row_count
            if page.unsigned_entry_count:
                self._report.add(
                    0,
                    f"{page.unsigned_entry_count} entries stand behind the newest checkpoint:"
                    " nobody signed them",
                )
        return rows, books

    def _add_entry(self, entry, later):
        expected = self.size + 1
        if entry.position != expected:
            self._report.add(
                entry.position,
                f"comes where {expected} is expected: entries are missing, or there twice",
            )
            self._is_broken = True
            return
        leaf = self._hash.leaf(entry.entry)
        if leaf != entry.leaf_hash:
            self._report.add(entry.position, "the stored leaf hash is not that of its bytes")
        self._tree.append(leaf)
        self._check_root()
        event = _parsed(self._event_class, entry.entry)
        if event is None:
            self._report.add(entry.position, "is no entry of a log")
            return
        _note(self._report, later, entry.position, event)
        _check_envelope(self._report, entry, event)
        if event.HasField("epoch_started"):
            started = event.epoch_started
            _check_epoch(self._report, entry.position, started, self._epochs, self._public_key)
        if event.HasField("activity_recorded"):
            self.activity_count += 1
        if event.WhichOneof("change") in ("books_closed", "books_reopened"):
            self.books_count += 1
        self._note_time(entry.position, event)

    def _note_time(self, position, event):
        kind = event.WhichOneof("change")
        if kind is None or not getattr(event, kind).HasField("record_time"):
            return
        seconds = getattr(event, kind).record_time.seconds
        latest, there = self._latest
        if seconds < latest - _CLOCK_SECONDS_MAX and len(self._report.remarks) < _REMARKS_MAX:
            self._report.remarks.append(
                f"entry {position} was recorded {latest - seconds} seconds before entry {there} by"
                " its own word: the clock of the ledger was set back"
            )
        self._latest = max(self._latest, (seconds, position))

    def _check_root(self):
        if self.size not in self._roots:
            return
        self._unseen.discard(self.size)
        if self._tree.root() != self._roots[self.size]:
            self._report.add(
                0,
                f"the first {self.size} entries are not those that were signed: one of them was"
                " changed, removed or put in",
            )

    def finish(self, rows):
        """Reports what is missing; `rows` is what add() returned first."""
        if self._is_broken:
            return
        report = self._report
        for size in sorted(self._unseen):
            report.add(
                0,
                f"a checkpoint has {size} entries, and the export {self.size}: the end is missing",
            )
        if self._signed and self.size > self._signed:
            report.add(self._signed + 1, "stands behind the newest checkpoint: nobody signed it")
        if not self._signed and self.size:
            report.add(0, "there are entries and no checkpoint")
        for position in sorted(self._epochs):
            report.add(position, "an epoch begins here by the log's word, and no entry says so")
        activities, books = rows
        if activities is None:
            report.add(0, "the export is not complete: its last page is missing")
            return
        if activities != report.activity_count:
            report.add(
                0,
                f"reads answer from {activities} activities, and {report.activity_count} were"
                " recorded: rows were written or removed past the log",
            )
        if books != report.books_count:
            report.add(
                0,
                f"{books} rows say which books are closed, and {report.books_count} closings and"
                " reopenings were recorded: rows were written or removed past the log",
            )


def _parsed(event_class, data):
    try:
        return event_class.FromString(data)
    except Exception:  # protobuf's DecodeError; its module differs between versions.
        return None


def _check_envelope(report, entry, event):
    """What followers read beside the entry, which rules and reports take for its own word."""
    for field, feed in (("registry_position", "registry"), ("contacts_position", "contacts")):
        told, admitted = getattr(entry, field), getattr(event, field)
        if told != admitted:
            report.add(
                entry.position,
                f"was admitted at position {admitted} of {feed}, and followers read {told}",
            )
    kind = event.WhichOneof("change")
    if kind is not None and getattr(event, kind).record_time != entry.record_time:
        report.add(entry.position, "was recorded at another time than followers read")


def _check_epoch(report, position, started, epochs, public_key):
    epoch = epochs.pop(position, None)
    if epoch is None or epoch.epoch != started.epoch:
        report.add(position, "begins an epoch that the log does not name")
    try:
        before = notes.open_checkpoint(started.last_checkpoint, public_key)
    except Broken as error:
        report.add(position, f"begins an epoch: {error}")
        return
    report.epochs.append(
        f"entry {position} begins epoch {started.epoch}; of {before.size} entries that were signed"
        f" before, at least {max(1, before.size - position + 1)} are lost"
    )


def _note(report, later, position, event):
    if event.HasField("activity_voided"):
        voided = event.activity_voided
        if voided.activity in later.voided:
            report.add(position, f"voids {voided.activity}, which is void")
        later.voided[voided.activity] = (position, voided.record_time)
    elif event.HasField("participation_stated"):
        stated = event.participation_stated
        later.stated.add(stated.activity)
        for counter, statements in (
            (later.confirmed, (_CONFIRMED,)),
            (later.disputed, (_NOT_THERE, _PRESSED)),
        ):
            counter[stated.activity] += stated.statement in statements
            counter[stated.activity] -= stated.before in statements
    elif event.HasField("activity_redacted"):
        redacted = event.activity_redacted
        report.redaction_count += 1
        later.redacted[redacted.activity].update(redacted.fields)
        if _PARTICIPANT in redacted.fields:
            later.closed_leaves[redacted.activity].add(redacted.participant_leaf)
        later.erased_statements.update(redacted.statement_positions)


def _check_rows(report, pages, algorithm, later, event_class, progress):
    """Openings and activities of every entry."""
    seen = set()
    for page in pages:
        for entry in page.entries:
            event = _parsed(event_class, entry.entry)
            if event is None:  # Told already.
                continue
            checker = entry_rows.EntryRows(report, algorithm, later, entry)
            checker.check(event)
            if event.HasField("activity_recorded"):
                name = event.activity_recorded.activity
                if name in seen:
                    report.add(entry.position, "records an activity that is there already")
                seen.add(name)
            progress(entry.position)
