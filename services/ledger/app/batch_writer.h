// Writes logs in batches: from the queue to rows, and back to the callers.

#ifndef XINQIAO_SERVICES_LEDGER_APP_BATCH_WRITER_H_
#define XINQIAO_SERVICES_LEDGER_APP_BATCH_WRITER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/ledger/app/batch_decisions.h"
#include "services/ledger/app/batch_growth.h"
#include "services/ledger/app/entry_encoder.h"
#include "services/ledger/app/log_store.h"
#include "services/ledger/app/log_writer.h"
#include "services/ledger/app/signed_heads.h"
#include "services/ledger/app/write_observer.h"
#include "services/ledger/app/write_queue.h"
#include "services/ledger/domain/checkpoint.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger {

// Drains the queue with threads of its own: one transaction at a time for each
// log, with all that waits for it. Another thread begins the next batch of a log
// while the callers of one are answered. Thread-safe.
class BatchWriter final : public LogWriter {
 public:
  // All of it outlives the writer.
  struct Deps {
    LogStore& store;
    SignedHeads& signed_heads;
    WriteObserver& observer;
    LogKey key;
    EntryEncoder encode;
    std::function<void()> appended;  // Called after each commit; must not block.
  };
  struct Options {
    WriteQueue::Bounds queue;
    int threads = 4;
    HashAlgorithm algorithm = HashAlgorithm::kSha256;  // Of logs that begin.
  };

  // No transaction takes longer, whatever its callers allow.
  static constexpr absl::Duration kBatchTimeMax = absl::Seconds(10);

  BatchWriter(Deps deps, const Options& options);
  // Answers all that was queued.
  ~BatchWriter() override;

  BatchWriter(const BatchWriter&) = delete;
  BatchWriter& operator=(const BatchWriter&) = delete;

  absl::Status Submit(const std::string& log, Unit unit) override;

 private:
  using Units = absl::Span<const std::shared_ptr<QueuedUnit>>;
  using Groups = absl::Span<const DraftGroup>;

  // One transaction: what was decided, and what it appended if anything.
  struct Written {
    Decisions decisions;
    std::optional<Grown> grown;
    int64_t size = 0;  // Of the log after it; 0 if that is not to be kept.
    std::string checkpoint;
  };
  // Units that shared a transaction, and what became of it.
  struct Part {
    Units units;
    absl::StatusOr<Written> written;
  };

  void Work();
  // In one transaction, or in as many as it takes to part one that cannot be
  // stored from the others.
  void Write(const std::string& log, Units units, std::vector<Part>& parts);
  absl::StatusOr<Written> WriteOnce(const std::string& log, Units units);
  absl::StatusOr<Written> WriteIn(LogTransaction& transaction, const std::string& log,
                                  Groups groups, BatchFigures& figures);
  // Of the kept checkpoint as this writer knows it: another replica may have
  // signed a newer one.
  int64_t SizeOpened(const std::string& log);
  absl::StatusOr<LogState> StateOf(LogTransaction& transaction, const std::string& log);
  absl::StatusOr<std::optional<TreeHead>> KeptHead(const std::string& log,
                                                   std::optional<std::string>& checkpoint);
  void Answer(const std::string& log, const Part& part);
  absl::StatusOr<Appended> AppendedBy(const std::string& log, const Decision& decision,
                                      const Written& written);
  void NoteHalted(const std::string& log, bool halted);

  const Deps deps_;
  const Options options_;
  WriteQueue queue_;
  std::mutex mutex_;
  // The kept checkpoint of each log that was signed or verified last. Guarded by
  // mutex_.
  std::map<std::string, std::pair<std::string, TreeHead>> opened_;
  std::set<std::string> halted_;  // Guarded by mutex_.
  std::vector<std::thread> threads_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_APP_BATCH_WRITER_H_
