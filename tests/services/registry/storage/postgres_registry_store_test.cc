#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/services/registry/storage/policy_store_contract.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"
#include "tests/services/registry/storage/registry_store_contract.h"
#include "tests/services/registry/storage/reorganization_endings_contract.h"
#include "tests/services/registry/storage/reorganization_store_contract.h"

namespace xinqiao::registry {
namespace {

using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

const auto kPostgres = ::testing::Values([] { return std::make_unique<PostgresStores>(); });
INSTANTIATE_TEST_SUITE_P(Postgres, RegistryStoreContract, kPostgres);
INSTANTIATE_TEST_SUITE_P(Postgres, ReorganizationStoreContract, kPostgres);
INSTANTIATE_TEST_SUITE_P(Postgres, ReorganizationEndingsContract, kPostgres);
INSTANTIATE_TEST_SUITE_P(Postgres, PolicyStoreContract, kPostgres);

// One school; threads that all begin at the same time.
class RegistryRaceTest : public ::testing::Test {
 protected:
  static constexpr int kThreads = 12;
  const std::string kSchool = TestId(1, 0);

  void SetUp() override {
    ASSERT_THAT(InsertOrganization(0, OrganizationLevel::kSchool, ""), IsOk());
  }

  static Call CallOf() {
    return {.request_digest = std::string(32, 'a'), .deadline = absl::Now() + absl::Seconds(30)};
  }

  static Write WriteOf(int request) {
    static std::mutex mutex;
    static int changes = 0;
    const std::lock_guard lock(mutex);
    return {.request_id = TestId(8, request), .change_id = TestId(9, ++changes)};
  }

  static Organization OrganizationOf(int number, OrganizationLevel level,
                                     const std::string& parent_id) {
    return {.identity = {.organization_id = TestId(1, number), .level = level},
            .version = {.validity = {.first = Day("2015-09-01"), .end = kOpenEnd},
                        .display_name = "学院团委",
                        .parent_id = parent_id}};
  }

  // Without any rule: only the database refuses.
  absl::Status InsertOrganization(int number, OrganizationLevel level,
                                  const std::string& parent_id) {
    const Organization organization = OrganizationOf(number, level, parent_id);
    return stores_.organizations()
        .InsertOrganization(
            CallOf(), WriteOf(1000 + number), organization,
            [&](const PlacementFacts&) -> absl::StatusOr<Organization> { return organization; })
        .status();
  }

  static PublishedRulePack PackOf(int number, const std::string& organization_id,
                                  const PublicationFacts& facts) {
    return {.rule_pack_id = TestId(4, number),
            .organization_id = organization_id,
            .document_number = "20号",
            .version = facts.version};
  }

  // How many packs of a document are there, whoever published them.
  int ContentCount(const std::string& document_number) {
    return std::stoi(stores_.Execute(absl::StrFormat(
        "SELECT count(*) FROM rule_packs WHERE document_number = '%s'", document_number)));
  }

  // Longer than it takes every thread to connect and to read the facts.
  static void WidenWindow() { absl::SleepFor(absl::Milliseconds(50)); }

  static bool AllTheSame(const std::vector<absl::StatusOr<Answer>>& results) {
    std::set<std::string> answers;
    for (const auto& result : results) {
      EXPECT_THAT(result, IsOk());
      if (result.ok()) answers.insert(result->bytes);
    }
    return answers.size() == 1;
  }

