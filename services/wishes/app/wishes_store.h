// Where wishes keeps appeals and replies.

#ifndef XINQIAO_SERVICES_WISHES_APP_WISHES_STORE_H_
#define XINQIAO_SERVICES_WISHES_APP_WISHES_STORE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/wishes/domain/appeal.h"

namespace xinqiao::wishes {

// What a store hands to the feed as bytes, made by rpc/codec.
struct Encoders {
  std::function<std::string(const Appeal&)> appeal_created;
  std::function<std::string(const Reply&, const Appeal&)> reply_created;
};

// One write: how it is told from others, and when it is.
struct Write {
  std::string request_id;
  std::string change_id;  // A new id, of the events.
  absl::Time now;
};

// The youth who brings an appeal and the post addressed.
struct AppealEnds {
  std::string youth_id;
  std::string post_id;
};

// The appeal replied to and the post that replies.
struct ReplyEnds {
  AppealName appeal;
  std::string post_id;
};

// The appeals of a youth behind `after_id`, at most `appeals_max`.
struct AppealQuery {
  std::string youth_id;
  std::string after_id;  // "" for the first page.
  int appeals_max = 0;
};

struct AppealPage {
  std::vector<Appeal> appeals;
  std::string next_id;  // The next page's `after_id`; "" on the last.
};

// The replies to an appeal behind `after_id`, at most `replies_max`.
struct ReplyQuery {
  AppealName appeal;
  std::string after_id;  // "" for the first page.
  int replies_max = 0;
};

struct ReplyPage {
  std::vector<Reply> replies;
  std::string next_id;  // The next page's `after_id`; "" on the last.
};

// Rules over stored facts. The store reads the facts; the rule decides, and may
// be asked more than once.
using Bring = absl::FunctionRef<absl::StatusOr<Appeal>(const AppealFacts&)>;
using Respond = absl::FunctionRef<absl::StatusOr<Answered>(const ReplyFacts&)>;

// Persists appeals and replies. Each method is one transaction. Thread-safe.
//
// A repeated request returns what the first one returned and asks no rule; with
// another digest in `call` it fails with REQUEST_ID_REUSED.
//
// tests/services/wishes/storage/wishes_store_contract.h states, as tests, what
// every implementation does.
class WishesStore {
 public:
  virtual ~WishesStore() = default;

  // Inserts the appeal that `bring` makes of the facts, with its event.
  virtual absl::StatusOr<Appeal> InsertAppeal(const Call& call, const AppealEnds& ends,
                                              const Write& write, Bring bring) = 0;

  // APPEAL_NOT_FOUND if there is none.
  virtual absl::StatusOr<Appeal> GetAppeal(const Call& call, const AppealName& name) = 0;

  // Appeals by id, which is the order of their creation.
  virtual absl::StatusOr<AppealPage> ListAppeals(const Call& call, const AppealQuery& query) = 0;

  // Inserts the reply that `respond` makes of the facts, with its event, and
  // replaces the appeal by what `respond` makes of it; no other call can change
  // the appeal meanwhile. APPEAL_NOT_FOUND if there is none.
  virtual absl::StatusOr<Reply> InsertReply(const Call& call, const ReplyEnds& ends,
                                            const Write& write, Respond respond) = 0;

  // Replies by id, which is the order of their creation.
  virtual absl::StatusOr<ReplyPage> ListReplies(const Call& call, const ReplyQuery& query) = 0;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_APP_WISHES_STORE_H_
