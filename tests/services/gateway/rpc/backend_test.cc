#include "services/gateway/rpc/backend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xinqiao::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> NamesOf(const std::string& backend) {
  std::vector<std::string> names;
  for (const auto* service : ProtoServicesOf(backend)) names.push_back(service->full_name());
  return names;
}

// The contracts are linked as in the gateway: a service that the linker left
// out would be missing here. FeedService has a file without a message.
TEST(ProtoServicesOfTest, FindsEveryServiceOfTheSuite) {
  EXPECT_THAT(
      NamesOf("registry"),
      ElementsAre("xinqiao.registry.v1.FeedService", "xinqiao.registry.v1.OrganizationService",
                  "xinqiao.registry.v1.PersonService", "xinqiao.registry.v1.PolicyService",
                  "xinqiao.registry.v1.PostService"));
  EXPECT_THAT(NamesOf("contacts"),
              ElementsAre("xinqiao.contacts.v1.ContactLinkService",
                          "xinqiao.contacts.v1.FeedService", "xinqiao.contacts.v1.YouthService"));
  EXPECT_THAT(NamesOf("ledger"),
              ElementsAre("xinqiao.ledger.v1.FeedService", "xinqiao.ledger.v1.LedgerService"));
  EXPECT_THAT(NamesOf("wishes"),
              ElementsAre("xinqiao.wishes.v1.AppealService", "xinqiao.wishes.v1.FeedService"));
  EXPECT_THAT(NamesOf("assessment"), ElementsAre("xinqiao.assessment.v1.DutyService",
                                                 "xinqiao.assessment.v1.ReportService"));
}

TEST(ProtoServicesOfTest, FindsNothingElse) { EXPECT_THAT(NamesOf("regist"), IsEmpty()); }

}  // namespace
}  // namespace xinqiao::gateway
