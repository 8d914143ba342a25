"""Tests tools/xq packs against a server that answers as it is told."""

import concurrent.futures
import subprocess
import unittest

import grpc

from xq_files import TOP, Files

import contract
import text_lines

PUBLISH = "registry.v1.PolicyService.PublishRulePack"
PACK = """# 校团委的通知
document {
  issuer: "团委" number: "S1"
  title: "关于"  # One text in two pieces.
         "联系青年的通知"
}
contact_quotas {
  contact_quota_id: "full"
}
contact_quotas <
  subject { appointment_types: [
    APPOINTMENT_TYPE_SECONDED,
    APPOINTMENT_TYPE_PART_TIME
  ] }
  required_count: 100
>
"""
FINDING = {
    "rule": {"rule_pack": "organizations/1/rulePacks/2", "field": "contact_quotas[1]"},
    "description": "asks for 100, more than 20",
}


class TextLinesTest(unittest.TestCase):
    def test_every_field_has_its_line(self):
        lines = text_lines.lines_of(PACK)
        for path, line in (
            ("document", 2), ("document.number", 3), ("document.title", 4),
            ("contact_quotas[0].contact_quota_id", 8), ("contact_quotas[1]", 10),
            ("contact_quotas[1].subject.appointment_types[1]", 13),
            ("contact_quotas[1].required_count", 15),
        ):
            self.assertEqual(text_lines.line_of(lines, path), line, path)

    def test_what_is_missing_has_the_line_of_its_message(self):
        lines = text_lines.lines_of(PACK)
        self.assertEqual(text_lines.line_of(lines, "contact_quotas[0].effective.start_day"), 7)
        self.assertEqual(text_lines.line_of(lines, "duties[0]"), 0)

    def test_the_packs_that_ship_have_lines(self):
        for path in sorted((TOP / "services/registry/packs").glob("s*.textproto")):
            written = path.read_text(encoding="utf-8")
            lines = text_lines.lines_of(written)
            line = text_lines.line_of(lines, "document.number")
            self.assertIn("number:", written.splitlines()[line - 1], path)


