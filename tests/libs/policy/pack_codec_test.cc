#include "libs/policy/pack_codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace xinqiao::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

template <typename T>
T Parsed(const char* text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

std::vector<std::string> FieldsOf(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (const Problem& problem : problems) fields.push_back(problem.field);
  return fields;
}

// Every field of every message at least once, and no enum at its first value:
// a field that is forgotten is not there by chance.
constexpr char kWholePack[] = R"(
  document {
    issuer: "issuer" number: "number" title: "title" issue_day: "2017-05-17"
    parents { issuer: "parent" number: "1" title: "p" issue_day: "2017-04-01" }
    parents { issuer: "other" title: "no day" }
    addressees: "all"
    annexes { title: "annex" sha256: "00" }
    contact_block { display_name: "n" phones: "1" phones: "2" email: "e" qq_group: "q" }
  }
  scope {
    organization_kinds: ORGANIZATION_KIND_COLLEGE_COMMITTEE
    organization_levels: ORGANIZATION_LEVEL_COLLEGE
    subtrees: "organizations/01890a5d-ac96-774b-bcce-b302099a8057"
  }
  duties {
    duty_id: "d" title: "t" requirement_ids: "FIV-02" text: "x"
    subject {
      posts {
        appointment_types: APPOINTMENT_TYPE_SECONDED
        organization_kinds: ORGANIZATION_KIND_BRANCH
        organization_levels: ORGANIZATION_LEVEL_CITY
        rank_classes: RANK_CLASS_SECTION_OR_ABOVE
        leadership_only: true
        leading_body: true
        many_youth: true
        titles: "书记"
      }
    }
    kind_ids: "a.b" required_count: 5 max_count: 7 voluntary: true
    period: PERIOD_KIND_TWO_MONTHS
    effective { start_day: "2017-04-01" end_day: "2018-01-01" }
    may_also_count: "e" kind_coverage: KIND_COVERAGE_REQUIRED
  }
  duties {
    duty_id: "e" title: "t"
    subject { posts { leading_body: false many_youth: false } }
    period: PERIOD_KIND_WHOLE_INTERVAL
    effective { start_day: "2017-04-01" } kind_coverage: KIND_COVERAGE_REPORTED
  }
  schedule_items {
    schedule_item_id: "s" title: "t" text: "x" requirement_ids: "CAM-05"
    kind: SCHEDULE_ITEM_KIND_CAMPAIGN
    window { start_day: "2017-07-01" end_day: "2018-01-01" }
    subject {
      organizations {
        organization_kinds: ORGANIZATION_KIND_COUNTY_COMMITTEE
        organization_levels: ORGANIZATION_LEVEL_COUNTY
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
    header_fields: "h"
    columns { column_id: "c" title: "t" measure: REPORT_MEASURE_CONTACTED_YOUTHS }
    period: PERIOD_KIND_HALF_YEAR due_days: "2017-06-15"
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
  contact_quotas {
    contact_quota_id: "q" title: "t" requirement_ids: "CON-09" text: "x"
    subject { appointment_types: APPOINTMENT_TYPE_PART_TIME rank_classes: RANK_CLASS_UNSPECIFIED }
    object: CONTACT_OBJECT_YOUTH_IN_DIFFICULTY required_count: 3 max_count: 5
    effective { start_day: "2019-01-01" end_day: "2020-01-01" } voluntary: true
  }
  cadences {
    cadence_id: "f" title: "t" requirement_ids: "CDN-01" text: "x" subject {}
    metric: CADENCE_METRIC_FACE_TO_FACE kind_ids: "a.b" period: PERIOD_KIND_YEAR
    required_count: 1 reach_above_percent: 50
    effective { start_day: "2019-01-01" } voluntary: true
  }
  cadences {
    cadence_id: "g" title: "t" subject { leadership_only: true } metric: CADENCE_METRIC_TOPIC
    period: PERIOD_KIND_WHOLE_INTERVAL reach_above_percent: 0
    effective { start_day: "2019-01-01" }
  }
  ceilings {
    ceiling_id: "c" title: "t" requirement_ids: "CON-05" text: "x"
    covers: CEILING_SCOPE_FREQUENCY covers: CEILING_SCOPE_NEW_WORK
    effective { start_day: "2017-03-22" }
  }
  task_emphases {
    task_emphasis_id: "m" title: "t" requirement_ids: "CAD-04" text: "x"
    subject { titles: "团支部书记" } tasks: "增强联系黏性" tasks: "助力青年成长"
  }
  point_rules {
    point_rule_id: "p" title: "t" requirement_ids: "ASM-01" text: "x"
    event: POINT_EVENT_WISH_CONFIRMED kind_ids: "a.b" milli_points: 1000
    period: PERIOD_KIND_MONTH cap_milli_points: 5000000000
    steps { after_count: 3 percent: 50 }
    steps { after_count: 6 percent: 0 }
    multipliers { subject { leading_body: true } percent: 120 }
    effective { start_day: "2017-05-17" }
  }
  assessment_tables {
    assessment_table_id: "a" title: "t" requirement_ids: "ASM-08"
    subject { organization_levels: ORGANIZATION_LEVEL_CITY } total: 100
    items {
      assessment_item_id: "i" title: "t" requirement_ids: "ASM-14" weight: 50
      items {
        assessment_item_id: "j" title: "t" weight: 10 measure: ASSESSMENT_MEASURE_MOBILE_USE
        rule_ids: "d" rule_ids: "s" assumption_id: "A-35"
      }
    }
    bases: "系统数据" effective { start_day: "2017-03-22" }
  }
  wish_limits {
    wish_limit_id: "w" title: "t" requirement_ids: "WIS-03" step: WISH_STEP_RISE
    working_days: 10 text: "x" effective { start_day: "2017-05-17" }
  }
  wish_categories { wish_category_id: "k" title: "就业创业" requirement_ids: "WIS-09" }
  book_closings {
    book_closing_id: "b" title: "t" requirement_ids: "RPT-10" period: PERIOD_KIND_YEAR
    after_working_days: 10 effective { start_day: "2017-05-17" }
  }
  in_force { start_day: "2017-05-17" end_day: "2019-01-01" }
)";

// What only the registry says.
const std::set<std::string>& FieldsOfTheRegistry() {
  static const auto* fields =
      new std::set<std::string>{"xinqiao.policy.v1.RulePack.name",
                                "xinqiao.policy.v1.RulePack.version",
                                "xinqiao.policy.v1.RulePack.publish_time",
                                "xinqiao.policy.v1.RulePack.superseded_by",
                                "xinqiao.policy.v1.RulePack.withdrawal_reason",
                                "xinqiao.policy.v1.RulePack.publisher"};
  return *fields;
}

// Calls `visit` with every message of `message`, itself included.
void ForEachMessage(Message& message, const std::function<void(Message&)>& visit) {
  visit(message);
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      ForEachMessage(*reflection.MutableMessage(&message, field), visit);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      ForEachMessage(*reflection.MutableRepeatedMessage(&message, field, i), visit);
    }
  }
}

void ExpectRoundTrip(const v1::RulePack& pack, const std::string& of) {
  const Decoded<RulePack> decoded = DecodeRulePack(pack);
  EXPECT_THAT(decoded.problems, IsEmpty()) << of;
  EXPECT_EQ(EncodeRulePack(decoded.value).DebugString(), pack.DebugString()) << of;
}

TEST(PackCodecTest, EncodingGivesBackWhatWasDecoded) {
  ExpectRoundTrip(Parsed<v1::RulePack>(kWholePack), "the whole pack");
}

// So that the test above speaks of every field there is, and of every one to come.
TEST(PackCodecTest, TheWholePackLeavesNoFieldOfAnyMessageUnset) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  std::set<std::string> known;
  std::set<std::string> set = FieldsOfTheRegistry();
  ForEachMessage(pack, [&](const Message& message) {
    const google::protobuf::Descriptor& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      known.insert(descriptor.field(i)->full_name());
    }
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) set.insert(field->full_name());
  });
  EXPECT_EQ(set, known);
}

