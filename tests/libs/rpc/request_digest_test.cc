#include "libs/rpc/request_digest.h"

#include <gtest/gtest.h>

#include <string>

#include "xinqiao/registry/v1/organization_service.pb.h"

namespace xinqiao::rpc {
namespace {

constexpr char kPath[] = "/a.Service/Method";

registry::v1::Organization Named(const std::string& name) {
  registry::v1::Organization message;
  message.set_name(name);
  return message;
}

TEST(MethodPathTest, IsThePathOfTheWire) {
  const auto* service =
      registry::v1::Organization::descriptor()->file()->FindServiceByName("OrganizationService");
  EXPECT_EQ(MethodPath(*service->FindMethodByName("GetOrganization")),
            "/xinqiao.registry.v1.OrganizationService/GetOrganization");
}

TEST(RequestDigestTest, IsEqualForEqualRequestsOfOneCallerOnly) {
  const std::string digest = RequestDigest(kPath, "people/1", Named("a"));
  EXPECT_EQ(digest.size(), 32U);
  EXPECT_EQ(RequestDigest(kPath, "people/1", Named("a")), digest);
  EXPECT_NE(RequestDigest(kPath, "people/2", Named("a")), digest);
  EXPECT_NE(RequestDigest(kPath, "people/1", Named("b")), digest);
  EXPECT_NE(RequestDigest("/a.Service/Other", "people/1", Named("a")), digest);
}

// Two encodings of one message: a field twice, of which the last counts.
TEST(RequestDigestTest, DoesNotDependOnHowAClientEncodedIt) {
  registry::v1::Organization twice;
  ASSERT_TRUE(
      twice.ParseFromString(Named("x").SerializeAsString() + Named("a").SerializeAsString()));
  EXPECT_EQ(RequestDigest(kPath, "", twice), RequestDigest(kPath, "", Named("a")));
}

}  // namespace
}  // namespace xinqiao::rpc
