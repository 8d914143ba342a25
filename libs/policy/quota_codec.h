// The messages of xinqiao/policy/v1/quota.proto, read and written.

#ifndef XINQIAO_LIBS_POLICY_QUOTA_CODEC_H_
#define XINQIAO_LIBS_POLICY_QUOTA_CODEC_H_

#include <string>

#include "libs/policy/field_reader.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/quota.h"

namespace xinqiao::policy {

// `path` is that of the message, as problems name it.

ContactQuota DecodeContactQuota(FieldReader& reader, const std::string& path,
                                const v1::ContactQuota& quota);
void EncodeContactQuota(const ContactQuota& quota, v1::ContactQuota* out);

Cadence DecodeCadence(FieldReader& reader, const std::string& path, const v1::Cadence& cadence);
void EncodeCadence(const Cadence& cadence, v1::Cadence* out);

Ceiling DecodeCeiling(FieldReader& reader, const std::string& path, const v1::Ceiling& ceiling);
void EncodeCeiling(const Ceiling& ceiling, v1::Ceiling* out);

TaskEmphasis DecodeTaskEmphasis(FieldReader& reader, const std::string& path,
                                const v1::TaskEmphasis& emphasis);
void EncodeTaskEmphasis(const TaskEmphasis& emphasis, v1::TaskEmphasis* out);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_QUOTA_CODEC_H_
