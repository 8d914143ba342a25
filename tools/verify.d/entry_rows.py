"""What is kept beside one entry of a log: openings, and the row that reads answer from."""

import tree

# RedactedField.
_TEXT, _CIRCUMSTANCES, _EVIDENCE_URIS, _VOID_REASON = 1, 2, 4, 5
_ERASED, _MAYBE = "erased", "maybe"
_ERASABLE = ("text", "topic", "platform", "place", "participants")


class EntryRows:
    """Checks what is kept beside one entry."""

    def __init__(self, report, algorithm, later, entry):
        self._report = report
        self._hash = algorithm
        # What later entries did to it; and what those of the tail did, perhaps after it was read.
        self._later, self._soon = later
        self._entry = entry

    def check(self, event):
        kind = event.WhichOneof("change")
        openings = self._entry.openings
        self._check_books(kind, event)
        if kind == "activity_recorded":
            self._check_recorded(event.activity_recorded)
            return
        if self._entry.activities:
            self._add("is no activity, and has a row of one")
        if kind == "activity_voided":
            erased = self._erasure(event.activity_voided.activity, _VOID_REASON)
            self._check_opening("reason", event.activity_voided.reason_commitment, openings, erased)
        elif kind == "participation_stated":
            erased = _MAYBE if self._entry.position in self._soon.erased_statements else None
            if self._entry.position in self._later.erased_statements:
                erased = _ERASED
            commitment = event.participation_stated.youth_commitment
            self._check_opening("youth", commitment, openings, erased)
        elif kind in ("books_reopened", "epoch_started"):
            self._check_opening("reason", getattr(event, kind).reason_commitment, openings)

    def _check_books(self, kind, event):
        rows = self._entry.books
        changes = kind in ("books_closed", "books_reopened")
        if len(rows) != changes:
            self._add(
                f"closes or reopens books, and {len(rows)} rows say so"
                if changes
                else "closes no books, and a row says that it does"
            )
            return
        if not changes:
            return
        recorded = getattr(event, kind)
        if rows[0].closed != (kind == "books_closed") or any(
            getattr(rows[0], field) != getattr(recorded, field)
            for field in ("organization", "first_day", "last_day", "author", "record_time")
        ):
            self._add("the row that says which books are closed is not what was recorded")

    def _add(self, text):
        self._report.add(self._entry.position, text)

    def _erasure(self, name, field):
        """Whether a field of an activity was erased: _ERASED, _MAYBE by now, or None."""
        if field in self._later.redacted[name]:
            return _ERASED
        return _MAYBE if field in self._soon.redacted[name] else None

    def _check_opening(self, field, commitment, openings, erased=None):
        """Returns the value; None where there is none."""
        there = openings.HasField(field)
        if not there:
            if commitment and not erased:
                self._add(f"{field} is missing, and no entry says that it was erased")
            return None
        opening = getattr(openings, field)
        if not commitment:
            self._add(f"has {field}, and commits to none")
        elif self._hash.of(opening.salt + opening.value) != commitment:
            self._add(f"{field} is not what was recorded")
        elif erased == _ERASED:
            self._add(f"{field} was erased by a later entry, and is there")
        return opening.value

    def _check_recorded(self, recorded):
        openings = self._entry.openings
        name = recorded.activity
        text = self._check_opening(
            "text", recorded.text_commitment, openings, self._erasure(name, _TEXT)
        )
        circumstances = self._check_opening(
            "circumstances",
            recorded.circumstances_commitment,
            openings,
            self._erasure(name, _CIRCUMSTANCES),
        )
        uris = self._check_opening(
            "evidence_uris",
            recorded.evidence_uris_commitment,
            openings,
            self._erasure(name, _EVIDENCE_URIS),
        )
        youths = self._check_participants(recorded)
        if len(self._entry.activities) != 1:
            self._add(f"records one activity, and reads answer from {len(self._entry.activities)}")
            return
        self._check_activity(recorded, self._entry.activities[0], text, circumstances, uris, youths)

    def _check_participants(self, recorded):
        """The youths that are named and not erased."""
        openings = self._entry.openings
        closed = self._later.closed_leaves[recorded.activity]
        closed_soon = self._soon.closed_leaves[recorded.activity]
        leaves = []
        youths = []
        for index, participant in enumerate(openings.participants):
            if participant.leaf_hash:
                if index not in closed and index not in closed_soon:
                    self._add(
                        f"participant {index + 1} is missing, and no entry says that it was erased"
                    )
                leaves.append(participant.leaf_hash)
                continue
            if index in closed:
                self._add(f"participant {index + 1} was erased by a later entry, and is there")
            leaves.append(self._hash.leaf(participant.salt + participant.youth.encode()))
            youths.append(participant.youth)
        if not recorded.participants_commitment:
            if leaves:
                self._add("has participants, and commits to none")
            return youths
        if not leaves or not openings.participants_salt:
            self._add("participants are missing, and no entry says that they were erased")
        elif len(leaves) != recorded.named_participant_count:
            self._add(
                f"{recorded.named_participant_count} participants were recorded, and {len(leaves)}"
                " are there"
            )
        elif (
            self._hash.of(openings.participants_salt + tree.root_of(self._hash, leaves))
            != recorded.participants_commitment
        ):
            self._add("participants are not those that were recorded")
        return youths

    def _check_activity(self, recorded, told, text, circumstances, uris, youths):
        lines = _lines(circumstances)
        uris = _lines(uris)
        expected = {
            "name": recorded.activity,
            "author": recorded.author,
            "actors": list(recorded.actors),
            "kind": recorded.kind,
            "channel": recorded.channel,
            "purpose": recorded.purpose,
            "day": recorded.day,
            "record_time": recorded.record_time,
            "guided_branch": recorded.guided_branch,
            "start_time": recorded.start_time,
            "end_time": recorded.end_time,
            "collective": recorded.collective,
            "campaign": recorded.campaign,
            "text": (text or b"").decode(errors="replace"),
            "topic": _at(lines, 0),
            "platform": _at(lines, 1),
            "place": _at(lines, 2),
            "participants": youths,
            "participant_count": 0
            if recorded.named_participant_count
            else recorded.participant_count,
        }
        # Openings and rows are read one after the other: an erasure may come between.
        erasable = _ERASABLE if self._soon.redacted[recorded.activity] else ()
        for field, value in expected.items():
            if field in erasable:
                continue
            shown = getattr(told, field)
            if (list(shown) if isinstance(value, list) else shown) != value:
                self._add(f"reads answer another {field} than was recorded")
        self._check_evidence(recorded, told, uris)
        self._check_visit(recorded, told, _at(lines, 3), uris)
        self._check_voiding(recorded, told)
        erased = self._later.redacted[recorded.activity]
        erased_soon = self._soon.redacted[recorded.activity]
        self._check_lists(recorded, youths, bool(erased_soon))
        if not erased <= set(told.redacted_fields) <= erased | erased_soon:
            self._add("reads answer other erasures than were recorded")
        said_meanwhile = recorded.activity in self._soon.stated
        if told.HasField("participation") and not said_meanwhile:
            counts = (told.participation.confirmed_count, told.participation.disputed_count)
            said = (
                self._later.confirmed[recorded.activity],
                self._later.disputed[recorded.activity],
            )
            if counts != said:
                self._add(
                    "reads answer other numbers of confirmations or disputes than were stated"
                )

    def _check_lists(self, recorded, youths, erased_soon):
        found = self._entry.actor_row_count
        if found != len(recorded.actors):
            self._add(f"lists by actor find it for {found} of {len(recorded.actors)} actors")
        found = self._entry.participant_row_count
        if found != len(youths) and not erased_soon:
            self._add(f"lists by participant find it for {found} of {len(youths)} who are named")

    def _check_evidence(self, recorded, told, uris):
        shown = [_without_uri(item) for item in told.evidence]
        if shown != [_without_uri(item) for item in recorded.evidence]:
            self._add("reads answer other evidence than was recorded")
        elif self._soon.redacted[recorded.activity]:
            return
        elif [item.uri for item in told.evidence] != [
            _at(uris, index) for index in range(len(recorded.evidence))
        ]:
            self._add("reads answer other evidence URIs than were recorded")

    def _check_visit(self, recorded, told, community, uris):
        if recorded.HasField("visit") != told.HasField("visit"):
            self._add("reads answer another visit than was recorded")
            return
        if not recorded.HasField("visit"):
            return
        expected = type(told.visit)()
        expected.CopyFrom(recorded.visit)
        expected.community = community
        if expected.HasField("research_report"):
            expected.research_report.uri = _at(uris, len(recorded.evidence))
        if self._soon.redacted[recorded.activity]:
            _clear_erasable(expected)
            _clear_erasable(told.visit)
        if expected != told.visit:
            self._add("reads answer another visit than was recorded")

    def _check_voiding(self, recorded, told):
        voided = self._later.voided.get(recorded.activity)
        if voided is None and told.HasField("void_time"):
            voided = self._soon.voided.get(recorded.activity)
        if (voided is not None) != told.HasField("void_time"):
            self._add(
                "was voided, and reads answer it as standing"
                if voided
                else "reads answer it as void, and no entry voids it"
            )
        elif voided and told.void_time != voided[1]:
            self._add("reads answer another time of voiding than was recorded")


def _clear_erasable(visit):
    visit.community = ""
    visit.research_report.uri = ""


def _lines(value):
    return (value or b"").decode(errors="replace").split("\n")


def _at(lines, index):
    return lines[index] if index < len(lines) else ""


def _without_uri(evidence):
    return (evidence.kind, evidence.digest, evidence.media_type, evidence.size_bytes)
