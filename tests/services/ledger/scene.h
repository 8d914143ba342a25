// The scene of the ledger's tests: a college of a university whose province
// keeps a log, posts on each level, and activities.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_SCENE_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_SCENE_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/calendar/period.h"
#include "libs/crypto/signature.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/books.h"
#include "services/ledger/domain/checkpoint.h"
#include "tests/support/day.h"

namespace xinqiao::ledger::scene {

inline constexpr char kLog[] = "10000000-0000-7000-8000-000000000001";
inline constexpr char kOtherLog[] = "10000000-0000-7000-8000-000000000002";
inline constexpr char kCollege[] = "20000000-0000-7000-8000-000000000001";
inline constexpr char kBranch[] = "20000000-0000-7000-8000-000000000002";
inline constexpr char kElsewhere[] = "20000000-0000-7000-8000-000000000003";  // In kOtherLog.
inline constexpr char kCentral[] = "20000000-0000-7000-8000-000000000004";    // In no log.
inline constexpr char kUniversity[] = "20000000-0000-7000-8000-000000000005";
inline constexpr char kSecretary[] = "30000000-0000-7000-8000-000000000001";
inline constexpr char kDeputy[] = "30000000-0000-7000-8000-000000000002";
inline constexpr char kOfUniversity[] = "30000000-0000-7000-8000-000000000003";
inline constexpr char kOfProvince[] = "30000000-0000-7000-8000-000000000004";
inline constexpr char kOfElsewhere[] = "30000000-0000-7000-8000-000000000005";
inline constexpr char kYouth[] = "40000000-0000-7000-8000-000000000001";
inline constexpr char kOtherYouth[] = "40000000-0000-7000-8000-000000000002";
inline constexpr char kNobody[] = "ffffffff-0000-7000-8000-000000000001";
inline constexpr char kKind[] = "five_ones.heart_talk";
inline constexpr char kVisitKind[] = "community.interview";

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
      .participant_ids = {kYouth, kOtherYouth},
      .evidence = {{.kind = EvidenceKind::kDocument,
                    .digest = std::string(32, '\x07'),
                    .media_type = "application/pdf",
                    .size_bytes = 1234,
                    .uri = "s3://evidence/1.pdf"},
                   {.kind = EvidenceKind::kConfirmation, .digest = std::string(32, '\0')}},
      .guided_branch_id = kBranch,
  };
}

// A visit in community posting, with everything that there is to tell.
inline ActivityFacts Visit() {
  ActivityFacts facts = HeartTalk();
  facts.kind_id = kVisitKind;
  facts.visit = {.community = "东海社区",
                 .interviewed_count = 12,
                 .research_report = Evidence{.kind = EvidenceKind::kDocument,
                                             .digest = std::string(32, '\x09'),
                                             .media_type = "application/pdf",
                                             .size_bytes = 5678,
                                             .uri = "s3://evidence/report.pdf"},
                 .talked_with_leaders = true,
                 .new_organization_ids = {kBranch},
                 .guided_organization_ids = {kElsewhere}};
  return facts;
}

// The whole tree, since 2016: kCentral above kLog and kOtherLog; kLog above
// kUniversity, kCollege, kBranch, one below the other; kOtherLog above
// kElsewhere.
inline KnownOrganizations Tree() {
  const auto below = [](const char* parent) {
    return std::vector<DatedParent>{
        {.organization_id = parent,
         .valid = {.first = xinqiao::testing::Day("2016-01-01"), .end = kOpenEnd}}};
  };
  return {{kCentral, {.log = "", .parents = {}}},
          {kLog, {.log = kLog, .parents = below(kCentral)}},
          {kOtherLog, {.log = kOtherLog, .parents = below(kCentral)}},
          {kUniversity, {.log = kLog, .parents = below(kLog)}},
          {kCollege, {.log = kLog, .parents = below(kUniversity)}},
          {kBranch, {.log = kLog, .parents = below(kCollege)}},
          {kElsewhere, {.log = kOtherLog, .parents = below(kOtherLog)}}};
}

inline AdmissionFacts AllKnown() {
  const auto post_of = [](const char* organization) {
    PostFacts post = Secretary();
    post.organization_id = organization;
    return post;
  };
  return {.posts = {{kSecretary, Secretary()},
                    {kDeputy, Deputy()},
                    {kOfUniversity, post_of(kUniversity)},
                    {kOfProvince, post_of(kLog)},
                    {kOfElsewhere, post_of(kElsewhere)}},
          .kind_ids = {kKind, kVisitKind},
          .organizations = Tree(),
          .books = {},
          .activities = {}};
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
