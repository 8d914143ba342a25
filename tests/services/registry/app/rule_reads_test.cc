#include "services/registry/app/rule_reads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/calendar/day.h"
#include "tests/services/registry/app/tree_scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using xinqiao::testing::Day;
using xinqiao::testing::FailsWith;
using xinqiao::testing::IsOk;

constexpr Period kFrom2017 = {absl::CivilDay(2017, 1, 1), kOpenEnd};

// A pack of `organization`, dated 1 March 2017.
FeedPack Pack(int number, int organization) {
  FeedPack pack{.rule_pack_id = Id(number), .organization_id = Id(organization)};
  pack.rules.document = {
      .issuer = "团委", .number = absl::StrCat(number, "号"), .issue_day = Day("2017-03-01")};
  return pack;
}

// That every post keeps contact with so many youths.
FeedPack QuotaPack(int number, int organization, int64_t count) {
  FeedPack pack = Pack(number, organization);
  pack.rules.contact_quotas = {
      {.contact_quota_id = "youth", .required_count = count, .effective = kFrom2017}};
  return pack;
}

FeedPack SwitchPack(int number, int organization, policy::SwitchKind kind, bool enabled) {
  FeedPack pack = Pack(number, organization);
  pack.rules.switches = {{.kind = kind, .enabled = enabled}};
  return pack;
}

// Province 1 over cities 2 and 3, city 2 over school 4, city 3 over school 5; in
// 2018 school 4 goes to city 3. Post 8 is at school 4 from 1 April 2017 to the end
// of March 2018. It is 1 June 2017.
class RuleReadsTest : public ::testing::Test {
 protected:
  RuleReadsTest() {
    const PostSpan post = {.post_id = Id(8),
                           .organization_id = Id(4),
                           .validity = {Day("2017-04-01"), Day("2018-04-01")},
                           .title = "书记",
                           .administrator = true};
    EXPECT_THAT(
        tree_.Apply({.created = {Province(1), City(2, 1), City(3, 1), School(4, 2), School(5, 3)},
                     .posts = {post}}),
        IsOk());
    EXPECT_THAT(tree_.Apply({.changed = {History(4, {{.parent = 2}, {"2018-01-01", 3}})}}), IsOk());
  }

  void Publish(std::vector<FeedPack> packs) {
    EXPECT_THAT(book_.Apply({.published = std::move(packs)}), IsOk());
  }

  // "30 over 31,32" for a rule of pack 30 that stands for those of others.
  static std::vector<std::string> Texts(const absl::StatusOr<RulesInForce>& found) {
    std::vector<std::string> texts;
    if (!found.ok()) return {std::string(found.status().message())};
    const auto number = [&](const policy::RuleRef& rule) {
      return found->reach.PackOf(rule)->published.rule_pack_id.substr(34);
    };
    for (const policy::EffectiveRule& each : found->rules) {
      texts.push_back(number(each.rule));
      for (const policy::RuleRef& rule : each.overrides) {
        absl::StrAppend(&texts.back(), " over ", number(rule));
      }
    }
    return texts;
  }

  absl::StatusOr<RulesInForce> RulesOfPost(absl::string_view day) const {
    return reads_.GetEffectiveRules({}, kPost, {.day = Day(day)});
  }

  absl::StatusOr<PostLoad> LoadOfPost(absl::string_view first, absl::string_view end) const {
    return reads_.GetDutyLoad({}, {.post = kPost, .period = {Day(first), Day(end)}});
  }

