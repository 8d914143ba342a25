// Appeals and replies in PostgreSQL.

#ifndef XINQIAO_SERVICES_WISHES_STORAGE_POSTGRES_WISHES_STORE_H_
#define XINQIAO_SERVICES_WISHES_STORAGE_POSTGRES_WISHES_STORE_H_

#include <utility>

#include "libs/pg/database.h"
#include "services/wishes/app/wishes_store.h"

namespace xinqiao::wishes {

// Keeps appeals and replies in schema `wishes`; see migrations/ and queries/.
class PostgresWishesStore final : public WishesStore {
 public:
  // `database` outlives the store.
  PostgresWishesStore(pg::Database& database, Encoders encoders)
      : database_(database), encoders_(std::move(encoders)) {}

  absl::StatusOr<Appeal> InsertAppeal(const Call& call, const AppealEnds& ends, const Write& write,
                                      Bring bring) override;
  absl::StatusOr<Appeal> GetAppeal(const Call& call, const AppealName& name) override;
  absl::StatusOr<AppealPage> ListAppeals(const Call& call, const AppealQuery& query) override;
  absl::StatusOr<Reply> InsertReply(const Call& call, const ReplyEnds& ends, const Write& write,
                                    Respond respond) override;
  absl::StatusOr<ReplyPage> ListReplies(const Call& call, const ReplyQuery& query) override;

 private:
  pg::Database& database_;
  const Encoders encoders_;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_STORAGE_POSTGRES_WISHES_STORE_H_
