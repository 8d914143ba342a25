// What ends with an organization that a reorganization closes, as tests. Instantiate per
// implementation.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_ENDINGS_CONTRACT_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_ENDINGS_CONTRACT_H_

#include <string>
#include <vector>

#include "tests/services/registry/storage/reorganization_stores.h"

namespace xinqiao::registry {

class ReorganizationEndingsContract : public ReorganizationStoresTest {};

TEST_P(ReorganizationEndingsContract, WhatIsInAClosedOrganizationEndsAndComesBack) {
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const absl::CivilDay first = xinqiao::testing::Day("2016-03-01");
  const Post open = InsertPostIn(college, {.first = first, .end = kOpenEnd});
  const Post past = InsertPostIn(college, {.first = first, .end = kDay});
  const Post ending = InsertPostIn(college, {.first = first, .end = kDay + 1});
  const Post later = InsertPostIn(college, {.first = kDay + 7, .end = kOpenEnd});
  const Post elsewhere = InsertPostIn(school, {.first = first, .end = kOpenEnd});
  const SecondaryLink from = Insert(NewLink(college, school));
  const SecondaryLink to = Insert(NewLink(school, college));
  const SecondaryLink beside = Insert(NewLink(school, Insert(NewOrganization())));
  EXPECT_THAT(stores_->reorganizations().CountOpenLinks(CallOf(), {IdOf(college)}, kDay),
              xinqiao::testing::IsOkAndHolds(2));
  EXPECT_THAT(stores_->reorganizations().CountOpenLinks(CallOf(), {}, kDay),
              xinqiao::testing::IsOkAndHolds(0));

  const Reorganization record = Close(college, school);
  EXPECT_TRUE(FindOn(college, kDay)->version.closed);
  EXPECT_EQ(EndOf(open), (Period{first, kDay}));
  EXPECT_EQ(EndOf(past), past.validity);
  EXPECT_EQ(EndOf(ending), (Period{first, kDay}));
  EXPECT_EQ(EndOf(later), (Period{kDay + 7, kDay + 7}));
  EXPECT_EQ(EndOf(elsewhere), elsewhere.validity);
  EXPECT_EQ(EndOf(from).end, kDay);
  EXPECT_EQ(EndOf(to).end, kDay);
  EXPECT_EQ(EndOf(beside), beside.validity);
  EXPECT_THAT(stores_->reorganizations().CountOpenLinks(CallOf(), {IdOf(college)}, kDay),
              xinqiao::testing::IsOkAndHolds(0));
  std::vector<std::string> events = stores_->Events();
  EXPECT_THAT(
      std::vector<std::string>(events.end() - 6, events.end()),
      ::testing::ElementsAre(
          absl::StrCat("changed ", college.version.display_name, " [2015-09-01, 2018-01-01), ",
                       college.version.display_name, " [2018-01-01, 9999-12-31) closed"),
          "ended post 团委书记 [2016-03-01, 2018-01-01)",
          "ended post 团委书记 [2016-03-01, 2018-01-01)",
          "ended post 团委书记 [2018-01-08, 2018-01-08)", "ended link [2016-03-01, 2018-01-01)",
          "ended link [2016-03-01, 2018-01-01)"));

  ASSERT_THAT(Cancel(record, NewWrite()), xinqiao::testing::IsOk());
  EXPECT_EQ(FindOn(college, kDay), college);
  for (const Post& post : {open, past, ending, later, elsewhere}) {
    EXPECT_EQ(EndOf(post), post.validity);
  }
  for (const SecondaryLink& link : {from, to, beside}) EXPECT_EQ(EndOf(link), link.validity);
  events = stores_->Events();
  EXPECT_THAT(
      std::vector<std::string>(events.end() - 6, events.end()),
      ::testing::ElementsAre(
          absl::StrCat("changed ", college.version.display_name, " [2015-09-01, 9999-12-31)"),
          "ended post 团委书记 [2016-03-01, 9999-12-31)",
          "ended post 团委书记 [2016-03-01, 2018-01-02)",
          "ended post 团委书记 [2018-01-08, 9999-12-31)", "ended link [2016-03-01, 9999-12-31)",
          "ended link [2016-03-01, 9999-12-31)"));
}

TEST_P(ReorganizationEndingsContract, GuidanceAndGroupsEndAndComeBackToo) {
  const Organization school = Insert(NewOrganization());
  const Organization college = Insert(NewOrganization(IdOf(school)));
  const Organization other = Insert(NewOrganization(IdOf(school)));
  const absl::CivilDay first = xinqiao::testing::Day("2016-03-01");
  const Period open{first, kOpenEnd};
  const auto key_of = [](const Post& post) {
    return PostKey{.organization_id = post.organization_id, .post_id = post.post_id};
  };
  const PostKey cadre = key_of(InsertPostIn(school, open));
  const PostKey secretary = key_of(InsertPostIn(college, open));
  const auto guides = [&](const PostKey& post, const Guided& guided) {
    return Insert(GuidanceLink{.guidance_link_id = ids_.NewId(),
                               .post = post,
                               .guided = guided,
                               .validity = open,
                               .create_time = time_});
  };
  const auto group_of = [&](const Organization& organization) {
    return Insert(WorkingGroup{.working_group_id = ids_.NewId(),
                               .organization_id = IdOf(organization),
                               .display_name = "工作小组",
                               .leader = cadre,
                               .members = {{.post = secretary, .validity = open}},
                               .validity = open,
                               .create_time = time_});
  };
  const GuidanceLink base =
      guides(cadre, GuidedBase{.committee_id = IdOf(school), .branch_id = IdOf(college)});
  const GuidanceLink to_post = guides(cadre, secretary);
  const GuidanceLink from_post = guides(secretary, cadre);
  const WorkingGroup group = group_of(college);
  const WorkingGroup stays = group_of(other);
  EXPECT_THAT(stores_->reorganizations().CountOpenLinks(CallOf(), {IdOf(college)}, kDay),
              xinqiao::testing::IsOkAndHolds(3));

  const auto guidance_of = [&](const PostKey& post) {
    return *stores_->guidance().ListGuidanceLinks(CallOf(), post, {.limit = 10});
  };
  const auto group_now = [&](const WorkingGroup& each) {
    return **stores_->groups().FindWorkingGroup(
        CallOf(),
        {.organization_id = each.organization_id, .working_group_id = each.working_group_id});
  };
  const Reorganization record = Close(college, school);
  for (const PostKey& post : {cadre, secretary}) {
    for (const GuidanceLink& link : guidance_of(post)) EXPECT_EQ(link.validity.end, kDay);
  }
  EXPECT_EQ(group_now(group).validity, (Period{first, kDay}));
  EXPECT_EQ(group_now(stays), stays);
  EXPECT_THAT(stores_->reorganizations().CountOpenLinks(CallOf(), {IdOf(college)}, kDay),
              xinqiao::testing::IsOkAndHolds(0));
  std::vector<std::string> events = stores_->Events();
  EXPECT_THAT(std::vector<std::string>(events.end() - 5, events.end()),
              ::testing::ElementsAre("ended post 团委书记 [2016-03-01, 2018-01-01)",
                                     "ended link [2016-03-01, 2018-01-01)",
                                     "ended link [2016-03-01, 2018-01-01)",
                                     "ended link [2016-03-01, 2018-01-01)",
                                     "changed group 工作小组 [2016-03-01, 2018-01-01) 1 members"));

  ASSERT_THAT(Cancel(record, NewWrite()), xinqiao::testing::IsOk());
  EXPECT_THAT(guidance_of(cadre), ::testing::ElementsAre(base, to_post));
  EXPECT_THAT(guidance_of(secretary), ::testing::ElementsAre(from_post));
  EXPECT_EQ(group_now(group), group);
  EXPECT_EQ(stores_->Events().back(), "changed group 工作小组 [2016-03-01, 9999-12-31) 1 members");
}

TEST_P(ReorganizationEndingsContract, WhatACancellationClosesEndsToo) {
  const Organization school = Insert(NewOrganization());
  const Reorganization record = NewReorganization();
  Organization created = NewOrganization(IdOf(school));
  created.version.validity.first = kDay;
  created.version.reorganization_id = record.reorganization_id;
  ASSERT_THAT(Apply(record, {.created = {HistoryOf(created)}}, {}), xinqiao::testing::IsOk());
  const Post post = InsertPostIn(created, {.first = kDay, .end = kOpenEnd});

  OrganizationHistory closed = HistoryOf(created);
  closed.versions[0].closed = true;
  EXPECT_THAT(
      stores_->reorganizations().Cancel(
          CallOf(), NewWrite(), record.reorganization_id, "a mistake",
          [&](Reorganization reorganization, const KnownOrganizations& before,
              const KnownOrganizations& left,
              const KnownOrganizations&) -> absl::StatusOr<ReorganizationWrite> {
            EXPECT_THAT(before, ::testing::IsEmpty());
            EXPECT_THAT(left,
                        ::testing::ElementsAre(::testing::Pair(IdOf(created), HistoryOf(created))));
            reorganization.cancel_time = time_;
            return ReorganizationWrite{
                .plan = {.changed = {{IdOf(created), closed}}, .closed_ids = {IdOf(created)}},
                .record = reorganization};
          }),
      xinqiao::testing::IsOk());
  EXPECT_EQ(FindOn(created, kDay)->version, closed.versions[0]);
  EXPECT_EQ(EndOf(post), (Period{kDay, kDay}));
}

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_REORGANIZATION_ENDINGS_CONTRACT_H_