  // "31 raises 30" for each on all pages.
  std::vector<std::string> Findings(int scope, std::optional<absl::CivilDay> day = std::nullopt,
                                    int page_size = 100) const {
    std::vector<std::string> texts;
    RuleReads::RaiseQuery query{.scope_id = Id(scope), .day = day, .page = {.size = page_size}};
    do {
      const auto page = reads_.ListRuleFindings(query);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return texts;
      EXPECT_LE(page->items.size(), static_cast<size_t>(page_size));
      for (const StandingRaise& raise : page->items) {
        EXPECT_FALSE(raise.description.empty());
        texts.push_back(absl::StrCat(raise.rule.pack->published.rule_pack_id.substr(34), " raises ",
                                     raise.ceiling.pack->published.rule_pack_id.substr(34)));
      }
      query.page.cursor = page->next_cursor;
      EXPECT_TRUE(query.page.cursor.empty() || IsRaiseCursor(query.page.cursor));
    } while (!query.page.cursor.empty());
    return texts;
  }

  // The kinds that are on.
  std::vector<policy::SwitchKind> On(const absl::StatusOr<Switchboard>& board) const {
    std::vector<policy::SwitchKind> kinds;
    if (!board.ok()) return kinds;
    EXPECT_THAT(board->states, SizeIs(6));
    for (const SwitchState& state : board->states) {
      if (state.enabled) kinds.push_back(state.kind);
    }
    return kinds;
  }

  absl::StatusOr<Switchboard> BoardOf(int number, absl::string_view day) const {
    return reads_.GetSwitchboard({}, Id(number), {.day = Day(day)});
  }

  const PostKey kPost = {.organization_id = Id(4), .post_id = Id(8)};
  OrganizationTree tree_;
  PolicyBook book_{tree_,
                   [](const FeedPack&, policy::OrganizationLevel) { return EncodedRules(); }};
  xinqiao::testing::FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2017, 6, 1, 9, 0, 0), BusinessZone())};
  RuleReads reads_{{.tree = tree_,
                    .book = book_,
                    .wait_for_position = [](int64_t position, absl::Time) { return position <= 7; },
                    .clock = clock_}};
};

TEST_F(RuleReadsTest, TheNearestPackSaysWhatBindsAPost) {
  Publish({QuotaPack(30, 1, 20), QuotaPack(31, 2, 15), QuotaPack(32, 4, 10)});
  EXPECT_THAT(Texts(RulesOfPost("2017-06-01")), ElementsAre("32 over 31 over 30"));
  // Quotas are for posts.
  EXPECT_THAT(Texts(reads_.GetEffectiveRules({}, {.organization_id = Id(4)}, {})), IsEmpty());
}

TEST_F(RuleReadsTest, AMoveChangesWhatBinds) {
  Publish({QuotaPack(30, 2, 20), QuotaPack(31, 3, 15)});
  EXPECT_THAT(Texts(RulesOfPost("2017-12-31")), ElementsAre("30"));
  EXPECT_THAT(Texts(RulesOfPost("2018-01-01")), ElementsAre("31"));
}

TEST_F(RuleReadsTest, APackBindsOnTheDaysThatItIsInForce) {
  FeedPack pack = QuotaPack(30, 1, 20);
  pack.rules.in_force = Period{Day("2017-06-01"), Day("2017-09-01")};
  Publish({pack});
  EXPECT_THAT(Texts(RulesOfPost("2017-05-31")), IsEmpty());
  EXPECT_THAT(Texts(RulesOfPost("2017-06-01")), ElementsAre("30"));
  EXPECT_THAT(Texts(RulesOfPost("2017-08-31")), ElementsAre("30"));
  EXPECT_THAT(Texts(RulesOfPost("2017-09-01")), IsEmpty());
  const auto today = reads_.GetEffectiveRules({}, kPost, {});
  ASSERT_THAT(today, IsOk());
  EXPECT_EQ(today->day, Day("2017-06-01"));
  EXPECT_THAT(Texts(today), ElementsAre("30"));
}

TEST_F(RuleReadsTest, APackForSubtreesBindsThereOnly) {
  FeedPack pack = QuotaPack(30, 1, 20);
  pack.rules.scope.subtree_ids = {Id(2)};
  Publish({pack});
  EXPECT_THAT(Texts(RulesOfPost("2017-12-31")), ElementsAre("30"));
  EXPECT_THAT(Texts(RulesOfPost("2018-01-01")), IsEmpty());
}

