// What the directory told, remembered while registry's feed stands still.

#ifndef XINQIAO_SERVICES_LEDGER_STORAGE_DIRECTORY_CACHE_H_
#define XINQIAO_SERVICES_LEDGER_STORAGE_DIRECTORY_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <pqxx/pqxx>
#include <set>
#include <string>

#include "services/ledger/app/log_store.h"
#include "services/ledger/domain/admission.h"

namespace xinqiao::ledger {

// Most batches name the posts, kinds and organizations of those before: asking
// for them again takes as long as writing. The directory changes only together
// with the position of registry's feed, so what was read at a position is true
// as long as that stands. Only what is known is remembered. Thread-safe.
class DirectoryCache {
 public:
  // Adds to `facts` what is known of the posts, kinds and organizations that are
  // wanted, with all that ever stood above these. `before` is the position of
  // registry's feed as `tx` read it before; answers one that is not below that of
  // the facts.
  int64_t Find(pqxx::transaction_base& tx, int64_t before, const Wanted& wanted,
               AdmissionFacts& facts);

 private:
  // Adds what is remembered of that position; answers what is missing.
  Wanted Take(int64_t position, const Wanted& wanted, AdmissionFacts& facts);
  bool TakeOrganization(const std::string& id, KnownOrganizations& organizations) const;
  void Keep(int64_t position, const AdmissionFacts& facts);
  size_t size() const { return posts_.size() + kind_ids_.size() + organizations_.size(); }

  std::mutex mutex_;
  // Guarded by mutex_: all read at one position.
  int64_t position_ = -1;
  std::map<std::string, PostFacts> posts_;
  std::set<std::string> kind_ids_;
  KnownOrganizations organizations_;  // Each with all that ever stood above it.
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_STORAGE_DIRECTORY_CACHE_H_
