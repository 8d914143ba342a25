// Requests of the scene, as a client would send them.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_RPC_REQUESTS_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_RPC_REQUESTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/error.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/rpc/activity_codec.h"
#include "tests/services/ledger/scene.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger::scene {

inline std::string RequestId(int n) { return absl::StrFormat("70000000-0000-7000-8000-%012d", n); }

inline std::string CollegeName() { return absl::StrCat("organizations/", kCollege); }

inline std::string PostNameOf(const char* organization_id, const char* post_id) {
  return absl::StrCat("organizations/", organization_id, "/posts/", post_id);
}

// What the college asks to record.
inline v1::CreateActivityRequest CreateRequest(int n, const ActivityFacts& facts = HeartTalk()) {
  v1::CreateActivityRequest request;
  request.set_parent(absl::StrCat("organizations/", facts.organization_id));
  request.set_request_id(RequestId(n));
  *request.mutable_activity() = Encode(Activity{.id = kNobody, .facts = facts}, "");
  request.mutable_activity()->clear_name();
  request.mutable_activity()->clear_record_time();
  request.mutable_activity()->clear_late_days();
  return request;
}

inline std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(status)) fields.push_back(violation.field);
  return fields;
}

}  // namespace xinqiao::ledger::scene

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_RPC_REQUESTS_H_
