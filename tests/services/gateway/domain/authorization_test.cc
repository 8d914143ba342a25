#include "services/gateway/domain/authorization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::gateway {
namespace {

using testing::FailsWith;
using testing::IsOkAndHolds;

constexpr char kPerson[] = "people/01890a5d-ac96-774b-bcce-b302099a8057";
constexpr char kYouth[] = "youths/01890a5d-ac96-774b-bcce-b302099a8057";

TEST(PrincipalFromTest, TakesPeopleAndYouthsAndNobody) {
  EXPECT_THAT(PrincipalFrom({kPerson}), IsOkAndHolds(kPerson));
  EXPECT_THAT(PrincipalFrom({kYouth}), IsOkAndHolds(kYouth));
  EXPECT_THAT(PrincipalFrom({}), IsOkAndHolds(kLocalDeveloper));
}

TEST(PrincipalFromTest, RefusesEverythingElse) {
  for (const char* claim :
       {"", "people/", "people/1", "01890a5d-ac96-774b-bcce-b302099a8057", kLocalDeveloper,
        "people/01890A5D-AC96-774B-BCCE-B302099A8057", "people/01890a5d-ac96-774b-bcce-b302099a805",
        "people/01890a5dxac96-774b-bcce-b302099a8057",
        "people/01890a5d-ac96-774b-bcce-b302099a8057/posts",
        "posts/01890a5d-ac96-774b-bcce-b302099a8057",
        "operators/01890a5d-ac96-774b-bcce-b302099a8057"}) {
    EXPECT_THAT(PrincipalFrom({claim}), FailsWith("PRINCIPAL_MALFORMED")) << claim;
  }
}

TEST(PrincipalFromTest, RefusesTwoClaimsEvenIfEqual) {
  EXPECT_THAT(PrincipalFrom({kPerson, kPerson}), FailsWith("PRINCIPAL_MALFORMED"));
}

TEST(TraceIdFromTest, KeepsTheIdOfAValidTraceParent) {
  EXPECT_EQ(TraceIdFrom({"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}),
            "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(TraceIdFrom({"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"}),
            "4bf92f3577b34da6a3ce929d0e0e4736");
}

TEST(TraceIdFromTest, IgnoresWhatIsNotOne) {
  EXPECT_EQ(TraceIdFrom({}), "");
  for (const char* value : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                            "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01"}) {
    EXPECT_EQ(TraceIdFrom({value}), "") << value;
  }
  const std::string valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  EXPECT_EQ(TraceIdFrom({valid, valid}), "");
}

TEST(MetadataTest, ClientsKeepTheirOwnKeysButNoIdentity) {
  EXPECT_TRUE(PassesToBackend("traceparent"));
  EXPECT_TRUE(PassesToBackend("x-request-source"));
  EXPECT_TRUE(PassesToBackend("notes-bin"));
  for (const char* key :
       {"x-xinqiao-principal", "x-xinqiao-trace-id", "x-xinqiao-development-principal",
        "x-xinqiao-anything", "authorization", "cookie", "user-agent", "te", "host", "content-type",
        ":authority", "grpc-timeout", "grpc-status-details-bin"}) {
    EXPECT_FALSE(PassesToBackend(key)) << key;
  }
}

TEST(MetadataTest, OnlyWhatGrpcCanSendIsSendable) {
  EXPECT_TRUE(IsSendable("x-note_1.0", " ~"));
  EXPECT_TRUE(IsSendable("x", ""));
  EXPECT_TRUE(IsSendable("x-bin", absl::string_view("\0\xff", 2)));
  for (const char* key : {"", "x note", "x!", "X", "x\xc3\xa9", ":path", "x\t"}) {
    EXPECT_FALSE(IsSendable(key, "a")) << key;
    EXPECT_FALSE(IsSendable(absl::StrCat(key, "!-bin"), "a")) << key;
  }
  for (const char* value : {"\x80", "\xff", "\x7f", "\t", "\x1f", "caf\xc3\xa9"}) {
    EXPECT_FALSE(IsSendable("x", value)) << value;
    EXPECT_FALSE(IsSendable("-bin", value)) << value;
    EXPECT_FALSE(IsSendable("x-binary", value)) << value;
  }
  EXPECT_FALSE(IsSendable("x", absl::string_view("\0", 1)));
}

TEST(MetadataTest, StatusDetailsAreNotCopiedBesideTheStatus) {
  EXPECT_TRUE(IsHopByHop("grpc-status-details-bin"));
  EXPECT_FALSE(IsHopByHop("x-served-by"));
}

}  // namespace
}  // namespace xinqiao::gateway
