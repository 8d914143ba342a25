"""What the suite refuses while the demo is up."""

import uuid

import grpc

import recompute
import support
from demo_fixture import call, demo, organizations, pages

import client as calls

NO_ID = "00000000-0000-7000-8000-000000000000"


class BadInput:
    """Refused with a code, a reason and the fields, and nothing of it is recorded."""

    @classmethod
    def setUpClass(cls):
        known = organizations()
        truth = recompute.Data(support.DATA)
        cls.college = known[truth.display_name("jiaohang")]
        cls.other_college = known[truth.display_name("wenchuan")]
        listed = pages(
            "registry.v1.PostService.ListPosts", {"parent": cls.college.name}, "posts"
        )
        cls.post = next(post for post in listed if post.valid_from == "2017-05-02")
        cls.ended_post = next(post for post in listed if post.valid_to == "2017-05-02")
        cls.log = cls.college.log

    def head(self, service):
        log = "registry" if service == "registry" else self.log
        return call(f"{service}.v1.FeedService.GetFeedHead", {"log": log}).position

    def activity(self, **changes):
        return {
            "parent": changes.pop("parent", self.college.name),
            "request_id": str(uuid.uuid4()),
            "activity": {
                "author": self.post.name,
                "actors": [self.post.name],
                "kind": "activityKinds/five_ones.heart_talk",
                "channel": "CHANNEL_FACE_TO_FACE",
                "purpose": "PURPOSE_LISTEN",
                "day": "2017-06-15",
                "text": "谈心",
                **changes,
            },
        }

    def assert_refused(self, method, request, code, reason, fields=(), principal=None):
        if isinstance(request, dict):
            request = demo().contract.method(method).request(**request).SerializeToString()
        with self.assertRaises(calls.CallError) as caught:
            demo().client.send(method, request, principal)
        error = caught.exception
        self.assertEqual((error.code, error.reason), (code, reason), error)
        self.assertTrue(error.domain.endswith("xinqiao"), error.domain)
        self.assertEqual([field for field, _ in error.fields], list(fields), error)

    def test_activities(self):
        invalid = grpc.StatusCode.INVALID_ARGUMENT
        failed = grpc.StatusCode.FAILED_PRECONDITION
        ended = self.ended_post.name
        cases = [
            ("unknown organization", {"parent": f"organizations/{NO_ID}"},
             failed, "ORGANIZATION_UNKNOWN", ["parent"]),
            ("unknown post", {"actors": [f"{self.college.name}/posts/{NO_ID}"]},
             failed, "POST_UNKNOWN", ["activity.actors[0]"]),
            ("after the post's end", {"actors": [ended], "day": "2017-05-02"},
             failed, "POST_NOT_VALID", ["activity.actors[0]"]),
            ("before the post's beginning", {"day": "2017-05-01"},
             failed, "POST_NOT_VALID", ["activity.actors[0]"]),
            ("an author whose post has ended", {"author": ended},
             failed, "POST_NOT_VALID", ["activity.author"]),
            ("a future day", {"day": "2017-06-16"}, invalid, "DAY_IN_FUTURE", None),
            ("an unknown kind", {"kind": "activityKinds/five_ones.nap"},
             failed, "ACTIVITY_KIND_UNKNOWN", ["activity.kind"]),
            ("no day of the calendar", {"day": "2017-02-29"},
             invalid, "INVALID_FIELDS", ["activity.day"]),
            ("NUL", {"text": "谈\0心"}, invalid, "INVALID_FIELDS", ["activity.text"]),
            ("a change of direction", {"place": "\u202e楼"},
             invalid, "INVALID_FIELDS", ["activity.place"]),
            ("not a name", {"author": "posts/1"}, invalid, "INVALID_FIELDS", ["activity.author"]),
        ]
        before = self.head("ledger")
        for what, changes, code, reason, fields in cases:
            with self.subTest(what):
                request = self.activity(**changes)
                method = "ledger.v1.LedgerService.CreateActivity"
                if fields is None:
                    with self.assertRaises(calls.CallError) as caught:
                        call(method, request)
                    self.assertEqual(
                        (caught.exception.code, caught.exception.reason), (code, reason)
                    )
                else:
                    self.assert_refused(method, request, code, reason, fields)
        self.assertEqual(self.head("ledger"), before)

    def test_every_violation_is_told_at_once(self):
        request = self.activity(text="", day="", channel="CHANNEL_UNSPECIFIED")
        with self.assertRaises(calls.CallError) as caught:
            call("ledger.v1.LedgerService.CreateActivity", request)
        self.assertEqual(
            sorted(field for field, _ in caught.exception.fields),
            ["activity.channel", "activity.day", "activity.text"],
        )

    def test_broken_utf8(self):
        request = demo().contract.method("ledger.v1.LedgerService.CreateActivity").request(
            **self.activity(text="spoilt")
        )
        self.assert_refused(
            "ledger.v1.LedgerService.CreateActivity",
            request.SerializeToString().replace(b"spoilt", b"\xe8\xb0\xffabc"),
            grpc.StatusCode.INVALID_ARGUMENT,
            "INVALID_FIELDS",
            ["activity.text"],
        )

    def test_a_request_id_of_another_request(self):
        activity = pages(
            "ledger.v1.LedgerService.ListActivities", {"parent": self.college.name}, "activities"
        )[0]
        request = {"name": activity.name, "reason": "", "request_id": calls.request_id("a")}
        self.assert_refused(
            "ledger.v1.LedgerService.VoidActivity",
            request,
            grpc.StatusCode.INVALID_ARGUMENT,
            "INVALID_FIELDS",
            ["reason"],
        )
        used = self.activity(parent=self.college.name)
        used["request_id"] = calls.request_id("activities", "a0001")
        self.assert_refused(
            "ledger.v1.LedgerService.CreateActivity",
            used,
            grpc.StatusCode.ALREADY_EXISTS,
            "REQUEST_ID_REUSED",
        )

    def test_a_page_token_of_another_query(self):
        this, other = self.college.name, self.other_college.name
        university = self.college.parent
        cases = [
            ("registry.v1.OrganizationService.ListOrganizations", {"parent": university},
             {"parent": this}),
            ("registry.v1.PostService.ListPosts", {"parent": this}, {"parent": other}),
            ("ledger.v1.LedgerService.ListActivities", {"parent": this}, {"parent": other}),
            ("assessment.v1.DutyService.ListDutyProgress", {"organization": university},
             {"organization": this}),
        ]
        for method, query, another in cases:
            with self.subTest(method):
                token = call(method, {**query, "page_size": 1}).next_page_token
                self.assertNotEqual(token, "")
                call(method, {**query, "page_size": 1, "page_token": token})
                for request in ({**another, "page_token": token}, {**query, "page_token": "x"}):
                    self.assert_refused(
                        method, request, grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELDS",
                        ["page_token"],
                    )

    def test_another_may_not_act_for_a_youth(self):
        youth = call(
            "contacts.v1.YouthService.CreateYouth",
            {
                "youth": {"display_name": "林二", "birth_year": 1997,
                          "organization": self.college.name},
                "request_id": calls.request_id("bad", "youth"),
            },
        )
        link = call(
            "contacts.v1.ContactLinkService.ProposeContactLink",
            {"parent": youth.name, "post": self.post.name,
             "request_id": calls.request_id("bad", "link")},
        )
        accept = {"name": link.name, "request_id": calls.request_id("bad", "accept")}
        for principal in (None, self.post.person, f"youths/{NO_ID}"):
            self.assert_refused(
                "contacts.v1.ContactLinkService.AcceptContactLink",
                accept,
                grpc.StatusCode.PERMISSION_DENIED,
                "NOT_THE_YOUTH",
                principal=principal,
            )
