// Hands the events of a change to the feed, in the transaction of the change.

#ifndef XINQIAO_LIBS_FEED_OUTBOX_H_
#define XINQIAO_LIBS_FEED_OUTBOX_H_

#include <cstdint>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace xinqiao::feed {

// The events of one transaction.
struct Change {
  std::string log;
  std::string change_id;          // A new UUID.
  int64_t registry_position = 0;  // What the change was admitted at.
  int64_t contacts_position = 0;
  absl::Time record_time;
  std::vector<std::string> payloads;  // One serialized event each.
};

// Call it after the row locks are taken: a change that waited for another then
// stands behind it in the feed.
void AppendToOutbox(pqxx::transaction_base& tx, const Change& change);

// The same for very many events, in one COPY. Followers apply a change whole,
// so none of them should have more than a few hundred.
void CopyToOutbox(pqxx::transaction_base& tx, const std::vector<Change>& changes);

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_OUTBOX_H_
