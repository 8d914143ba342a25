#include "services/contacts/rpc/contact_link_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/contacts/rpc/codec.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_contacts_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/contacts/v1/contact_link_service.grpc.pb.h"

namespace xinqiao::contacts {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using Stub = v1::ContactLinkService::Stub;

constexpr char kYouth[] = "youths/00000000-0000-7000-9000-000000000001";
constexpr char kPost[] =
    "organizations/00000000-0000-7000-9000-000000000002/posts/00000000-0000-7000-9000-00000000000";
constexpr char kLog[] = "00000000-0000-7000-9000-000000000009";

// The whole service, over a real in-process channel, on a fake store with one
// youth and posts 3 and 4. It is 17 May.
class ContactLinkServiceTest : public ::testing::Test {
 protected:
  ContactLinkServiceTest() {
    const std::string organization = "00000000-0000-7000-9000-000000000002";
    store_.AddOrganization(organization);
    for (const char* number : {"3", "4"}) {
      store_.AddPost(
          {.name = {.organization_id = organization,
                    .post_id = std::string("00000000-0000-7000-9000-00000000000") + number},
           .log = kLog,
           .valid = {.first = Day("2017-04-01"), .end = kOpenEnd}});
    }
    const Youth youth = {.id = std::string(kYouth).substr(7), .organization_id = organization};
    EXPECT_THAT(
        store_.InsertYouth({}, youth, "set up", [](const YouthFacts&) { return absl::OkStatus(); }),
        IsOk());
  }

  absl::StatusOr<v1::ContactLink> Propose(const std::string& post_number) {
    v1::ProposeContactLinkRequest request;
    request.set_parent(kYouth);
    request.set_post(kPost + post_number);
    request.set_request_id(NewRequestId());
    return server_.Call(*stub_, &Stub::ProposeContactLink, request, "people/cadre");
  }

  template <typename Request>
  absl::StatusOr<v1::ContactLink> Act(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, v1::ContactLink*),
      const std::string& name, const std::string& principal = kYouth) {
    Request request;
    request.set_name(name);
    request.set_request_id(NewRequestId());
    return server_.Call(*stub_, method, request, principal);
  }

  std::string NewRequestId() {
    return absl::StrFormat("00000000-0000-4000-8000-%012d", ++requests_);
  }

  int requests_ = 0;
  xinqiao::testing::FakeContactsStore store_{StoreEncoders()};
  xinqiao::testing::FakeClock clock_{"2017-05-17"};
  xinqiao::testing::FakeIds ids_;
  const PhoneSeal phones_ = {};
  Contacts contacts_{{.store = store_, .clock = clock_, .ids = ids_, .phones = phones_}};
  rpc::Executor executor_{2, 16};
  ContactLinkService service_{contacts_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = v1::ContactLinkService::NewStub(server_.channel());
};

TEST_F(ContactLinkServiceTest, YouthAcceptsAndWithdraws) {
  const auto proposed = Propose("3");
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->state(), v1::ContactLink::STATE_PROPOSED);
  EXPECT_EQ(proposed->post(), kPost + std::string("3"));
  EXPECT_EQ(proposed->active_day(), "");
  const auto active = Act(&Stub::AcceptContactLink, proposed->name());
  ASSERT_THAT(active, IsOk());
  EXPECT_EQ(active->state(), v1::ContactLink::STATE_ACTIVE);
  EXPECT_EQ(active->active_day(), "2017-05-17");
  clock_.SetDay("2017-05-20");
  const auto withdrawn = Act(&Stub::WithdrawContactLink, proposed->name());
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->state(), v1::ContactLink::STATE_WITHDRAWN);
  EXPECT_EQ(withdrawn->inactive_day(), "2017-05-20");

  ASSERT_THAT(store_.events(), SizeIs(2));
  v1::Event event;
  ASSERT_TRUE(event.ParseFromString(store_.events()[0].payload));
  EXPECT_EQ(store_.events()[0].log, kLog);
  EXPECT_EQ(event.link_active().contact_link(), proposed->name());
  EXPECT_EQ(event.link_active().post(), kPost + std::string("3"));
  EXPECT_EQ(event.link_active().day(), "2017-05-17");
  ASSERT_TRUE(event.ParseFromString(store_.events()[1].payload));
  EXPECT_EQ(event.link_inactive().contact_link(), proposed->name());
  EXPECT_EQ(event.link_inactive().day(), "2017-05-20");
}

TEST_F(ContactLinkServiceTest, RefusalStaysInContacts) {
  const auto proposed = Propose("3");
  ASSERT_THAT(proposed, IsOk());
  const auto declined = Act(&Stub::DeclineContactLink, proposed->name());
  ASSERT_THAT(declined, IsOk());
  EXPECT_EQ(declined->state(), v1::ContactLink::STATE_DECLINED);
  EXPECT_THAT(store_.events(), IsEmpty());
}

TEST_F(ContactLinkServiceTest, CallerMustBeTheYouth) {
  const auto proposed = Propose("3");
  ASSERT_THAT(proposed, IsOk());
  const auto result = Act(&Stub::AcceptContactLink, proposed->name(), "people/cadre");
  EXPECT_THAT(result, FailsWith("NOT_THE_YOUTH"));
  EXPECT_EQ(result.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(Act(&Stub::DeclineContactLink, proposed->name(), ""), FailsWith("NOT_THE_YOUTH"));
  EXPECT_THAT(Act(&Stub::WithdrawContactLink, proposed->name(), "youths/other"),
              FailsWith("NOT_THE_YOUTH"));
}

TEST_F(ContactLinkServiceTest, BadNamesAreFieldViolations) {
  EXPECT_THAT(Propose("x"), FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Act(&Stub::AcceptContactLink, "contactLinks/1"), FailsWith("INVALID_FIELDS"));
}

TEST_F(ContactLinkServiceTest, ListsPageByPageAndRefusesAnotherQuerysToken) {
  ASSERT_THAT(Propose("3"), IsOk());
  ASSERT_THAT(Propose("4"), IsOk());
  v1::ListContactLinksRequest request;
  request.set_parent(kYouth);
  request.set_page_size(1);
  const auto first = server_.Call(*stub_, &Stub::ListContactLinks, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->contact_links(), SizeIs(1));
  EXPECT_EQ(first->contact_links(0).post(), kPost + std::string("3"));
  request.set_page_token(first->next_page_token());
  const auto second = server_.Call(*stub_, &Stub::ListContactLinks, request);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->contact_links(), SizeIs(1));
  EXPECT_EQ(second->contact_links(0).post(), kPost + std::string("4"));
  EXPECT_EQ(second->next_page_token(), "");

  request.set_parent("youths/00000000-0000-7000-9000-000000000007");
  EXPECT_THAT(server_.Call(*stub_, &Stub::ListContactLinks, request), FailsWith("INVALID_FIELDS"));
  request.set_parent(kYouth);
  request.set_page_token("nonsense");
  EXPECT_THAT(server_.Call(*stub_, &Stub::ListContactLinks, request), FailsWith("INVALID_FIELDS"));
}

}  // namespace
}  // namespace xinqiao::contacts
