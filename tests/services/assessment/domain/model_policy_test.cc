#include "services/assessment/model_policy.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/annotations.pb.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::model_policy_test {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using kam::testing::EqualsProto;
using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::Status Refusal(const char* text) {
  return ModelPolicy::Resolve(ParseProto<v1::Policy>(text)).status();
}

// Adds the fields of `message` that have no value, at any depth.
void FindUnset(const Message& message, const std::string& path,
               std::vector<std::string>& unset) {
  const Descriptor* type = message.GetDescriptor();
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const std::string here = absl::StrCat(path, ".", field->name());
    if (field->is_repeated()) {
      if (reflection.FieldSize(message, field) == 0) unset.push_back(here);
    } else if (!reflection.HasField(message, field)) {
      unset.push_back(here);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      FindUnset(reflection.GetMessage(message, field), here, unset);
    }
  }
}

// Adds the numbers of `type` and of what it holds that state no range.
void FindUnranged(const Descriptor* type, std::vector<std::string>& unranged) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      FindUnranged(field->message_type(), unranged);
    } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
               field->cpp_type() != FieldDescriptor::CPPTYPE_ENUM &&
               field->cpp_type() != FieldDescriptor::CPPTYPE_BOOL &&
               !field->options().HasExtension(v1::range)) {
      unranged.push_back(field->full_name());
    }
  }
}

TEST(ModelPolicy, TheDefaultsStateEveryValue) {
  std::vector<std::string> unset;
  FindUnset(ModelPolicy::Default().values(), "policy", unset);
  EXPECT_THAT(unset, IsEmpty());
}

TEST(ModelPolicy, EveryNumberStatesItsRange) {
  std::vector<std::string> unranged;
  FindUnranged(v1::Policy::descriptor(), unranged);
  EXPECT_THAT(unranged, IsEmpty());
}

TEST(ModelPolicy, TheDefaultsAreSound) {
  EXPECT_THAT(ModelPolicy::Resolve(ModelPolicy::Default().values()), IsOk());
}

TEST(ModelPolicy, NothingGivenIsTheDefault) {
  const auto policy = ModelPolicy::Resolve(v1::Policy());
  ASSERT_THAT(policy, IsOk());
  EXPECT_THAT(policy->values(), EqualsProto(ModelPolicy::Default().values()));
  EXPECT_EQ(policy->digest(), ModelPolicy::Default().digest());
}

TEST(ModelPolicy, ValuesReplaceAndListsReplaceWhole) {
  const auto policy = ModelPolicy::Resolve(ParseProto<v1::Policy>(R"pb(
    version: 7
    evidence { max_age_days: 30 }
    titles { exact_words: "vip" })pb"));
  ASSERT_THAT(policy, IsOk());
  EXPECT_EQ(policy->values().version(), 7);
  EXPECT_EQ(policy->values().evidence().max_age_days(), 30);
  EXPECT_THAT(policy->values().titles().exact_words(),
              ::testing::ElementsAre("vip"));
  EXPECT_EQ(policy->values().titles().sequences_size(),
            ModelPolicy::Default().values().titles().sequences_size());
  EXPECT_NE(policy->digest(), ModelPolicy::Default().digest());
}

TEST(ModelPolicy, TheDigestIsOfTheValuesNotOfTheVersion) {
  const auto policy =
      ModelPolicy::Resolve(ParseProto<v1::Policy>("version: 9"));
  ASSERT_THAT(policy, IsOk());
  EXPECT_EQ(policy->digest(), ModelPolicy::Default().digest());
}

TEST(ModelPolicy, RefusesAbsurdValuesByField) {
  EXPECT_THAT(
      Refusal("evidence { max_age_days: 0 }"),
      AllOf(StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_POLICY"),
            HasMessage(HasSubstr("policy.evidence.max_age_days"))));
  EXPECT_THAT(Refusal("phases { breadth_bps: 10001 }"),
              HasMessage(HasSubstr("policy.phases.breadth_bps")));
  EXPECT_THAT(Refusal("evidence { max_age_days: 1 }"), IsOk());
  EXPECT_THAT(Refusal("phases { breadth_bps: 10000 }"), IsOk());
}

TEST(ModelPolicy, RefusesFieldsThatItDoesNotKnow) {
  v1::Policy policy;
  policy.mutable_phases()
      ->GetReflection()
      ->MutableUnknownFields(policy.mutable_phases())
      ->AddVarint(4711, 1);
  EXPECT_THAT(
      ModelPolicy::Resolve(policy).status(),
      AllOf(StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_POLICY"),
            HasMessage(HasSubstr("policy.phases"))));
}

TEST(ModelPolicy, RefusesTitleWordsThatCannotMatch) {
  EXPECT_THAT(Refusal(R"(titles { sequences: "--" })"),
              HasMessage(HasSubstr("policy.titles.sequences[0]")));
  EXPECT_THAT(Refusal(R"(titles { exact_words: "key account" })"),
              HasMessage(HasSubstr("policy.titles.exact_words[0]")));
}

TEST(ModelPolicy, RefusesPhasesOutOfOrder) {
  EXPECT_THAT(Refusal("phases { gates { phase: 2 } }"),
              HasMessage(HasSubstr("policy.phases.gates")));
  EXPECT_THAT(Refusal("phases { wide_range_initiatives: 1 }"),
              HasMessage(HasSubstr("policy.phases.wide_range_initiatives")));
  EXPECT_THAT(Refusal("phases { short_horizon_months: 12 }"),
              HasMessage(HasSubstr("policy.phases.long_horizon_months")));
  EXPECT_THAT(Refusal("phases { short_horizon_months: 11 }"), IsOk());
}

TEST(ModelPolicy, RefusesIntervalsThatDecrease) {
  v1::Policy policy;
  *policy.mutable_phases()->mutable_dimensions() =
      ModelPolicy::Default().values().phases().dimensions();
  v1::PhaseInterval& second =
      *policy.mutable_phases()->mutable_dimensions(0)->mutable_values(1);
  second.set_high(1);
  EXPECT_THAT(
      ModelPolicy::Resolve(policy).status(),
      HasMessage(HasSubstr("policy.phases.dimensions[0].values[1].high")));
  second.set_low(1);
  EXPECT_THAT(ModelPolicy::Resolve(policy), IsOk());
  second.set_value("SHOUT");
  EXPECT_THAT(
      ModelPolicy::Resolve(policy).status(),
      HasMessage(HasSubstr("policy.phases.dimensions[0].values[1].value")));
}

}  // namespace
}  // namespace kam::assessment::model_policy_test
