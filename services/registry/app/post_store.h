// Where registry keeps people and their posts.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_POST_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_POST_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/person.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// Rules over stored facts. The store reads the facts; the rule decides.
using AdmitPerson = absl::FunctionRef<absl::Status(const PersonFacts& facts)>;
using AdmitPost = absl::FunctionRef<absl::Status(const AppointmentFacts& facts)>;
using EndRule = absl::FunctionRef<absl::StatusOr<Post>(Post post)>;

// What a store is made with.
struct PostEncoders {
  Encoder<Person> person_answer;
  Encoder<Post> answer;
  Encoder<Post> created;  // An event.
  Encoder<Post> ended;    // An event.
};

// Persists people and posts. Each method is one transaction. Thread-safe.
//
// In every write a repeated request returns the first answer, and does not ask
// the rule; a rule may be called more than once.
//
// tests/services/registry/storage/post_store_contract.h states, as tests, what
// every implementation does.
class PostStore {
 public:
  virtual ~PostStore() = default;

  // Inserts `person` if `admit` accepts. No two people have one phone, or one
  // user name. The answer is made anew from the person each time: it is kept
  // nowhere else.
  virtual absl::StatusOr<Answer> InsertPerson(const Call& call, const Write& write,
                                              const Person& person, AdmitPerson admit) = 0;

  virtual absl::StatusOr<std::optional<Person>> FindPerson(const Call& call,
                                                           const std::string& person_id) = 0;

  // Inserts `post` with its event if `admit` accepts; what it accepted does not
  // change meanwhile.
  virtual absl::StatusOr<Answer> InsertPost(const Call& call, const Write& write, const Post& post,
                                            AdmitPost admit) = 0;

  // Replaces the validity of a post by what `end` makes of it, with its event.
  // No other call ends it meanwhile. POST_NOT_FOUND if there is no such post.
  virtual absl::StatusOr<Answer> EndPost(const Call& call, const Write& write, const PostKey& key,
                                         EndRule end) = 0;

  virtual absl::StatusOr<std::optional<Post>> FindPost(const Call& call, const PostKey& key) = 0;

  // The posts of one organization by id.
  virtual absl::StatusOr<std::vector<Post>> ListPosts(const Call& call,
                                                      const std::string& organization_id,
                                                      const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_POST_STORE_H_
