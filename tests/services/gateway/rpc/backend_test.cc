#include "services/gateway/rpc/backend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xinqiao::gateway {
namespace {

using google::protobuf::DescriptorPool;
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
      ElementsAre("xinqiao.registry.v1.CalendarService", "xinqiao.registry.v1.CoverageService",
                  "xinqiao.registry.v1.FeedService", "xinqiao.registry.v1.GuidanceService",
                  "xinqiao.registry.v1.ImportService", "xinqiao.registry.v1.OrganizationService",
                  "xinqiao.registry.v1.PersonService", "xinqiao.registry.v1.PolicyService",
                  "xinqiao.registry.v1.PostService", "xinqiao.registry.v1.ReorganizationService",
                  "xinqiao.registry.v1.WorkingGroupService"));
  EXPECT_THAT(NamesOf("contacts"),
              ElementsAre("xinqiao.contacts.v1.ContactLinkService",
                          "xinqiao.contacts.v1.FeedService", "xinqiao.contacts.v1.YouthService"));
  EXPECT_THAT(NamesOf("ledger"),
              ElementsAre("xinqiao.ledger.v1.BooksService", "xinqiao.ledger.v1.FeedService",
                          "xinqiao.ledger.v1.LedgerService", "xinqiao.ledger.v1.LogService",
                          "xinqiao.ledger.v1.ParticipationService"));
  EXPECT_THAT(NamesOf("wishes"),
              ElementsAre("xinqiao.wishes.v1.AppealService", "xinqiao.wishes.v1.FeedService"));
  EXPECT_THAT(NamesOf("assessment"), ElementsAre("xinqiao.assessment.v1.DutyService",
                                                 "xinqiao.assessment.v1.ReportService"));
}

// The types of every Any that passes: payloads of events and details of
// errors. No service's file imports them, and clients ask reflection for them.
TEST(ContractsTest, ReflectionKnowsWhatTravelsInsideAny) {
  for (const char* type :
       {"xinqiao.registry.v1.Event", "xinqiao.contacts.v1.Event", "xinqiao.ledger.v1.Event",
        "xinqiao.wishes.v1.Event", "google.rpc.ErrorInfo", "google.rpc.BadRequest"}) {
    EXPECT_NE(DescriptorPool::generated_pool()->FindMessageTypeByName(type), nullptr) << type;
  }
}

TEST(ProtoServicesOfTest, FindsNothingElse) { EXPECT_THAT(NamesOf("regist"), IsEmpty()); }

}  // namespace
}  // namespace xinqiao::gateway
