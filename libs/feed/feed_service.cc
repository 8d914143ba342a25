#include "libs/feed/feed_service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/feed/feed_codec.h"
#include "libs/rpc/fields.h"
#include "xinqiao/feed/v1/feed.pb.h"

namespace xinqiao::feed {
namespace {

constexpr char kDomain[] = "feed.xinqiao";

struct Query {
  std::string log;
  int64_t after_position = 0;
  int events_max = FeedReader::kEventsMax;
};

template <typename Request>
absl::StatusOr<Query> Decode(const Request& request) {
  rpc::Fields fields(kDomain);
  Query query;
  query.log = fields.Text("log", request.log(), {1, 100});
  query.after_position = request.after_position();
  if (query.after_position < 0) fields.Add("after_position", "is negative");
  RETURN_IF_ERROR(fields.status());
  return query;
}

}  // namespace

FeedService::FeedService(const Deps& deps)
    : rpc::Service(deps.service, deps.executor),
      watchers_(deps.reader, deps.executor, TypeUrl(deps.event)) {
  const std::string type_url = TypeUrl(deps.event);
  FeedReader& reader = deps.reader;
  const Positions& followed = deps.followed;

  Unary<v1::ListEventsRequest>(
      "ListEvents", rpc::Run::kExecutor,
      [&reader, type_url](const Call& call, const v1::ListEventsRequest& request)
          -> absl::StatusOr<v1::ListEventsResponse> {
        ASSIGN_OR_RETURN(Query query, Decode(request));
        if (request.page_size() > 0) {
          query.events_max = std::min(request.page_size(), FeedReader::kEventsMax);
        }
        ASSIGN_OR_RETURN(const Head head, reader.GetHead(call, query.log));
        RETURN_IF_ERROR(CheckNotBeyond(head, query.after_position));
        ASSIGN_OR_RETURN(std::vector<StoredEvent> events,
                         reader.List(call, query.log, query.after_position, query.events_max));
        v1::ListEventsResponse response;
        for (StoredEvent& event : events) {
          *response.add_events() = Encode(std::move(event), type_url);
        }
        *response.mutable_head() = Encode(query.log, head);
        return response;
      });

  Unary<v1::GetFeedHeadRequest>(
      "GetFeedHead", rpc::Run::kExecutor,
      [&reader, &followed](const Call& call,
                           const v1::GetFeedHeadRequest& request) -> absl::StatusOr<v1::FeedHead> {
        rpc::Fields fields(kDomain);
        const std::string log = fields.Text("log", request.log(), {1, 100});
        RETURN_IF_ERROR(fields.status());
        ASSIGN_OR_RETURN(const Head head, reader.GetHead(call, log));
        v1::FeedHead response = Encode(log, head);
        for (const Cursor& cursor : followed.All()) *response.add_followed() = Encode(cursor);
        return response;
      });

  ServerStream<v1::WatchEventsRequest>(
      "WatchEvents",
      [this](const google::protobuf::Message& request,
             Stream stream) -> absl::StatusOr<grpc::ServerWriteReactor<grpc::ByteBuffer>*> {
        ASSIGN_OR_RETURN(const Query query,
                         Decode(static_cast<const v1::WatchEventsRequest&>(request)));
        return watchers_.Watch(
            query.log, query.after_position,
            {.ended = std::move(stream.ended), .cancel = std::move(stream.cancel)});
      });
}

}  // namespace xinqiao::feed
