// Where registry keeps imports until they are applied.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_IMPORT_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_IMPORT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/call.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/import.h"
#include "services/registry/domain/organization.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// An upload that begins.
struct NewImport {
  std::string import_id;
  std::string owner;  // The principal of the caller.
  absl::Time create_time;
  absl::Time real_time;        // For an upload that nothing comes of any more.
  absl::Time abandoned_since;  // An upload untouched since then is given up.
};

// Which problems to list: at most `limit` after `after`, a number that the
// store gave, 0 from the start.
struct ProblemRange {
  int64_t after = 0;
  int limit = 0;
};

// A problem and its place in the list.
struct ListedProblem {
  int64_t number = 0;
  ImportProblem problem;
};

// A rule over an import. It may be called more than once.
using ApplyRule = absl::FunctionRef<absl::Status(const Import& import)>;

// What a store is made with. All but the first are events.
struct ImportEncoders {
  Encoder<Import> answer;
  Encoder<Organization> organization_created;
  Encoder<Post> post_created;
};

// Keeps uploads, and what is known of them. Each method is one transaction.
// Thread-safe.
class ImportStore {
 public:
  virtual ~ImportStore() = default;

  // UPLOAD_RUNNING if the owner has another one that something comes of.
  virtual absl::Status StartImport(const Call& call, const NewImport& import) = 0;

  // Keeps rows and what is wrong with them. Phones are sealed. UPLOAD_GIVEN_UP
  // if the import is not receiving any more.
  virtual absl::Status AppendRows(const Call& call, const std::string& import_id,
                                  const ImportRows& rows, absl::Time real_time) = 0;

  // The upload is complete: the import waits for its check. A repeated request
  // returns the first answer, and drops this import. UPLOAD_GIVEN_UP as above.
  virtual absl::StatusOr<Answer> FinishUpload(const Call& call, const Write& write,
                                              const std::string& import_id) = 0;

  // An import that is receiving comes to nothing: it is FAILED.
  virtual absl::Status DropImport(const Call& call, const std::string& import_id) = 0;

  virtual absl::StatusOr<std::optional<Import>> FindImport(const Call& call,
                                                           const std::string& import_id) = 0;

  // By table and line. None before the import was checked.
  virtual absl::StatusOr<std::vector<ListedProblem>> ListProblems(const Call& call,
                                                                  const std::string& import_id,
                                                                  const ProblemRange& range) = 0;

  // Lets an import wait for its application if `admit` accepts. A repeated
  // request returns the first answer, and does not ask. IMPORT_NOT_FOUND.
  virtual absl::StatusOr<Answer> RequestApply(const Call& call, const Write& write,
                                              const std::string& import_id, ApplyRule admit) = 0;
};

// When what is left of imports goes: of those touched last before each.
struct ImportExpiry {
  absl::Time receiving;  // Real time.
  absl::Time rows;       // Business time of the import's creation, as below.
  absl::Time imports;
};

// The long work on imports. Any number of replicas may call each at a time; an
// import is in the hands of one, and free again if that one dies.
class ImportJobs {
 public:
  virtual ~ImportJobs() = default;

  // Checks one import that waits for it, or applies one, or deletes the rows of
  // one that is done with; false if there is none. An import that turns out to
  // have problems when it is applied waits for a check again.
  virtual absl::StatusOr<bool> WorkOnOne(absl::Time now) = 0;

  // Gives up what is left alone too long.
  virtual absl::Status Expire(const ImportExpiry& expiry) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_IMPORT_STORE_H_