TEST(PackCodecTest, NoFieldCanBeClearedUnseen) {
  const auto pack = Parsed<v1::RulePack>(kWholePack);
  const RulePack whole = DecodeRulePack(pack).value;
  std::vector<std::string> lost;
  auto spoiled = pack;
  ForEachMessage(spoiled, [&](Message& message) {
    const google::protobuf::Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      const std::unique_ptr<Message> before(message.New());
      before->CopyFrom(message);
      reflection.ClearField(&message, field);
      const Decoded<RulePack> decoded = DecodeRulePack(spoiled);
      if (decoded.problems.empty() && decoded.value == whole) lost.push_back(field->full_name());
      message.CopyFrom(*before);
    }
  });
  EXPECT_THAT(lost, IsEmpty());
}

TEST(PackCodecTest, EveryValueOfEveryEnumHasAPlace) {
  const auto pack = Parsed<v1::RulePack>(kWholePack);
  // These have windows of the calendar only.
  const std::set<std::string> calendar_only = {"xinqiao.policy.v1.ReportDefinition.period",
                                               "xinqiao.policy.v1.Evaluation.period",
                                               "xinqiao.policy.v1.BookClosing.period"};
  int tried = 0;
  auto changed = pack;
  ForEachMessage(changed, [&](Message& message) {
    const google::protobuf::Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_ENUM) continue;
      const std::unique_ptr<Message> before(message.New());
      before->CopyFrom(message);
      for (int i = 1; i < field->enum_type()->value_count(); ++i) {
        const google::protobuf::EnumValueDescriptor* value = field->enum_type()->value(i);
        const bool whole_interval = value->name() == "PERIOD_KIND_WHOLE_INTERVAL";
        if (whole_interval && calendar_only.count(field->full_name()) > 0) continue;
        if (field->is_repeated()) {
          reflection.SetRepeatedEnum(&message, field, 0, value);
        } else {
          reflection.SetEnum(&message, field, value);
        }
        ExpectRoundTrip(changed, field->full_name() + " " + value->name());
        ++tried;
      }
      message.CopyFrom(*before);
    }
  });
  EXPECT_GT(tried, 150);
}

