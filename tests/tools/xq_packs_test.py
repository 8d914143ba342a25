"""Tests tools/xq packs check and publish against a server that answers as it is told."""

import unittest

from xq_files import TOP
from xq_server import Refusal, Served

import text_lines

PUBLISH = "registry.v1.PolicyService.PublishRulePack"
LIST = "registry.v1.PolicyService.ListRulePacks"
GET = "registry.v1.OrganizationService.GetOrganization"
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
  title: "联系" subject { appointment_types: [
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


class PacksTest(Served):
    service_name = "packs"

    def setUp(self):
        super().setUp()
        self.write("pack.textproto", PACK)
        self.file = self.folder / "pack.textproto"
        self.answers = {GET: [{"name": "organizations/1", "display_name": "团委员会"}]}

    def publishes(self, **answer):
        self.answers[PUBLISH] = [answer]

    def published(self):
        return self.asked(PUBLISH)

    def lines(self, *arguments, **more):
        return self.xq(*arguments, **more)[0].splitlines()

    def test_a_check_tells_whom_it_affects_and_stores_nothing(self):
        self.publishes(
            rule_pack={"document": {"number": "S1"}, "version": 1},
            warnings=["contact_quotas[1].effective: begins early", "of packs below, 7 more"],
            findings=[FINDING, {**FINDING, "stored_as_voluntary": True}],
            impact={
                "day": "2017-05-17", "organization_count": 3, "post_count": 2,
                "rules": [{
                    "field": "contact_quotas[1]", "title": "联系青年", "bound_count": 2,
                    "asks": "联系团员青年100名", "past_days": ["2017-04-12"],
                    "replaces": [
                        {"source": {"document_number": "S3"}, "asks": "联系团员青年20名"},
                        {"source": {"document_number": "S2"}, "asks": "联系团员青年10名"},
                    ],
                }],
            },
        )
        output = self.lines("check", "organizations/1", self.file, "--voluntary")
        self.assertEqual(output[:7], [
            f"{self.file}:10: contact_quotas[1].effective (联系): warning: begins early",
            f"{self.file}: warning: of packs below, 7 more",
            f"{self.file}:10: contact_quotas[1] (联系): "
            "stored as voluntary: asks for 100, more than 20",
            "organizations/1/rulePacks/2: contact_quotas[1], of a level below, "
            "asks for 100, more than 20",
            "S1  version 1  checked only, nothing was stored",
            "On 2017-05-17: 3 organizations, 2 posts in office",
            "-" * len(output[6]),
        ])
        for cells, line in zip((
            ("place", "binds", "title", "asks for", "before", "note"),
            ("-",),
            ("contact_quotas[1]", "2", "联系青年", "联系团员青年100名", "联系团员青年20名 (S3)",
             "over by then: 2017-04-12"),
            ("联系团员青年10名 (S2)",),
        ), output[7:]):
            self.assertRegex(line, r"\s+".join(cell.replace("(", r"\(").replace(")", r"\)")
                                               .replace("[", r"\[") for cell in cells))
        request = self.published()[0]
        self.assertTrue(request.validate_only)
        self.assertEqual(request.rule_pack.contact_quotas[1].required_count, 100)
        self.assertEqual(request.raise_handling, 2)

    def test_remarks_that_are_alike_are_told_once_and_in_the_order_of_lines(self):
        late = "before it was made known on 2017-06-15 (A-45)"
        self.publishes(warnings=[
            f"contact_quotas[1].required_count: begins on 2017-05-01, {late}",
            "contact_quotas[1]: second", "contact_quotas[0]: first",
            f"contact_quotas[0]: begins on 2017-04-01, {late}",
            f"document: begins on 2017-05-17, {late}",
        ])
        self.assertEqual(self.lines("check", "organizations/1", self.file)[:4], [
            f"{self.file}: warning: 3 times: begins on …, {late}",
            "  lines 2, 7, 15",
            f"{self.file}:7: contact_quotas[0]: warning: first",
            f"{self.file}:10: contact_quotas[1] (联系): warning: second",
        ])
        output = self.lines("check", "organizations/1", self.file, lang="zh")
        self.assertEqual(output[0], f"{self.file}: 提示：共 3 处：… 开始，早于公布日 2017-06-15（A-45）")

    def test_what_stands_is_not_published_again(self):
        self.publishes(rule_pack={"name": "organizations/1/rulePacks/9"})
        first = self.lines("publish", "organizations/1", self.file)
        self.assertIn("organizations/1/rulePacks/9", first[0])
        self.assertFalse(self.published()[0].validate_only)
        standing = self.published()[0].rule_pack
        standing.name, standing.version = "organizations/1/rulePacks/9", 1
        # One that superseded another is in force from a day on, which its file does not say.
        standing.in_force.start_day = "2017-06-01"
        self.stands(standing)
        again = self.lines("publish", "organizations/1", self.file)
        self.assertEqual(again, ["organizations/1/rulePacks/9, version 1: already there"])
        standing.contact_quotas[1].voluntary = True
        self.stands(standing)
        self.assertEqual(self.lines("publish", "organizations/1", self.file, "--voluntary"), again)
        self.assertEqual(len(self.published()), 1)

    def stands(self, pack):
        # Answers are given as fields.
        self.answers[LIST] = [{"rule_packs": [pack]}]

    def test_what_was_withdrawn_or_differs_is_published(self):
        self.publishes(rule_pack={"name": "organizations/1/rulePacks/9"})
        self.xq("publish", "organizations/1", self.file)
        first = self.published()[0].rule_pack
        for change in (
            {"withdrawal_reason": "印错了"}, {"superseded_by": "organizations/1/rulePacks/8"},
        ):
            standing = type(first)(**change)
            standing.MergeFrom(first)
            self.stands(standing)
            self.xq("publish", "organizations/1", self.file)
        other = type(first)(name="organizations/1/rulePacks/7", version=4)
        other.MergeFrom(first)
        other.contact_quotas[1].required_count = 20
        self.stands(other)
        publish = ("publish", "organizations/1", self.file)
        stands = [
            f"{self.file}: version 4 of the same document, organizations/1/rulePacks/7, is in "
            "force: replace it with --supersedes organizations/1/rulePacks/7, or keep both with --beside"
        ]
        self.assertEqual(self.lines(*publish, code=1), stands)
        self.assertEqual(len(self.published()), 3)
        self.assertEqual(self.lines("check", *publish[1:])[:1], stands)
        self.assertNotIn("is in force", self.lines(*publish, "--supersedes", other.name)[0])
        self.assertEqual(self.published()[-1].supersedes, other.name)
        self.assertNotIn("is in force", self.lines(*publish, "--beside")[0])
        other.in_force.end_day = "2017-06-01"
        self.stands(other)
        self.write("pack.textproto", PACK + 'in_force { start_day: "2017-06-01" }\n')
        self.assertNotIn("is in force", self.lines(*publish)[0])
        self.assertEqual(len({request.request_id for request in self.published()}), 7)

    def test_every_problem_has_its_line_and_the_name_of_its_rule(self):
        self.answers[PUBLISH] = [Refusal("refused", "RULES_RAISED", [
            ("rule_pack.contact_quotas[1].required_count",
             "asks for 100 youths, more than 20 of S3 (contact_quotas[0]), the highest level that "
             "set one"),
            ("rule_pack.duties[3]", "is strange"), ("supersedes", "is no name"),
            ("rule_pack.document.number", "must not be empty"), ("", "and 3 more"),
        ])]
        output, told = self.xq("publish", "organizations/1", self.file, code=1)
        self.assertEqual(output.splitlines(), [
            f"{self.file}: duties[3]: is strange",
            f"{self.file}: supersedes: is no name",
            f"{self.file}:3: document.number: must not be empty",
            f"{self.file}:15: contact_quotas[1].required_count (联系): asks for 100 youths, more "
            "than 20 of S3 (contact_quotas[0]), the highest level that set one",
            f"{self.file}: and 3 more",
        ])
        self.assertIn("--voluntary", told)
        output, told = self.xq("publish", "organizations/1", self.file, code=1, lang="zh")
        self.assertEqual(output.splitlines()[0], f"{self.file}: 超过上级规定（不得层层加码）")
        self.assertIn("（联系）: 要求联系 100 名青年，超过 S3 (contact_quotas[0]) 的 20（最先作出规定的上级）",
                      output)
        self.answers[PUBLISH] = [Refusal("refused", "INVALID_FIELDS", [("rule_pack.x", "no")])]
        self.assertNotIn("--voluntary", self.xq("check", "organizations/1", self.file, code=1)[1])

    def test_what_is_no_pack_is_told_with_its_place(self):
        self.write("broken.textproto", 'document {\n  isuer: "团委"\n}\n')
        self.publishes(rule_pack={"name": "organizations/1/rulePacks/9"})
        broken = self.folder / "broken.textproto"
        output = self.lines("publish", "organizations/1", broken, self.file, code=1)
        self.assertRegex(output[0], rf"^{broken}:2:\d+: .*isuer")
        self.assertEqual(len(self.published()), 1)
        self.xq("publish", "organizations/1", self.folder / "none", code=1)

    def test_kinds_and_working_days_among_the_files_are_passed_by(self):
        self.publishes(rule_pack={"name": "organizations/1/rulePacks/9"})
        packs = TOP / "services/registry/packs"
        self.write("years.textproto", "# Of 2017.\nworkday_years { }\n")
        output = self.lines(
            "publish", "organizations/1", packs / "activity_kinds.textproto",
            self.folder / "years.textproto", self.file,
        )
        self.assertIn("xq packs kinds", output[0])
        self.assertIn("xq registry workdays", output[1])
        self.assertEqual(len(self.published()), 1)
        told = self.xq("check", "organizations/1", packs / "workdays.textproto", code=1)[1]
        self.assertIn("none of the files is a rule pack", told)
        self.xq("publish", "organizations/1", self.file, self.file, "--supersedes", "x", code=1)
        self.assertEqual(len(self.published()), 1)

    def test_the_notice_of_another_organization_is_remarked(self):
        self.publishes()
        for name, foreign in (("团省委", True), ("团委", False), ("团委办公室", False)):
            self.answers[GET] = [{"name": "organizations/1", "display_name": name}]
            output = self.lines("check", "organizations/1", self.file)
            self.assertEqual("was issued by 团委" in output[0], foreign, name)


if __name__ == "__main__":
    unittest.main()
