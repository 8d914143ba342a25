// Does the long work on imports, beside the calls.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_IMPORT_WORKER_H_
#define XINQIAO_SERVICES_REGISTRY_APP_IMPORT_WORKER_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "libs/base/clock.h"
#include "services/registry/app/import_store.h"

namespace xinqiao::registry {

// Checks and applies imports one after the other on a thread of its own, and
// deletes what is over. One in every replica; they share the work through the
// store. Thread-safe.
class ImportWorker {
 public:
  // All of it outlives the worker.
  struct Deps {
    ImportJobs& jobs;
    const Clock& clock;
    const Clock& real_clock;
  };

  explicit ImportWorker(const Deps& deps);
  // Waits for the work in hand.
  ~ImportWorker();

  ImportWorker(const ImportWorker&) = delete;
  ImportWorker& operator=(const ImportWorker&) = delete;

  // Looks for work now; otherwise twice a second.
  void Wake();

 private:
  void Work();
  void ExpireIfDue();

  const Deps deps_;
  absl::Time next_expiry_;  // Real time; only the thread uses it.

  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;     // Guarded by mutex_.
  bool stopping_ = false;  // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_IMPORT_WORKER_H_