TEST(PackCodecTest, EveryGroupOfKindsHasAPlace) {
  const google::protobuf::EnumDescriptor& groups = *v1::ActivityGroup_descriptor();
  for (int i = 1; i < groups.value_count(); ++i) {
    v1::ActivityKind kind;
    kind.set_name("activityKinds/a.b");
    kind.set_display_name("x");
    kind.set_group(static_cast<v1::ActivityGroup>(groups.value(i)->number()));
    const Decoded<ActivityKind> decoded = DecodeActivityKind(kind);
    EXPECT_THAT(decoded.problems, IsEmpty());
    EXPECT_EQ(EncodeActivityKind(decoded.value).DebugString(), kind.DebugString());
  }
}

TEST(PackCodecTest, AnEmptyEndLeavesTheIntervalOpen) {
  const Decoded<RulePack> decoded = DecodeRulePack(Parsed<v1::RulePack>(kWholePack));
  EXPECT_EQ(decoded.value.duties[1].effective.end, kOpenEnd);
  EXPECT_EQ(decoded.value.duties[1].period, std::nullopt);
}

TEST(PackCodecTest, DaysAreOf1900To2199) {
  v1::RulePack pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_document()->set_issue_day("0304-12-31");
  pack.mutable_duties(0)->mutable_effective()->set_start_day("2200-01-01");
  EXPECT_THAT(DecodeRulePack(pack).problems,
              ElementsAre(Field(&Problem::field, "document.issue_day"),
                          Field(&Problem::field, "duties[0].effective.start_day")));
}

TEST(PackCodecTest, UnsetAndFalseAreTwoThings) {
  const RulePack pack = DecodeRulePack(Parsed<v1::RulePack>(kWholePack)).value;
  EXPECT_EQ(pack.duties[0].subject.leading_body, true);
  EXPECT_EQ(pack.duties[1].subject.leading_body, false);
  EXPECT_EQ(pack.contact_quotas[0].subject.leading_body, std::nullopt);
  EXPECT_EQ(pack.cadences[1].reach_above_percent, 0);
}

TEST(PackCodecTest, SubtreesAreNamesInMessagesAndIdsAsValues) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  EXPECT_THAT(DecodeRulePack(pack).value.scope.subtree_ids,
              ElementsAre("01890a5d-ac96-774b-bcce-b302099a8057"));
  for (const char* name : {"", "01890a5d-ac96-774b-bcce-b302099a8057", "organizations/",
                           "organizations/x", "organizations/01890A5D-AC96-774B-BCCE-B302099A8057",
                           "organizations/01890a5d-ac96-774b-bcce-b302099a8057/posts"}) {
    pack.mutable_scope()->set_subtrees(0, name);
    EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems), ElementsAre("scope.subtrees[0]")) << name;
  }
}

TEST(PackCodecTest, BooksAndReportsHaveWindowsOfTheCalendarOnly) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_reports(0)->set_period(v1::PERIOD_KIND_WHOLE_INTERVAL);
  pack.mutable_book_closings(0)->set_period(v1::PERIOD_KIND_WHOLE_INTERVAL);
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems),
              ElementsAre("reports[0].period", "book_closings[0].period"));
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
    contact_quotas { subject { organization_levels: ORGANIZATION_LEVEL_UNSPECIFIED } effective {} }
    cadences { effective { start_day: "2017-01-01" } }
    ceilings { covers: CEILING_SCOPE_UNSPECIFIED effective { start_day: "2017-01-01" } }
    point_rules { multipliers {} effective { start_day: "2017-01-01" } }
    assessment_tables { effective { start_day: "2017-01-01" } }
    wish_limits { effective { start_day: "2017-01-01" } }
    book_closings { effective { start_day: "2017-01-01" } }
    in_force { end_day: "2017-01-01" }
  )");
  EXPECT_THAT(
      FieldsOf(DecodeRulePack(pack).problems),
      UnorderedElementsAre(
          "document.issue_day", "document.parents[0].issue_day", "scope.organization_kinds[0]",
          "duties[0].subject.posts.appointment_types[0]", "duties[0].period",
          "duties[0].effective.start_day", "duties[0].effective.end_day", "duties[0].kind_coverage",
          "deadlines[0].due_day", "deadlines[0].measure", "reports[0].columns[0].measure",
          "reports[0].due_days[1]", "switches[0].kind", "switches[0].legal_basis.issue_day",
          "contact_quotas[0].subject.organization_levels[0]", "contact_quotas[0].object",
          "contact_quotas[0].effective.start_day", "cadences[0].subject", "cadences[0].metric",
          "cadences[0].period", "ceilings[0].covers[0]", "point_rules[0].event",
          "point_rules[0].period", "point_rules[0].multipliers[0].subject",
          "assessment_tables[0].subject", "wish_limits[0].step", "book_closings[0].period",
          "in_force.start_day"));
}

TEST(PackCodecTest, ARuleSaysWhomItBinds) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  pack.mutable_duties(0)->clear_subject();
  pack.mutable_contact_quotas(0)->clear_subject();
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems),
              ElementsAre("duties[0].subject", "contact_quotas[0].subject"));
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
