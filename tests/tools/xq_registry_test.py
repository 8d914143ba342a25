"""Tests tools/xq registry against a server that answers as it is told."""

import json
import unittest

import grpc

from xq_files import PEOPLE
from xq_server import Refusal, Served

ORGANIZATIONS = "registry.v1.OrganizationService"
IMPORTS = "registry.v1.ImportService"
PROBLEM = {"table": "IMPORT_TABLE_PEOPLE", "line": 3, "column": "phone", "reason": "PHONE_IN_USE",
           "message": "another person has it"}
PROVINCE = {
    "name": "organizations/1", "display_name": "共青团陕西省委员会",
    "kind": "ORGANIZATION_KIND_PROVINCIAL_COMMITTEE", "level": "ORGANIZATION_LEVEL_PROVINCE",
    "valid_from": "2010-01-01",
    "codes": [{"scheme": "CODE_SCHEME_EXTERNAL", "code": "610000"},
              {"scheme": "CODE_SCHEME_DIVISION", "code": "610000"}],
}
CITY = {
    "name": "organizations/2", "display_name": "共青团西安市委员会", "parent": "organizations/1",
    "kind": "ORGANIZATION_KIND_PREFECTURE_COMMITTEE", "level": "ORGANIZATION_LEVEL_CITY",
    "valid_from": "2010-01-01",
}
COUNTY = {
    "name": "organizations/3", "display_name": "共青团蓝田县委员会", "parent": "organizations/2",
    "kind": "ORGANIZATION_KIND_COUNTY_COMMITTEE", "level": "ORGANIZATION_LEVEL_COUNTY",
    "valid_from": "2010-01-01", "closed": True,
}


