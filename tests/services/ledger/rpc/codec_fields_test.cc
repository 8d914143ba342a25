#include "services/ledger/rpc/codec_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/services/ledger/rpc/requests.h"

namespace xinqiao::ledger {
namespace {

using scene::FieldsOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CodecFieldsTest, TimesKeepTheirMicroseconds) {
  const auto timestamp = ToTimestamp(absl::FromUnixMicros(1495080000'000007));
  EXPECT_EQ(timestamp.seconds(), 1495080000);
  EXPECT_EQ(timestamp.nanos(), 7000);
  EXPECT_EQ(TimeOfDay(0), "00:00");
  EXPECT_EQ(TimeOfDay(23 * 60 + 9), "23:09");
}

TEST(CodecFieldsTest, LineHasOneLine) {
  rpc::Fields fields("domain");
  EXPECT_EQ(Line(fields, "a", "一行", {0, 6}), "一行");
  EXPECT_EQ(Line(fields, "b", "一\n行", {0, 7}), "");
  EXPECT_EQ(Line(fields, "c", "", {1, 7}), "");
  EXPECT_THAT(FieldsOf(fields.status()), ElementsAre("b", "c"));
}

TEST(CodecFieldsTest, CampaignIsAWord) {
  rpc::Fields good("domain");
  EXPECT_EQ(CampaignIfSet(good, "a", "service_month_2018"), "service_month_2018");
  EXPECT_EQ(CampaignIfSet(good, "a", ""), "");
  EXPECT_THAT(FieldsOf(good.status()), IsEmpty());
  rpc::Fields bad("domain");
  for (const char* text : {"A", "a b", "a.b", "五四"}) CampaignIfSet(bad, "a", text);
  EXPECT_EQ(FieldsOf(bad.status()).size(), 4U);
}

TEST(CodecFieldsTest, DaysAreInOrder) {
  rpc::Fields fields("domain");
  CheckOrder(fields, "2017-05-01", "2017-05-01");
  CheckOrder(fields, "", "2017-05-01");
  CheckOrder(fields, "2017-05-01", "no day");
  EXPECT_THAT(FieldsOf(fields.status()), IsEmpty());
  CheckOrder(fields, "2017-05-02", "2017-05-01");
  EXPECT_THAT(FieldsOf(fields.status()), ElementsAre("last_day"));
}

TEST(CodecFieldsTest, ChoiceIsANumberOfTheContract) {
  rpc::Fields fields("domain");
  EXPECT_EQ(Choice<Channel>(fields, "a", v1::CHANNEL_OFFLINE, v1::Channel_IsValid),
            Channel::kOffline);
  Choice<Channel>(fields, "b", v1::CHANNEL_UNSPECIFIED, v1::Channel_IsValid);
  Choice<Channel>(fields, "c", static_cast<v1::Channel>(9), v1::Channel_IsValid);
  EXPECT_THAT(FieldsOf(fields.status()), ElementsAre("b", "c"));
}

}  // namespace
}  // namespace xinqiao::ledger