  PostgresStores stores_;
};

// Twelve calls carry one request id, twenty times over, where the effect of the
// first is what a rule refuses. A retry is answered, never judged.
TEST_F(RegistryRaceTest, ARetryIsNeverJudgedByWhatTheFirstCallDid) {
  constexpr int kRounds = 20;
  ASSERT_THAT(InsertOrganization(1, OrganizationLevel::kSchool, ""), IsOk());
  for (int round = 0; round < kRounds; ++round) {
    EXPECT_TRUE(AllTheSame(InThreads(kThreads, [&](int) {
      return stores_.policies().InsertActivityKind(
          CallOf(), WriteOf(300 + round),
          {.kind_id = absl::StrFormat("kind.%c", 'a' + round), .display_name = "谈心谈话"},
          [](bool exists) {
            return exists ? absl::AlreadyExistsError("exists") : absl::OkStatus();
          });
    })));
    EXPECT_TRUE(AllTheSame(InThreads(kThreads, [&](int i) {
      Organization organization =
          OrganizationOf(1000 + 100 * round + i, OrganizationLevel::kCollege, kSchool);
      organization.identity.codes = {
          {.scheme = CodeScheme::kExternal, .code = absl::StrFormat("key.%d", round)}};
      return stores_.organizations().InsertOrganization(
          CallOf(), WriteOf(400 + round), organization,
          [&](const PlacementFacts& facts) -> absl::StatusOr<Organization> {
            if (!facts.codes_in_use.empty()) return absl::AlreadyExistsError("in use");
            return organization;
          });
    })));
    SecondaryLink link{
        .link_id = TestId(5, round),
        .organization_id = kSchool,
        .related_id = TestId(1, 1),
        .validity = {.first = Day("2016-01-01") + 2 * round, .end = Day("2016-01-02") + 2 * round}};
    EXPECT_TRUE(AllTheSame(InThreads(kThreads, [&](int) {
      return stores_.organizations().InsertSecondaryLink(
          CallOf(), WriteOf(500 + round), link, [](const SecondaryLinkFacts& facts) {
            return facts.same_exists ? absl::AlreadyExistsError("exists") : absl::OkStatus();
          });
    })));
  }
}

// Twelve organizations come with one code, none of which any other call can see
// yet.
TEST_F(RegistryRaceTest, OneCodeBelongsToOneOrganization) {
  int inserted = 0;
  for (const auto& result : InThreads(kThreads, [&](int i) {
         Organization organization = OrganizationOf(100 + i, OrganizationLevel::kCollege, kSchool);
         organization.identity.codes = {{.scheme = CodeScheme::kExternal, .code = "key"}};
         return stores_.organizations().InsertOrganization(
             CallOf(), WriteOf(100 + i), organization,
             [&](const PlacementFacts& facts) -> absl::StatusOr<Organization> {
               WidenWindow();
               if (!facts.codes_in_use.empty()) return absl::AlreadyExistsError("in use");
               return organization;
             });
       })) {
    if (result.ok()) {
      ++inserted;
    } else {
      EXPECT_EQ(result.status(), absl::AlreadyExistsError("in use"));
    }
  }
  EXPECT_EQ(inserted, 1);
}

// Twelve calls make the same link.
TEST_F(RegistryRaceTest, NoTwoLinksAreTheSame) {
  ASSERT_THAT(InsertOrganization(1, OrganizationLevel::kSchool, ""), IsOk());
  int inserted = 0;
  for (const auto& result : InThreads(kThreads, [&](int i) {
         const SecondaryLink link{.link_id = TestId(5, i),
                                  .organization_id = kSchool,
                                  .related_id = TestId(1, 1),
                                  .validity = {.first = Day("2016-01-01"), .end = kOpenEnd}};
         return stores_.organizations().InsertSecondaryLink(
             CallOf(), WriteOf(100 + i), link, [&](const SecondaryLinkFacts& facts) {
               WidenWindow();
               return CheckSecondaryLink(link, facts);
             });
       })) {
    if (result.ok()) {
      ++inserted;
    } else {
      EXPECT_THAT(result, FailsWith("LINK_EXISTS"));
    }
  }
  EXPECT_EQ(inserted, 1);
}

// Twelve calls publish one document: versions 1 to 12, without a failure.
TEST_F(RegistryRaceTest, PublicationsOfADocumentGetDifferentVersions) {
  std::set<std::string> answers;
  for (const auto& result : InThreads(kThreads, [&](int i) {
         return stores_.policies().InsertRulePack(
             CallOf(), WriteOf(100 + i),
             {.organization_id = kSchool, .document_number = "20号", .day = Day("2017-05-17")},
             [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
               WidenWindow();
               return Publication{.rule_pack = PackOf(i, kSchool, facts)};
             });
       })) {
    ASSERT_THAT(result, IsOk());
    answers.insert(result->bytes);
  }
  EXPECT_THAT(answers, SizeIs(kThreads));
}

// The school publishes a ceiling while its college publishes what is above it, and
// each may do so only while the other's pack is not there.
TEST_F(RegistryRaceTest, TwoPublicationsOnOnePathDoNotPassEachOtherUnseen) {
  const std::string college = TestId(1, 1);
  ASSERT_THAT(InsertOrganization(1, OrganizationLevel::kCollege, kSchool), IsOk());
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    int published = 0;
    for (const auto& result : InThreads(2, [&](int i) {
           const std::string publisher = i == 0 ? kSchool : college;
           const std::string number = absl::StrFormat("%d号", round);
           return stores_.policies().InsertRulePack(
               CallOf(), WriteOf(100 + 2 * round + i),
               {.organization_id = publisher, .document_number = number, .day = Day("2017-05-17")},
               [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
                 WidenWindow();
                 // As one that looks down as well would.
                 if (ContentCount(number) > 0) return absl::FailedPreconditionError("seen");
                 PublishedRulePack rule_pack = PackOf(2 * round + i, publisher, facts);
                 rule_pack.document_number = number;
                 return Publication{.rule_pack = std::move(rule_pack)};
               });
         })) {
      if (result.ok()) {
        ++published;
      } else {
        EXPECT_EQ(result.status(), absl::FailedPreconditionError("seen"));
      }
    }
    EXPECT_EQ(published, 1) << "round " << round;
  }
}

// Twelve calls withdraw one pack: it gets one end.
TEST_F(RegistryRaceTest, APackEndsOnce) {
  ASSERT_THAT(stores_.policies().InsertRulePack(
                  CallOf(), WriteOf(100),
                  {.organization_id = kSchool, .document_number = "20号", .day = Day("2017-05-17")},
                  [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
                    return Publication{.rule_pack = PackOf(0, kSchool, facts)};
                  }),
              IsOk());
  int ended = 0;
  for (const auto& result : InThreads(kThreads, [&](int i) {
         return stores_.policies().EndRulePack(
             CallOf(), WriteOf(200 + i), {.organization_id = kSchool, .rule_pack_id = TestId(4, 0)},
             [](PublishedRulePack rule_pack) -> absl::StatusOr<PublishedRulePack> {
               WidenWindow();
               if (!rule_pack.withdrawal_reason.empty()) {
                 return absl::FailedPreconditionError("ended");
               }
               rule_pack.in_force = Period{Day("2017-05-17"), Day("2017-06-01")};
               rule_pack.withdrawal_reason = "a mistake";
               return rule_pack;
             });
       })) {
    if (result.ok()) {
      ++ended;
    } else {
      EXPECT_EQ(result.status(), absl::FailedPreconditionError("ended"));
    }
  }
  EXPECT_EQ(ended, 1);
}

TEST_F(RegistryRaceTest, WhatWasPublishedNeverChanges) {
  ASSERT_THAT(stores_.policies().InsertRulePack(
                  CallOf(), WriteOf(100),
                  {.organization_id = kSchool, .document_number = "20号", .day = Day("2017-05-17")},
                  [&](const PublicationFacts& facts) -> absl::StatusOr<Publication> {
                    return Publication{.rule_pack = PackOf(0, kSchool, facts)};
                  }),
              IsOk());
  EXPECT_ANY_THROW(stores_.Execute("UPDATE rule_packs SET content = ''"));
  EXPECT_ANY_THROW(stores_.Execute("DELETE FROM rule_packs"));
  stores_.Execute(
      "INSERT INTO rule_pack_endings (rule_pack_id, in_force_from, in_force_to, "
      "withdrawal_reason, end_time) SELECT rule_pack_id, '2017-05-17', '2017-06-01', "
      "'a mistake', publish_time FROM rule_packs");
  EXPECT_ANY_THROW(stores_.Execute("UPDATE rule_pack_endings SET in_force_to = '2018-01-01'"));
}

// The rule is off: every level is put under every other at once. The database
// itself keeps what is wrong out.
TEST_F(RegistryRaceTest, NoLevelConflictSlipsThrough) {
  for (int level = 1; level <= 8; ++level) {
    ASSERT_THAT(InsertOrganization(level, static_cast<OrganizationLevel>(level), ""), IsOk());
  }
  InThreads(kThreads, [&](int i) -> absl::StatusOr<Answer> {
    for (int pair = i; pair < 64; pair += kThreads) {
      const int parent = pair / 8 + 1;
      const int child = pair % 8 + 1;
      const absl::Status status =
          InsertOrganization(100 + pair, static_cast<OrganizationLevel>(child), TestId(1, parent));
      EXPECT_EQ(status.ok(), parent < child) << parent << " over " << child;
    }
    return Answer{};
  });
  EXPECT_EQ(
      stores_.Execute("SELECT count(*) FROM organization_versions WHERE parent_id IS NOT NULL"),
      "28");
  EXPECT_EQ(stores_.Execute("SELECT count(*) FROM organization_versions v "
                            "JOIN organizations c ON c.organization_id = v.organization_id "
                            "JOIN organizations p ON p.organization_id = v.parent_id "
                            "WHERE p.level >= c.level"),
            "0");
}

}  // namespace
}  // namespace xinqiao::registry
