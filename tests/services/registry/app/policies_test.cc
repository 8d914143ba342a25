#include "services/registry/app/policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/calendar/day.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_registry_store.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

// It is half past midnight of 17 May 2017 in Shanghai, the day of the notice.
// The school stands, and the catalogue has one kind.
class PoliciesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const Organization school{
        .identity = {.organization_id = "school"},
        .version = {.validity = {.first = Day("2015-09-01"), .end = kOpenEnd}}};
    ASSERT_THAT(store_.InsertOrganization(
                    {}, {.request_id = "r-school"}, school,
                    [&](const PlacementFacts&) { return absl::StatusOr<Organization>(school); }),
                IsOk());
    ASSERT_THAT(policies_.CreateActivityKind({}, Kind("r-kind")), IsOk());
  }

  static NewActivityKind Kind(const std::string& request_id) {
    return {.request_id = request_id,
            .kind = {.kind_id = "five_ones.heart_talk", .display_name = "谈心谈话"}};
  }

  // So many activities every two months.
  NewRulePack Draft(const std::string& request_id, int count = 5) {
    NewRulePack draft{.request_id = request_id,
                      .organization_id = "school",
                      .rules = {.document = {.issuer = "共青团泉州师范学院委员会",
                                             .number = "20号",
                                             .title = "通知",
                                             .issue_day = Day("2017-05-17")},
                                .duties = {{.duty_id = "fiv_02",
                                            .title = "五个一",
                                            .requirement_ids = {"FIV-02"},
                                            .kind_ids = {"five_ones.heart_talk"},
                                            .required_count = count,
                                            .period = PeriodKind::kTwoMonths,
                                            .effective = {Day("2017-04-01"), Day("2018-01-01")}}}},
                      .content = absl::StrCat("bytes of ", count)};
    contents_[draft.content] = draft.rules;
    return draft;
  }

  std::vector<PublishedRulePack> Packs() {
    return policies_.ListRulePacks({}, {.organization_id = "school"})->items;
  }

  std::map<std::string, policy::RulePack> contents_;  // What bytes stand for.
  xinqiao::testing::FakeRegistryStore store_{xinqiao::testing::RegistryTextEncoders()};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 5, 17, 0, 30, 0), BusinessZone())};
  xinqiao::testing::FakeIds ids_;
  OrganizationTree tree_;
  PolicyBook book_{tree_,
                   [](const FeedPack&, policy::OrganizationLevel) { return EncodedRules(); }};
  Policies policies_{
      {.store = store_,
       .tree = tree_,
       .book = book_,
       .contents = {.read = [this](const std::string& content) -> absl::StatusOr<policy::RulePack> {
                      return contents_.at(content);
                    },
                    .write =
                        [this](const policy::RulePack& rules) {
                          contents_["written"] = rules;
                          return std::string("written");
                        }},
       .calendar = [](const Call&) { return WorkdayCalendar(); },
       .clock = clock_,
       .ids = ids_}};
};

TEST_F(PoliciesTest, AKindIsAddedOnce) {
  EXPECT_THAT(policies_.CreateActivityKind({}, Kind("r1")), FailsWith("ACTIVITY_KIND_EXISTS"));
  EXPECT_THAT(policies_.CreateActivityKind({}, Kind("r-kind")), IsOk());
  EXPECT_THAT(policies_.ListActivityKinds({}, {})->items, SizeIs(1));
}

TEST_F(PoliciesTest, PublishesWithWarnings) {
  const auto answer = policies_.PublishRulePack({.principal = "people/admin"}, Draft("r1"));
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(answer->bytes, HasSubstr("version 1 with duties[0].effective.start_day"));
  ASSERT_THAT(Packs(), SizeIs(1));
  const PublishedRulePack pack = Packs()[0];
  EXPECT_EQ(pack.content, "bytes of 5");
  EXPECT_EQ(pack.publish_time, clock_.Now());
  EXPECT_EQ(pack.publisher, "people/admin");
  EXPECT_EQ(pack.in_force, std::nullopt);
  EXPECT_THAT(
      policies_.GetRulePack({}, {.organization_id = "school", .rule_pack_id = pack.rule_pack_id}),
      IsOkAndHolds(pack));
}

TEST_F(PoliciesTest, ADocumentOfTomorrowIsRefusedByTheCalendarOfShanghai) {
  clock_.Advance(-absl::Hours(1));
  EXPECT_THAT(policies_.PublishRulePack({}, Draft("r1")), FailsWith("INVALID_FIELDS"));
}

TEST_F(PoliciesTest, APublishedPackStaysAsItIs) {
  ASSERT_THAT(policies_.PublishRulePack({}, Draft("r1", 5)), IsOk());
  const PublishedRulePack first = Packs()[0];
  ASSERT_THAT(policies_.PublishRulePack({}, Draft("r2", 4)), IsOk());
  ASSERT_THAT(Packs(), SizeIs(2));
  EXPECT_EQ(Packs()[0], first);
  EXPECT_EQ(Packs()[1].version, 2);
}

