// Keeps the tree and the rule packs in memory in step with registry's own feed.

#ifndef XINQIAO_SERVICES_REGISTRY_FEED_OWN_FEED_H_
#define XINQIAO_SERVICES_REGISTRY_FEED_OWN_FEED_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/feed/cursor.h"
#include "libs/feed/feed_reader.h"
#include "libs/feed/positions.h"
#include "services/registry/app/organization_tree.h"
#include "services/registry/app/policy_book.h"

namespace xinqiao::registry {

// A thread that replays registry's feed into a tree and a book of rule packs from
// the first event on, and then follows it. It reads the database, as every replica does.
//
// It applies whole changes only. What the database fails at is tried again.
// When the log gets another epoch or a lower head, or holds what does not fit
// the tree or the book, but not what a newer version wrote, the thread stops for good, and the
// position that it had is taken back: nobody who waits for one is answered any more.
class OwnFeed {
 public:
  // The only log of registry, and who owns it.
  static constexpr char kSource[] = "registry";
  static constexpr char kLog[] = "registry";

  struct Deps {
    feed::FeedReader& reader;
    OrganizationTree& tree;  // Empty.
    PolicyBook& book;        // Empty, and beside the tree.
    feed::Positions& positions;
    // Told why the thread stopped for good; from the thread.
    std::function<void(const absl::Status& why)> on_halted;
  };

  // Everything in `deps` outlives the feed.
  explicit OwnFeed(Deps deps);

  // Stops once the event in hand is applied.
  ~OwnFeed();

  // Says that events got positions, so that nobody waits for the next poll.
  // Thread-safe.
  void Wake();

  // Waits until both hold what the feed held when the thread began.
  // DEADLINE_EXCEEDED, or why the thread stopped. Thread-safe.
  absl::Status CatchUp(absl::Time deadline);

 private:
  void Work();
  // Applies what the feed holds now.
  absl::Status FollowOnce();
  // Applies the whole changes at the beginning of `waiting_`, and forgets them.
  absl::Status ApplyReady(const std::string& epoch);
  bool Stopping() const;
  void Halt(const absl::Status& why);

  const Deps deps_;
  feed::Cursor cursor_;                     // Of the thread.
  std::vector<feed::StoredEvent> waiting_;  // Behind cursor_. Of the thread.

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;      // Guarded by mutex_.
  bool stopping_ = false;   // Guarded by mutex_.
  bool caught_up_ = false;  // Guarded by mutex_.
  absl::Status halted_;     // Why; OK while it goes on. Guarded by mutex_.
  std::thread thread_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_FEED_OWN_FEED_H_
