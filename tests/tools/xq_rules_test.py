"""Tests what tools/xq packs reads: packs, rules, load, findings, switches, kinds."""

import csv
import json
import unittest

import grpc

from xq_files import TOP
from xq_server import Refusal, Served

import packs_rules

POLICY = "registry.v1.PolicyService"
ORGANIZATIONS = "registry.v1.OrganizationService"
POST = "organizations/2/posts/3"
PACK = {
    "name": "organizations/1/rulePacks/9", "version": 2, "publisher": "people/7",
    "publish_time": {"seconds": 1494979200},  # 08:00 of 2017-05-17 in China.
    "in_force": {"start_day": "2017-05-17", "end_day": "2018-01-01"},
    "document": {
        "issuer": "共青团陕西省委", "number": "陕团办发〔2017〕19号", "title": "关于联系青年的通知",
        "issue_day": "2017-12-31", "issue_day_assumed": True,
        "contact_block": {"phones": ["029-0000"]},
    },
    "duties": [{
        "duty_id": "fiv_02", "title": "“五个一”", "requirement_ids": ["FIV-02"],
        "subject": {"posts": {"appointment_types": [1, 2], "many_youth": False}},
        "required_count": 5, "max_count": 6, "period": 4,
    }],
    "contact_quotas": [{
        "title": "联系青年", "object": 1, "required_count": 100, "voluntary": True,
        "subject": {"titles": ["书记"], "leadership_only": True},
    }],
    "cadences": [{"title": "面谈", "metric": 6, "period": 5, "reach_above_percent": 50}],
    "deadlines": [{"title": "登录", "due_day": "2017-04-12"}],
    "evaluations": [{"title": "日常排名", "kind": 1, "period": 1, "cohorts": [{"title": "各高校"}]}],
    "switches": [{"kind": 1, "enabled": True}],
    "assumptions": [{"assumption_id": "A-07", "text": "就近"}],
}
SOURCE = {
    "rule_pack": PACK["name"], "version": 2, "document_number": "S2", "field": "duties[0]",
    "level": "ORGANIZATION_LEVEL_PROVINCE",
}
ABOVE = {"document_number": "S9", "field": "duties[4]", "level": "ORGANIZATION_LEVEL_NATION",
         "rule_pack": "organizations/0/rulePacks/1", "version": 1}


