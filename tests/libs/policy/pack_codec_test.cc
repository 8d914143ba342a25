#include "libs/policy/pack_codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xinqiao::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

template <typename Message>
Message Parsed(const char* text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

std::vector<std::string> FieldsOf(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

// Every field of every message once.
constexpr char kWholePack[] = R"(
  document {
    issuer: "issuer" number: "number" title: "title" issue_day: "2017-05-17"
    parents { issuer: "parent" number: "1" title: "p" issue_day: "2017-04-01" }
    parents { issuer: "other" title: "no day" }
    addressees: "all"
    annexes { title: "annex" sha256: "00" }
    contact_block { display_name: "n" phones: "1" phones: "2" email: "e" qq_group: "q" }
  }
  scope { organization_kinds: ORGANIZATION_KIND_COLLEGE_COMMITTEE }
  duties {
    duty_id: "d" title: "t" requirement_ids: "FIV-02" text: "x"
    subject {
      posts {
        appointment_types: APPOINTMENT_TYPE_SECONDED
        organization_kinds: ORGANIZATION_KIND_BRANCH
        leadership_only: true
        titles: "书记"
      }
    }
    kind_ids: "a.b" required_count: 5 period: PERIOD_KIND_TWO_MONTHS
    effective { start_day: "2017-04-01" end_day: "2018-01-01" }
    may_also_count: "e" kind_coverage: KIND_COVERAGE_REQUIRED
  }
  duties {
    duty_id: "e" title: "t" subject { posts {} } period: PERIOD_KIND_WHOLE_INTERVAL
    effective { start_day: "2017-04-01" } kind_coverage: KIND_COVERAGE_REPORTED
  }
  schedule_items {
    schedule_item_id: "s" title: "t" text: "x" requirement_ids: "CAM-05"
    kind: SCHEDULE_ITEM_KIND_CAMPAIGN
    window { start_day: "2017-07-01" end_day: "2018-01-01" }
    subject {
      organizations {
        organization_kinds: ORGANIZATION_KIND_COUNTY_COMMITTEE
        leading_bodies_only: true
      }
    }
    duty_ids: "d" kind_ids: "a.b" forms: "f" deliverables: "g" separate_notice: true
  }
  deadlines {
    deadline_id: "l" title: "t" requirement_ids: "SYS-10" text: "x" subject { posts {} }
    due_day: "2017-04-30" measure: DEADLINE_MEASURE_YOUTH_ADOPTION shown_only: true
  }
  reports {
    report_id: "r" title: "t" requirement_ids: "RPT-01" text: "x" subject { organizations {} }
    header_fields: "h" columns { column_id: "c" title: "t" measure: REPORT_MEASURE_CADRES }
    period: PERIOD_KIND_QUARTER due_days: "2017-06-15"
  }
  evaluations {
    evaluation_id: "v" title: "t" requirement_ids: "ASM-02" text: "x"
    kind: EVALUATION_KIND_BULLETIN period: PERIOD_KIND_QUARTER
    bases: "b" methods: "m" measures: "n" cohort: "c"
  }
  evaluations { evaluation_id: "w" title: "t" kind: EVALUATION_KIND_SPOT_CHECK }
  switches {
    kind: SWITCH_KIND_LOGIN_DUTY enabled: true
    legal_basis { issuer: "i" number: "n" title: "t" issue_day: "2017-05-17" }
    text: "x" requirement_ids: "SYS-09"
  }
  switches { kind: SWITCH_KIND_PERSON_RANKING }
  assumptions { assumption_id: "A-16" text: "x" }
)";

TEST(PackCodecTest, EncodingGivesBackWhatWasDecoded) {
  const auto pack = Parsed<v1::RulePack>(kWholePack);
  const Decoded<RulePack> decoded = DecodeRulePack(pack);
  EXPECT_THAT(decoded.problems, IsEmpty());
  EXPECT_EQ(EncodeRulePack(decoded.value).DebugString(), pack.DebugString());
}

TEST(PackCodecTest, EveryValueOfEveryEnumHasAPlace) {
  const auto values = [](const google::protobuf::EnumDescriptor& descriptor, auto&& check) {
    for (int i = 1; i < descriptor.value_count(); ++i) check(descriptor.value(i)->number());
  };
  v1::RulePack pack = Parsed<v1::RulePack>(kWholePack);
  const auto round_trips = [&] {
    const Decoded<RulePack> decoded = DecodeRulePack(pack);
    EXPECT_THAT(decoded.problems, IsEmpty());
    EXPECT_EQ(EncodeRulePack(decoded.value).DebugString(), pack.DebugString());
  };
  values(*v1::PeriodKind_descriptor(), [&](int n) {
    pack.mutable_duties(0)->set_period(static_cast<v1::PeriodKind>(n));
    round_trips();
  });
  values(*v1::KindCoverage_descriptor(), [&](int n) {
    pack.mutable_duties(0)->set_kind_coverage(static_cast<v1::KindCoverage>(n));
    round_trips();
  });
  values(*v1::AppointmentType_descriptor(), [&](int n) {
    pack.mutable_duties(0)->mutable_subject()->mutable_posts()->set_appointment_types(
        0, static_cast<v1::AppointmentType>(n));
    round_trips();
  });
  values(*v1::OrganizationKind_descriptor(), [&](int n) {
    pack.mutable_scope()->set_organization_kinds(0, static_cast<v1::OrganizationKind>(n));
    round_trips();
  });
  values(*v1::ScheduleItemKind_descriptor(), [&](int n) {
    pack.mutable_schedule_items(0)->set_kind(static_cast<v1::ScheduleItemKind>(n));
    round_trips();
  });
  values(*v1::DeadlineMeasure_descriptor(), [&](int n) {
    pack.mutable_deadlines(0)->set_measure(static_cast<v1::DeadlineMeasure>(n));
    round_trips();
  });
  values(*v1::ReportMeasure_descriptor(), [&](int n) {
    pack.mutable_reports(0)->mutable_columns(0)->set_measure(static_cast<v1::ReportMeasure>(n));
    round_trips();
  });
  values(*v1::EvaluationKind_descriptor(), [&](int n) {
    pack.mutable_evaluations(0)->set_kind(static_cast<v1::EvaluationKind>(n));
    round_trips();
  });
  values(*v1::SwitchKind_descriptor(), [&](int n) {
    pack.mutable_switches(0)->set_kind(static_cast<v1::SwitchKind>(n));
    round_trips();
  });
  values(*v1::ActivityGroup_descriptor(), [](int n) {
    v1::ActivityKind kind;
    kind.set_name("activityKinds/a.b");
    kind.set_display_name("x");
    kind.set_group(static_cast<v1::ActivityGroup>(n));
    const Decoded<ActivityKind> decoded = DecodeActivityKind(kind);
    EXPECT_THAT(decoded.problems, IsEmpty());
    EXPECT_EQ(EncodeActivityKind(decoded.value).DebugString(), kind.DebugString());
  });
}

TEST(PackCodecTest, AnEmptyEndLeavesTheIntervalOpen) {
  const Decoded<RulePack> decoded = DecodeRulePack(Parsed<v1::RulePack>(kWholePack));
  EXPECT_EQ(decoded.value.duties[1].effective.end, kOpenEnd);
  EXPECT_EQ(decoded.value.duties[1].period, std::nullopt);
}

TEST(PackCodecTest, NamesEveryUnreadableFieldAtOnce) {
  const auto pack = Parsed<v1::RulePack>(R"(
    document { issue_day: "2017-02-29" parents { issue_day: "?" } }
    scope { organization_kinds: ORGANIZATION_KIND_UNSPECIFIED }
    duties {
      subject { posts { appointment_types: APPOINTMENT_TYPE_UNSPECIFIED } }
      effective { start_day: "2017-4-1" end_day: "soon" }
    }
    deadlines { due_day: "" subject { posts {} } }
    reports {
      subject { organizations {} } period: PERIOD_KIND_QUARTER
      columns {} due_days: "2017-06-15" due_days: "15"
    }
    switches { legal_basis { issue_day: "x" } }
  )");
  EXPECT_THAT(
      FieldsOf(DecodeRulePack(pack).problems),
      UnorderedElementsAre(
          "document.issue_day", "document.parents[0].issue_day", "scope.organization_kinds[0]",
          "duties[0].subject.posts.appointment_types[0]", "duties[0].period",
          "duties[0].effective.start_day", "duties[0].effective.end_day", "duties[0].kind_coverage",
          "deadlines[0].due_day", "deadlines[0].measure", "reports[0].columns[0].measure",
          "reports[0].due_days[1]", "switches[0].kind", "switches[0].legal_basis.issue_day"));
}

TEST(PackCodecTest, ARuleSaysWhomItBinds) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_duties(0)->clear_subject();
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems), ElementsAre("duties[0].subject"));
}

