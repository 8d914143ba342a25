// People and posts in PostgreSQL.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_POST_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_POST_STORE_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/pg/database.h"
#include "services/registry/app/post_store.h"

namespace xinqiao::registry {

// Seals and opens phones. Functions of a crypto::Vault; thread-safe.
struct PhoneVault {
  std::function<SealedPhone(const std::string& phone)> seal;
  std::function<std::string(const std::string& phone)> blind_index;
  std::function<absl::StatusOr<std::string>(const SealedPhone& sealed)> open;
};

// Keeps people, whose phones are sealed, and posts; see migrations/ and
// queries/.
class PostgresPostStore final : public PostStore {
 public:
  // `database` outlives the store.
  PostgresPostStore(pg::Database& database, PhoneVault vault, PostEncoders encoders)
      : database_(database), vault_(std::move(vault)), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertPerson(const Call& call, const Write& write, const Person& person,
                                      AdmitPerson admit) override;
  absl::StatusOr<std::optional<Person>> FindPerson(const Call& call,
                                                   const std::string& person_id) override;
  absl::StatusOr<Answer> InsertPost(const Call& call, const Write& write, const Post& post,
                                    AdmitPost admit) override;
  absl::StatusOr<Answer> EndPost(const Call& call, const Write& write, const PostKey& key,
                                 EndRule end) override;
  absl::StatusOr<std::optional<Post>> FindPost(const Call& call, const PostKey& key) override;
  absl::StatusOr<std::vector<Post>> ListPosts(const Call& call, const std::string& organization_id,
                                              const Range& range) override;

 private:
  pg::Database& database_;
  const PhoneVault vault_;
  const PostEncoders encoders_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_POSTGRES_POST_STORE_H_
