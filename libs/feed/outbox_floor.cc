#include "libs/feed/outbox_floor.h"

#include <algorithm>

namespace xinqiao::feed {

int64_t OutboxFloor::id() const {
  const std::lock_guard lock(mutex_);
  return id_;
}

bool OutboxFloor::Pass(const Look& look) {
  const std::lock_guard lock(mutex_);
  if (look.last_id < id_) {
    id_ = 0;
    mark_.reset();
  }
  if (mark_.has_value() && look.oldest_transaction > mark_->transaction) {
    const int64_t below = look.oldest_id == 0 ? mark_->last_id : look.oldest_id - 1;
    id_ = std::max(id_, std::min(mark_->last_id, below));
    mark_.reset();
  }
  return !mark_.has_value() && id_ < look.last_id;
}

void OutboxFloor::Set(const Mark& mark) {
  const std::lock_guard lock(mutex_);
  mark_ = mark;
}

void OutboxFloor::Forget() {
  const std::lock_guard lock(mutex_);
  id_ = 0;
  mark_.reset();
}

}  // namespace xinqiao::feed
