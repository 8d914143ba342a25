#include "libs/policy/pack_codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/libs/policy/whole_pack.h"

namespace xinqiao::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

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

TEST(PackCodecTest, WhoPublishesMayNotUseAFieldThatIsUnknown) {
  auto pack = Parsed<v1::RulePack>(kWholePack);
  AddUnknownField(pack);
  AddUnknownField(*pack.mutable_duties(1)->mutable_subject()->mutable_posts());
  EXPECT_THAT(FieldsOf(DecodeRulePack(pack).problems),
              ElementsAre("99", "duties[1].subject.posts.99"));
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
