// Where a look into the outbox may begin.

#ifndef XINQIAO_LIBS_FEED_OUTBOX_FLOOR_H_
#define XINQIAO_LIBS_FEED_OUTBOX_FLOOR_H_

#include <cstdint>
#include <mutex>
#include <optional>

namespace xinqiao::feed {

// An outbox id below which nothing is left, and nothing will come.
//
// Events that were moved stay in the indexes as long as any snapshot, such as
// that of a backup, is older: a look that begins at the first id passes by all
// of them. The last id that was moved is no floor, for a transaction with lower
// ones may commit later. This is one: all writers that had taken an id up to
// some `last_id` have ended, and a look after that shows what they left.
//
// One sequencer moves it, any number of readers use it. Thread-safe.
class OutboxFloor {
 public:
  // The last id that anyone had taken when `transaction` began; every writer
  // that took one began before, for it begins before it takes an id.
  struct Mark {
    int64_t last_id = 0;
    int64_t transaction = 0;
  };

  // What one snapshot, which begins at the floor, shows.
  struct Look {
    int64_t oldest_id = 0;           // In the outbox; 0 if it is empty.
    int64_t oldest_transaction = 0;  // That has not ended.
    int64_t last_id = 0;             // That anyone has taken.
  };

  // Look for ids above it.
  int64_t id() const;

  // Raises the floor to the mark, or below the oldest event, if the writers
  // before the mark have ended. A last id below the floor is of a database that
  // was restored: begins anew. Returns whether another mark would be of use.
  bool Pass(const Look& look);
  void Set(const Mark& mark);

  // Begins anew: nobody knows what the database has become.
  void Forget();

 private:
  mutable std::mutex mutex_;
  int64_t id_ = 0;            // Guarded by mutex_.
  std::optional<Mark> mark_;  // Guarded by mutex_.
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_OUTBOX_FLOOR_H_
