// The messages of xinqiao/policy/v1/points.proto, read and written.

#ifndef XINQIAO_LIBS_POLICY_POINTS_CODEC_H_
#define XINQIAO_LIBS_POLICY_POINTS_CODEC_H_

#include <string>

#include "libs/policy/field_reader.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/points.h"

namespace xinqiao::policy {

// `path` is that of the message, as problems name it.

PointRule DecodePointRule(FieldReader& reader, const std::string& path, const v1::PointRule& rule);
void EncodePointRule(const PointRule& rule, v1::PointRule* out);

AssessmentTable DecodeAssessmentTable(FieldReader& reader, const std::string& path,
                                      const v1::AssessmentTable& table);
void EncodeAssessmentTable(const AssessmentTable& table, v1::AssessmentTable* out);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_POINTS_CODEC_H_