class RulesTest(Served):
    service_name = "packs"

    def rows(self, *arguments, **more):
        """The cells of the table that is printed, without its head."""
        printed = self.xq(*arguments, **more)[0].splitlines()
        rules = [i for i, line in enumerate(printed) if line.startswith("---")]
        return [line.split("  ") for line in printed[rules[1] + 1:rules[2]]]

    def cells(self, *arguments, **more):
        return [
            [cell.strip() for cell in row if cell.strip()] for row in self.rows(*arguments, **more)
        ]

    def test_packs_are_listed_those_from_above_first(self):
        ended = {**PACK, "name": "organizations/1/rulePacks/8", "version": 1, "in_force": None,
                 "superseded_by": PACK["name"]}
        withdrawn = {**PACK, "in_force": None, "withdrawal_reason": "印错了"}
        self.answers = {
            f"{ORGANIZATIONS}.ListAncestors": [{"organizations": [{"name": "organizations/0"}]}],
            f"{POLICY}.ListRulePacks": [{"rule_packs": [ended, PACK]}, {"rule_packs": [withdrawn]}],
        }
        number, title = PACK["document"]["number"], PACK["document"]["title"]
        self.assertEqual(self.cells("list", "organizations/1", "--above", lang="zh"), [
            [number, title, "1", "按各条规定", "2017-05-17 08:00", "已被 9 取代",
             "organizations/1/rulePacks/8"],
            [number, title, "2", "2017-05-17 – 2017-12-31", "2017-05-17 08:00", "有效",
             PACK["name"]],
            [number, title, "2", "按各条规定", "2017-05-17 08:00", "已撤回：印错了", PACK["name"]],
        ])
        asked = [request.parent for request in self.asked(f"{POLICY}.ListRulePacks")]
        self.assertEqual(asked, ["organizations/0", "organizations/1"])

    def test_a_pack_is_shown_rule_by_rule(self):
        self.answers = {f"{POLICY}.GetRulePack": [PACK]}
        self.assertEqual(self.cells("show", PACK["name"]), [
            ["duties[0]", "duty", "“五个一”", "5 to 6 in two months",
             "full-time, seconded; where youths are few", "FIV-02"],
            ["contact_quotas[0]", "contact quota", "联系青年", "voluntary: 100 youths",
             "书记; leadership"],
            ["cadences[0]", "cadence", "面谈", "talks face to face a quarter with more than"],
            ["50 % of the youths"],
            ["deadlines[0]", "deadline", "登录", "by 2017-04-12"],
            ["evaluations[0]", "evaluation", "日常排名", "ranking, once a day", "各高校"],
            ["switches[0]", "switch", "ranking of organizations", "on"],
            ["assumptions[0]", "assumption", "A-07", "就近"],
        ])
        self.assertEqual(self.cells("show", PACK["name"], lang="zh")[:3], [
            ["duties[0]", "任务", "“五个一”", "每2个月5至6次", "专职、挂职；团员青年较少", "FIV-02"],
            ["contact_quotas[0]", "联系数量", "联系青年", "自愿：联系100名团员青年", "书记；领导班子"],
            ["cadences[0]", "日常频次", "面谈", "每季度面对面交流覆盖超过50%"],
        ])
        self.assertIn("2017-12-31 (assumed)", self.xq("show", PACK["name"])[0])

    def test_a_pack_in_text_format_is_what_publish_takes(self):
        self.answers = {
            f"{POLICY}.GetRulePack": [PACK],
            f"{ORGANIZATIONS}.GetOrganization": [{"name": "organizations/1"}],
        }
        written = self.xq("show", PACK["name"], "--text")[0]
        self.write("again.textproto", written)
        self.xq("check", "organizations/1", self.folder / "again.textproto")
        sent = self.asked(f"{POLICY}.PublishRulePack")[0].rule_pack
        self.assertEqual(sent.name, "")
        wanted = type(sent)(**{key: value for key, value in PACK.items() if key not in (
            "name", "version", "publisher", "publish_time")})
        self.assertEqual(sent, wanted)
        self.answers[f"{POLICY}.GetRulePack"] = [{**PACK, "withdrawal_reason": "印错了"}]
        self.assertNotIn("in_force", self.xq("show", PACK["name"], "--text")[0])

    def test_a_table_is_also_json_and_a_file(self):
        self.answers = {f"{POLICY}.GetRulePack": [PACK]}
        answered = json.loads(self.xq("show", PACK["name"], "--json")[0])
        self.assertEqual(answered["duties"][0]["dutyId"], "fiv_02")
        path = self.folder / "pack.csv"
        self.xq("show", PACK["name"], "--csv", path)
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        self.assertEqual(rows[0][:3], ["place", "rule", "title"])
        self.assertEqual(len(rows), 8)
        self.xq("show", PACK["name"], "--csv", path, code=1)
        self.assertIn("no such pack",
                      self.refused(f"{POLICY}.GetRulePack", "no such pack", "show", PACK["name"]))

    def refused(self, method, message, *arguments):
        self.answers[method] = [
            Refusal(message, "RULE_PACK_NOT_FOUND", code=grpc.StatusCode.NOT_FOUND)
        ]
        return self.xq(*arguments, code=1)[1]

    def test_a_withdrawal_can_be_looked_at_before(self):
        self.answers = {
            f"{POLICY}.GetRulePack": [PACK],
            f"{POLICY}.WithdrawRulePack": [
                {"name": PACK["name"], "in_force": {"end_day": "2017-07-01"}}
            ],
        }
        withdraw = ("withdraw", PACK["name"], "--from", "2017-07-01", "--reason", "印错了")
        self.assertIn("“五个一”", self.xq(*withdraw, "--preview")[0])
        self.assertEqual(self.asked(f"{POLICY}.WithdrawRulePack"), [])
        self.assertEqual(
            self.xq(*withdraw)[0], f"{PACK['name']} is not in force from 2017-07-01 on\n"
        )
        asked = self.asked(f"{POLICY}.WithdrawRulePack")[0]
        self.assertEqual((asked.name, asked.end_day, asked.reason),
                         (PACK["name"], "2017-07-01", "印错了"))
        self.xq("withdraw", PACK["name"], "--from", "2017-07-01", code=2)

    def test_rules_in_force_name_their_sources(self):
        self.answers = {f"{POLICY}.GetEffectiveRules": [{"day": "2017-06-15", "rules": [
            {"source": SOURCE, "overrides": [ABOVE], "duty": PACK["duties"][0]},
            {"source": {**SOURCE, "field": "assumptions[0]"}, "assumption": PACK["assumptions"][0]},
        ]}]}
        rules = ("rules", POST, "--day", "2017-06-15")
        self.assertEqual(self.cells(*rules, lang="zh"), [
            ["任务", "“五个一”", "每2个月5至6次", "专职、挂职；团员青年较少", "省级",
             "S2 v2 duties[0]", "全国 S9 v1 duties[4]"],
        ])
        self.assertIn("1 assumptions are left out", self.xq(*rules)[0])
        self.assertIn("就近", self.xq(*rules, "--all")[0])
        asked = self.asked(f"{POLICY}.GetEffectiveRules")[0]
        self.assertEqual((asked.target, asked.day), (POST, "2017-06-15"))

    def test_the_load_of_a_post_is_told_by_level_and_in_sum(self):
        self.answers = {
            f"{ORGANIZATIONS}.GetOrganization": [{"display_name": "共青团陕西省委员会"}],
            f"{POLICY}.GetDutyLoad": [{
                "levels": [{
                    "organization": "organizations/1", "sum": {"activities": 7},
                    "items": [
                        {"source": SOURCE, "title": "“五个一”", "count": 7},
                        {"source": SOURCE, "title": "团课", "count": 1, "voluntary": True},
                        {"source": SOURCE, "title": "实事", "count": 2, "covered": True},
                    ],
                }],
                "total": {"activities": 7, "reports": 1},
            }],
        }
        self.assertEqual(
            [[row[0], *row[2:5]] for row in self.cells("load", POST, "2017-Q2", lang="zh")],
            [
                ["共青团陕西省委员会", "“五个一”", "7", "S2 v2 duties[0]"],
                ["共青团陕西省委员会", "团课", "1", "自愿项，不计入合计"],
                ["共青团陕西省委员会", "实事", "2", "以更近一级的规定为准，不计入合计"],
            ],
        )
        self.assertIn("2017-04-01 至 2017-06-30 合计：活动 7 次",
                      self.xq("load", POST, "2017-Q2", lang="zh")[0])
        asked = self.asked(f"{POLICY}.GetDutyLoad")[0]
        self.assertEqual((asked.start_day, asked.end_day), ("2017-04-01", "2017-07-01"))
        self.assertIn("is no period", self.xq("load", POST, "2017-13", code=1)[1])
        self.assertIn("xq registry show", self.xq("load", "610000", "2017-Q2", code=1)[1])
        self.assertIn("xq packs list", self.xq("show", "610000", code=1)[1])
        self.assertEqual(len(self.asked(f"{POLICY}.GetDutyLoad")), 2)

    def test_periods_are_written_as_people_do(self):
        for given, first, end in (
            ("2016", "2016-01-01", "2017-01-01"), ("2017-H2", "2017-07-01", "2018-01-01"),
            ("2017-Q4", "2017-10-01", "2018-01-01"), ("2016-02", "2016-02-01", "2016-03-01"),
            ("2017-12", "2017-12-01", "2018-01-01"),
            ("2016-02-28..2016-02-29", "2016-02-28", "2016-03-01"),
        ):
            days = packs_rules.period(given)
            self.assertEqual(tuple(map(str, days)), (first, end), given)
        for given in (
            "", "2017-Q5", "2017-H3", "2017-00", "17", "2017-04-01", "2017-02-30..2017-03-01",
            "2017-03-01..2017-02-01",
        ):
            with self.assertRaises(packs_rules.Refused, msg=given):
                packs_rules.period(given)

    def test_findings_and_switches_are_tables(self):
        self.answers = {
            f"{POLICY}.ListRuleFindings": [
                {"rule_findings": [{"rule": SOURCE, "ceiling": ABOVE, "scope": 2,
                                    "description": "asks for much"}], "next_page_token": "more"},
                {},
            ],
            f"{POLICY}.GetSwitchboard": [{"states": [
                {"kind": 1, "enabled": True, "source": SOURCE, "title": "组织每日排名",
                 "legal_basis": {"number": "S2", "issuer": "省委"}, "since_day": "2017-03-22",
                 "since_day_assumed": True, "publisher": "people/7"},
                {"kind": 6, "title": "在线时长"},
            ]}],
            f"{POLICY}.GetFilingSheet": [{"text": "备案表\n一\n", "json": '{"day": 1}'}],
        }
        self.assertEqual(self.cells("findings", "organizations/1"), [
            ["province", "S2 v2 duties[0]", "nation", "S9 v1 duties[4]", "frequencies",
             "asks for much", PACK["name"]],
        ])
        self.assertEqual(self.cells("switches", "organizations/1", lang="zh"), [
            ["组织每日排名", "开启", "S2 (省委)", "2017-03-22（假定）", "people/7", "省级",
             "S2 v2 duties[0]"],
            ["在线时长", "关闭", "无文件要求"],
        ])
        self.assertEqual(self.xq("sheet", "organizations/1")[0], "备案表\n一\n")
        self.assertEqual(self.xq("sheet", "organizations/1", "--json")[0], '{"day": 1}\n')

    def test_kinds_of_a_file_are_added_once(self):
        path = TOP / "services/registry/packs/activity_kinds.textproto"
        output = self.xq("kinds", path, "--check")[0]
        self.assertEqual(self.asked(f"{POLICY}.CreateActivityKind"), [])
        count = output.count(": new")
        self.assertGreater(count, 40)
        self.assertIn(f"{count} would be added, 0 are there", output)
        self.xq("kinds", path)
        made = self.asked(f"{POLICY}.CreateActivityKind")
        self.assertEqual(len(made), count)
        self.assertEqual(made[0].activity_kind_id, "five_ones.practical_deed")
        standing = [request.activity_kind for request in made]
        self.answers[f"{POLICY}.ListActivityKinds"] = [{"activity_kinds": standing}]
        self.assertEqual(self.xq("kinds", path)[0], f"0 added, {count} already there\n")
        standing[0].display_name = "做一件好事"
        output = self.xq("kinds", path, code=1)[0]
        self.assertRegex(output, rf"^{path}:\d+: activityKinds/five_ones.practical_deed: stands as")
        self.assertEqual(len(self.asked(f"{POLICY}.CreateActivityKind")), count)


if __name__ == "__main__":
    unittest.main()
