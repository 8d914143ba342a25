#include "services/ledger/rpc/ledger_service.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/status_macros.h"
#include "services/ledger/rpc/activity_codec.h"
#include "services/ledger/rpc/import_stream.h"
#include "services/ledger/rpc/request_codec.h"
#include "services/ledger/rpc/row_results.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {
namespace {

// Answers with the activity and the receipt.
Ledger::Done Recorded(const Call& call, rpc::Done done) {
  return [principal = call.principal, done = std::move(done)](absl::StatusOr<Appended> appended) {
    if (!appended.ok()) return done(appended.status());
    done(Answer{.bytes = EncodeRecorded(*appended, principal).SerializeAsString()});
  };
}

Ledger::BatchDone RecordedBatch(const Call& call, rpc::Done done) {
  return [principal = call.principal, done = std::move(done)](absl::StatusOr<UnitResult> result) {
    if (!result.ok()) return done(result.status());
    const auto response = EncodeBatch(*result, principal);
    if (!response.ok()) return done(response.status());
    done(Answer{.bytes = response->SerializeAsString()});
  };
}

}  // namespace

LedgerService::LedgerService(Ledger& ledger, rpc::Executor& executor)
    : rpc::Service(*v1::Activity::descriptor()->file()->FindServiceByName("LedgerService"),
                   executor) {
  using rpc::Run;

  UnaryAsync<v1::CreateActivityRequest>(
      "CreateActivity",
      [&ledger](const Call& call, const v1::CreateActivityRequest& request, rpc::Done done) {
        absl::StatusOr<NewActivity> draft = Decode(request);
        if (!draft.ok()) return done(draft.status());
        ledger.CreateActivity(call, *std::move(draft), Recorded(call, std::move(done)));
      });

  // Not inline: 500 rows take a while to read.
  UnaryAsync<v1::BatchCreateActivitiesRequest>(
      "BatchCreateActivities",
      [&ledger](const Call& call, const v1::BatchCreateActivitiesRequest& request, rpc::Done done) {
        absl::StatusOr<Rows> rows = Decode(call.principal, request);
        if (!rows.ok()) return done(rows.status());
        ledger.BatchCreateActivities(call, *std::move(rows), RecordedBatch(call, std::move(done)));
      },
      Run::kExecutor);

  ClientStream<v1::ImportActivitiesRequest>("ImportActivities", rpc::StreamBounds(), [&ledger] {
    return std::make_unique<ImportStream>(ledger);
  });

  UnaryAsync<v1::GetActivityRequest>("GetActivity", [&ledger](const Call& call,
                                                              const v1::GetActivityRequest& request,
                                                              rpc::Done done) {
    absl::StatusOr<ActivityName> name = Decode(request);
    if (!name.ok()) return done(name.status());
    ledger.GetActivity(call, *std::move(name),
                       [principal = call.principal,
                        done = std::move(done)](const absl::StatusOr<Activity>& activity) {
                         if (!activity.ok()) return done(activity.status());
                         done(Answer{.bytes = Encode(*activity, principal).SerializeAsString()});
                       });
  });

  Unary<v1::ListActivitiesRequest>(
      "ListActivities", Run::kExecutor,
      [&ledger](const Call& call, const v1::ListActivitiesRequest& request)
          -> absl::StatusOr<v1::ListActivitiesResponse> {
        ASSIGN_OR_RETURN(const ActivityQuery query, Decode(request));
        ASSIGN_OR_RETURN(const ActivityPage page, ledger.ListActivities(call, query));
        return Encode(request, page, call.principal);
      });

  UnaryAsync<v1::VoidActivityRequest>(
      "VoidActivity",
      [&ledger](const Call& call, const v1::VoidActivityRequest& request, rpc::Done done) {
        absl::StatusOr<VoidRequest> decoded = Decode(request);
        if (!decoded.ok()) return done(decoded.status());
        ledger.VoidActivity(call, *std::move(decoded), Recorded(call, std::move(done)));
      });

  UnaryAsync<v1::RedactActivityRequest>(
      "RedactActivity",
      [&ledger](const Call& call, const v1::RedactActivityRequest& request, rpc::Done done) {
        absl::StatusOr<RedactRequest> decoded = Decode(request);
        if (!decoded.ok()) return done(decoded.status());
        ledger.RedactActivity(call, *std::move(decoded), Recorded(call, std::move(done)));
      });
}

}  // namespace xinqiao::ledger
