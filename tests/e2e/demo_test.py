"""The demo as people run it: its figures, what it refuses, and how it ends."""

import json
import subprocess
import time
import unittest

import demo_bad_input
import demo_figures
import demo_fixture
import recompute
import support
from demo_fixture import demo, is_alive, organizations

import suite

BUF = support.TOP / "tools/buf"


def setUpModule():
    demo_fixture.bring_up()


# They are made test cases here, because unittest ends a module's fixture with its last class.
class FiguresTest(demo_figures.Figures, unittest.TestCase):
    pass


class BadInputTest(demo_bad_input.BadInput, unittest.TestCase):
    pass


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
        every = set(demo().contract.services())
        self.assertLessEqual(every, self.list_services(demo().port))
        for service, (offset, _) in suite.SERVICES.items():
            own = {name for name in every if name.startswith(f"xinqiao.{service}.")}
            listed = self.list_services(demo().port + offset)
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
                    f"http://127.0.0.1:{demo().port}/xinqiao.{method}",
                )
                self.assertIn(field, json.loads(answer))


class StopTest(unittest.TestCase):
    """Runs last."""

    def test_down_stops_every_process_and_may_be_repeated(self):
        pids = demo().pids()
        self.assertEqual(sorted(pids), sorted(suite.SERVICES))
        self.assertTrue(all(is_alive(pid) for pid in pids.values()))
        demo().run("down")
        deadline = time.monotonic() + 5
        while any(is_alive(pid) for pid in pids.values()) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse(any(is_alive(pid) for pid in pids.values()))
        demo().run("down")


def load_tests(loader, _, __):
    """In this order: the last test stops the suite."""
    classes = (FiguresTest, BadInputTest, ReflectionTest, StopTest)
    return unittest.TestSuite(loader.loadTestsFromTestCase(c) for c in classes)


if __name__ == "__main__":
    unittest.main()
