// Reads the feed that a schema publishes.

#ifndef XINQIAO_LIBS_FEED_FEED_READER_H_
#define XINQIAO_LIBS_FEED_FEED_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "libs/feed/outbox_floor.h"
#include "libs/pg/database.h"

namespace xinqiao::feed {

// One row of a feed.
struct StoredEvent {
  int64_t position = 0;
  std::string change_id;
  int change_index = 0;
  int change_count = 0;
  int64_t registry_position = 0;
  int64_t contacts_position = 0;
  absl::Time record_time;
  std::string payload;
};

// How far a log has come.
struct Head {
  std::string epoch;  // "" while nothing was written.
  int64_t position = 0;
  int64_t pending = 0;
};

// How a schema numbers its events.
enum class Numbering {
  kBySequencer,  // Tables `outbox`, `feed`, `epochs`.
  kByWriter,     // A relation `feed` and a table `epochs`; no outbox.
};

// Thread-safe.
class FeedReader {
 public:
  // An answer holds no more.
  static constexpr int kEventsMax = 256;
  static constexpr size_t kBytesMax = 1 << 20;

  // `database` outlives the reader, and so does `floor`, where what is pending
  // is counted from: the sequencer's, or null.
  FeedReader(pg::Database& database, Numbering numbering, const OutboxFloor* floor = nullptr)
      : database_(database), numbering_(numbering), floor_(floor) {}

  // Events after `position`, in order; at least one if there is any.
  absl::StatusOr<std::vector<StoredEvent>> List(const Call& call, const std::string& log,
                                                int64_t after_position, int events_max);

  absl::StatusOr<Head> GetHead(const Call& call, const std::string& log);

 private:
  pg::Database& database_;
  const Numbering numbering_;
  const OutboxFloor* const floor_;
};

}  // namespace xinqiao::feed

#endif  // XINQIAO_LIBS_FEED_FEED_READER_H_