class RegistryTest(Served):
    service_name = "registry"
    uploads = (f"{IMPORTS}.CreateImport",)
    streams = (f"{IMPORTS}.ExportRegistry",)

    def import_in(self, state, **more):
        return {"name": "imports/1", "state": f"STATE_{state}", **more}

    def write_people(self, count=2):
        self.write("people.csv", PEOPLE + "".join(f"p{i},人{i},,\n" for i in range(count)))

    def test_an_import_is_uploaded_checked_and_applied(self):
        self.write_people(100_000)
        counts = {"table": "IMPORT_TABLE_PEOPLE", "rows": 100_000, "created": 99_999,
                  "unchanged": 1}
        self.answers = {
            f"{IMPORTS}.CreateImport": [self.import_in("CHECKING")],
            f"{IMPORTS}.GetImport": [
                self.import_in("CHECKING"), self.import_in("CHECKED", counts=[counts]),
                self.import_in("APPLYING"), self.import_in("APPLIED"),
            ],
            f"{IMPORTS}.ApplyImport": [self.import_in("APPLYING")],
        }
        output, told = self.xq("import", self.folder)
        self.assertEqual(output.splitlines(), [
            "people: 100000 rows, 99999 new, 1 unchanged, 0 problems", "Applied: imports/1",
        ])
        self.assertIn("==> upload 100000 rows", told)
        first, *messages = self.asked(f"{IMPORTS}.CreateImport")[0]
        self.assertRegex(first.request_id, "^[0-9a-f-]{36}$")
        self.assertEqual(list(first.columns[0].columns), ["key", "name", "phone", "user_name"])
        self.assertGreater(len(messages), 1)
        self.assertLess(max(message.ByteSize() for message in messages), 2 << 20)
        self.assertEqual([message.HasField("row_count") for message in messages[:-1]],
                         [False] * (len(messages) - 1))
        self.assertEqual(messages[-1].row_count, 100_000)
        rows = [(row.line, list(row.cells)) for message in messages for row in message.rows]
        self.assertEqual(rows, [(i + 2, [f"p{i}", f"人{i}", "", ""]) for i in range(100_000)])
        self.assertEqual(self.asked(f"{IMPORTS}.ApplyImport")[0].name, "imports/1")

    def test_a_preview_changes_nothing_and_can_be_applied(self):
        self.write_people()
        self.answers = {
            f"{IMPORTS}.CreateImport": [self.import_in("CHECKED")],
            f"{IMPORTS}.ApplyImport": [self.import_in("APPLIED")],
        }
        self.assertIn("xq registry apply imports/1", self.xq("import", self.folder, "--preview")[0])
        self.assertEqual(self.asked(f"{IMPORTS}.ApplyImport"), [])
        self.assertEqual(self.xq("apply", "imports/1", lang="zh")[0], "已写入：imports/1\n")

    def test_problems_that_the_registry_finds_are_told_with_their_place(self):
        self.write_people()
        self.answers = {
            f"{IMPORTS}.CreateImport": [self.import_in("CHECKED", problem_count=1)],
            f"{IMPORTS}.ListImportProblems": [
                {"problems": [PROBLEM], "next_page_token": "more"}, {"problems": [PROBLEM]},
            ],
        }
        output, told = self.xq("import", self.folder, code=1)
        line = "people.csv:3: phone: another person has it (PHONE_IN_USE)\n"
        self.assertEqual(output, line * 2)
        self.assertTrue(told.endswith("xq: 1 problems; nothing was applied\n"))
        self.assertEqual(self.asked(f"{IMPORTS}.ListImportProblems")[1].page_token, "more")

    def test_an_import_that_the_registry_outran_is_told(self):
        self.answers = {
            f"{IMPORTS}.ApplyImport": [self.import_in("CHECKED", problem_count=1)],
            f"{IMPORTS}.ListImportProblems": [{"problems": [PROBLEM]}],
        }
        self.xq("apply", "imports/1", code=1)
        self.answers = {
            f"{IMPORTS}.ApplyImport": [self.import_in("FAILED", failure="the disk is full")],
        }
        self.assertIn("imports/1 failed: the disk is full",
                      self.xq("apply", "imports/1", code=1)[1])

    def test_a_file_with_problems_is_not_sent(self):
        self.write("people.csv", "key,salary\n")
        output, told = self.xq("import", self.folder, code=1)
        self.assertIn("people.csv:1: salary: there is no such column", output)
        self.assertIn("2 problems; nothing was sent", told)
        self.assertEqual(self.requests, [])

    def test_refusals_and_absence_have_codes_of_their_own(self):
        self.answers = {f"{IMPORTS}.ApplyImport": [Refusal("not checked yet")]}
        self.assertIn("xq: not checked yet (FAILED_PRECONDITION)",
                      self.xq("apply", "imports/1", code=1)[1])
        self.server.stop(None).wait()
        self.assertIn("does not answer", self.xq("apply", "imports/1", code=3)[1])
        self.xq("import", code=2)

    def test_an_export_is_what_an_import_takes(self):
        columns = [{"table": "IMPORT_TABLE_ORGANIZATIONS", "columns": ["key", "name"]},
                   {"table": "IMPORT_TABLE_PEOPLE", "columns": ["key", "name"]},
                   {"table": "IMPORT_TABLE_POSTS", "columns": ["key", "title"]}]
        rows = [{"table": "IMPORT_TABLE_ORGANIZATIONS", "line": 2, "cells": ["1", "=陕西"]},
                {"table": "IMPORT_TABLE_POSTS", "line": 2, "cells": ["p", "书记"]}]
        self.answers = {
            f"{ORGANIZATIONS}.LookupOrganization": [PROVINCE],
            f"{IMPORTS}.ExportRegistry": [[{"columns": columns}, {"rows": rows}], []],
        }
        out = self.folder / "out"
        options = ("export", "--scope", "610000", "--as-of", "2017-03-01", "--out")
        self.assertIn("organizations 1, people 0, posts 1", self.xq(*options, out)[0])
        asked = self.asked(f"{IMPORTS}.ExportRegistry")[0]
        self.assertEqual((asked.scope, asked.as_of), ("organizations/1", "2017-03-01"))
        files = {path.name: path.read_text("utf-8-sig") for path in out.iterdir()}
        self.assertEqual(files, {
            "organizations.csv": "key,name\n1,'=陕西\n", "people.csv": "key,name\n",
            "posts.csv": "key,title\np,书记\n",
        })
        self.assertIn("the answer broke off", self.xq(*options, self.folder / "no", code=1)[1])
        self.assertFalse((self.folder / "no").exists())

    def test_roots_are_listed_to_begin_with(self):
        # A service that does not know the field lists them all.
        self.answers = {f"{ORGANIZATIONS}.ListOrganizations": [{"organizations": [PROVINCE, CITY]}]}
        self.assertEqual(
            self.xq("roots", "--as-of", "2017-01-01")[0],
            "共青团陕西省委员会  provincial_committee/province  610000  organizations/1\n",
        )
        asked = self.asked(f"{ORGANIZATIONS}.ListOrganizations")[0]
        self.assertEqual((asked.roots_only, asked.as_of), (True, "2017-01-01"))

    def test_what_is_not_found_is_named_with_the_way_to_it(self):
        self.answers = {f"{ORGANIZATIONS}.LookupOrganization": [Refusal(
            "no such organization stands on that day", "ORGANIZATION_NOT_FOUND",
            code=grpc.StatusCode.NOT_FOUND,
        )]}
        told = self.xq("show", "999999", code=1)[1]
        self.assertIn("xq: 999999: no such organization stands on that day "
                      "(ORGANIZATION_NOT_FOUND)", told)
        self.assertIn("xq registry roots", told)
        self.assertIn("999999：没有这个组织", self.xq("show", "999999", code=1, lang="zh")[1])

    def test_a_service_of_another_version_is_told_as_such(self):
        self.answers = {f"{ORGANIZATIONS}.GetOrganization": [b"\x0a\x02\xff\xff"]}
        told = self.xq("show", "organizations/1", code=1)[1]
        self.assertIn("in another version of the contracts", told)

    def test_a_kind_that_is_none_is_wrong_use(self):
        self.assertIn("county_committee", self.xq("tree", "1", "--kind", "x", code=2)[1])

    def test_wrong_fields_are_told_once(self):
        self.answers = {f"{ORGANIZATIONS}.GetOrganization": [Refusal(
            "as_of: is not a day written YYYY-MM-DD", "INVALID_FIELDS",
            [("as_of", "is not a day written YYYY-MM-DD")],
        )]}
        wrong = ("show", "organizations/1", "--as-of", "1")
        self.assertEqual(
            self.xq(*wrong, code=1)[1],
            "xq: refused (INVALID_FIELDS):\n  as_of: is not a day written YYYY-MM-DD\n",
        )
        self.assertEqual(
            self.xq(*wrong, code=1, lang="zh")[1],
            "xq: 有字段填写不对（INVALID_FIELDS）：\n  as_of: 应为日期，写作 YYYY-MM-DD\n",
        )

    def test_an_id_alone_is_an_organization(self):
        number = "01a1fde2-e200-7001-8749-32c15cf62cd6"
        self.answers = {f"{ORGANIZATIONS}.GetOrganization": [CITY]}
        self.xq("show", number)
        asked = self.asked(f"{ORGANIZATIONS}.GetOrganization")[0]
        self.assertEqual(asked.name, f"organizations/{number}")
        self.assertEqual(self.asked(f"{ORGANIZATIONS}.LookupOrganization"), [])

    def test_a_tree_is_printed_with_its_steps(self):
        self.answers = {
            f"{ORGANIZATIONS}.LookupOrganization": [PROVINCE],
            f"{ORGANIZATIONS}.GetOrganization": [PROVINCE],
            f"{ORGANIZATIONS}.ListDescendants": [{"organizations": [CITY, COUNTY]}],
        }
        output, _ = self.xq("tree", "610000", "--kind", "county_committee", "--closed")
        self.assertEqual(output.splitlines(), [
            "共青团陕西省委员会  provincial_committee/province  610000",
            "  共青团西安市委员会  prefecture_committee/city  2",
            "    共青团蓝田县委员会 [closed]  county_committee/county  3",
        ])
        asked = self.asked(f"{ORGANIZATIONS}.ListDescendants")[0]
        self.assertEqual((list(asked.kinds), asked.include_closed), ([4], True))
        self.assertEqual(len(self.xq("tree", "610000", "--limit", "2")[0].splitlines()), 3)

    def test_an_organization_is_found_and_shown(self):
        self.answers = {
            f"{ORGANIZATIONS}.SearchOrganizations": [
                {"organizations": [CITY]}, {"organizations": [CITY]}, {},
            ],
            f"{ORGANIZATIONS}.GetOrganization": [CITY],
            f"{ORGANIZATIONS}.ListAncestors": [{"organizations": [PROVINCE]}],
            "registry.v1.PostService.ListPosts": [{"posts": [
                {"name": "organizations/2/posts/4", "title": "书记",
                 "appointment_type": "APPOINTMENT_TYPE_SECONDED", "valid_from": "2016-01-01"},
                {"title": "副书记", "appointment_type": "APPOINTMENT_TYPE_FULL_TIME",
                 "valid_from": "2016-01-01", "valid_to": "2016-03-01"},
            ]}],
        }
        line = "共青团西安市委员会  prefecture_committee/city  2\n"
        self.assertEqual(self.xq("search", "organizations/1", "西安")[0], line)
        self.assertEqual(self.xq("search", "organizations/1", "西安", lang="zh")[0],
                         "共青团西安市委员会  团市（州）委/市级  2\n")
        self.assertEqual(self.xq("search", "organizations/1", "x")[0], "nothing was found\n")
        self.assertEqual(self.xq("show", "organizations/2")[0], line + (
            "  organizations/2  [2010-01-01, )\n"
            "  < 共青团陕西省委员会  provincial_committee/province  610000\n"
            "  - 书记  seconded  [2016-01-01, )  organizations/2/posts/4\n"
        ))

    def test_what_an_organization_was_is_printed(self):
        self.answers = {
            f"{ORGANIZATIONS}.LookupOrganization": [CITY],
            f"{ORGANIZATIONS}.ListOrganizationVersions": [
                {"versions": [{"display_name": "共青团长安市委员会", "valid_from": "2010-01-01",
                               "valid_to": "2017-07-01", "parent": "organizations/1"}],
                 "next_page_token": "more"},
                {"versions": [{"display_name": "共青团西安市委员会", "valid_from": "2017-07-01",
                               "closed": True, "reorganization": "reorganizations/7"}]},
            ],
            f"{ORGANIZATIONS}.GetOrganization": [PROVINCE],
        }
        self.assertEqual(self.xq("history", "610100")[0].splitlines(), [
            "[2010-01-01, 2017-07-01)  共青团长安市委员会",
            "  < 共青团陕西省委员会  provincial_committee/province  610000",
            "[2017-07-01, )  共青团西安市委员会 [closed]",
            "  reorganizations/7",
        ])
        asked = self.asked(f"{ORGANIZATIONS}.ListOrganizationVersions")
        self.assertEqual([each.name for each in asked], ["organizations/2"] * 2)
        self.assertEqual(self.asked(f"{ORGANIZATIONS}.GetOrganization")[0].as_of, "2010-01-01")

    def test_coverage_is_printed_in_columns(self):
        self.answers = {"registry.v1.CoverageService.GetCoverage": [{
            "as_of": "2017-03-31", "sum": {"organizations": 5, "stale": 1},
            "children": [{"display_name": "共青团西安市委员会", "figures": {
                "organizations": 4, "organizations_expected": 9, "organizations_registered": 3,
                "posts": 7, "without_administrator": 2}}],
        }]}
        output, _ = self.xq("coverage", "organizations/1", "--stale-days", "30", lang="zh")
        self.assertEqual([line.split("\t") for line in output.splitlines()], [
            ["2017-03-31", "组织", "应有", "其中已登记", "职务", "应有", "其中已登记", "无管理员",
             "无账号职务", "久未更新"],
            ["共青团西安市委员会", "4", "9", "3", "7", "0", "0", "2", "0", "0"],
            ["合计", "5", "0", "0", "0", "0", "0", "0", "0", "1"],
        ])
        asked = self.asked("registry.v1.CoverageService.GetCoverage")[0]
        self.assertEqual((asked.scope, asked.stale_days), ("organizations/1", 30))

    def test_a_plan_is_gone_through_with_names_for_keys(self):
        plan = {"reorganizations": [{
            "title": "分设", "effective_day": "2018-01-01", "changes": [
                {"create": {"key": "a", "organization": {
                    "display_name": "x", "kind": "county_committee", "level": "county",
                    "parent": "610000"}}},
                {"split": {"organization": "610122", "parts": [
                    {"organization": "new/a", "children": ["610122001"]}]}},
            ]}]}
        self.write("plan.json", json.dumps(plan))
        create = "registry.v1.ReorganizationService.CreateReorganization"
        self.answers = {
            f"{ORGANIZATIONS}.LookupOrganization": [CITY],
            create: [
                {"preview": {"organizations_changed": 3, "organizations_affected": 9}},
                {"preview": {"conflicts": [{"change_index": 1, "reason": "NOT_CLOSED",
                                            "message": "no"}]}},
            ],
        }
        output, _ = self.xq("reorganize", self.folder / "plan.json")
        self.assertEqual(output, "分设: 3 organizations change, 9 are affected, 0 posts end\n")
        made = self.asked(create)[0]
        changes = made.reorganization.changes
        self.assertEqual(changes[0].create.organization.parent, "organizations/2")
        self.assertEqual(changes[0].create.organization.kind, 4)
        self.assertEqual(changes[0].create.key, "a")
        self.assertEqual(changes[1].split.parts[0].organization, "new/a")
        self.assertEqual(list(changes[1].split.parts[0].children), ["organizations/2"])
        self.assertFalse(made.validate_only)
        output, told = self.xq("reorganize", self.folder / "plan.json", "--preview", code=1)
        self.assertIn("  changes[1]: no (NOT_CLOSED)", output)
        self.assertIn("1 conflicts", told)
        self.assertTrue(self.asked(create)[1].validate_only)
        self.write("plan.json", "[]")
        self.xq("reorganize", self.folder / "plan.json", code=1)


if __name__ == "__main__":
    unittest.main()
