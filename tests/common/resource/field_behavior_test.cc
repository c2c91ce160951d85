#include "common/resource/field_behavior.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "kam/testing/v1/sample.pb.h"
#include "tests/testing/matchers.h"

namespace kam::resource::field_behavior_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::EqualsProto;
using ::kam::testing::HasReason;
using ::kam::testing::IsOk;
using ::kam::testing::PathsOf;
using ::kam::testing::StatusIs;
using ::kam::testing::v1::CreateSampleRequest;
using ::kam::testing::v1::Guarded;
using ::kam::testing::v1::Sample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

template <typename Message>
Message Read(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// A sample in which nothing is wrong.
Sample ASample() { return Read<Sample>(R"pb(title: "t" owner: "o")pb"); }

absl::Status Check(const google::protobuf::Message& message,
                   const std::string& prefix = "",
                   RequiredFields required = RequiredFields::kAsked) {
  Violations violations;
  CheckInput(message, prefix, violations, required);
  return violations.ToStatus();
}

TEST(HasBehavior, ReadsTheOption) {
  const auto* type = Sample::descriptor();
  const auto* owner = type->FindFieldByName("owner");
  EXPECT_TRUE(HasBehavior(owner, google::api::REQUIRED));
  EXPECT_TRUE(HasBehavior(owner, google::api::IMMUTABLE));
  EXPECT_FALSE(HasBehavior(owner, google::api::OUTPUT_ONLY));
  EXPECT_FALSE(
      HasBehavior(type->FindFieldByName("colour"), google::api::REQUIRED));
  EXPECT_TRUE(
      HasBehavior(type->FindFieldByName("name"), google::api::IDENTIFIER));
}

TEST(ClearOutputOnly, ClearsAtAnyDepthAndNothingElse) {
  auto sample = Read<Sample>(R"pb(
    name: "n"
    etag: "e"
    create_time { seconds: 1 }
    update_time { seconds: 2 }
    title: "t"
    guarded {
      title: "g"
      state: "s"
      kind: "k"
      nested { title: "h" state: "s" }
      children { title: "c" state: "s" }
      children { state: "s" }
    }
    steps { id: "1" title: "a" state: COLOUR_RED }
    edges { from: "f" revision: 3 }
    report { title: "r" }
    labels { key: "en" value: "x" }
  )pb");
  ClearOutputOnly(sample);
  EXPECT_THAT(sample, EqualsProto(R"pb(
                name: "n"
                etag: "e"
                title: "t"
                guarded {
                  title: "g"
                  kind: "k"
                  nested { title: "h" }
                  children { title: "c" }
                  children {}
                }
                steps { id: "1" title: "a" }
                edges { from: "f" }
                labels { key: "en" value: "x" }
              )pb"));
}

TEST(CheckInput, IsContentWithWhatIsSound) {
  EXPECT_THAT(Check(ASample()), IsOk());
  EXPECT_THAT(Check(Read<CreateSampleRequest>(R"pb(
                parent: "p"
                sample {
                  title: "t"
                  owner: "o"
                  colour: COLOUR_BLUE
                  colours: [ COLOUR_RED, COLOUR_UNSPECIFIED ]
                  price { currency_code: "USD" units: -3 nanos: -500000000 }
                  due { year: 2013 month: 11 day: 30 }
                  meeting_time { seconds: 1 nanos: 999999999 }
                  length { seconds: -5 nanos: -1 }
                  guarded { title: "g" }
                  tags: [ "", "x" ]
                  labels { key: "en" value: "x" }
                }
                colour: COLOUR_RED
                tags: "a"
                limit: 0
              )pb")),
              IsOk());
}

TEST(CheckInput, AsksForEveryRequiredFieldAtOnce) {
  const absl::Status status = Check(CreateSampleRequest());
  EXPECT_THAT(status, StatusIs(kInvalid, "MISSING_FIELD"));
  // Neither `count` nor `force`: zero cannot be told from absent.
  EXPECT_THAT(PathsOf(status),
              ElementsAre("parent", "sample", "colour", "tags", "limit"));
}

TEST(CheckInput, AsksInsideOfWhatIsSetOnly) {
  auto request = Read<CreateSampleRequest>(
      R"pb(parent: "p" colour: COLOUR_RED tags: "a" limit: 1)pb");
  request.mutable_sample();
  EXPECT_THAT(PathsOf(Check(request)),
              ElementsAre("sample.title", "sample.owner"));

  // `guarded` is not set, so that its title is not asked for; then it is.
  Sample sample = ASample();
  EXPECT_THAT(Check(sample), IsOk());
  sample.mutable_guarded();
  EXPECT_THAT(PathsOf(Check(sample)), ElementsAre("guarded.title"));
}

TEST(CheckInput, NamesPathsThroughRepeatedFields) {
  auto sample = Read<Sample>(R"pb(
    title: "t"
    owner: "o"
    edges { from: "a" }
    edges { from: "b" }
    edges { to: "c" }
    guarded {
      title: "g"
      children {
        title: "c"
        children { title: "d" }
        children { nested { colour: COLOUR_RED } }
      }
    }
  )pb");
  EXPECT_THAT(PathsOf(Check(sample, "account")),
              UnorderedElementsAre(
                  "account.edges[2].from",
                  "account.guarded.children[0].children[1].title",
                  "account.guarded.children[0].children[1].nested.title"));
}

TEST(CheckInput, DoesNotAskOfAPatch) {
  EXPECT_THAT(Check(Sample(), "sample", RequiredFields::kNotAsked), IsOk());
  auto patch = Read<Sample>(R"pb(edges {}
                                 due { year: 1 })pb");
  EXPECT_THAT(PathsOf(Check(patch, "sample", RequiredFields::kNotAsked)),
              ElementsAre("sample.due"));
}

TEST(CheckInput, PassesOverWhatOnlyTheServerSets) {
  auto sample = ASample();
  sample.mutable_create_time()->set_nanos(-1);
  sample.mutable_report();
  sample.add_steps()->set_state(static_cast<kam::testing::v1::Colour>(99));
  EXPECT_THAT(Check(sample), IsOk());
}

TEST(CheckInput, RefusesUnknownEnumValues) {
  auto sample = ASample();
  sample.set_colour(static_cast<kam::testing::v1::Colour>(3));
  sample.add_colours(kam::testing::v1::COLOUR_RED);
  sample.add_colours(static_cast<kam::testing::v1::Colour>(-1));
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "UNKNOWN_ENUM_VALUE"));
  EXPECT_THAT(PathsOf(status), ElementsAre("colour", "colours[1]"));
}

TEST(CheckInput, ChecksMoneyWhereverItIs) {
  auto sample = ASample();
  sample.mutable_price()->set_currency_code("usd");
  sample.add_prices()->set_currency_code("USD");
  auto& wrong = *sample.add_prices();
  wrong.set_currency_code("USD");
  wrong.set_nanos(1);
  sample.add_prices();
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "INVALID_MONEY"));
  EXPECT_THAT(PathsOf(status), ElementsAre("price", "prices[1]", "prices[2]"));
  EXPECT_THAT(GetBadRequest(status)->field_violations(1).description(),
              HasSubstr("four decimals"));
}

