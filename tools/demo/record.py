"""Step 2: the second quarter of 2017, day by day, as it would have been recorded."""

import collections
import datetime
import hashlib
import threading

import grpc

import csv_columns
import load
from activity import activity_fields
from client import CallError, in_order, request_id

# When activities are entered; which of these is a matter of the row's key.
_SLOTS = ((10, 40), (16, 10), (20, 50))


class RecordError(Exception):
    """The suite did something else than the CSV files want."""


def days():
    """Every day that is recorded."""
    count = (csv_columns.LAST_DAY - csv_columns.FIRST_DAY).days + 1
    return [csv_columns.FIRST_DAY + datetime.timedelta(n) for n in range(count)]


class Recorder:
    """Enters the rows of the CSV files, each on its day.

    Every write is sent `sends` times at least; repeated sends must give the same bytes.
    """

    def __init__(self, client, feeds, crew, tables, names, notice, clock, sends=1):
        self._client = client
        self._feeds = feeds
        self._crew = crew
        self._tables = tables
        self._names = names
        self._notice = notice
        self._clock = clock
        self._sends = sends
        self._posts = {row.key: row for row in tables.posts}
        self._youth_of = {row.key: row.youth for row in (*tables.questions, *tables.wishes)}
        self.receipts = {}  # RecordedActivity by the key of the activity.
        self.written = collections.Counter()
        self.repeated = 0
        self.refused = collections.defaultdict(list)  # Keys by reason.
        self.warnings = []
        self._counting = threading.Lock()

    def record_day(self, day, step):
        """Enters everything of `day`."""
        tick = step.part(str(day))
        self._registry(day, tick)
        self._links(day, tick)
        self._activities(day, _SLOTS[0], tick)
        self._appeals(day, tick)
        for slot in _SLOTS[1:]:
            self._activities(day, slot, tick)
        self._replies(day, tick)
        self._voids(day, tick)

    def check_refusals(self):
        """Compares what was refused with what the CSV files say must be."""
        wanted = {
            row.key
            for row in self._tables.activities
            if not all(self._in_office(actor, row.day) for actor in row.actors)
            or not self._in_office(row.author, row.entered_on)
        }
        refused = {reason: set(keys) for reason, keys in self.refused.items()}
        if refused != ({"POST_NOT_VALID": wanted} if wanted else {}):
            raise RecordError(f"refused were {refused}, not for POST_NOT_VALID {wanted}")

    def _in_office(self, post, day):
        row = self._posts[post]
        return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)

    def _registry(self, day, tick):
        ended = [row for row in self._tables.posts if row.valid_to == day]
        begun = [row for row in self._tables.posts if row.valid_from == day]
        if day == csv_columns.FIRST_DAY:
            # These belong to the load.
            ended = begun = []
        publish = self._notice.document.issue_day == str(day)
        if not (ended or begun or publish):
            return
        self._clock.set(day, 8, 30)
        for row in ended:
            self._write(
                "posts ended",
                "registry.v1.PostService.EndPost",
                {
                    "name": self._names.posts[row.key],
                    "valid_to": str(day),
                    "request_id": request_id("posts", row.key, "end"),
                },
            )
        load.create_posts(self._client, self._names, begun, tick)
        self.written["posts begun"] += len(begun)
        if publish:
            self._publish()
        self._feeds.wait("registry", ["contacts", "ledger", "wishes"], tick)

    def _publish(self):
        answer = self._write(
            "rule packs published",
            "registry.v1.PolicyService.PublishRulePack",
            {
                "parent": self._names.organizations["qznu"],
                "rule_pack": self._notice,
                "request_id": request_id("rule_packs", self._notice.document.number),
            },
        )
        self._names.rule_pack = answer.rule_pack.name
        self.warnings += answer.warnings

    def _links(self, day, tick):
        rows = self._tables.links
        # Who withdraws does so first: a link may be made again on the same day.
        withdrawn = [row for row in rows if row.ended_on == day and row.accepted_on < day]
        changed = [row for row in rows if day in (row.proposed_on, row.accepted_on)]
        if not (withdrawn or changed):
            return
        self._clock.set(day, 9, 20)
        self._crew.each(self._withdraw, withdrawn, tick, "links withdrawn")
        self._crew.each(lambda row: self._propose_or_accept(row, day), changed, tick, "links")
        self._feeds.wait("contacts", ["wishes"], tick)

    def _propose_or_accept(self, row, day):
        if row.proposed_on == day:
            link = self._write(
                "links proposed",
                "contacts.v1.ContactLinkService.ProposeContactLink",
                {
                    "parent": self._names.youths[row.youth],
                    "post": self._names.posts[row.post],
                    "request_id": request_id("links", row.key, "propose"),
                },
                self._holder(row.post),
            )
            self._names.links[row.key] = link.name
        if row.accepted_on == day:
            self._write(
                "links accepted",
                "contacts.v1.ContactLinkService.AcceptContactLink",
                {
                    "name": self._names.links[row.key],
                    "request_id": request_id("links", row.key, "accept"),
                },
                self._names.youths[row.youth],
            )
            if row.ended_on == day:
                self._withdraw(row)

    def _withdraw(self, row):
        self._write(
            "links withdrawn",
            "contacts.v1.ContactLinkService.WithdrawContactLink",
            {
                "name": self._names.links[row.key],
                "request_id": request_id("links", row.key, "withdraw"),
            },
            self._names.youths[row.youth],
        )

    def _activities(self, day, slot, tick):
        rows = [
            row
            for row in self._tables.activities
            if row.entered_on == day and _slot_of(row.key) == slot
        ]
        if rows:
            self._clock.set(day, *slot)
            # The place of an entry in the ledger is printed: it is to be the same in every run.
            in_order(self._create_activity, rows, tick)

    def _create_activity(self, row):
        try:
            recorded = self._write(
                "activities",
                "ledger.v1.LedgerService.CreateActivity",
                {
                    "parent": self._names.organizations[row.organization],
                    "activity": activity_fields(row, self._names),
                    "request_id": request_id("activities", row.key),
                },
                self._holder(row.author),
                sends=row.sends,
            )
        except CallError as error:
            if error.code != grpc.StatusCode.FAILED_PRECONDITION:
                raise
            with self._counting:
                self.refused[error.reason].append(row.key)
            return
        self._names.activities[row.key] = recorded.activity.name
        self.receipts[row.key] = recorded

    def _voids(self, day, tick):
        rows = [row for row in self._tables.activities if row.voided_on == day]
        if rows:
            self._clock.set(day, 21, 40)
            in_order(self._void, rows, tick, "records voided")

    def _void(self, row):
        self._write(
            "activities voided",
            "ledger.v1.LedgerService.VoidActivity",
            {
                "name": self._names.activities[row.key],
                "reason": row.void_reason,
                "request_id": request_id("activities", row.key, "void"),
            },
            self._holder(row.author),
        )

    def _appeals(self, day, tick):
        questions = [
            (row, "APPEAL_KIND_QUESTION", "")
            for row in self._tables.questions
            if row.asked_on == day
        ]
        wishes = [
            (row, "APPEAL_KIND_MICRO_WISH", row.category)
            for row in self._tables.wishes
            if row.made_on == day
        ]
        if questions or wishes:
            self._clock.set(day, 12, 40)
            self._crew.each(self._create_appeal, questions + wishes, tick, "appeals")

    def _create_appeal(self, item):
        row, kind, category = item
        youth = self._names.youths[row.youth]
        appeal = self._write(
            "questions" if kind == "APPEAL_KIND_QUESTION" else "micro-wishes",
            "wishes.v1.AppealService.CreateAppeal",
            {
                "parent": youth,
                "appeal": {
                    "kind": kind,
                    "post": self._names.posts[row.post],
                    "category": category,
                    "text": row.text,
                },
                "request_id": request_id("appeals", row.key),
            },
            youth,
        )
        self._names.appeals[row.key] = appeal.name

    def _replies(self, day, tick):
        threads = collections.defaultdict(list)
        for row in self._tables.replies:
            if row.replied_on == day:
                threads[row.item].append(row)
        if threads:
            self._clock.set(day, 21, 10)
            self._crew.each(self._reply_in_order, threads.values(), tick, "appeals replied to")

    def _reply_in_order(self, rows):
        for row in rows:
            self._write(
                "replies",
                "wishes.v1.AppealService.CreateReply",
                {
                    "parent": self._names.appeals[row.item],
                    "reply": {"post": self._names.posts[row.post], "text": row.text},
                    "request_id": request_id("replies", row.key),
                },
                self._holder(row.post),
            )

    def _write(self, what, method, fields, principal=None, sends=1):
        """Sends a write as often as it is to be sent, and returns the one answer."""
        called = self._client.contract.method(method)
        request = called.request(**fields).SerializeToString(deterministic=True)
        first = self._client.send(method, request, principal)
        retries = max(sends, self._sends) - 1
        for _ in range(retries):
            if self._client.send(method, request, principal) != first:
                raise RecordError(f"{method} answered a retry otherwise: {fields['request_id']}")
        with self._counting:
            self.written[what] += 1
            self.repeated += retries
        return called.response.FromString(first)

    def _holder(self, post):
        return self._names.people[self._posts[post].person]


def _slot_of(key):
    return _SLOTS[hashlib.sha256(key.encode()).digest()[0] % len(_SLOTS)]
