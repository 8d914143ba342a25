#include "services/contacts/rpc/youth_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "libs/base/error.h"
#include "services/contacts/rpc/codec.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_contacts_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/contacts/v1/youth_service.grpc.pb.h"

namespace xinqiao::contacts {
namespace {

using ::testing::UnorderedElementsAre;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kOrganization[] = "00000000-0000-7000-9000-000000000001";

// The whole service, over a real in-process channel, on a fake store.
class YouthServiceTest : public ::testing::Test {
 protected:
  YouthServiceTest() {
    store_.AddOrganization(kOrganization);
    request_.set_request_id("00000000-0000-4000-8000-000000000001");
    v1::Youth& youth = *request_.mutable_youth();
    youth.set_display_name("林小雨");
    youth.set_phone("13812345642");
    youth.set_birth_year(1998);
    youth.set_organization(std::string("organizations/") + kOrganization);
    youth.set_field("大学生");
    youth.set_industry("教育");
  }

  absl::StatusOr<v1::Youth> CreateYouth() {
    return server_.Call(*stub_, &v1::YouthService::Stub::CreateYouth, request_);
  }

  xinqiao::testing::FakeContactsStore store_{StoreEncoders()};
  xinqiao::testing::FakeClock clock_{"2017-05-17"};
  xinqiao::testing::FakeIds ids_;
  const PhoneSeal phones_ = {.seal =
                                 [](const std::string& phone) {
                                   return SealedPhone{.ciphertext = phone, .blind_index = phone};
                                 },
                             .open = [](const SealedPhone& phone) -> absl::StatusOr<std::string> {
                               return phone.ciphertext;
                             }};
  Contacts contacts_{{.store = store_, .clock = clock_, .ids = ids_, .phones = phones_}};
  rpc::Executor executor_{2, 16};
  YouthService service_{contacts_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<v1::YouthService::Stub> stub_ = v1::YouthService::NewStub(server_.channel());
  v1::CreateYouthRequest request_;
};

TEST_F(YouthServiceTest, RegistersAYouthAndMasksThePhone) {
  const auto youth = CreateYouth();
  ASSERT_THAT(youth, IsOk());
  EXPECT_EQ(youth->name(), "youths/00000000-0000-7000-8000-000000000001");
  EXPECT_EQ(youth->display_name(), "林小雨");
  EXPECT_EQ(youth->phone(), "138******42");
  EXPECT_EQ(youth->birth_year(), 1998);
  EXPECT_EQ(youth->organization(), request_.youth().organization());
  EXPECT_EQ(youth->field(), "大学生");
  EXPECT_EQ(youth->industry(), "教育");
  EXPECT_EQ(youth->create_time().seconds(), absl::ToUnixSeconds(clock_.Now()));

  v1::GetYouthRequest get;
  get.set_name(youth->name());
  const auto again = server_.Call(*stub_, &v1::YouthService::Stub::GetYouth, get);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), youth->SerializeAsString());
}

TEST_F(YouthServiceTest, RetryGetsTheFirstAnswer) {
  const auto first = CreateYouth();
  ASSERT_THAT(first, IsOk());
  clock_.Advance(absl::Hours(1));
  const auto retry = CreateYouth();
  ASSERT_THAT(retry, IsOk());
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  request_.mutable_youth()->set_display_name("林大雨");
  EXPECT_THAT(CreateYouth(), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(YouthServiceTest, ToldEveryBadFieldAtOnce) {
  request_.set_request_id("1");
  v1::Youth& youth = *request_.mutable_youth();
  youth.set_display_name(std::string("a\0b", 3));
  youth.set_phone("138");
  youth.set_birth_year(98);
  youth.set_organization("organizations/x");
  youth.set_field(std::string(61, 'f'));
  youth.set_industry("\u202e");
  const auto result = CreateYouth();
  EXPECT_THAT(result, FailsWith("INVALID_FIELDS"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Violations(result.status())) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, UnorderedElementsAre("request_id", "youth.display_name", "youth.phone",
                                           "youth.birth_year", "youth.organization", "youth.field",
                                           "youth.industry"));
}

TEST_F(YouthServiceTest, ErrorReasonSurvivesTheTrip) {
  request_.mutable_youth()->set_birth_year(2003);
  const auto result = CreateYouth();
  EXPECT_THAT(result, FailsWith("UNDER_AGE"));
  EXPECT_EQ(result.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(YouthServiceTest, UnknownYouthIsNotFound) {
  v1::GetYouthRequest get;
  get.set_name(std::string("youths/") + kOrganization);
  EXPECT_THAT(server_.Call(*stub_, &v1::YouthService::Stub::GetYouth, get),
              FailsWith("YOUTH_NOT_FOUND"));
}

}  // namespace
}  // namespace xinqiao::contacts
