#include "libs/rpc/status.h"

#include <gtest/gtest.h>

#include "libs/base/error.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::rpc {
namespace {

TEST(RpcStatusTest, ErrorsSurviveTheTrip) {
  EXPECT_TRUE(FromGrpcStatus(ToGrpcStatus(absl::OkStatus())).ok());
  const absl::Status status = InvalidFields("ledger.xinqiao", {{"activity.text", "is required"}});
  EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status);
  const absl::Status bare = absl::NotFoundError("no such thing");
  EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(bare)), bare);
}

TEST(RpcStatusTest, TheTextOfServerFaultsStaysHere) {
  for (const absl::Status& status : {absl::InternalError("syntax error at SELECT"),
                                     absl::UnknownError("x"), absl::DataLossError("row 17")}) {
    EXPECT_TRUE(IsServerFault(status));
    const grpc::Status sent = ToGrpcStatus(status);
    EXPECT_EQ(static_cast<int>(sent.error_code()), static_cast<int>(status.code()));
    EXPECT_EQ(sent.error_message(), "internal error");
    EXPECT_EQ(sent.error_details().find(std::string(status.message())), std::string::npos);
  }
  for (const absl::Status& status :
       {absl::OkStatus(), absl::NotFoundError("x"), absl::UnavailableError("x")}) {
    EXPECT_FALSE(IsServerFault(status));
  }
}

TEST(RpcStatusTest, DetailsThatAreNoneAreIgnored) {
  EXPECT_EQ(FromGrpcStatus(grpc::Status(grpc::StatusCode::ABORTED, "again", "\xff\xff")),
            absl::AbortedError("again"));
}

}  // namespace
}  // namespace xinqiao::rpc