TEST(CheckInput, ChecksDatesWhereverTheyAre) {
  auto sample = Read<Sample>(R"pb(
    title: "t"
    owner: "o"
    due { year: 2013 month: 2 day: 29 }
    plain { day { year: 2012 month: 2 day: 29 } }
    form { day { year: 99999 month: 1 day: 1 } }
  )pb");
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "INVALID_DATE"));
  EXPECT_THAT(PathsOf(status), ElementsAre("due", "form.day"));
}

TEST(CheckInput, ChecksTimestampsAtBothEnds) {
  constexpr int64_t kFirst = -62'135'596'800;
  constexpr int64_t kLast = 253'402'300'799;
  const auto check = [](int64_t seconds, int32_t nanos) {
    auto sample = ASample();
    sample.mutable_meeting_time()->set_seconds(seconds);
    sample.mutable_meeting_time()->set_nanos(nanos);
    return Check(sample);
  };
  EXPECT_THAT(check(kFirst, 0), IsOk());
  EXPECT_THAT(check(kLast, 999'999'999), IsOk());
  for (const auto& [seconds, nanos] : std::vector<std::pair<int64_t, int32_t>>{
           {kFirst - 1, 0}, {kLast + 1, 0}, {0, -1}, {0, 1'000'000'000}}) {
    EXPECT_THAT(check(seconds, nanos), HasReason("INVALID_TIMESTAMP"));
  }
}

TEST(CheckInput, ChecksDurationsAtBothEnds) {
  constexpr int64_t kMost = 315'576'000'000;
  const auto check = [](int64_t seconds, int32_t nanos) {
    auto sample = ASample();
    sample.mutable_length()->set_seconds(seconds);
    sample.mutable_length()->set_nanos(nanos);
    return Check(sample);
  };
  EXPECT_THAT(check(kMost, 0), IsOk());
  EXPECT_THAT(check(-kMost, -1), IsOk());
  EXPECT_THAT(check(0, 999'999'999), IsOk());
  for (const auto& [seconds, nanos] :
       std::vector<std::pair<int64_t, int32_t>>{{kMost + 1, 0},
                                                {-kMost - 1, 0},
                                                {1, -1},
                                                {-1, 1},
                                                {0, 1'000'000'000}}) {
    EXPECT_THAT(check(seconds, nanos), HasReason("INVALID_DURATION"));
  }
}

TEST(CheckInput, TakesStringsOf64KiBAndNotAByteMore) {
  auto sample = ASample();
  sample.set_title(std::string(65'536, 'x'));
  sample.add_tags(std::string(65'536, 'x'));
  sample.set_blob(std::string(65'536, '\xFF'));
  EXPECT_THAT(Check(sample), IsOk());
  sample.set_title(std::string(65'537, 'x'));
  sample.add_tags(std::string(65'537, 'x'));
  sample.set_blob(std::string(65'537, 'x'));
  (*sample.mutable_labels())["en"] = std::string(5'000'000, 'x');
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "FIELD_TOO_LONG"));
  EXPECT_THAT(PathsOf(status),
              ElementsAre("title", "tags[1]", "blob", "labels[0].value"));
  EXPECT_THAT(status.message(), HasSubstr("title has 65537 bytes"));
}

TEST(CheckInput, RefusesStringsThatAreNotUtf8) {
  auto sample = ASample();
  sample.set_title("\xC3(");
  sample.add_tags("fine");
  sample.add_tags("\xFF");
  sample.set_blob("\xFF");
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "INVALID_UTF8"));
  EXPECT_THAT(PathsOf(status), ElementsAre("title", "tags[1]"));
}

TEST(CheckInput, Takes10000ElementsAndNotOneMore) {
  auto sample = ASample();
  for (int i = 0; i < 10'000; ++i) {
    sample.add_tags("t");
    sample.add_edges()->set_from("f");
  }
  EXPECT_THAT(Check(sample), IsOk());
  sample.add_tags("t");
  sample.add_edges();
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "TOO_MANY_ITEMS"));
  EXPECT_THAT(PathsOf(status), UnorderedElementsAre("edges", "tags"));
}

TEST(CheckInput, MixedComplaintsAreInvalidFields) {
  auto sample = Read<Sample>(R"pb(title: "t"
                                  due { year: 1 })pb");
  const absl::Status status = Check(sample);
  EXPECT_THAT(status, StatusIs(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(PathsOf(status), ElementsAre("owner", "due"));
}

TEST(CheckInput, TakesAMessageThatIsAValueItself) {
  google::type::Date date;
  EXPECT_THAT(PathsOf(Check(date, "as_of")), ElementsAre("as_of"));
}

}  // namespace
}  // namespace kam::resource::field_behavior_test
