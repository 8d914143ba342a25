// Assessment's messages to queries and answers.

#ifndef XINQIAO_SERVICES_ASSESSMENT_RPC_CODEC_H_
#define XINQIAO_SERVICES_ASSESSMENT_RPC_CODEC_H_

#include "absl/status/statusor.h"
#include "services/assessment/app/assessment.h"
#include "xinqiao/assessment/v1/duty_service.pb.h"
#include "xinqiao/assessment/v1/report_service.pb.h"

namespace xinqiao::assessment {

// Each checks every field, or fails with INVALID_FIELDS and all violations.
absl::StatusOr<SelfCheckQuery> Decode(const v1::GetSelfCheckTableRequest& request);
absl::StatusOr<SelfCheckFigureQuery> Decode(const v1::ExplainSelfCheckFigureRequest& request);
absl::StatusOr<DutyProgressQuery> Decode(const v1::ListDutyProgressRequest& request);
absl::StatusOr<DutyFigureQuery> Decode(const v1::ExplainDutyProgressRequest& request);

v1::SelfCheckTable Encode(const v1::GetSelfCheckTableRequest& request, const SelfCheckTable& table);
v1::ExplainSelfCheckFigureResponse Encode(const v1::ExplainSelfCheckFigureRequest& request,
                                          const ExplainedFigure& figure);
v1::ListDutyProgressResponse Encode(const v1::ListDutyProgressRequest& request,
                                    const DutyBoard& board);
v1::ExplainDutyProgressResponse Encode(const v1::ExplainDutyProgressRequest& request,
                                       const ExplainedDuty& explained);

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_RPC_CODEC_H_
