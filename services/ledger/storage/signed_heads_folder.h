// The last signed checkpoint of each log, in files.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_SIGNED_HEADS_FOLDER_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_SIGNED_HEADS_FOLDER_H_

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/ledger/app/signed_heads.h"

namespace xinqiao::ledger {

// One file per log, written in place, in two slots by turns: whatever is cut off,
// one of them is whole. Replicas may share the folder. PostgreSQL is what makes
// entries durable; the files are there to notice that it was restored, and reach
// the disk within a second. Thread-safe.
class SignedHeadsFolder final : public SignedHeads {
 public:
  // Makes the folder if it is missing. FAILED_PRECONDITION if files cannot be
  // written there.
  static absl::StatusOr<std::unique_ptr<SignedHeadsFolder>> Open(const std::string& path);

  ~SignedHeadsFolder() override;

  absl::StatusOr<std::optional<std::string>> Get(const std::string& log) override;
  // UNAVAILABLE if it cannot be written.
  absl::Status Put(const std::string& log, int64_t size, const std::string& checkpoint) override;

 private:
  explicit SignedHeadsFolder(std::string path);

  // The file of a log, or -1 if there is none and none is to be made.
  absl::StatusOr<int> FileOf(const std::string& log, bool make);
  void Sync();

  const std::string path_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, int> files_;  // By log: open ones. Guarded by mutex_.
  std::set<int> written_;             // Not yet on the disk. Guarded by mutex_.
  bool stopping_ = false;             // Guarded by mutex_.
  std::thread syncer_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_SIGNED_HEADS_FOLDER_H_
