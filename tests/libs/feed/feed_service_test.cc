#include "libs/feed/feed_service.h"

#include <gmock/gmock.h>
#include <grpcpp/support/sync_stream.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "libs/feed/feed_codec.h"
#include "tests/libs/feed/owner.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/feed_service.grpc.pb.h"

namespace xinqiao::feed {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using testing::IsOk;

using Stub = registry::v1::FeedService::Stub;

constexpr char kLog[] = "registry";

// One stream of WatchEvents.
class Watch {
 public:
  Watch(Stub& stub, const std::string& log, int64_t after_position) {
    v1::WatchEventsRequest request;
    request.set_log(log);
    request.set_after_position(after_position);
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    reader_ = stub.WatchEvents(&context_, request);
  }
  ~Watch() {
    if (reader_ != nullptr) Cancel().IgnoreError();
  }

  // The next message, or nothing at the end of the stream.
  std::optional<v1::WatchEventsResponse> Read() {
    v1::WatchEventsResponse response;
    if (!reader_->Read(&response)) return std::nullopt;
    return response;
  }

  // Reads until the event at `position`; returns the positions that came.
  std::vector<int64_t> ReadUntil(int64_t position) {
    std::vector<int64_t> positions;
    while (positions.empty() || positions.back() < position) {
      const auto response = Read();
      if (!response.has_value()) break;
      for (const v1::Event& event : response->events()) positions.push_back(event.position());
    }
    return positions;
  }

  absl::Status Finish() {
    const absl::Status status = rpc::FromGrpcStatus(reader_->Finish());
    reader_ = nullptr;
    return status;
  }
  absl::Status Cancel() {
    context_.TryCancel();
    return Finish();
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchEventsResponse>> reader_;
};

std::vector<int64_t> Range(int64_t first, int64_t last) {
  std::vector<int64_t> positions;
  for (int64_t position = first; position <= last; ++position) positions.push_back(position);
  return positions;
}

// Registry's FeedService on a feed of its own, over an in-process channel.
class FeedServiceTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ListEventsResponse> List(const std::string& log, int64_t after,
                                              int page_size = 0) {
    v1::ListEventsRequest request;
    request.set_log(log);
    request.set_after_position(after);
    request.set_page_size(page_size);
    return server_.Call(*stub_, &Stub::ListEvents, request);
  }

  absl::StatusOr<v1::FeedHead> GetHead(const std::string& log) {
    v1::GetFeedHeadRequest request;
    request.set_log(log);
    return server_.Call(*stub_, &Stub::GetFeedHead, request);
  }

  Owner owner_;
  Positions followed_;
  rpc::Executor executor_{4, 64};
  FeedService service_{
      {.service = *registry::v1::Event::descriptor()->file()->pool()->FindServiceByName(
           "xinqiao.registry.v1.FeedService"),
       .event = *registry::v1::Event::descriptor(),
       .reader = owner_.reader(),
       .followed = followed_,
       .executor = executor_}};
  testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = registry::v1::FeedService::NewStub(server_.channel());
};

TEST_F(FeedServiceTest, ListsEventsWithTheHead) {
  Change change = Owner::ChangeOf(kLog, {"one", "two", "three"});
  change.registry_position = 5;
  change.contacts_position = 6;
  owner_.Append(change);
  owner_.Sequence();
  const auto page = List(kLog, 1, 1);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->events_size(), 1);
  const v1::Event& event = page->events(0);
  EXPECT_EQ(event.position(), 2);
  EXPECT_EQ(event.change_id(), change.change_id);
  EXPECT_EQ(event.change_index(), 1);
  EXPECT_EQ(event.change_count(), 3);
  EXPECT_EQ(event.registry_position(), 5);
  EXPECT_EQ(event.contacts_position(), 6);
  EXPECT_EQ(RecordTime(event), change.record_time);
  EXPECT_EQ(event.payload().type_url(), "type.googleapis.com/xinqiao.registry.v1.Event");
  EXPECT_EQ(event.payload().value(), "two");
  EXPECT_EQ(page->head().log(), kLog);
  EXPECT_EQ(page->head().position(), 3);
  EXPECT_EQ(page->head().epoch(), owner_.GetHead(kLog).epoch);

  const auto rest = List(kLog, 2);
  ASSERT_THAT(rest, IsOk());
  EXPECT_EQ(rest->events_size(), 1);
  const auto none = List(kLog, 3);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->events_size(), 0);
}

TEST_F(FeedServiceTest, AnAnswerHoldsAtMost256Events) {
  owner_.Publish(kLog, std::vector<std::string>(300, "x"));
  for (const int page_size : {0, 256, 1000000}) {
    const auto page = List(kLog, 0, page_size);
    ASSERT_THAT(page, IsOk());
    EXPECT_EQ(page->events_size(), 256) << page_size;
  }
}

TEST_F(FeedServiceTest, TheHeadSaysWhatTheOwnerItselfFollows) {
  followed_.Set({"contacts", "log-1", "epoch-1", 17});
  owner_.Append(Owner::ChangeOf(kLog, {"x"}));
  const auto head = GetHead(kLog);
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->position(), 0);
  EXPECT_EQ(head->pending(), 1);
  ASSERT_EQ(head->followed_size(), 1);
  EXPECT_EQ(head->followed(0).source(), "contacts");
  EXPECT_EQ(head->followed(0).log(), "log-1");
  EXPECT_EQ(head->followed(0).epoch(), "epoch-1");
  EXPECT_EQ(head->followed(0).position(), 17);
}

