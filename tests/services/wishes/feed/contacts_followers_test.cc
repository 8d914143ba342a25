#include "services/wishes/feed/contacts_followers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/wishes/feed/link_sink.h"
#include "tests/support/fakes/fake_link_store.h"
#include "tests/support/rpc_server.h"
#include "xinqiao/contacts/v1/event.pb.h"
#include "xinqiao/contacts/v1/feed_service.grpc.pb.h"

namespace xinqiao::wishes {
namespace {

using ::testing::SizeIs;

// One link in every log, then silence.
class OneLinkPerLog final : public contacts::v1::FeedService::Service {
 public:
  grpc::Status WatchEvents(grpc::ServerContext* context,
                           const feed::v1::WatchEventsRequest* request,
                           grpc::ServerWriter<feed::v1::WatchEventsResponse>* writer) override {
    feed::v1::WatchEventsResponse response;
    response.mutable_head()->set_log(request->log());
    response.mutable_head()->set_epoch("epoch");
    response.mutable_head()->set_position(1);
    contacts::v1::Event link;
    link.mutable_link_active()->set_contact_link("youths/y/contactLinks/of " + request->log());
    link.mutable_link_active()->set_post("organizations/o/posts/p");
    link.mutable_link_active()->set_day("2017-05-17");
    feed::v1::Event& event = *response.add_events();
    event.set_position(1);
    event.set_change_count(1);
    event.mutable_payload()->PackFrom(link);
    if (request->after_position() == 0) writer->Write(response);
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(10));
    return grpc::Status::OK;
  }
};

TEST(ContactsFollowersTest, FollowsEveryLogOnceAsSoonAsItIsKnown) {
  OneLinkPerLog contacts;
  xinqiao::testing::RpcServer server({&contacts});
  xinqiao::testing::FakeLinkStore store;
  LinkSink sink(store);
  feed::Positions positions;
  {
    const ContactsFollowers followers(
        {.store = store, .channel = server.channel(), .positions = positions, .sink = sink});
    store.AddLog("log-1");
    const absl::Time latest = absl::Now() + absl::Seconds(20);
    EXPECT_TRUE(positions.WaitFor("contacts", "log-1", 1, latest));
    store.AddLog("log-2");
    EXPECT_TRUE(positions.WaitFor("contacts", "log-2", 1, latest));
  }
  EXPECT_THAT(store.changes(), SizeIs(2));
}

}  // namespace
}  // namespace xinqiao::wishes
