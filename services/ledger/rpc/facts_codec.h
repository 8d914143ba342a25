// What callers tell of an activity: from messages, with every check of its form.

#ifndef XINQIAO_SERVICES_LEDGER_RPC_FACTS_CODEC_H_
#define XINQIAO_SERVICES_LEDGER_RPC_FACTS_CODEC_H_

#include "libs/rpc/fields.h"
#include "services/ledger/domain/activity.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::ledger {

// Without the organizing body. Notes every violation, as `activity.day`.
ActivityFacts DecodeFacts(rpc::Fields& fields, const v1::Activity& activity);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_RPC_FACTS_CODEC_H_