class PacksTest(Files):
    @classmethod
    def setUpClass(cls):
        cls.contract = contract.Contract(TOP)

    def setUp(self):
        super().setUp()
        self.answer = {}
        self.standing = []  # What the organization has published.
        self.violations = []  # (field, description): then it fails.
        self.requests = []
        self.server = grpc.server(concurrent.futures.ThreadPoolExecutor(2))
        self.server.add_generic_rpc_handlers((self,))
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        self.addCleanup(self.server.stop, None)
        self.write("pack.textproto", PACK)
        self.file = self.folder / "pack.textproto"

    def service(self, details):
        """The handler of a method, for the server."""
        method = self.contract.method(
            details.method.lstrip("/").removeprefix("xinqiao.").replace("/", ".")
        )

        def answer(request, context):
            if details.method.endswith("/ListRulePacks"):
                return method.response(rule_packs=self.standing).SerializeToString()
            self.requests.append(method.request.FromString(request))
            if self.violations:
                context.set_trailing_metadata((("grpc-status-details-bin", self.details()),))
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, "refused")
            return method.response(**self.answer).SerializeToString()

        return grpc.unary_unary_rpc_method_handler(answer)

    def details(self):
        status = self.contract.message("google.rpc.Status")(
            code=grpc.StatusCode.FAILED_PRECONDITION.value[0], message="refused"
        )
        status.details.add().Pack(
            self.contract.message("google.rpc.ErrorInfo")(reason="RULES_RAISED")
        )
        status.details.add().Pack(
            self.contract.message("google.rpc.BadRequest")(
                field_violations=[
                    {"field": field, "description": what} for field, what in self.violations
                ]
            )
        )
        return status.SerializeToString()

    def xq(self, *arguments, code=0):
        command = ["/usr/bin/python3", "-B", TOP / "tools/xq", "--lang", "en"]
        command += ["--target", f"127.0.0.1:{self.port}", "packs", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout.splitlines()

    def test_a_check_tells_whom_it_affects_and_stores_nothing(self):
        self.answer = {
            "rule_pack": {"document": {"number": "S1"}, "version": 1},
            "warnings": ["contact_quotas[1].effective: begins early"],
            "findings": [FINDING, {**FINDING, "stored_as_voluntary": True}],
            "impact": {
                "day": "2017-05-17", "organization_count": 3, "post_count": 2,
                "rules": [{
                    "field": "contact_quotas[1]", "title": "联系青年", "bound_count": 2,
                    "asks": "联系团员青年100名", "asked_before": "联系团员青年20名",
                    "replaces": {"document_number": "S3"},
                }],
            },
        }
        output = self.xq("check", "organizations/1", self.file, "--voluntary")
        self.assertEqual(output, [
            f"{self.file}:10: contact_quotas[1].effective: warning: begins early",
            "organizations/1/rulePacks/2: contact_quotas[1], of a level below, "
            "asks for 100, more than 20",
            f"{self.file}:10: contact_quotas[1]: "
            "stored as voluntary: asks for 100, more than 20",
            "S1  version 1  checked only, nothing was stored",
            "On 2017-05-17: 3 organizations, 2 posts in office",
            "  contact_quotas[1]                2  联系青年: 联系团员青年100名  "
            "<- 联系团员青年20名 (S3)",
        ])
        request = self.requests[0]
        self.assertTrue(request.validate_only)
        self.assertEqual(request.rule_pack.contact_quotas[1].required_count, 100)
        self.assertEqual(request.raise_handling, 2)

    def test_what_stands_is_not_published_again(self):
        self.answer = {"rule_pack": {"name": "organizations/1/rulePacks/9"}}
        first = self.xq("publish", "organizations/1", self.file)
        self.assertIn("organizations/1/rulePacks/9", first[0])
        self.assertFalse(self.requests[0].validate_only)
        standing = self.requests[0].rule_pack
        standing.name, standing.version = "organizations/1/rulePacks/9", 1
        self.standing = [standing]
        again = self.xq("publish", "organizations/1", self.file)
        self.assertEqual(again, ["organizations/1/rulePacks/9, version 1: already there"])
        self.assertEqual(len(self.requests), 1)

    def test_what_was_withdrawn_or_differs_is_published(self):
        self.answer = {"rule_pack": {"name": "organizations/1/rulePacks/9"}}
        self.xq("publish", "organizations/1", self.file)
        for change in ({"withdrawal_reason": "印错了"}, {"superseded_by": "organizations/1/rulePacks/8"}):
            standing = type(self.requests[0].rule_pack)(**change)
            standing.MergeFrom(self.requests[0].rule_pack)
            self.standing = [standing]
            self.xq("publish", "organizations/1", self.file)
        other = type(self.requests[0].rule_pack)()
        other.CopyFrom(self.requests[0].rule_pack)
        other.contact_quotas[1].required_count = 20
        self.standing = [other]
        self.xq("publish", "organizations/1", self.file)
        self.assertEqual(len({request.request_id for request in self.requests}), 4)

    def test_every_problem_has_its_line(self):
        self.violations = [("rule_pack.contact_quotas[1].required_count", "asks for 100"),
                           ("rule_pack.duties[3]", "is strange"), ("supersedes", "is no name")]
        output = self.xq("publish", "organizations/1", self.file, code=1)
        self.assertEqual(output, [
            f"{self.file}:15: contact_quotas[1].required_count: asks for 100",
            f"{self.file}: duties[3]: is strange",
            f"{self.file}: supersedes: is no name",
        ])

    def test_what_is_no_pack_is_told_with_its_place(self):
        self.write("broken.textproto", 'document {\n  isuer: "团委"\n}\n')
        self.answer = {"rule_pack": {"name": "organizations/1/rulePacks/9"}}
        broken = self.folder / "broken.textproto"
        output = self.xq("publish", "organizations/1", broken, self.file, code=1)
        self.assertRegex(output[0], rf"^{broken}:2:\d+: .*isuer")
        self.assertEqual(len(self.requests), 1)
        self.xq("publish", "organizations/1", self.folder / "none", code=1)


if __name__ == "__main__":
    unittest.main()