TEST(PackCodecTest, AnUnknownEnumNumberIsAProblem) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_duties(0)->set_period(static_cast<v1::PeriodKind>(99));
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems), ElementsAre("duties[0].period"));
}

TEST(PackCodecTest, RefusesTextsThatMayNotBeStoredWhereverTheyAre) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_document()->set_title(std::string("a\0b", 3));
  pack.mutable_duties(0)->set_text("a\x01");
  pack.mutable_schedule_items(0)->set_forms(0, "a\u202Eb");
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems),
              ElementsAre("document.title", "duties[0].text", "schedule_items[0].forms[0]"));
}

TEST(PackCodecTest, ACatalogueNamesTheKindAtFault) {
  const auto catalogue = Parsed<v1::ActivityKindCatalogue>(R"(
    activity_kinds { name: "activityKinds/a.b" display_name: "x" group: ACTIVITY_GROUP_ONLINE }
    activity_kinds { name: "a.c" group: ACTIVITY_GROUP_ONLINE }
    activity_kinds { name: "activityKinds/a.b" display_name: "x" }
  )");
  EXPECT_THAT(FieldsOf(DecodeActivityKinds(catalogue).problems),
              ElementsAre("activity_kinds[1].name", "activity_kinds[1].display_name",
                          "activity_kinds[2].group", "activity_kinds[2].name"));
}

}  // namespace
}  // namespace xinqiao::policy