TEST_F(PoliciesTest, ARequestPublishesOnce) {
  const auto first = policies_.PublishRulePack({}, Draft("r1"));
  EXPECT_EQ(policies_.PublishRulePack({}, Draft("r1"))->bytes, first->bytes);
  EXPECT_THAT(Packs(), SizeIs(1));
}

TEST_F(PoliciesTest, ACheckStoresNothing) {
  const size_t events = store_.events().size();
  NewRulePack draft = Draft("r1");
  draft.validate_only = true;
  const auto checked = policies_.PublishRulePack({}, draft);
  ASSERT_THAT(checked, IsOk());
  EXPECT_THAT(Packs(), IsEmpty());
  EXPECT_THAT(store_.events(), SizeIs(events));
  // The request id is still free, and the answer is the same.
  EXPECT_EQ(policies_.PublishRulePack({}, Draft("r1"))->bytes, checked->bytes);

  draft = Draft("r2", 6);
  draft.validate_only = true;
  EXPECT_THAT(policies_.PublishRulePack({}, draft), FailsWith("RULES_RAISED"));
}

TEST_F(PoliciesTest, WhatIsMadeVoluntaryIsWrittenAnew) {
  ASSERT_THAT(policies_.PublishRulePack({}, Draft("r1", 5)), IsOk());
  NewRulePack draft = Draft("r2", 6);
  EXPECT_THAT(policies_.PublishRulePack({}, draft), FailsWith("RULES_RAISED"));
  draft.raise_handling = RaiseHandling::kStoreAsVoluntary;
  ASSERT_THAT(policies_.PublishRulePack({}, draft), IsOk());
  EXPECT_EQ(Packs()[1].content, "written");
  EXPECT_TRUE(contents_["written"].duties[0].voluntary);
}

TEST_F(PoliciesTest, ASuccessorEndsTheOldPack) {
  ASSERT_THAT(policies_.PublishRulePack({}, Draft("r1", 5)), IsOk());
  NewRulePack draft = Draft("r2", 6);
  draft.supersedes_id = Packs()[0].rule_pack_id;
  draft.rules.in_force = Period{Day("2017-09-01"), kOpenEnd};
  ASSERT_THAT(policies_.PublishRulePack({}, draft), IsOk());
  EXPECT_THAT(Packs()[0].in_force, Optional(Period{Day("2017-04-01"), Day("2017-09-01")}));
  EXPECT_EQ(Packs()[0].superseded_by_id, Packs()[1].rule_pack_id);
  EXPECT_THAT(Packs()[1].in_force, Optional(Period{Day("2017-09-01"), kOpenEnd}));
}

TEST_F(PoliciesTest, APackIsWithdrawnOnce) {
  ASSERT_THAT(policies_.PublishRulePack({}, Draft("r1")), IsOk());
  RulePackWithdrawal withdrawal{.request_id = "r2",
                                .organization_id = "school",
                                .rule_pack_id = Packs()[0].rule_pack_id,
                                .end_day = Day("2017-06-01"),
                                .reason = "a mistake"};
  EXPECT_THAT(policies_.WithdrawRulePack({}, withdrawal),
              IsOkAndHolds(Answer{"ended [2017-04-01, 2017-06-01)"}));
  EXPECT_THAT(policies_.WithdrawRulePack({}, withdrawal), IsOk());
  EXPECT_EQ(Packs()[0].withdrawal_reason, "a mistake");
  withdrawal.request_id = "r3";
  EXPECT_THAT(policies_.WithdrawRulePack({}, withdrawal), FailsWith("RULE_PACK_NOT_IN_FORCE"));
  withdrawal.rule_pack_id = "none";
  EXPECT_THAT(policies_.WithdrawRulePack({}, withdrawal), FailsWith("RULE_PACK_NOT_FOUND"));
}

TEST_F(PoliciesTest, WhatWasNotPublishedIsNotFound) {
  EXPECT_THAT(policies_.GetRulePack({}, {.organization_id = "school", .rule_pack_id = "none"}),
              FailsWith("RULE_PACK_NOT_FOUND"));
}

TEST_F(PoliciesTest, APageOfPacksFitsIntoAnAnswer) {
  for (int i = 0; i < 5; ++i) {
    NewRulePack draft = Draft(absl::StrCat("r-", i));
    draft.content = std::string(300 * 1024, static_cast<char>('a' + i));
    contents_[draft.content] = draft.rules;
    ASSERT_THAT(policies_.PublishRulePack({}, draft), IsOk());
  }
  const auto first = policies_.ListRulePacks({}, {.organization_id = "school"});
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->items.size(), 3u);
  EXPECT_EQ(first->next_cursor, first->items[2].rule_pack_id);
  const auto second = policies_.ListRulePacks(
      {}, {.organization_id = "school", .page = {.cursor = first->next_cursor}});
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->items.size(), 2u);
  EXPECT_EQ(second->next_cursor, "");
}

}  // namespace
}  // namespace xinqiao::registry
