"""Tests that tools/xq says everything in both languages."""

import argparse
import importlib.machinery
import importlib.util
import re
import subprocess
import unittest

from xq_files import TOP

import commandline
import contract
import help_words
import messages
import pack_words
import reasons
import registry_words

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def load_xq():
    loader = importlib.machinery.SourceFileLoader("xq", str(TOP / "tools/xq"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("xq", loader))
    loader.exec_module(module)
    return module


def helps(parser):
    """Every text that --help prints, of all commands."""
    if parser.description:
        yield parser.description
    for action in parser._actions:  # pylint: disable=protected-access
        if isinstance(action, argparse._SubParsersAction):  # pylint: disable=protected-access
            for each in action._choices_actions:  # pylint: disable=protected-access
                yield each.help
            for command in action.choices.values():
                yield from helps(command)
        else:
            yield action.help


class WordsTest(unittest.TestCase):
    def setUp(self):
        self.addCleanup(messages.choose, "en", {})

    def test_every_help_text_is_there_in_chinese(self):
        messages.choose("en", {})
        said = set(helps(load_xq().parser()))
        self.assertGreater(len(said), 50)
        self.assertEqual([text for text in said if text not in help_words.CHINESE], [])

    def test_nothing_is_translated_that_is_not_said(self):
        messages.choose("en", {})
        said = set(helps(load_xq().parser()))
        own = subprocess.run(
            ["/usr/bin/python3", "-c", "import argparse; print(argparse.__file__)"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        with open(own, encoding="utf-8") as file:
            argparse_says = file.read()
        for text in help_words.CHINESE:
            self.assertTrue(text in said or repr(text)[1:-1] in argparse_says, text)

    def test_help_is_in_the_language_that_is_asked_for(self):
        for arguments, wanted in (
            (["--lang", "zh", "packs", "load", "--help"], "期间"),
            (["--lang=zh", "registry", "--help"], "列出组织及其下级"),
            (["--lang", "en", "packs", "load", "--help"], "what all levels"),
        ):
            done = subprocess.run(
                ["/usr/bin/python3", "-B", TOP / "tools/xq", *arguments],
                capture_output=True, text=True, check=True, timeout=60,
            )
            if "load" in arguments and wanted == "what all levels":
                wanted = "first and last day"
            self.assertIn(wanted, done.stdout)

    def test_the_common_options_may_stand_anywhere(self):
        for arguments, wanted, language in (
            (["--lang", "zh", "x"], ["--lang", "zh", "x"], "zh"),
            (["x", "y", "--day", "1", "--lang=en"], ["--lang", "en", "x", "y", "--day", "1"], "en"),
            (["x", "--principal", "people/1"], ["--principal", "people/1", "x"], None),
        ):
            found = commandline.common_first(["--target", "a:1", *arguments])
            self.assertEqual(found, (["--target", "a:1", *wanted], language))
        for wrong in (["--lang"], ["--lang", "fr", "x"]):
            with self.assertRaises(argparse.ArgumentError):
                commandline.common_first(wrong)

    def test_both_languages_take_the_same_parts(self):
        parts = re.compile(r"\{(\w+)\}")
        for key, (english, chinese) in messages._TEXTS.items():  # pylint: disable=protected-access
            if not key.startswith(("refused", "service_")):
                self.assertEqual(
                    set(parts.findall(english)), set(parts.findall(chinese)), key
                )

    def test_every_value_of_the_contract_has_words(self):
        known = contract.Contract(TOP)
        tables = {
            "OrganizationLevel": registry_words.LEVELS, "SwitchKind": pack_words.SWITCHES,
            "CeilingScope": pack_words.SCOPES, "PeriodKind": pack_words._PERIODS,
            "ContactObject": pack_words._OBJECTS, "CadenceMetric": pack_words._METRICS,
            "AppointmentType": registry_words.APPOINTMENTS, "OrganizationKind": registry_words.KINDS,
            "RankClass": pack_words._RANKS, "EvaluationKind": pack_words._EVALUATIONS,
        }
        for name, table in tables.items():
            enum = known.pool.FindEnumTypeByName(f"xinqiao.policy.v1.{name}")
            start = len(enum.values_by_number[0].name) - len("UNSPECIFIED")
            wanted = {value.name[start:] for value in enum.values if value.number}
            self.assertEqual(set(table), wanted, name)
        pack = known.message("policy.v1.RulePack").DESCRIPTOR
        lists = {field.name for field in pack.fields if field.label == field.LABEL_REPEATED}
        self.assertEqual(set(pack_words.LISTS), lists)

    def test_reasons_of_known_shape_are_told_in_chinese(self):
        cases = {
            "must be 1 to 100": "应为 1 至 100",
            "'five_ones.x' is not in the catalogue of activity kinds":
                "活动类别目录里没有“five_ones.x”；新增类别用 xq packs kinds",
            "items add up to 90, want 100": "各项合计 90，应为 100",
            "begins on 2017-04-01, before it was made known on 2017-05-17 (A-45)":
                "2017-04-01 开始，早于公布日 2017-05-17（A-45）",
            "asks for 100 youths, more than 20 of S3 (contact_quotas[0]) and S4 (contact_quotas[1])"
            ", the highest level that set one":
                "要求联系 100 名青年，超过 S3 (contact_quotas[0])、S4 (contact_quotas[1]) 的 20"
                "（最先作出规定的上级）",
            "asks for 6 activities a quarter (24 a year), more than 5 in two months (20 a year) of "
            "S2 (duties[0]), of the same organization":
                "要求每季度 6 次活动（折合每年 24 次），超过 S2 (duties[0]) 的每2个月 5 次（折合每年 20 次；"
                "本组织的另一规定）",
            "asks for youths that no higher level asks these posts for; S2 (ceilings[0]) allows it "
            "as voluntary only; it was issued on 2016-12-31, before that of 2017-03-22, and is not "
            "bound by it":
                "新增要求“青年”，而上级对这些职务没有这项要求；按 S2 (ceilings[0]) 只能作为自愿项；"
                "本文件 2016-12-31 印发，早于该文件（2017-03-22），不受其约束",
            "asks together with duties[1] for 10 activities a year, more than 5 a year of S2 "
            "(duties[0]), the highest level that set one":
                "连同 duties[1] 共要求每年 10 次活动，超过 S2 (duties[0]) 的每年 5 次（最先作出规定的上级）",
        }
        messages.choose("zh", {})
        for reason, wanted in cases.items():
            self.assertEqual(reasons.said(reason), wanted)
        self.assertEqual(reasons.said("was never heard of"), "was never heard of")
        self.assertEqual(reasons.heading("RULES_RAISED"), "超过上级规定（不得层层加码）")
        messages.choose("en", {})
        for reason in cases:
            self.assertEqual(reasons.said(reason), reason)

    def test_no_shape_is_known_that_nobody_says(self):
        texts = []
        for folder in ("libs/policy", "libs/rpc", "services/registry"):
            for path in (TOP / folder).rglob("*.*"):
                if path.suffix not in (".cc", ".h"):
                    continue
                # Literals side by side are one; what is put between two is told apart.
                texts.append(re.sub(r'"\s*\n\s*"', "", path.read_text(encoding="utf-8")))
        sources = "\n".join(texts)
        for shape, _ in reasons._SHAPES:  # pylint: disable=protected-access
            # The guard puts its sentences together; the cases above hold some.
            if shape.pattern.startswith("asks"):
                continue
            literal = re.sub(r"\\(.)", r"\1", max(
                re.split(r"\(\?.*?\)\)?|[\[\]+?]|\\d", shape.pattern), key=len
            ))
            self.assertTrue(literal.strip() in sources, shape.pattern)

    def test_switches_are_called_what_the_registry_calls_them(self):
        path = TOP / "services/registry/domain/rule_words.cc"
        words = path.read_text(encoding="utf-8")
        for _, chinese in pack_words.SWITCHES.values():
            self.assertIn(f'"{chinese}"', words)

    def test_every_code_has_a_heading_that_the_registry_knows(self):
        known = (TOP / "services/registry/domain/errors.cc").read_text(encoding="utf-8")
        for code in reasons._BY_CODE:  # pylint: disable=protected-access
            self.assertTrue(f'"{code}"' in known or code == "INVALID_FIELDS", code)
            self.assertRegex(reasons._BY_CODE[code], _CHINESE)  # pylint: disable=protected-access


if __name__ == "__main__":
    unittest.main()
