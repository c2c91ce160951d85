#include "common/resource/field_mask.h"

#include <initializer_list>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "kam/testing/v1/sample.pb.h"
#include "tests/testing/matchers.h"

namespace kam::resource::field_mask_test {
namespace {

using kam::testing::kInvalid;

using ::google::protobuf::FieldMask;
using ::kam::testing::EqualsProto;
using ::kam::testing::IsOk;
using ::kam::testing::PathsOf;
using ::kam::testing::StatusIs;
using ::kam::testing::v1::Sample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Sample ReadSample(const std::string& text) {
  Sample sample;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &sample))
      << text;
  return sample;
}

FieldMask MaskOf(std::initializer_list<const char*> paths) {
  FieldMask mask;
  for (const char* path : paths) mask.add_paths(path);
  return mask;
}

// Returns what becomes of `target`, all in text, after an update that must
// succeed.
Sample Update(const std::string& target, const std::string& patch,
              std::initializer_list<const char*> paths = {}) {
  Sample result = ReadSample(target);
  EXPECT_THAT(ApplyUpdate(ReadSample(patch), MaskOf(paths), result), IsOk());
  return result;
}

// Returns the error of an update that must leave the target as it was.
absl::Status FailedUpdate(const std::string& target, const std::string& patch,
                          std::initializer_list<const char*> paths = {}) {
  Sample result = ReadSample(target);
  const absl::Status status =
      ApplyUpdate(ReadSample(patch), MaskOf(paths), result);
  EXPECT_THAT(result, EqualsProto(target));
  return status;
}

TEST(ApplyUpdateWithoutMask, ReplacesThePopulatedFields) {
  EXPECT_THAT(
      Update(R"pb(name: "n" title: "old" count: 3 tags: "a")pb",
             R"pb(name: "n" title: "new" limit: 0)pb"),
      EqualsProto(R"pb(name: "n" title: "new" count: 3 tags: "a" limit: 0)pb"));
}

TEST(ApplyUpdateWithoutMask, ReplacesRepeatedFieldsAndMapsWhole) {
  EXPECT_THAT(Update(R"pb(tags: [ "a", "b" ]
                          labels { key: "en" value: "x" })pb",
                     R"pb(tags: "c"
                          labels { key: "de" value: "y" })pb"),
              EqualsProto(R"pb(tags: "c"
                               labels { key: "de" value: "y" })pb"));
}

TEST(ApplyUpdateWithoutMask, NeverMixesOldAndNewPartsOfAValue) {
  EXPECT_THAT(Update(R"pb(price { currency_code: "USD" units: 5 nanos: 10000 }
                          due { year: 2013 month: 11 day: 30 }
                          plain { text: "t" number: 1 })pb",
                     R"pb(price { currency_code: "USD" units: 7 }
                          due { year: 2014 }
                          plain { number: 2 })pb"),
              EqualsProto(R"pb(price { currency_code: "USD" units: 7 }
                               due { year: 2014 }
                               plain { number: 2 })pb"));
}

TEST(ApplyUpdateWithoutMask, OfAnEmptyPatchChangesNothing) {
  const char* target = R"pb(name: "n"
                            title: "t"
                            steps { id: "1" })pb";
  EXPECT_THAT(Update(target, ""), EqualsProto(target));
}

TEST(ApplyUpdateWithStar, ReplacesAndClears) {
  EXPECT_THAT(Update(R"pb(name: "n"
                          title: "old"
                          count: 3
                          tags: "a"
                          limit: 4
                          plain { number: 1 }
                          word: "w"
                          labels { key: "en" value: "x" })pb",
                     R"pb(name: "n" title: "new")pb", {"*"}),
              EqualsProto(R"pb(name: "n" title: "new")pb"));
}

TEST(ApplyUpdateWithStar, WinsOverOtherPaths) {
  EXPECT_THAT(Update(R"pb(title: "old" count: 3)pb", R"pb(title: "new")pb",
                     {"count", "*", "title"}),
              EqualsProto(R"pb(title: "new")pb"));
}

