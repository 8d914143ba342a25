#include "libs/feed/positions.h"

namespace xinqiao::feed {

void Positions::Set(const Cursor& cursor) {
  {
    const std::lock_guard lock(mutex_);
    cursors_[{cursor.source, cursor.log}] = cursor;
  }
  changed_.notify_all();
}

Cursor Positions::Get(const std::string& source, const std::string& log) const {
  const std::lock_guard lock(mutex_);
  const auto found = cursors_.find({source, log});
  if (found == cursors_.end()) return {.source = source, .log = log};
  return found->second;
}

std::vector<Cursor> Positions::All() const {
  const std::lock_guard lock(mutex_);
  std::vector<Cursor> all;
  for (const auto& [key, cursor] : cursors_) all.push_back(cursor);
  return all;
}

bool Positions::WaitFor(const std::string& source, const std::string& log, int64_t position,
                        absl::Time deadline) const {
  std::unique_lock lock(mutex_);
  const auto reached = [&] {
    const auto found = cursors_.find({source, log});
    return position <= (found == cursors_.end() ? 0 : found->second.position);
  };
  return changed_.wait_until(lock, absl::ToChronoTime(deadline), reached);
}

}  // namespace xinqiao::feed
