// The messages of xinqiao/policy/v1/service_rules.proto, read and written.

#ifndef XINQIAO_LIBS_POLICY_SERVICE_RULES_CODEC_H_
#define XINQIAO_LIBS_POLICY_SERVICE_RULES_CODEC_H_

#include <string>

#include "libs/policy/field_reader.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/service_rules.h"

namespace xinqiao::policy {

// `path` is that of the message, as problems name it.

WishLimit DecodeWishLimit(FieldReader& reader, const std::string& path, const v1::WishLimit& limit);
void EncodeWishLimit(const WishLimit& limit, v1::WishLimit* out);

WishCategory DecodeWishCategory(FieldReader& reader, const std::string& path,
                                const v1::WishCategory& category);
void EncodeWishCategory(const WishCategory& category, v1::WishCategory* out);

BookClosing DecodeBookClosing(FieldReader& reader, const std::string& path,
                              const v1::BookClosing& closing);
void EncodeBookClosing(const BookClosing& closing, v1::BookClosing* out);

}  // namespace xinqiao::policy

#endif  // XINQIAO_LIBS_POLICY_SERVICE_RULES_CODEC_H_