TEST(ApplyUpdateWithPaths, TouchesThoseOnly) {
  EXPECT_THAT(Update(R"pb(title: "old" count: 3 tags: "a")pb",
                     R"pb(title: "new" count: 4 tags: "b")pb", {"count"}),
              EqualsProto(R"pb(title: "old" count: 4 tags: "a")pb"));
}

TEST(ApplyUpdateWithPaths, ClearsWhatThePatchLacks) {
  EXPECT_THAT(Update(R"pb(title: "t"
                          count: 3
                          tags: "a"
                          limit: 4
                          plain { number: 1 })pb",
                     "", {"count", "tags", "limit", "plain"}),
              EqualsProto(R"pb(title: "t")pb"));
}

TEST(ApplyUpdateWithPaths, LeadsIntoMessages) {
  EXPECT_THAT(
      Update(R"pb(plain { text: "t" number: 1 })pb",
             R"pb(plain { text: "ignored" number: 2 })pb", {"plain.number"}),
      EqualsProto(R"pb(plain { text: "t" number: 2 })pb"));
  EXPECT_THAT(
      Update(R"pb(plain { text: "t" number: 1 })pb", "", {"plain.number"}),
      EqualsProto(R"pb(plain { text: "t" })pb"));
  EXPECT_THAT(
      Update("", R"pb(plain { day { year: 2013 } })pb", {"plain.day.year"}),
      EqualsProto(R"pb(plain { day { year: 2013 } })pb"));
  EXPECT_THAT(Update("", "", {"plain.day.year"}), EqualsProto(""));
}

TEST(ApplyUpdateWithPaths, TakesRepeatedAndOverlappingOnes) {
  EXPECT_THAT(Update(R"pb(count: 1
                          plain { text: "t" number: 1 })pb",
                     R"pb(count: 2
                          plain { number: 2 })pb",
                     {"count", "plain.number", "count", "plain"}),
              EqualsProto(R"pb(count: 2
                               plain { number: 2 })pb"));
}

TEST(ApplyUpdateWithPaths, RefusesUnknownOnesAllAtOnce) {
  const absl::Status status =
      FailedUpdate(R"pb(title: "t")pb", R"pb(title: "u")pb",
                   {"title", "nonsense", "plain.nonsense", "title.deep",
                    "tags.0", "edges.from", "Title", "", " title", "plain.*",
                    "labels.en", ".title", "title.", "plain..number", "."});
  EXPECT_THAT(status, StatusIs(kInvalid, "UNKNOWN_PATH"));
  EXPECT_EQ(PathsOf(status).size(), 14u);
  EXPECT_THAT(status.message(), HasSubstr("\"nonsense\""));
  EXPECT_THAT(FailedUpdate("", "", {"*", "nonsense"}),
              StatusIs(kInvalid, "UNKNOWN_PATH"));
}

TEST(ApplyUpdate, SwitchesOneofs) {
  EXPECT_THAT(Update(R"pb(word: "w")pb", R"pb(form { number: 1 })pb"),
              EqualsProto(R"pb(form { number: 1 })pb"));
  EXPECT_THAT(Update(R"pb(word: "w")pb", R"pb(form { number: 1 })pb", {"*"}),
              EqualsProto(R"pb(form { number: 1 })pb"));
  EXPECT_THAT(Update(R"pb(form { number: 1 })pb", R"pb(word: "w")pb", {"*"}),
              EqualsProto(R"pb(word: "w")pb"));
  EXPECT_THAT(Update(R"pb(word: "w")pb", "", {"*"}), EqualsProto(""));
  // Clearing one member does not bring in, or touch, the other.
  EXPECT_THAT(Update(R"pb(word: "w")pb", R"pb(form { number: 1 })pb", {"word"}),
              EqualsProto(""));
  EXPECT_THAT(Update(R"pb(form { number: 1 })pb", "", {"word"}),
              EqualsProto(R"pb(form { number: 1 })pb"));
}

