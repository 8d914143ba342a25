#include "services/ledger/app/known_logs.h"

#include <gtest/gtest.h>

#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_log_store.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {
namespace {

using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOkAndHolds;

class KnownLogsTest : public ::testing::Test {
 protected:
  KnownLogsTest() { store_.SetDirectory(scene::AllKnown()); }

  xinqiao::testing::FakeLogStore store_;
  KnownLogs logs_{store_};
};

TEST_F(KnownLogsTest, AsksTheStoreOnce) {
  EXPECT_EQ(logs_.Find(scene::kCollege), std::nullopt);
  EXPECT_THAT(logs_.LogOf({}, "parent", scene::kCollege), IsOkAndHolds(std::string(scene::kLog)));
  EXPECT_THAT(logs_.LogOf({}, "parent", scene::kCollege), IsOkAndHolds(std::string(scene::kLog)));
  EXPECT_EQ(logs_.Find(scene::kCollege), scene::kLog);
  EXPECT_EQ(store_.log_lookups(), 1);
}

TEST_F(KnownLogsTest, WhatIsUnknownMayBecomeKnown) {
  EXPECT_THAT(logs_.LogOf({}, "parent", scene::kNobody), FailsWith("ORGANIZATION_UNKNOWN"));
  AdmissionFacts facts = scene::AllKnown();
  facts.organizations[scene::kNobody].log = scene::kLog;
  store_.SetDirectory(facts);
  EXPECT_THAT(logs_.LogOf({}, "parent", scene::kNobody), IsOkAndHolds(std::string(scene::kLog)));
}

}  // namespace
}  // namespace xinqiao::ledger