TEST_F(RuleReadsTest, NobodyIsBoundWhoIsNotThere) {
  EXPECT_THAT(RulesOfPost("2017-03-31"), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(RulesOfPost("2018-04-01"), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(reads_.GetEffectiveRules({}, {Id(4), Id(9)}, {}), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(reads_.GetEffectiveRules({}, {.organization_id = Id(9)}, {}),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(reads_.GetEffectiveRules({}, {.organization_id = Id(4)}, {.day = Day("2015-12-31")}),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(BoardOf(9, "2017-06-01"), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(reads_.GetFilingSheet(Id(9), std::nullopt), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(reads_.ListRuleFindings({.scope_id = Id(9)}), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(LoadOfPost("2018-04-01", "2018-05-01"), FailsWith("POST_NOT_FOUND"));
  EXPECT_THAT(reads_.GetDutyLoad(
                  {}, {.post = {Id(4), Id(9)}, .period = {Day("2017-04-01"), Day("2017-05-01")}}),
              FailsWith("POST_NOT_FOUND"));
}

TEST_F(RuleReadsTest, WaitsForAPosition) {
  EXPECT_THAT(reads_.GetEffectiveRules({}, kPost, {.min_position = 7}), IsOk());
  EXPECT_THAT(reads_.GetEffectiveRules({}, kPost, {.min_position = 8}), FailsWith("NOT_CAUGHT_UP"));
  EXPECT_THAT(reads_.GetSwitchboard({}, Id(4), {.min_position = 8}), FailsWith("NOT_CAUGHT_UP"));
  EXPECT_THAT(
      reads_.GetDutyLoad(
          {}, {.post = kPost, .period = {Day("2017-04-01"), Day("2017-05-01")}, .min_position = 8}),
      FailsWith("NOT_CAUGHT_UP"));
}

TEST_F(RuleReadsTest, ALoadIsThatOfTheTreeOfItsLastDay) {
  Publish({QuotaPack(30, 1, 20), QuotaPack(31, 2, 15), QuotaPack(32, 3, 10)});
  const auto before = LoadOfPost("2017-04-01", "2017-07-01");
  ASSERT_THAT(before, IsOk());
  ASSERT_THAT(before->load.levels, SizeIs(2));
  EXPECT_EQ(before->load.levels[1].organization_id, Id(2));
  EXPECT_EQ(before->load.levels[1].sum.contacts, 15);
  EXPECT_EQ(before->load.total.contacts, 15);
  const auto moved = LoadOfPost("2017-12-01", "2018-12-01");
  ASSERT_THAT(moved, IsOk());
  ASSERT_THAT(moved->load.levels, SizeIs(2));
  EXPECT_EQ(moved->load.levels[1].organization_id, Id(3));
}

TEST_F(RuleReadsTest, FindsWhatAHigherLevelForbidsSinceThen) {
  Publish({QuotaPack(30, 4, 100), QuotaPack(31, 5, 20)});
  EXPECT_THAT(Findings(1), IsEmpty());
  Publish({QuotaPack(32, 1, 20)});
  EXPECT_THAT(Findings(1), ElementsAre("30 raises 32"));
  EXPECT_THAT(Findings(2), ElementsAre("30 raises 32"));
  EXPECT_THAT(Findings(3), IsEmpty());
}

TEST_F(RuleReadsTest, AMoveUnderAStricterLevelIsAFindingAndNothingElse) {
  Publish({QuotaPack(30, 4, 20), QuotaPack(31, 3, 10)});
  const auto before = book_.Get();
  EXPECT_THAT(Findings(1, Day("2017-12-31")), IsEmpty());
  EXPECT_THAT(Findings(1, Day("2018-01-01")), ElementsAre("30 raises 31"));
  EXPECT_EQ(book_.Get(), before);
}

TEST_F(RuleReadsTest, FindsASecondPackThatRaisesTheFirst) {
  Publish({QuotaPack(30, 4, 10), QuotaPack(31, 4, 20), QuotaPack(32, 5, 20), QuotaPack(33, 5, 10)});
  EXPECT_THAT(Findings(1), ElementsAre("31 raises 30"));
}

TEST_F(RuleReadsTest, PacksForOthersAreNoCeiling) {
  FeedPack elsewhere = QuotaPack(30, 1, 10);
  elsewhere.rules.scope.subtree_ids = {Id(3)};
  FeedPack ended = QuotaPack(31, 1, 10);
  ended.rules.in_force = Period{Day("2017-01-01"), Day("2017-06-01")};
  Publish({elsewhere, ended, QuotaPack(32, 4, 20)});
  EXPECT_THAT(Findings(1), IsEmpty());
  EXPECT_THAT(Findings(1, Day("2017-05-31")), ElementsAre("32 raises 31"));
}

TEST_F(RuleReadsTest, PacksThatReachAPartOfTheSubtreeAreACeiling) {
  FeedPack part = QuotaPack(30, 1, 10);
  part.rules.scope.subtree_ids = {Id(4)};
  // Its publisher is none of those that it binds.
  FeedPack schools = QuotaPack(31, 2, 20);
  schools.rules.scope.organization_levels = {policy::OrganizationLevel::kSchool};
  Publish({part, schools});
  EXPECT_THAT(Findings(1), ElementsAre("31 raises 30"));
}

TEST_F(RuleReadsTest, PacksForDifferentSubtreesAreNoFinding) {
  EXPECT_THAT(tree_.Apply({.created = {School(6, 2)}}), IsOk());
  FeedPack above = QuotaPack(30, 1, 10);
  above.rules.scope.subtree_ids = {Id(4)};
  FeedPack own = QuotaPack(31, 2, 10);
  own.rules.scope.subtree_ids = {Id(4)};
  FeedPack other = QuotaPack(32, 2, 20);
  other.rules.scope.subtree_ids = {Id(6)};
  Publish({above, own, other});
  EXPECT_THAT(Findings(1), IsEmpty());
}

TEST_F(RuleReadsTest, ARuleIsAFindingOnTheDaysThatItIsInForce) {
  FeedPack later = QuotaPack(31, 4, 20);
  later.rules.contact_quotas[0].effective = {Day("2018-01-01"), kOpenEnd};
  Publish({QuotaPack(30, 1, 10), later});
  EXPECT_THAT(Findings(1, Day("2017-06-01")), IsEmpty());
  EXPECT_THAT(Findings(1, Day("2018-01-01")), ElementsAre("31 raises 30"));
}

TEST_F(RuleReadsTest, ARuleOfTomorrowIsNoCeiling) {
  FeedPack stricter = QuotaPack(30, 1, 10);
  stricter.rules.contact_quotas[0].effective = {Day("2017-07-01"), kOpenEnd};
  Publish({stricter, QuotaPack(31, 4, 20)});
  EXPECT_THAT(Findings(1, Day("2017-06-30")), IsEmpty());
  EXPECT_THAT(Findings(1, Day("2017-07-01")), ElementsAre("31 raises 30"));
}

TEST_F(RuleReadsTest, WhatABanOfNewWorkDoesNotBindIsNoFinding) {
  FeedPack ban = Pack(30, 1);
  ban.rules.ceilings = {{.ceiling_id = "no_new_work",
                         .covers = {policy::CeilingScope::kNewWork},
                         .effective = kFrom2017}};
  FeedPack older = QuotaPack(31, 4, 20);
  older.rules.document.issue_day = Day("2017-02-28");
  Publish({ban, older, QuotaPack(32, 5, 20)});
  EXPECT_THAT(Findings(1), ElementsAre("32 raises 30"));
}

TEST_F(RuleReadsTest, FindingsComeByOrganizationAndPackInPages) {
  FeedPack two = QuotaPack(30, 5, 50);
  two.rules.contact_quotas.push_back(two.rules.contact_quotas.front());
  two.rules.contact_quotas.back().contact_quota_id = "branch";
  two.rules.contact_quotas.back().object = policy::ContactObject::kBranch;
  FeedPack above = QuotaPack(33, 1, 10);
  above.rules.contact_quotas.push_back(two.rules.contact_quotas.back());
  above.rules.contact_quotas.back().required_count = 1;
  Publish({two, QuotaPack(31, 4, 20), QuotaPack(32, 2, 15), above});
  const auto all = Findings(1);
  EXPECT_THAT(all, ElementsAre("32 raises 33", "31 raises 33", "30 raises 33", "30 raises 33"));
  for (const int size : {1, 2, 3, 4}) EXPECT_EQ(Findings(1, std::nullopt, size), all) << size;
}

TEST_F(RuleReadsTest, KnowsItsOwnCursorsOnly) {
  EXPECT_TRUE(IsRaiseCursor(absl::StrCat(Id(1), "/", Id(2), "/3")));
  for (const std::string& wrong : {std::string("x"), Id(1), absl::StrCat(Id(1), "/", Id(2)),
                                   absl::StrCat(Id(1), "/", Id(2), "/x"),
                                   absl::StrCat(Id(1), "/x/1"), absl::StrCat("x/", Id(2), "/1")}) {
    EXPECT_FALSE(IsRaiseCursor(wrong)) << wrong;
  }
}

TEST_F(RuleReadsTest, WithoutAPackEveryFunctionIsOff) {
  const auto board = BoardOf(4, "2017-06-01");
  EXPECT_THAT(On(board), IsEmpty());
  for (const SwitchState& state : board->states) EXPECT_FALSE(state.decided_by.has_value());
}

TEST_F(RuleReadsTest, TheNearestPackThatListsAFunctionDecides) {
  using enum policy::SwitchKind;
  Publish({SwitchPack(30, 1, kPersonRanking, true), SwitchPack(31, 2, kPersonRanking, false),
           SwitchPack(32, 3, kPhotoDuty, true)});
  EXPECT_THAT(On(BoardOf(1, "2017-06-01")), ElementsAre(kPersonRanking));
  EXPECT_THAT(On(BoardOf(4, "2017-06-01")), IsEmpty());
  EXPECT_THAT(On(BoardOf(4, "2018-01-01")), ElementsAre(kPersonRanking, kPhotoDuty));
  const auto off = BoardOf(4, "2017-06-01");
  ASSERT_THAT(off, IsOk());
  const SwitchState& decided = off->states[static_cast<size_t>(kPersonRanking)];
  ASSERT_TRUE(decided.decided_by.has_value());
  EXPECT_EQ(decided.decided_by->pack->published.rule_pack_id, Id(31));
}

TEST_F(RuleReadsTest, NoFunctionIsOnBeforeItsDocumentWasIssued) {
  using enum policy::SwitchKind;
  FeedPack later = SwitchPack(31, 1, kPhotoDuty, true);
  later.rules.in_force = Period{Day("2017-05-01"), Day("2017-07-01")};
  Publish({SwitchPack(30, 1, kPersonRanking, true), later});
  EXPECT_THAT(On(BoardOf(4, "2017-02-28")), IsEmpty());
  const auto first = BoardOf(4, "2017-03-01");
  EXPECT_THAT(On(first), ElementsAre(kPersonRanking));
  EXPECT_EQ(first->states[1].since_day, Day("2017-03-01"));
  const auto both = BoardOf(4, "2017-06-30");
  EXPECT_THAT(On(both), ElementsAre(kPersonRanking, kPhotoDuty));
  EXPECT_EQ(both->states[3].since_day, Day("2017-05-01"));
  EXPECT_THAT(On(BoardOf(4, "2017-07-01")), ElementsAre(kPersonRanking));
}

TEST_F(RuleReadsTest, AFilingNamesThePostsOfAdministrators) {
  const auto filing = reads_.GetFilingSheet(Id(4), std::nullopt);
  ASSERT_THAT(filing, IsOk());
  EXPECT_EQ(filing->organization.identity.organization_id, Id(4));
  EXPECT_EQ(filing->switchboard.day, Day("2017-06-01"));
  EXPECT_EQ(filing->administered_by, filing->organization.version.display_name);
  EXPECT_THAT(filing->administrators, ElementsAre(AdministratorPost{"书记", Day("2017-04-01")}));
  const auto later = reads_.GetFilingSheet(Id(4), Day("2018-04-01"));
  ASSERT_THAT(later, IsOk());
  EXPECT_THAT(later->administrators, IsEmpty());
  EXPECT_EQ(later->administered_by, "");
}

TEST_F(RuleReadsTest, AFilingNamesTheNearestThatHasAnAdministrator) {
  const PostSpan post = {.post_id = Id(9),
                         .organization_id = Id(2),
                         .validity = {Day("2016-01-01"), kOpenEnd},
                         .title = "市委书记",
                         .administrator = true};
  ASSERT_THAT(tree_.Apply({.posts = {post}}), IsOk());
  EXPECT_THAT(reads_.GetFilingSheet(Id(4), std::nullopt)->administrators,
              ElementsAre(AdministratorPost{"书记", Day("2017-04-01")}));
  // Before the school had one, and stood under the city.
  const auto before = reads_.GetFilingSheet(Id(4), Day("2017-03-01"));
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->administered_by, City(2, 1).version.display_name);
  EXPECT_THAT(before->administrators,
              ElementsAre(AdministratorPost{"市委书记", Day("2016-01-01")}));
}

TEST_F(RuleReadsTest, ADayThatNoDocumentNamesIsSaidToBeAssumed) {
  using enum policy::SwitchKind;
  FeedPack pack = SwitchPack(30, 1, kPersonRanking, true);
  pack.rules.document.issue_day = Day("2016-12-31");
  pack.rules.document.issue_day_assumed = true;
  Publish({pack});
  const auto state = [this] {
    return BoardOf(4, "2017-06-01")->states[static_cast<size_t>(kPersonRanking)];
  };
  EXPECT_EQ(state().since_day, Day("2016-12-31"));
  EXPECT_TRUE(state().since_day_assumed);
  FeedPack later = pack;
  later.rule_pack_id = Id(31);
  later.organization_id = Id(4);
  later.rules.in_force = Period{Day("2017-02-01"), kOpenEnd};
  Publish({later});
  EXPECT_EQ(state().since_day, Day("2017-02-01"));
  EXPECT_FALSE(state().since_day_assumed);
}

// an evaluation can list the organizations that it compares.
TEST_F(RuleReadsTest, AListedOrganizationIsCompared) {
  FeedPack pack{.rule_pack_id = Id(30), .organization_id = Id(1), .version = 1};
  pack.rules.evaluations = {{.evaluation_id = "a",
                             .cohorts = {{.subject = {.of = policy::Subject::Of::kOrganizations},
                                          .organization_ids = {Id(4)}}}}};
  Publish({pack});
  const auto rules_of = [this](int organization) {
    return reads_.GetEffectiveRules({}, {.organization_id = Id(organization)}, {})->rules.size();
  };
  EXPECT_EQ(rules_of(4), 1u);
  EXPECT_EQ(rules_of(5), 0u);
  EXPECT_EQ(reads_.GetEffectiveRules({}, kPost, {})->rules.size(), 0u);
}

}  // namespace
}  // namespace xinqiao::registry
