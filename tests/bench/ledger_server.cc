#include "tests/bench/ledger_server.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "tests/bench/ledger_entry.h"
#include "tests/support/http.h"

namespace xinqiao::bench {
namespace {

constexpr char kService[] = "/xinqiao.ledger.v1.LedgerService/";
constexpr char kStallBucket[] = "xinqiao_ledger_longest_wait_seconds_bucket{le=\"";

}  // namespace

absl::StatusOr<std::unique_ptr<LedgerServer>> LedgerServer::Start() {
  std::unique_ptr<LedgerServer> server(new LedgerServer);
  server->database_.Execute(kDirectorySql);
  const ScratchFolder& folder = server->folder_;
  const char* build = std::getenv("XINQIAO_BUILD_DIR");
  const std::string key = folder.Write("key.pem", kSigningKeyPem);
  ASSIGN_OR_RETURN(
      server->process_,
      Process::Start(
          absl::StrCat(build == nullptr ? "build/release" : build, "/bin/ledger_server"),
          {"XINQIAO_IDENTITY=development", absl::StrCat("LEDGER_LISTEN_ADDRESS=", server->address_),
           absl::StrCat("LEDGER_METRICS_ADDRESS=", server->metrics_),
           absl::StrCat("LEDGER_REGISTRY_TARGET=", FreeAddress()),
           absl::StrCat("LEDGER_DATABASE_URL_FILE=",
                        folder.Write("database_url", server->database_.url())),
           absl::StrCat("LEDGER_SIGNING_KEY_FILE=", key),
           absl::StrCat("LEDGER_SIGNED_HEADS_DIR=", key, ".heads")}));
  RETURN_IF_ERROR(server->process_->WaitUntilServing(server->address_));
  return server;
}

Load LedgerServer::Creates(int in_flight, int participants) {
  return {.target = address_,
          .method = absl::StrCat(kService, "CreateActivity"),
          .in_flight = in_flight,
          .next_request = [this, participants] {
            return NewEntry(ids_, participants).SerializeAsString();
          }};
}

Load LedgerServer::Batches(int in_flight, int entries) {
  return {.target = address_,
          .method = absl::StrCat(kService, "BatchCreateActivities"),
          .in_flight = in_flight,
          .next_request = [this, entries] { return NewBatch(ids_, entries).SerializeAsString(); }};
}

int64_t LedgerServer::Size() {
  int64_t size = 0;
  const std::string newest = database_.Execute("SELECT max(size) FROM checkpoints");
  return absl::SimpleAtoi(newest, &size) ? size : 0;
}

absl::Status LedgerServer::FillTo(int64_t entries) {
  constexpr int kBatch = 250;
  constexpr double kSlowestPerSecond = 30'000;
  while (true) {
    const int64_t missing = entries - Size();
    if (missing <= 0) return absl::OkStatus();
    const double seconds = std::clamp(static_cast<double>(missing) / kSlowestPerSecond, 0.2, 60.0);
    RETURN_IF_ERROR(Run(Batches(4, kBatch), {.duration = absl::Seconds(seconds)}).status());
  }
}

absl::Duration LedgerServer::LongestWait() const {
  const std::string metrics = xinqiao::testing::HttpGet(metrics_, "/metrics");
  int64_t below = 0;
  double longest = 0;
  for (absl::string_view line : absl::StrSplit(metrics, '\n')) {
    if (!absl::ConsumePrefix(&line, kStallBucket)) continue;
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(line, "\"} ");
    double bound = 0;
    int64_t count = 0;
    if (!absl::SimpleAtod(parts.first, &bound) || !absl::SimpleAtoi(parts.second, &count)) continue;
    // Buckets count all below them, too.
    if (count > below) longest = bound;
    below = count;
  }
  return absl::Seconds(longest);
}

}  // namespace xinqiao::bench
