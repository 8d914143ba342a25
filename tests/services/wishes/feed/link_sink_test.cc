#include "services/wishes/feed/link_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/support/day.h"
#include "tests/support/fakes/fake_link_store.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/contacts/v1/event.pb.h"

namespace xinqiao::wishes {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;
using ::xinqiao::testing::IsOkAndHolds;

feed::v1::Event EventOf(const contacts::v1::Event& event) {
  feed::v1::Event result;
  result.mutable_payload()->PackFrom(event);
  return result;
}

feed::v1::Event Active(const std::string& day) {
  contacts::v1::Event event;
  event.mutable_link_active()->set_contact_link("youths/y1/contactLinks/l1");
  event.mutable_link_active()->set_post("organizations/o1/posts/p1");
  event.mutable_link_active()->set_day(day);
  return EventOf(event);
}

feed::v1::Event Inactive(const std::string& name) {
  contacts::v1::Event event;
  event.mutable_link_inactive()->set_contact_link(name);
  event.mutable_link_inactive()->set_day("2017-05-20");
  return EventOf(event);
}

class LinkSinkTest : public ::testing::Test {
 protected:
  static feed::Cursor At(int64_t position) {
    return {.source = "contacts", .log = "log-1", .epoch = "e", .position = position};
  }

  xinqiao::testing::FakeLinkStore store_;
  LinkSink sink_{store_};
};

TEST_F(LinkSinkTest, KeepsWhoWasLinkedFromWhenToWhen) {
  const std::vector<feed::v1::Event> events = {Active("2017-05-17"),
                                               Inactive("youths/y1/contactLinks/l1")};
  ASSERT_THAT(sink_.Apply({.source = "contacts", .log = "log-1"}, At(2), events), IsOk());
  EXPECT_THAT(store_.changes(), ElementsAre(LinkChange{.kind = LinkChange::Kind::kActive,
                                                       .contact_link_id = "l1",
                                                       .youth_id = "y1",
                                                       .post_id = "p1",
                                                       .day = Day("2017-05-17")},
                                            LinkChange{.kind = LinkChange::Kind::kInactive,
                                                       .contact_link_id = "l1",
                                                       .youth_id = "y1",
                                                       .day = Day("2017-05-20")}));
  EXPECT_THAT(sink_.Load("contacts", "log-1"), IsOkAndHolds(At(2)));
}

TEST_F(LinkSinkTest, SkipsWhatANewerContactsTells) {
  const std::vector<feed::v1::Event> events = {EventOf({})};
  ASSERT_THAT(sink_.Apply({.source = "contacts", .log = "log-1"}, At(1), events), IsOk());
  EXPECT_THAT(store_.changes(), IsEmpty());
  EXPECT_THAT(sink_.Load("contacts", "log-1"), IsOkAndHolds(At(1)));
}

TEST_F(LinkSinkTest, MalformedEventsStopTheFeedAndMoveNothing) {
  for (const feed::v1::Event& event : {Active("17 May"), Inactive("links/l1")}) {
    const std::vector<feed::v1::Event> events = {event};
    EXPECT_EQ(sink_.Apply({.source = "contacts", .log = "log-1"}, At(1), events).code(),
              absl::StatusCode::kInternal);
  }
  EXPECT_THAT(sink_.Load("contacts", "log-1"),
              IsOkAndHolds(feed::Cursor{.source = "contacts", .log = "log-1"}));
}

TEST_F(LinkSinkTest, SaysWhenAnotherReplicaWasFaster) {
  EXPECT_THAT(sink_.Apply(At(5), At(6), {}), FailsWith("CURSOR_MOVED"));
}

}  // namespace
}  // namespace xinqiao::wishes
