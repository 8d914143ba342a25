"""The demo as people run it: its figures, what it refuses, and how it ends."""

import datetime
import json
import os
import pathlib
import signal
import subprocess
import time
import unittest
import uuid

import grpc

import support
import recompute

import client as calls
import contract
import suite

DAYS = [datetime.date(2017, 4, 30), datetime.date(2017, 5, 31), datetime.date(2017, 6, 15)]
LAST_DAY = DAYS[-1]
# The notice, which lays the duties down, came on 17 May.
BOARD_DAYS = DAYS[1:]
BUF = support.TOP / "tools/buf"
NO_ID = "00000000-0000-7000-8000-000000000000"

_demo = None


class Demo:
    """tools/demo/run.py on ports and in a folder of its own."""

    def __init__(self):
        self.folder = support.scratch(unittest.addModuleCleanup)
        self.port = support.free_port()
        self.contract = contract.Contract(support.TOP)
        self.client = calls.Client(self.contract, f"127.0.0.1:{self.port}")
        unittest.addModuleCleanup(self.client.close)
        unittest.addModuleCleanup(self.finish)

    def begin(self, verb, **options):
        command = ["/usr/bin/python3", "-B", support.TOP / "tools/demo/run.py", verb]
        command += ["--dir", self.folder / "demo", "--port", str(self.port)]
        command += ["--binaries", support.BINARIES]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, **options
        )

    def run(self, verb):
        """Returns what it printed; its progress is in the log of the test."""
        process = self.begin(verb)
        output, _ = process.communicate(timeout=200)
        if process.returncode != 0:
            raise AssertionError(f"{verb} ended with {process.returncode}\n{output}")
        return output

    def pids(self):
        """Of the services, by name, while a run has left them."""
        files = (self.folder / "demo/pid").glob("*.json")
        return {file.stem: json.loads(file.read_text())["pid"] for file in files}

    def finish(self):
        self.run("down")
        subprocess.run(
            [support.TOP / "tools/dev", "db", "remove", self.folder / "demo/postgres"], check=True
        )


def setUpModule():
    global _demo
    _demo = Demo()
    _a_killed_service_is_named()
    _demo.output = _demo.run("up")


