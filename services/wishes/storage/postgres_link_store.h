// What wishes knows of contacts, in PostgreSQL.

#ifndef XINQIAO_SERVICES_WISHES_STORAGE_POSTGRES_LINK_STORE_H_
#define XINQIAO_SERVICES_WISHES_STORAGE_POSTGRES_LINK_STORE_H_

#include <string>
#include <vector>

#include "libs/pg/database.h"
#include "services/wishes/app/link_store.h"

namespace xinqiao::wishes {

// Keeps table `active_links` of schema `wishes`; see migrations/ and queries/.
class PostgresLinkStore final : public LinkStore {
 public:
  // `database` outlives the store.
  explicit PostgresLinkStore(pg::Database& database) : database_(database) {}

  absl::Status Apply(const feed::Cursor& from, const feed::Cursor& to,
                     absl::Span<const LinkChange> changes) override;
  absl::StatusOr<feed::Cursor> LoadCursor(const std::string& source,
                                          const std::string& log) override;
  absl::StatusOr<std::vector<std::string>> ListLogs() override;

 private:
  pg::Database& database_;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_STORAGE_POSTGRES_LINK_STORE_H_
