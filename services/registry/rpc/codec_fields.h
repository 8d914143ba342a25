// What every codec of registry needs: fields that many messages share.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_CODEC_FIELDS_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_CODEC_FIELDS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/calendar/period.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page_token.h"
#include "services/registry/app/page.h"

namespace xinqiao::registry {

inline constexpr char kOrganizationPattern[] = "organizations/*";

// The numbers of an enum of ours are those of its proto enum, which has 0 for
// what nobody may say. `known` is whether the proto enum has the value.
template <typename Ours, typename Proto>
Ours RequiredEnum(rpc::Fields& fields, absl::string_view field, Proto value, bool known) {
  const int number = static_cast<int>(value);
  if (number == 0 || !known) fields.Add(field, "is required, one of the listed values");
  return static_cast<Ours>(number);
}

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// "" for an open end.
std::string EndText(const Period& validity);

// The page that a list request asks for. `token_query` says everything but the
// page of it, so that no token serves another list; `is_id` tells a cursor of
// ours from one that a client made up.
template <typename Request>
PageRequest PageOfRequest(rpc::Fields& fields, const Request& request,
                          const std::string& token_query, bool (*is_id)(absl::string_view)) {
  PageRequest page{.cursor = rpc::CursorFrom(fields, token_query, request.page_token()),
                   .size = fields.PageSize(request.page_size())};
  if (!page.cursor.empty() && !is_id(page.cursor)) {
    fields.Add("page_token", "is not a token of this query; start again from the first page");
  }
  return page;
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_CODEC_FIELDS_H_
