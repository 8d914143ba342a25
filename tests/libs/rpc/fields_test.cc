#include "libs/rpc/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/support/status_matchers.h"

namespace xinqiao::rpc {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using testing::IsOk;

constexpr char kId[] = "01890a5d-ac96-774b-bcce-b302099a8057";
constexpr char kOther[] = "01890a5d-ac96-774b-bcce-b302099a8058";

// Every check writes to the same violations, as in a decoder.
class FieldsTest : public ::testing::Test {
 protected:
  // What was noted since the last call, as "field: description".
  std::vector<std::string> Problems() {
    std::vector<std::string> lines;
    for (const FieldViolation& violation : Violations(fields_->status())) {
      lines.push_back(violation.field + ": " + violation.description);
    }
    fields_.emplace("test.xinqiao");
    return lines;
  }

  std::optional<Fields> fields_{"test.xinqiao"};
};

TEST_F(FieldsTest, NothingWrongIsOk) { EXPECT_THAT(fields_->status(), IsOk()); }

TEST_F(FieldsTest, AllViolationsAreToldAtOnceInOrder) {
  fields_->Text("activity.text", "", {1, 100});
  fields_->Day("activity.day", "2017-02-30");
  fields_->Add("activity", "found by the decoder");
  const absl::Status status = fields_->status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status, FailsWith("INVALID_FIELDS"));
  EXPECT_THAT(Problems(), ElementsAre("activity.text: is required, at most 100 bytes",
                                      "activity.day: is not a day written YYYY-MM-DD",
                                      "activity: found by the decoder"));
}

TEST_F(FieldsTest, TextKeepsItsBoundsInBytesAndMayBeShown) {
  EXPECT_EQ(fields_->Text("t", "心桥", {1, 6}), "心桥");
  EXPECT_EQ(fields_->Text("t", "", {0, 6}), "");
  EXPECT_THAT(Problems(), IsEmpty());
  EXPECT_EQ(fields_->Text("t", "心桥x", {1, 6}), "");
  EXPECT_EQ(fields_->Text("t", "x", {2, 6}), "");
  EXPECT_EQ(fields_->Text("t", std::string("a\0b", 3), {1, 6}), "");
  EXPECT_EQ(fields_->Text("t", "\xff", {1, 6}), "");
  EXPECT_THAT(Problems(), ElementsAre("t: has 7 bytes, want 1 to 6", "t: has 1 bytes, want 2 to 6",
                                      "t: holds U+0000", "t: is not well-formed UTF-8"));
}

TEST_F(FieldsTest, BlanksAreNoText) {
  for (const char* blank : {"   ", "\t\n", "\u3000 \u00a0"}) {
    EXPECT_EQ(fields_->Text("t", blank, {1, 20}), "") << blank;
    EXPECT_EQ(fields_->Text("t", blank, {0, 20}), blank);
  }
  EXPECT_THAT(Problems(), ElementsAre("t: is blank", "t: is blank", "t: is blank"));
  EXPECT_EQ(fields_->Text("t", "\u3000心", {1, 20}), "\u3000心");
}

