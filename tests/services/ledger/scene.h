// The scene of the ledger's tests: a college of a university whose province
// keeps a log, two posts, and an activity.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_SCENE_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_SCENE_H_

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/calendar/period.h"
#include "libs/crypto/signature.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/checkpoint.h"
#include "tests/support/day.h"

namespace xinqiao::ledger::scene {

inline constexpr char kLog[] = "10000000-0000-7000-8000-000000000001";
inline constexpr char kOtherLog[] = "10000000-0000-7000-8000-000000000002";
inline constexpr char kCollege[] = "20000000-0000-7000-8000-000000000001";
inline constexpr char kBranch[] = "20000000-0000-7000-8000-000000000002";
inline constexpr char kElsewhere[] = "20000000-0000-7000-8000-000000000003";  // In kOtherLog.
inline constexpr char kCentral[] = "20000000-0000-7000-8000-000000000004";    // In no log.
inline constexpr char kSecretary[] = "30000000-0000-7000-8000-000000000001";
inline constexpr char kDeputy[] = "30000000-0000-7000-8000-000000000002";
inline constexpr char kNobody[] = "ffffffff-0000-7000-8000-000000000001";
inline constexpr char kKind[] = "five_ones.heart_talk";

// The secretary's post has no end; the deputy's ends on 1 June.
inline PostFacts Secretary() {
  return {.organization_id = kCollege,
          .valid = {.first = xinqiao::testing::Day("2017-03-01"), .end = kOpenEnd}};
}
inline PostFacts Deputy() {
  return {.organization_id = kCollege,
          .valid = {.first = xinqiao::testing::Day("2017-03-01"),
                    .end = xinqiao::testing::Day("2017-06-01")}};
}

inline ActivityFacts HeartTalk() {
  return {
      .organization_id = kCollege,
      .author = {.organization_id = kCollege, .post_id = kSecretary},
      .actors = {{.organization_id = kCollege, .post_id = kSecretary},
                 {.organization_id = kCollege, .post_id = kDeputy}},
      .kind_id = kKind,
      .channel = Channel::kFaceToFace,
      .purpose = Purpose::kListen,
      .topic = "学业规划",
      .platform = "微信群",
      .day = xinqiao::testing::Day("2017-05-17"),
      .place = "东海校区 3 号楼",
      .text = "与两名同学谈心，了解学习与生活情况。",
      .participant_ids = {"40000000-0000-7000-8000-000000000001",
                          "40000000-0000-7000-8000-000000000002"},
      .evidence = {{.kind = EvidenceKind::kDocument,
                    .digest = std::string(32, '\x07'),
                    .media_type = "application/pdf",
                    .size_bytes = 1234,
                    .uri = "s3://evidence/1.pdf"},
                   {.kind = EvidenceKind::kConfirmation, .digest = std::string(32, '\0')}},
      .guided_branch_id = kBranch,
  };
}

inline AdmissionFacts AllKnown() {
  return {.posts = {{kSecretary, Secretary()}, {kDeputy, Deputy()}},
          .kind_known = true,
          .guided_branch_known = true};
}

// The key of RFC 8032, section 7.1, test 1.
inline LogKey TestKey() {
  const std::string der = absl::HexStringToBytes(
      "302e020100300506032b657004220420"
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const auto signer = crypto::Signer::FromPem(absl::StrCat(
      "-----BEGIN PRIVATE KEY-----\n", absl::Base64Escape(der), "\n-----END PRIVATE KEY-----\n"));
  EXPECT_TRUE(signer.ok()) << signer.status();
  return {.public_key = signer->public_key(),
          .sign = [signer = *signer](absl::string_view text) { return signer.Sign(text); }};
}

}  // namespace xinqiao::ledger::scene

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_SCENE_H_
