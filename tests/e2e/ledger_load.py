"""Load on a log, with a memory of what was acknowledged, and what the log has to show for it."""

import collections
import random
import threading
import time
import uuid

import ledger_fixture as fixture

import exports
import receipts
from client import CallError
from tree import Broken

_CREATE = "ledger.v1.LedgerService.CreateActivity"
_BATCH = "ledger.v1.LedgerService.BatchCreateActivities"
# Perhaps recorded: the same id is sent again until it is acknowledged. gRPC itself says CANCELLED
# to a call that meets a server which stops at that moment.
_DOUBTFUL = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "ABORTED", "RESOURCE_EXHAUSTED", "CANCELLED")
_BATCH_ROWS = 20
_REPEATED_SHARE = 0.05


class Oracle:
    """What was acknowledged, by request id. Thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self._receipts = {}
        self.requests = {}  # Acknowledged, by id.
        self.problems = []
        self.reasons = collections.Counter()  # Of calls that failed.
        self.last_time = {}  # Of the last acknowledgement, by address.

    def acknowledge(self, request, receipt, address):
        with self._lock:
            first = self._receipts.setdefault(request.request_id, receipt)
            self.requests[request.request_id] = request
            self.last_time[address] = time.monotonic()
            if (first.position, first.entry) != (receipt.position, receipt.entry):
                self.problems.append(
                    f"{request.request_id} was answered at {first.position}, and then at"
                    f" {receipt.position}"
                )

    def note_failure(self, error):
        with self._lock:
            self.reasons[error.reason or error.code.name] += 1

    def note_problem(self, text):
        with self._lock:
            self.problems.append(text)

    def any_request(self):
        with self._lock:
            return random.choice(list(self.requests.values())) if self.requests else None

    def receipts(self):
        with self._lock:
            return dict(self._receipts)

    def count(self):
        with self._lock:
            return len(self._receipts)


class Load:
    """Threads that create activities at some addresses, until stopped. A context.

    Each thread has an address of its own, and asks at the next where a call fails; the last
    thread sends batches. Every now and then one sends again what was acknowledged.
    """

    def __init__(self, oracle, addresses, threads=6):
        self._oracle = oracle
        self._addresses = addresses
        self._stopping = threading.Event()
        self._doubtful = []  # Lists of requests; each thread's last one.
        self._lock = threading.Lock()
        self.halted = threading.Event()  # The log refuses to sign.
        self._threads = [
            threading.Thread(target=self._work, args=(number, number == threads - 1))
            for number in range(threads)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def settle(self, caller, address):
        """Sends what is in doubt again until it is acknowledged; once the threads have ended."""
        for requests in self._doubtful:
            give_up = time.monotonic() + 30
            while not self._send(caller, address, requests):
                if time.monotonic() > give_up:
                    self._oracle.note_problem("a call in doubt was never answered")
                    break
                time.sleep(0.05)

    def _work(self, number, batches):
        try:
            self._send_until_stopped(number, batches)
        except Exception as error:  # Of the harness: a thread that ends tells nobody.
            self._oracle.note_problem(repr(error))

    def _send_until_stopped(self, number, batches):
        callers = [fixture.Caller(address) for address in self._addresses]
        at = 0
        requests = None
        while not self._stopping.is_set() and not self.halted.is_set():
            if requests is None:
                requests = self._next(batches)
                # Home again: every address has callers at any time.
                at = number % len(callers)
            if self._send(callers[at], self._addresses[at], requests):
                requests = None
            else:
                at = (at + 1) % len(callers)
                self._stopping.wait(0.02)
        if requests is not None:
            with self._lock:
                self._doubtful.append(requests)
        for caller in callers:
            caller.close()

    def _next(self, batches):
        repeated = self._oracle.any_request() if random.random() < _REPEATED_SHARE else None
        if repeated is not None:
            return [repeated]
        return [new_request() for _ in range(_BATCH_ROWS if batches else 1)]

    def _send(self, caller, address, requests):
        """Whether it is settled."""
        method = _CREATE if len(requests) == 1 else _BATCH
        message = requests[0]
        if method == _BATCH:
            message = fixture.CONTRACT.method(_BATCH).request(
                parent=requests[0].parent, requests=requests
            )
        try:
            data = caller.send(method, message.SerializeToString(), fixture.CADRE, timeout=6)
        except CallError as error:
            self._oracle.note_failure(error)
            if error.reason == "LOG_HALTED":
                self.halted.set()
            elif error.code.name not in _DOUBTFUL:
                self._oracle.note_problem(str(error))
                return True
            return False
        answer = fixture.CONTRACT.method(method).response.FromString(data)
        answers = [answer] if method == _CREATE else answer.activities
        for request, recorded in zip(requests, answers):
            self._oracle.acknowledge(request, recorded.receipt, address)
        return True


class Follower:
    """Applies the feed as followers do: on from where it is, after each break. A context."""

    _STREAM_SECONDS = 3

    def __init__(self, addresses):
        self._addresses = addresses
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow)
        self.applied = []  # The stored bytes of every entry.
        self.problems = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()

    def wait(self, count):
        """Until it has applied so many."""
        give_up = time.monotonic() + 20
        while len(self.applied) < count and time.monotonic() < give_up and not self.problems:
            time.sleep(0.02)

    def _follow(self):
        callers = [fixture.Caller(address) for address in self._addresses]
        while not self._stopping.is_set():
            for caller in callers:
                try:
                    self._apply(caller)
                except CallError as error:
                    # A cursor above the head: what was seen is gone.
                    if error.reason == "POSITION_BEYOND_HEAD":
                        self.problems.append(str(error))
                self._stopping.wait(0.02)
        for caller in callers:
            caller.close()

    def _apply(self, caller):
        request = {"log": fixture.LOG, "after_position": len(self.applied)}
        pages = caller.stream("ledger.v1.FeedService.WatchEvents", request,
                              deadline_seconds=self._STREAM_SECONDS)
        for page in pages:
            for event in page.events:
                if event.position != len(self.applied) + 1:
                    self.problems.append(f"{event.position} after {len(self.applied)}")
                self.applied.append(event.payload.value)
            if self._stopping.is_set():
                pages.close()


def fill(address, count):
    """Has so many activities recorded, in many batches."""
    oracle = Oracle()
    with Load(oracle, [address], threads=4):
        while oracle.count() < count and not oracle.problems:
            time.sleep(0.02)
    if oracle.problems:
        raise RuntimeError(oracle.problems[0])


def new_request(**more):
    request_id = str(uuid.uuid4())
    return fixture.CONTRACT.method(_CREATE).request(
        parent=f"organizations/{fixture.COLLEGE}",
        activity=fixture.activity(**more),
        request_id=request_id,
    )


def send(caller, request, times=1):
    """The receipts that a request gets."""
    data = [caller.send(_CREATE, request.SerializeToString(), fixture.CADRE) for _ in range(times)]
    return [fixture.CONTRACT.method(_CREATE).response.FromString(item).receipt for item in data]


def record(caller, count, **more):
    """Records some activities one after the other; returns the answers."""
    answers = []
    for _ in range(count):
        data = caller.send(_CREATE, new_request(**more).SerializeToString(), fixture.CADRE)
        answers.append(fixture.CONTRACT.method(_CREATE).response.FromString(data))
    return answers


def entries_of(caller):
    """The stored bytes of every entry, as the feed gives them; checks the positions."""
    entries = []
    while True:
        page = caller.call("ledger.v1.FeedService.ListEvents",
                           {"log": fixture.LOG, "after_position": len(entries), "page_size": 256})
        if not page.events:
            return entries
        for event in page.events:
            if event.position != len(entries) + 1:
                raise Broken(f"entry {event.position} comes where {len(entries) + 1} is expected")
            entries.append(event.payload.value)


def activity_name(entry):
    """Of the activity that an entry records."""
    event = fixture.CONTRACT.message("ledger.v1.Event").FromString(entry)
    return event.activity_recorded.activity


def losses(oracle, entries):
    """What was acknowledged and is not there."""
    lost = []
    for request_id, receipt in oracle.receipts().items():
        there = receipt.position <= len(entries)
        if not there or entries[receipt.position - 1] != receipt.entry:
            lost.append(request_id)
    return lost


def repetitions(oracle, entries):
    """Activities that are there and nobody asked for, or asked for once and are there twice."""
    names = collections.Counter(map(activity_name, entries))
    asked = {activity_name(receipt.entry) for receipt in oracle.receipts().values()}
    return [name for name, count in names.items() if count > 1 or name not in asked]


def unproven(oracle, public_key):
    """Receipts that do not verify, with why."""
    wrong = []
    for request_id, receipt in oracle.receipts().items():
        try:
            receipts.check_receipt(receipt, public_key)
        except Broken as error:
            wrong.append(f"{request_id}: {error}")
    return wrong


def export(caller, meanwhile=lambda: None):
    """The Log message and all pages of an export, and those of its tail, as xq writes it.

    `meanwhile` happens when the first page was read.
    """
    log = _log_of(caller)
    pages = []
    for page in _pages(caller, 0, _size_of(log)):
        pages.append(page)
        if len(pages) == 1:
            meanwhile()
    end = _log_of(caller)
    return log, pages, (end, list(_pages(caller, _size_of(log), _size_of(end))))


def _log_of(caller):
    return caller.call("ledger.v1.LogService.GetLog", {"name": f"logs/{fixture.LOG}"})


def _size_of(log):
    return int(log.checkpoint.split("\n")[1])


def _pages(caller, after, until):
    while True:
        page = caller.call("ledger.v1.LogService.ExportEntries", {
            "name": f"logs/{fixture.LOG}", "after_position": after, "until_position": until,
        })
        yield page
        if not page.entries:
            return
        after = page.entries[-1].position


def check_export(caller, kept=(), meanwhile=lambda: None):
    """The verifier's report on an export made now, `kept` being checkpoints that it must show."""
    log, pages, tail = export(caller, meanwhile)
    event_class = fixture.CONTRACT.message("ledger.v1.Event")
    return exports.check(
        lambda: iter(pages), log, log.public_key, event_class, sorted(set(kept)), tail=tail
    )


def check_followed(test, caller, follower):
    """That a follower saw the log as it is: nothing else, and nothing that is gone."""
    entries = entries_of(caller)
    follower.wait(len(entries))
    test.assertEqual(follower.problems, [])
    test.assertEqual(len(follower.applied), len(entries))
    test.assertEqual(follower.applied, entries)


def check_all(test, caller, oracle, notes):
    """Everything that was promised of a log: called once nothing is in doubt any more."""
    log = _log_of(caller)
    entries = entries_of(caller)
    test.assertEqual(oracle.problems, [])
    test.assertEqual(losses(oracle, entries), [])
    test.assertEqual(repetitions(oracle, entries), [])
    test.assertEqual(len(entries), oracle.count())
    test.assertEqual(unproven(oracle, log.public_key), [])
    # Every checkpoint that anybody was given, and every one that is stored, is of this one tree.
    given = [receipt.checkpoint for receipt in oracle.receipts().values()]
    report = check_export(caller, [*given, *notes])
    test.assertEqual([str(problem) for problem in report.problems], [])
    test.assertEqual(report.entry_count, len(entries))