TEST_F(FieldsTest, NamesGiveTheirIds) {
  const std::string name = std::string("organizations/") + kId + "/posts/" + kOther;
  EXPECT_THAT(fields_->Ids("n", name, "organizations/*/posts/*"), ElementsAre(kId, kOther));
  EXPECT_EQ(fields_->Id("n", name, "organizations/*/posts/*"), kOther);
  EXPECT_EQ(fields_->IdIfSet("n", "", "organizations/*"), "");
  EXPECT_EQ(fields_->IdIfSet("n", std::string("people/") + kId, "people/*"), kId);
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(FieldsTest, OtherNamesGiveEmptyIdsAndAViolation) {
  const std::string id = kId;
  for (const std::string& name :
       {std::string(), std::string(kId), "people/" + id + "/posts/" + id, "organizations/" + id,
        "organizations/" + id + "/posts/" + id + "/x", "organizations/" + id + "/posts/",
        "organizations/" + id + "/posts/1", "/organizations/" + id + "/posts/" + id,
        std::string("organizations/*/posts/*")}) {
    EXPECT_THAT(fields_->Ids("n", name, "organizations/*/posts/*"), ElementsAre("", "")) << name;
    EXPECT_THAT(Problems(), ElementsAre("n: is not a name of the form organizations/*/posts/* "
                                        "with lower-case UUIDs"))
        << name;
  }
  EXPECT_EQ(fields_->Id("n", "", "people/*"), "");
  EXPECT_EQ(fields_->IdIfSet("n", "people/1", "people/*"), "");
  EXPECT_EQ(Problems().size(), 2U);
}

TEST_F(FieldsTest, KindIdsAreLowerCaseWords) {
  EXPECT_EQ(fields_->KindId("k", "activityKinds/five_ones.heart_talk"), "five_ones.heart_talk");
  EXPECT_EQ(fields_->KindId("k", "activityKinds/cam_2017.1"), "cam_2017.1");
  EXPECT_EQ(fields_->KindId("k", "activityKinds/" + std::string(63, 'a')), std::string(63, 'a'));
  EXPECT_THAT(Problems(), IsEmpty());
  for (const std::string& id : {std::string(), std::string("Heart"), std::string("a-b"),
                                std::string("a/b"), std::string("谈心"), std::string(64, 'a')}) {
    EXPECT_EQ(fields_->KindId("k", "activityKinds/" + id), "") << id;
    EXPECT_EQ(Problems().size(), 1U) << id;
  }
  EXPECT_EQ(fields_->KindId("k", "five_ones.heart_talk"), "");
  EXPECT_THAT(Problems(), ElementsAre("k: is not a name of the form activityKinds/*"));
}

TEST_F(FieldsTest, DaysAreWrittenInFullAndExist) {
  EXPECT_EQ(fields_->Day("d", "2016-02-29"), absl::CivilDay(2016, 2, 29));
  EXPECT_EQ(fields_->Day("d", "1900-01-01"), absl::CivilDay(1900, 1, 1));
  EXPECT_EQ(fields_->Day("d", "2199-12-31"), absl::CivilDay(2199, 12, 31));
  EXPECT_EQ(fields_->DayIfSet("d", ""), std::nullopt);
  EXPECT_EQ(fields_->DayIfSet("d", "2017-05-17"), absl::CivilDay(2017, 5, 17));
  EXPECT_THAT(Problems(), IsEmpty());
  for (const char* text : {"2017-02-29", "2017-5-17", " 2017-5-17", "2017/05/17", "20170517",
                           "1899-12-31", "2200-01-01", "9999-12-31", "2017-05-17T"}) {
    fields_->Day("d", text);
    EXPECT_THAT(Problems(), ElementsAre("d: is not a day written YYYY-MM-DD")) << text;
  }
  fields_->Day("d", "");
  EXPECT_THAT(Problems(), ElementsAre("d: is required, as YYYY-MM-DD"));
  fields_->DayIfSet("d", "soon");
  EXPECT_EQ(Problems().size(), 1U);
}

TEST_F(FieldsTest, RequestIdsAreUuids) {
  EXPECT_EQ(fields_->RequestId(kId), kId);
  EXPECT_THAT(Problems(), IsEmpty());
  EXPECT_EQ(fields_->RequestId(""), "");
  EXPECT_EQ(fields_->RequestId("1"), "");
  EXPECT_THAT(Problems(), ElementsAre("request_id: is required, a lower-case UUID",
                                      "request_id: is not a lower-case UUID"));
}

TEST_F(FieldsTest, PhonesHaveElevenDigits) {
  EXPECT_EQ(fields_->PhoneIfSet("p", "13812345678"), "13812345678");
  EXPECT_EQ(fields_->PhoneIfSet("p", ""), "");
  EXPECT_THAT(Problems(), IsEmpty());
  for (const char* phone : {"1381234567", "138123456789", "23812345678", "1381234567x",
                            "+8613812345678", "138 1234 567"}) {
    EXPECT_EQ(fields_->PhoneIfSet("p", phone), "") << phone;
    EXPECT_THAT(Problems(), ElementsAre("p: is not a mobile phone of 11 digits")) << phone;
  }
}

TEST_F(FieldsTest, PageSizesAreBounded) {
  EXPECT_EQ(fields_->PageSize(0), 100);
  EXPECT_EQ(fields_->PageSize(1), 1);
  EXPECT_EQ(fields_->PageSize(5000), 1000);
  EXPECT_EQ(fields_->PageSize(0, 7, 9), 7);
  EXPECT_EQ(fields_->PageSize(10, 7, 9), 9);
  EXPECT_THAT(Problems(), IsEmpty());
  fields_->PageSize(-1);
  EXPECT_THAT(Problems(), ElementsAre("page_size: is negative"));
}

}  // namespace
}  // namespace xinqiao::rpc