TEST(ApplyUpdate, IgnoresEtagAndOutputOnlyFields) {
  const char* target = R"pb(
    etag: "e"
    create_time { seconds: 1 }
    title: "t"
    report { title: "r" })pb";
  const char* patch = R"pb(
    etag: "f"
    create_time { seconds: 9 }
    update_time { seconds: 9 }
    title: "t"
    report { title: "x" state: "y" })pb";
  EXPECT_THAT(Update(target, patch), EqualsProto(target));
  EXPECT_THAT(Update(target, patch, {"*"}), EqualsProto(target));
  EXPECT_THAT(Update(target, patch,
                     {"etag", "create_time", "create_time.seconds",
                      "update_time", "report", "report.title"}),
              EqualsProto(target));
  EXPECT_THAT(Update(target, R"pb(title: "t")pb", {"*"}), EqualsProto(target));
}

TEST(ApplyUpdate, RefusesToChangeImmutableFields) {
  const char* target = R"pb(name: "n" title: "t" zone: "utc" owner: "o")pb";
  const absl::Status status = FailedUpdate(
      target, R"pb(name: "m" title: "u" zone: "cet" owner: "o")pb");
  EXPECT_THAT(status, StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(PathsOf(status), ElementsAre("name", "zone"));
  EXPECT_THAT(FailedUpdate(target, R"pb(zone: "cet")pb", {"zone"}),
              StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(FailedUpdate(target, "", {"zone"}),
              StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(FailedUpdate(target, R"pb(name: "n" owner: "o")pb", {"*"}),
              StatusIs(kInvalid, "IMMUTABLE_FIELD"));
}

TEST(ApplyUpdate, TakesImmutableFieldsThatStayTheSame) {
  const char* target = R"pb(name: "n" title: "t" zone: "utc" owner: "o")pb";
  const char* patch = R"pb(name: "n" title: "u" zone: "utc" owner: "o")pb";
  EXPECT_THAT(Update(target, patch), EqualsProto(patch));
  EXPECT_THAT(Update(target, patch, {"*"}), EqualsProto(patch));
  EXPECT_THAT(Update(target, patch, {"name", "title", "zone"}),
              EqualsProto(patch));
  // Not asked for, so not compared.
  EXPECT_THAT(Update(target, R"pb(zone: "cet" title: "u")pb", {"title"}),
              EqualsProto(patch));
}

TEST(ApplyUpdate, FixesWholeMessages) {
  const char* target = R"pb(seal { text: "s" number: 1 })pb";
  EXPECT_THAT(Update(target, target, {"seal", "title"}), EqualsProto(target));
  EXPECT_THAT(FailedUpdate(target, R"pb(seal { text: "s" })pb"),
              StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  const absl::Status status =
      FailedUpdate(target, R"pb(seal { number: 2 })pb", {"seal.number"});
  EXPECT_THAT(status, StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(PathsOf(status), ElementsAre("seal"));
}

TEST(ApplyUpdate, GuardsFieldsInsideOfMessages) {
  const char* target = R"pb(
    guarded {
      title: "g"
      state: "s"
      kind: "k"
      nested { title: "h" state: "t" }
    })pb";
  EXPECT_THAT(Update(target,
                     R"pb(guarded {
                            title: "new"
                            state: "forged"
                            kind: "k"
                            nested { state: "forged" }
                          })pb"),
              EqualsProto(
                  R"pb(guarded {
                         title: "new"
                         state: "s"
                         kind: "k"
                         nested { state: "t" }
                       })pb"));
  EXPECT_THAT(Update(target, R"pb(guarded { title: "new" state: "forged" })pb",
                     {"guarded.title", "guarded.state"}),
              EqualsProto(R"pb(guarded {
                                 title: "new"
                                 state: "s"
                                 kind: "k"
                                 nested { title: "h" state: "t" }
                               })pb"));
  const absl::Status status =
      FailedUpdate(target, R"pb(guarded { kind: "other" })pb");
  EXPECT_THAT(status, StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(PathsOf(status), ElementsAre("guarded.kind"));
}

TEST(ApplyUpdate, ClearingAMessageKeepsWhatOnlyTheServerSets) {
  EXPECT_THAT(
      Update(R"pb(guarded { title: "g" state: "s" })pb", "", {"guarded"}),
      EqualsProto(R"pb(guarded { state: "s" })pb"));
  EXPECT_THAT(Update(R"pb(guarded { title: "g" })pb", "", {"*"}),
              EqualsProto(""));
}

TEST(ApplyUpdate, SettingAMessageAnewTakesNoOutputOnlyField) {
  EXPECT_THAT(Update("", R"pb(guarded { title: "g" state: "forged" })pb"),
              EqualsProto(R"pb(guarded { title: "g" })pb"));
  EXPECT_THAT(Update("", "guarded {}"), EqualsProto("guarded {}"));
}

TEST(ApplyUpdate, ElementsKeepTheirStateById) {
  EXPECT_THAT(Update(R"pb(
                       steps { id: "1" title: "a" state: COLOUR_RED owner: "o" }
                       steps { id: "2" title: "b" state: COLOUR_BLUE }
                     )pb",
                     R"pb(
                       steps { id: "2" title: "renamed" state: COLOUR_RED }
                       steps { id: "3" title: "new" state: COLOUR_RED }
                       steps { id: "1" title: "a" owner: "o" }
                     )pb"),
              EqualsProto(R"pb(
                steps { id: "2" title: "renamed" state: COLOUR_BLUE }
                steps { id: "3" title: "new" }
                steps { id: "1" title: "a" state: COLOUR_RED owner: "o" }
              )pb"));
}

TEST(ApplyUpdate, ElementsKeepTheirImmutableFieldsById) {
  const absl::Status status =
      FailedUpdate(R"pb(steps { id: "1" owner: "o" })pb",
                   R"pb(steps { id: "0" }
                        steps { id: "1" owner: "p" })pb");
  EXPECT_THAT(status, StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(PathsOf(status), ElementsAre("steps[1].owner"));
}

TEST(ApplyUpdate, ElementsWithoutIdsKeepTheirStateByContent) {
  EXPECT_THAT(Update(R"pb(
                       edges { from: "a" to: "b" revision: 1 }
                       edges { from: "a" to: "c" revision: 2 }
                       edges { from: "a" to: "b" revision: 3 }
                     )pb",
                     R"pb(
                       edges { from: "a" to: "c" revision: 9 }
                       edges { from: "a" to: "d" revision: 9 }
                       edges { from: "a" to: "b" }
                     )pb"),
              EqualsProto(R"pb(
                edges { from: "a" to: "c" revision: 2 }
                edges { from: "a" to: "d" }
                edges { from: "a" to: "b" revision: 1 }
              )pb"));
  // An empty id tells nothing apart.
  EXPECT_THAT(Update(R"pb(steps { title: "a" state: COLOUR_RED })pb",
                     R"pb(steps { title: "b" }
                          steps { title: "a" })pb"),
              EqualsProto(R"pb(steps { title: "b" }
                               steps { title: "a" state: COLOUR_RED })pb"));
}

TEST(ApplyUpdate, ElementsGoWhenThePatchHasNone) {
  EXPECT_THAT(Update(R"pb(steps { id: "1" state: COLOUR_RED })pb", "", {"*"}),
              EqualsProto(""));
  EXPECT_THAT(
      Update(R"pb(steps { id: "1" state: COLOUR_RED })pb", "", {"steps"}),
      EqualsProto(""));
}

}  // namespace
}  // namespace kam::resource::field_mask_test
