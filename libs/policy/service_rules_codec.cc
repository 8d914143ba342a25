#include "libs/policy/service_rules_codec.h"

#include <cstdint>

#include "libs/policy/pack_enums.h"
#include "libs/policy/part_codec.h"

namespace xinqiao::policy {

WishLimit DecodeWishLimit(FieldReader& reader, const std::string& path,
                          const v1::WishLimit& limit) {
  return {
      .wish_limit_id = limit.wish_limit_id(),
      .title = limit.title(),
      .requirement_ids = DecodeStrings(limit.requirement_ids()),
      .step = reader.Enum(path + ".step", kWishSteps, limit.step()),
      .working_days = limit.working_days(),
      .text = limit.text(),
      .effective = DecodeInterval(reader, path + ".effective", limit.effective()),
  };
}

void EncodeWishLimit(const WishLimit& limit, v1::WishLimit* out) {
  out->set_wish_limit_id(limit.wish_limit_id);
  out->set_title(limit.title);
  EncodeStrings(limit.requirement_ids, out->mutable_requirement_ids());
  out->set_step(ToProto(kWishSteps, limit.step));
  out->set_working_days(static_cast<int32_t>(limit.working_days));
  out->set_text(limit.text);
  EncodeInterval(limit.effective, out->mutable_effective());
}

WishCategory DecodeWishCategory(FieldReader&, const std::string&,
                                const v1::WishCategory& category) {
  return {
      .wish_category_id = category.wish_category_id(),
      .title = category.title(),
      .requirement_ids = DecodeStrings(category.requirement_ids()),
  };
}

void EncodeWishCategory(const WishCategory& category, v1::WishCategory* out) {
  out->set_wish_category_id(category.wish_category_id);
  out->set_title(category.title);
  EncodeStrings(category.requirement_ids, out->mutable_requirement_ids());
}

BookClosing DecodeBookClosing(FieldReader& reader, const std::string& path,
                              const v1::BookClosing& closing) {
  return {
      .book_closing_id = closing.book_closing_id(),
      .title = closing.title(),
      .requirement_ids = DecodeStrings(closing.requirement_ids()),
      .period = reader.Enum(path + ".period", kPeriodKinds, closing.period()),
      .after_working_days = closing.after_working_days(),
      .effective = DecodeInterval(reader, path + ".effective", closing.effective()),
  };
}

void EncodeBookClosing(const BookClosing& closing, v1::BookClosing* out) {
  out->set_book_closing_id(closing.book_closing_id);
  out->set_title(closing.title);
  EncodeStrings(closing.requirement_ids, out->mutable_requirement_ids());
  out->set_period(ToProto(kPeriodKinds, closing.period));
  out->set_after_working_days(static_cast<int32_t>(closing.after_working_days));
  EncodeInterval(closing.effective, out->mutable_effective());
}

}  // namespace xinqiao::policy
