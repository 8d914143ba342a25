// What hashing and signing cost the ledger's writer.
//
// The writer runs in this process, over the real store, without gRPC, which
// would hide a part of it: so the cost is that of the writer. By turns it does
// everything, or it neither hashes, nor signs, nor keeps and verifies the head
// that was signed last.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/crypto/hash.h"
#include "libs/crypto/signature.h"
#include "libs/pg/database.h"
#include "libs/rpc/executor.h"
#include "services/ledger/app/batch_writer.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/rpc/activity_codec.h"
#include "services/ledger/rpc/entry_codec.h"
#include "services/ledger/rpc/request_codec.h"
#include "services/ledger/storage/postgres_ledger_reads.h"
#include "services/ledger/storage/postgres_log_store.h"
#include "services/ledger/storage/signed_heads_folder.h"
#include "tests/bench/ledger_cases.h"
#include "tests/bench/ledger_entry.h"
#include "tests/bench/ledger_hash.h"
#include "tests/bench/ledger_server.h"
#include "tests/bench/process.h"
#include "tests/support/postgres.h"

namespace xinqiao::bench {
namespace {

constexpr int kInFlight = 64;

class NoSignedHeads final : public ledger::SignedHeads {
 public:
  absl::StatusOr<std::optional<std::string>> Get(const std::string&) override {
    return std::nullopt;
  }
  absl::Status Put(const std::string&, int64_t, const std::string&) override {
    return absl::OkStatus();
  }
};

class NoObserver final : public ledger::WriteObserver {
 public:
  void Wrote(const ledger::BatchFigures&) override {}
  void Refused(const absl::Status&) override {}
  void NotStorable(const std::string&, const std::string&) override {}
  void Queued(size_t) override {}
  void Answered(absl::Duration) override {}
  void Halted(const std::string&, bool) override {}
};

// The ledger without its gRPC face, on a database of its own.
class BareLedger {
 public:
  static absl::StatusOr<std::unique_ptr<BareLedger>> Start(bool proves) {
    ASSIGN_OR_RETURN(crypto::Signer signer, crypto::Signer::FromPem(kSigningKeyPem));
    std::unique_ptr<BareLedger> ledger(new BareLedger(proves, std::move(signer)));
    ledger->test_database_.Execute(kDirectorySql);
    return ledger;
  }

  // Records with so many callers at once for a while; returns how many entries.
  absl::StatusOr<int64_t> Record(absl::Duration duration) {
    SetHashing(proves_);
    test_database_.Execute("CHECKPOINT");
    latest_ = absl::Now() + duration;
    recorded_ = 0;
    callers_ = kInFlight;
    status_ = absl::OkStatus();
    for (int i = 0; i < kInFlight; ++i) Call();
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return callers_ == 0; });
    RETURN_IF_ERROR(status_);
    return recorded_.load();
  }

 private:
  BareLedger(bool proves, crypto::Signer signer)
      : proves_(proves),
        test_database_("ledger"),
        database_(test_database_.url(), 12),
        store_(database_, visits_),
        reads_(database_, visits_),
        executor_(4, 1000) {
    if (proves) {
      heads_ = *ledger::SignedHeadsFolder::Open(folder_.Write("key.pem", "") + ".heads");
    } else {
      heads_ = std::make_unique<NoSignedHeads>();
    }
    const std::string public_key = signer.public_key();
    const auto sign = [signer = std::move(signer), proves](absl::string_view message) {
      return proves ? signer.Sign(message) : std::string(64, '\0');
    };
    writer_ = std::make_unique<ledger::BatchWriter>(
        ledger::BatchWriter::Deps{.store = store_,
                                  .signed_heads = *heads_,
                                  .observer = observer_,
                                  .key = {.public_key = public_key, .sign = sign},
                                  .encode = ledger::EncodeEntry,
                                  .appended = [] {}},
        ledger::BatchWriter::Options{});
    ledger_ = std::make_unique<ledger::Ledger>(ledger::Ledger::Deps{
        .store = store_,
        .writer = *writer_,
        .reads = reads_,
        .clock = clock_,
        .ids = ids_,
        .new_salt = [] { return crypto::RandomBytes(32); },
        .background =
            [this](std::function<void()> task) { return executor_.TryRun(std::move(task)); }});
  }

  void Call() {
    absl::StatusOr<ledger::NewActivity> draft = ledger::Decode(NewEntry(ids_, 0));
    if (!draft.ok()) return End(draft.status());
    const xinqiao::Call call = {.request_digest = std::string(32, '\x01'),
                                .deadline = absl::Now() + absl::Seconds(30)};
    ledger_->CreateActivity(call, *std::move(draft),
                            [this](const absl::StatusOr<ledger::Appended>& appended) {
                              if (!appended.ok()) return End(appended.status());
                              const absl::Time now = absl::Now();
                              if (now >= latest_) return End(absl::OkStatus());
                              ++recorded_;
                              Call();
                            });
  }

  void End(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    status_.Update(status);
    if (--callers_ == 0) ended_.notify_one();
  }

  const bool proves_;
  xinqiao::testing::TestDatabase test_database_;
  ScratchFolder folder_;
  SystemClock clock_;
  Uuid7Generator ids_;
  NoObserver observer_;
  const ledger::VisitCodec visits_ = {.encode = ledger::EncodeVisit, .decode = ledger::DecodeVisit};
  pg::Database database_;
  ledger::PostgresLogStore store_;
  ledger::PostgresLedgerReads reads_;
  std::unique_ptr<ledger::SignedHeads> heads_;
  rpc::Executor executor_;
  std::unique_ptr<ledger::BatchWriter> writer_;
  std::unique_ptr<ledger::Ledger> ledger_;

  absl::Time latest_;
  std::atomic<int64_t> recorded_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_;
  int callers_ = 0;      // Still calling. Guarded by mutex_.
  absl::Status status_;  // Guarded by mutex_.
};

}  // namespace

absl::Status MeasureMerkle(const Options& options) {
  if (!options.Wants("merkle_cost")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::unique_ptr<BareLedger> proving, BareLedger::Start(/*proves=*/true));
  ASSIGN_OR_RETURN(const std::unique_ptr<BareLedger> plain, BareLedger::Start(/*proves=*/false));
  const absl::Duration duration = absl::Seconds(options.quick ? 2 : 10);
  int64_t proved = 0;
  int64_t recorded = 0;
  // The first round warms up.
  for (int round = 0; round < (options.quick ? 3 : 5); ++round) {
    ASSIGN_OR_RETURN(const int64_t with, proving->Record(duration));
    ASSIGN_OR_RETURN(const int64_t without, plain->Record(duration));
    if (round == 0) continue;
    proved += with;
    recorded += without;
  }
  // Of the time that an entry takes with all of it.
  const double share = 1 - static_cast<double>(proved) / static_cast<double>(recorded);
  Print({.bench = "ledger", .name = "merkle_cost", .value = 100 * share, .unit = "%", .n = proved});
  return absl::OkStatus();
}

}  // namespace xinqiao::bench
