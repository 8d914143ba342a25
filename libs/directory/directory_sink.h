// Keeps the directory in step with registry's feed.

#ifndef XINQIAO_LIBS_DIRECTORY_DIRECTORY_SINK_H_
#define XINQIAO_LIBS_DIRECTORY_DIRECTORY_SINK_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/feed/follower.h"
#include "libs/pg/database.h"

namespace xinqiao::directory {

// Applies registry's events to the tables of libs/directory/migrations, with
// the cursor in the same transaction.
class DirectorySink final : public feed::Sink {
 public:
  // `database` outlives the sink.
  explicit DirectorySink(pg::Database& database) : database_(database) {}

  absl::Status Apply(const feed::Cursor& from, const feed::Cursor& to,
                     absl::Span<const feed::v1::Event> events) override;
  absl::StatusOr<feed::Cursor> Load(const std::string& source, const std::string& log) override;

 private:
  pg::Database& database_;
};

}  // namespace xinqiao::directory

#endif  // XINQIAO_LIBS_DIRECTORY_DIRECTORY_SINK_H_
