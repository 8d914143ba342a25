// What wishes does: one method per RPC.

#ifndef XINQIAO_SERVICES_WISHES_APP_WISHES_H_
#define XINQIAO_SERVICES_WISHES_APP_WISHES_H_

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/wishes/app/wishes_store.h"
#include "services/wishes/domain/appeal.h"

namespace xinqiao::wishes {

// Applies the rules and keeps the record. Thread-safe.
class Wishes {
 public:
  // Everything that is not a rule. All of it outlives Wishes.
  struct Deps {
    WishesStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  explicit Wishes(const Deps& deps) : deps_(deps) {}

  absl::StatusOr<Appeal> CreateAppeal(const Call& call, const NewAppeal& draft);
  absl::StatusOr<Appeal> GetAppeal(const Call& call, const AppealName& name);
  absl::StatusOr<AppealPage> ListAppeals(const Call& call, const AppealQuery& query);
  absl::StatusOr<Reply> CreateReply(const Call& call, const NewReply& draft);
  absl::StatusOr<ReplyPage> ListReplies(const Call& call, const ReplyQuery& query);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_APP_WISHES_H_