TEST_F(FeedServiceTest, APositionBeyondTheHeadIsOfAnotherHistory) {
  owner_.Publish(kLog, {"x"});
  EXPECT_THAT(List(kLog, 2), FailsWith("POSITION_BEYOND_HEAD"));
  EXPECT_EQ(List(kLog, 2).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(List("nothing was written here", 1), FailsWith("POSITION_BEYOND_HEAD"));
  Watch watch(*stub_, kLog, 2);
  EXPECT_EQ(watch.Read(), std::nullopt);
  EXPECT_THAT(watch.Finish(), FailsWith("POSITION_BEYOND_HEAD"));
}

TEST_F(FeedServiceTest, BadRequestsNameTheirFields) {
  const absl::Status status = List("", -1).status();
  EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Violations(status),
              ElementsAre(::testing::Field(&FieldViolation::field, "log"),
                          ::testing::Field(&FieldViolation::field, "after_position")));
  EXPECT_THAT(GetHead(""), FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(GetHead("a\x01"), FailsWith("INVALID_FIELDS"));
  Watch watch(*stub_, "", -1);
  EXPECT_EQ(watch.Read(), std::nullopt);
  EXPECT_THAT(watch.Finish(), FailsWith("INVALID_FIELDS"));
}

TEST_F(FeedServiceTest, AWatchResumesAnywhere) {
  owner_.Publish(kLog, {"1", "2"});
  owner_.Publish(kLog, {"3", "4", "5"});
  for (int64_t after = 0; after < 5; ++after) {
    Watch watch(*stub_, kLog, after);
    EXPECT_EQ(watch.ReadUntil(5), Range(after + 1, 5));
  }
}

TEST_F(FeedServiceTest, AWatchGoesOnWithWhatIsPublishedLater) {
  Watch early(*stub_, kLog, 0);
  Watch also(*stub_, kLog, 0);
  Watch elsewhere(*stub_, "log-2", 0);
  for (int64_t position = 1; position <= 5; ++position) {
    owner_.Publish(kLog, {"x"});
    service_.Wake();
    EXPECT_EQ(early.ReadUntil(position), Range(position, position));
  }
  EXPECT_EQ(also.ReadUntil(5), Range(1, 5));
  owner_.Publish("log-2", {"y"});
  const auto response = [&] {
    auto read = elsewhere.Read();
    while (read.has_value() && read->events().empty()) read = elsewhere.Read();
    return read;
  }();
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->events(0).payload().value(), "y");
  EXPECT_EQ(response->head().log(), "log-2");
}

// A heartbeat at once, so that the client knows the epoch, and every two seconds.
TEST_F(FeedServiceTest, AWatchWithNothingToSayBeats) {
  owner_.Publish(kLog, {"x"});
  Watch watch(*stub_, kLog, 1);
  const auto first = watch.Read();
  const absl::Time start = absl::Now();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->events_size(), 0);
  EXPECT_EQ(first->head().position(), 1);
  EXPECT_EQ(first->head().epoch(), owner_.GetHead(kLog).epoch);
  const auto second = watch.Read();
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->events_size(), 0);
  EXPECT_GT(absl::Now() - start, absl::Seconds(1));
}

TEST_F(FeedServiceTest, ASlowReaderHoldsUpNobodyAndMissesNothing) {
  for (int i = 0; i < 12; ++i) owner_.Publish(kLog, {std::string(700 << 10, 'x')});
  Watch slow(*stub_, kLog, 0);
  ASSERT_TRUE(slow.Read().has_value());
  for (int i = 0; i < 8; ++i) {
    Watch quick(*stub_, kLog, 0);
    EXPECT_EQ(quick.ReadUntil(12), Range(1, 12));
  }
  EXPECT_THAT(GetHead(kLog), IsOk());
  EXPECT_EQ(slow.ReadUntil(12), Range(2, 12));
}

TEST_F(FeedServiceTest, ManyWatchesOnFewThreadsGetEverything) {
  owner_.Publish(kLog, std::vector<std::string>(600, "x"));
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 3; ++n) {
        Watch watch(*stub_, kLog, i);
        EXPECT_EQ(watch.ReadUntil(601), Range(i + 1, 601));
      }
    });
  }
  owner_.Publish(kLog, {"last"});
  for (std::thread& thread : threads) thread.join();
}

TEST_F(FeedServiceTest, AClientThatLeavesEndsItsStream) {
  Watch watch(*stub_, kLog, 0);
  ASSERT_TRUE(watch.Read().has_value());
  EXPECT_TRUE(absl::IsCancelled(watch.Cancel()));
}

TEST_F(FeedServiceTest, DrainingEndsStreamsAndThoseThatComeLater) {
  owner_.Publish(kLog, {"x"});
  Watch watch(*stub_, kLog, 0);
  EXPECT_EQ(watch.ReadUntil(1), Range(1, 1));
  service_.EndStreams();
  while (watch.Read().has_value()) {
  }
  EXPECT_TRUE(absl::IsUnavailable(watch.Finish()));

  Watch late(*stub_, kLog, 0);
  while (late.Read().has_value()) {
  }
  EXPECT_TRUE(absl::IsUnavailable(late.Finish()));
  EXPECT_THAT(List(kLog, 0), IsOk());
}

TEST_F(FeedServiceTest, AStreamWhoseDatabaseFailsSaysSo) {
  Watch watch(*stub_, kLog, 0);
  ASSERT_TRUE(watch.Read().has_value());
  owner_.Execute("DROP TABLE feed");
  while (watch.Read().has_value()) {
  }
  EXPECT_EQ(watch.Finish(), absl::InternalError("internal error"));
}

}  // namespace
}  // namespace xinqiao::feed