def _a_killed_service_is_named():
    """The first run loses its ledger; that a second one works is what the other tests stand on."""
    process = _demo.begin("up", stderr=subprocess.PIPE)
    told = []
    for line in process.stderr:
        told.append(line)
        if line.startswith("==> load"):
            pids = _demo.pids()
            os.kill(pids["ledger"], signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 1, told
    assert "ledger was killed by SIGKILL" in "".join(told), told
    assert not any(_is_alive(pid) for pid in pids.values()), told


def _is_alive(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def call(method, fields=None, principal=None):
    return _demo.client.call(method, fields, principal)


def pages(method, fields, items):
    return list(_demo.client.pages(method, fields, items))


def organizations():
    """Every organization by its display name."""
    listed = pages("registry.v1.OrganizationService.ListOrganizations", {}, "organizations")
    return {organization.display_name: organization for organization in listed}


class FiguresTest(unittest.TestCase):
    """What the suite computed against what the CSV files say."""

    @classmethod
    def setUpClass(cls):
        cls.truth = recompute.Data(support.DATA)
        cls.university = organizations()[cls.truth.display_name(support.UNIVERSITY)].name

    def test_every_cell_of_the_self_check_table(self):
        for day in DAYS:
            table = call(
                "assessment.v1.ReportService.GetSelfCheckTable",
                {"organization": self.university, "as_of": str(day), "include_children": True},
            )
            want = self.truth.self_check_table(support.UNIVERSITY, day)
            self.assertEqual(table.quarter_start, "2017-04-01")
            self.assertGreaterEqual(len(want), 11)
            # In the order of the file, in every run.
            self.assertEqual([row.display_name for row in table.rows], list(want))
            for row in table.rows:
                for column, value in want[row.display_name].items():
                    with self.subTest(day=day, unit=row.display_name, column=column):
                        self.assertEqual(getattr(row, column), value)

    def test_the_table_that_was_printed(self):
        for row in self.truth.self_check_table(support.UNIVERSITY, LAST_DAY).values():
            columns = list(row.values())
            found = [
                line.split() for line in _demo.output.splitlines() if line.startswith(columns[0])
            ]
            self.assertIn([str(value) for value in columns], found)
        self.assertIn("示例数据，人物与记录均为虚构", _demo.output)

    def test_every_line_of_the_five_ones_board(self):
        people = {}
        for day in BOARD_DAYS:
            listed = pages(
                "assessment.v1.DutyService.ListDutyProgress",
                {"organization": self.university, "as_of": str(day)},
                "duty_progress",
            )
            got = {}
            for line in listed:
                if line.person not in people:
                    people[line.person] = call(
                        "registry.v1.PersonService.GetPerson", {"name": line.person}
                    ).display_name
                holder = line.organization_display_name, line.post_title, people[line.person]
                if line.duty_id in recompute.DUTIES:
                    got[(*holder, line.duty_id, line.window_start)] = line
            want = self.truth.five_ones_board(support.UNIVERSITY, day)
            self.assertEqual(
                sorted(got),
                sorted(
                    (*self.truth.holder(w["post"]), w["duty_id"], w["window_start"]) for w in want
                ),
            )
            for fields in want:
                key = (
                    *self.truth.holder(fields["post"]), fields["duty_id"], fields["window_start"]
                )
                line = got[key]
                state = line.DESCRIPTOR.fields_by_name["state"].enum_type
                for name, value in fields.items():
                    if name == "post":
                        continue
                    with self.subTest(day=day, line=key, field=name):
                        have = getattr(line, name)
                        if name == "state":
                            have = state.values_by_number[have].name
                        self.assertEqual(have, value)

    def test_the_posts_that_are_short_were_named(self):
        output = _demo.output.partition("尚未达标的团干部")[2]
        lines = output.splitlines()
        for line in self.truth.five_ones_board(support.UNIVERSITY, LAST_DAY):
            _, title, person = self.truth.holder(line["post"])
            unit = self.truth.full_name(self.truth.posts[line["post"]]["organization"])
            month = int(line["window_start"][5:7])
            named = [
                number
                for number, text in enumerate(lines)
                if text.split()[:3] == [unit, title, person] and f" {month}月1日至" in text
            ]
            with self.subTest(line=line):
                self.assertEqual(len(named), int(line["missing"] > 0))
                if not named:
                    continue
                note = lines[named[0]].split()[-1]
                over = line["state"] == "STATE_SHORT"
                self.assertTrue(note.startswith("时段已过" if over else "进行中，截至"), note)
                part = f"按{line['days_in_force']}/{line['days_in_window']}天折算、向下取整"
                self.assertEqual(part in note, line["days_in_force"] < line["days_in_window"])
                self.assertEqual(
                    lines[named[0] + 1].strip()
                    == "通知印发（5月17日）时该时段已结束，不作逾期评价",
                    line["due_before_publication"],
                )
        # Those whose time is over stand first.
        self.assertLess(output.rindex("时段已过；"), output.index("进行中，截至"))

    def test_a_figure_is_the_sum_of_its_facts(self):
        for column, value in enumerate(
            ["cadres", "youths", "education_practice", "five_ones", "micro_wish_replies",
             "question_replies"], start=1
        ):
            fields = {
                "organization": self.university,
                "as_of": str(LAST_DAY),
                "column": column,
                "page_size": 1000,
            }
            facts = []
            while True:
                answer = call("assessment.v1.ReportService.ExplainSelfCheckFigure", fields)
                facts += answer.derivation.facts
                if not answer.derivation.next_page_token:
                    break
                fields["page_token"] = answer.derivation.next_page_token
            want = self.truth.self_check_row(support.UNIVERSITY, LAST_DAY)[value]
            self.assertEqual(answer.derivation.value, want, value)
            self.assertEqual(sum(f.counted for f in facts), answer.derivation.counted_total)
            self.assertEqual(sum(f.counted for f in facts), want, value)
            self.assertEqual(sum(not f.counted for f in facts), answer.derivation.excluded_total)
            self.assertTrue(all(bool(f.reason) != f.counted for f in facts), value)


class BadInputTest(unittest.TestCase):
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
                "day": str(LAST_DAY),
                "text": "谈心",
                **changes,
            },
        }

    def assert_refused(self, method, request, code, reason, fields=(), principal=None):
        if isinstance(request, dict):
            request = (
                _demo.contract.method(method).request(**request).SerializeToString()
            )
        with self.assertRaises(calls.CallError) as caught:
            _demo.client.send(method, request, principal)
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
             failed, "ORGANIZATION_UNKNOWN", ()),
            ("unknown post", {"actors": [f"{self.college.name}/posts/{NO_ID}"]},
             failed, "POST_UNKNOWN", ()),
            ("after the post's end", {"actors": [ended], "day": "2017-05-02"},
             failed, "POST_NOT_VALID", ()),
            ("before the post's beginning", {"day": "2017-05-01"},
             failed, "POST_NOT_VALID", ()),
            ("an author whose post has ended", {"author": ended}, failed, "POST_NOT_VALID", ()),
            ("a future day", {"day": "2017-06-16"}, invalid, "DAY_IN_FUTURE", None),
            ("an unknown kind", {"kind": "activityKinds/five_ones.nap"},
             failed, "ACTIVITY_KIND_UNKNOWN", ()),
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
        request = _demo.contract.method("ledger.v1.LedgerService.CreateActivity").request(
            **self.activity(text="XXX")
        )
        self.assert_refused(
            "ledger.v1.LedgerService.CreateActivity",
            request.SerializeToString().replace(b"XXX", b"\xe8\xb0\xff"),
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


class ReflectionTest(unittest.TestCase):
    """Any client can list and call every service without our protos."""

    def curl(self, *arguments):
        done = subprocess.run(
            [BUF, "curl", "--protocol", "grpc", "--http2-prior-knowledge", *arguments],
            capture_output=True, text=True, timeout=60,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def list_services(self, port):
        return set(self.curl("--list-services", f"http://127.0.0.1:{port}").split())

    def test_the_gateway_and_every_service_list_what_they_serve(self):
        every = set(_demo.contract.services())
        self.assertLessEqual(every, self.list_services(_demo.port))
        for service, (offset, _) in suite.SERVICES.items():
            own = {name for name in every if name.startswith(f"xinqiao.{service}.")}
            listed = self.list_services(_demo.port + offset)
            self.assertLessEqual({*own, "grpc.health.v1.Health"}, listed, service)

    def test_a_call_to_each_service_through_the_gateway(self):
        truth = recompute.Data(support.DATA)
        university = organizations()[truth.display_name(support.UNIVERSITY)]
        cases = [
            ("registry.v1.OrganizationService/ListOrganizations",
             {"parent": university.name, "pageSize": 1}, "organizations"),
            ("contacts.v1.FeedService/GetFeedHead", {"log": university.log}, "position"),
            ("ledger.v1.LedgerService/ListActivities",
             {"parent": university.name, "pageSize": 1}, "activities"),
            ("wishes.v1.FeedService/GetFeedHead", {"log": university.log}, "position"),
            ("assessment.v1.ReportService/GetSelfCheckTable",
             {"organization": university.name}, "rows"),
            ("gateway.v1.OverviewService/GetOverview", {}, "services"),
        ]
        for method, request, field in cases:
            with self.subTest(method):
                answer = self.curl(
                    "-d", json.dumps(request),
                    f"http://127.0.0.1:{_demo.port}/xinqiao.{method}",
                )
                self.assertIn(field, json.loads(answer))


class StopTest(unittest.TestCase):
    """Runs last."""

    def test_down_stops_every_process_and_may_be_repeated(self):
        pids = _demo.pids()
        self.assertEqual(sorted(pids), sorted(suite.SERVICES))
        self.assertTrue(all(_is_alive(pid) for pid in pids.values()))
        _demo.run("down")
        deadline = time.monotonic() + 5
        while any(_is_alive(pid) for pid in pids.values()) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse(any(_is_alive(pid) for pid in pids.values()))
        _demo.run("down")


def load_tests(loader, _, __):
    """In this order: the last test stops the suite."""
    classes = (FiguresTest, BadInputTest, ReflectionTest, StopTest)
    return unittest.TestSuite(loader.loadTestsFromTestCase(c) for c in classes)


if __name__ == "__main__":
    unittest.main()
