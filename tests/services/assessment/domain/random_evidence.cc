#include "tests/services/assessment/domain/random_evidence.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"
#include "google/protobuf/descriptor.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "services/assessment/phase_scale.h"
#include "tests/services/assessment/domain/repair_facts.h"

namespace kam::assessment {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kDays = 800;

void FillDate(Message& message, RandomNumbers& random) {
  const absl::CivilDay day =
      kRandomDay + 30 - static_cast<int>(Below(random, kDays));
  message.CopyFrom(ToProto(day));
}

std::string RandomText(const FieldDescriptor* field, RandomNumbers& random) {
  static constexpr const char* kTitles[] = {"KAM", "Sales Rep", "Key Accounts"};
  if (field->name() == "title" || field->name() == "program_name") {
    return kTitles[Below(random, std::size(kTitles))];
  }
  return absl::StrCat(field->name(), Below(random, 5));
}

int RandomEnum(const FieldDescriptor* field, RandomNumbers& random) {
  const auto* type = field->enum_type();
  return type
      ->value(static_cast<int>(
          Below(random, static_cast<uint64_t>(type->value_count()))))
      ->number();
}

int64_t RandomNumber(const FieldDescriptor* field, RandomNumbers& random) {
  if (absl::EndsWith(field->name(), "_bps")) {
    return static_cast<int64_t>(Below(random, 5)) * 2'500;
  }
  return static_cast<int64_t>(Below(random, 12));
}

// Adds an element to a list, or sets the only value.
void FillField(Message& message, const FieldDescriptor* field,
               RandomNumbers& random, uint64_t most) {
  const Reflection& reflection = *message.GetReflection();
  const bool is_list = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      FillAtRandom(is_list ? *reflection.AddMessage(&message, field)
                           : *reflection.MutableMessage(&message, field),
                   random, most);
      return;
    case FieldDescriptor::CPPTYPE_STRING:
      if (is_list) {
        reflection.AddString(&message, field, RandomText(field, random));
      } else {
        reflection.SetString(&message, field, RandomText(field, random));
      }
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      if (is_list) {
        reflection.AddEnumValue(&message, field, RandomEnum(field, random));
      } else {
        reflection.SetEnumValue(&message, field, RandomEnum(field, random));
      }
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, field, Below(random, 2) == 1);
      return;
    case FieldDescriptor::CPPTYPE_INT32: {
      const auto number = static_cast<int32_t>(RandomNumber(field, random));
      if (is_list) {
        reflection.AddInt32(&message, field, number);
      } else {
        reflection.SetInt32(&message, field, number);
      }
      return;
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      const int64_t number = RandomNumber(field, random);
      if (is_list) {
        reflection.AddInt64(&message, field, number);
      } else {
        reflection.SetInt64(&message, field, number);
      }
      return;
    }
    default:
      return;
  }
}

// Takes away what would be refused in most random evidence.
void Repair(v1::PhaseFacts& facts) {
  facts.clear_previous_values();
  for (auto& one : *facts.mutable_initiatives()) {
    if (one.has_supplier_share_bps() && one.has_customer_share_bps()) {
      one.set_customer_share_bps(10'000 - one.supplier_share_bps());
    }
  }
  for (auto& plan : *facts.mutable_plans()) {
    plan.set_horizon_months(plan.horizon_months() * 5 + 1);
  }
  for (int i = 0; i < facts.titles().members_size(); ++i) {
    facts.mutable_titles()->mutable_members(i)->set_member(
        absl::StrCat("member", i));
  }
}

// An amount of whole dollars.
void Repair(google::type::Money& money) {
  money.set_currency_code("USD");
  money.clear_nanos();
}

void Repair(v1::ReadinessFacts& facts) {
  facts.mutable_phase()->set_demonstrated(1 + facts.phase().demonstrated() % 5);
  if (facts.phase().status() == type::v1::VERDICT_STATUS_UNSPECIFIED) {
    facts.mutable_phase()->set_status(type::v1::VERDICT_STATUS_DETERMINED);
  }
  facts.clear_target();
  facts.set_willingness_to_partner(facts.willingness_to_partner() % 6);
  v1::BusinessCase& made = *facts.mutable_business_case();
  made.clear_discount_bps();
  made.set_horizon_months(made.horizon_months() + 1);
  if (made.has_annual_benefit()) Repair(*made.mutable_annual_benefit());
  if (made.has_annual_cost()) Repair(*made.mutable_annual_cost());
  if (made.has_one_off_cost()) Repair(*made.mutable_one_off_cost());
  if (made.has_disruption_cost()) Repair(*made.mutable_disruption_cost());
}

void Repair(v1::ProgramFlagFacts& facts) {
  if (facts.has_friction()) {
    v1::FrictionFact& friction = *facts.mutable_friction();
    friction.set_counted(friction.counted() + friction.blocked());
  }
  if (facts.has_announcement()) {
    v1::AnnouncementFact& announcement = *facts.mutable_announcement();
    announcement.set_announced(announcement.announced() +
                               announcement.served());
  }
  for (int i = 0; i < facts.service_trends_size(); ++i) {
    facts.mutable_service_trends(i)->set_account(absl::StrCat("account", i));
  }
}

void Repair(v1::PitfallFacts& facts, RandomNumbers& random) {
  static constexpr const char* kServices[] = {"account", "team", "planning",
                                              "assessment"};
  static constexpr const char* kCodes[] = {"NO_PROFIT_TARGET", "ROLE_MISSING",
                                           "LONE_HERO", "TITULAR"};
  for (int i = 0; i < facts.answers_size(); ++i) {
    v1::OwnerAnswer& answer = *facts.mutable_answers(i);
    const int owner = i % 4;
    answer.set_service(kServices[owner]);
    while (answer.flags_size() > 1) answer.mutable_flags()->RemoveLast();
    for (auto& flag : *answer.mutable_flags()) flag.set_code(kCodes[owner]);
  }
  if (facts.has_revenue()) Repair(*facts.mutable_revenue());
  if (facts.has_prior_revenue()) Repair(*facts.mutable_prior_revenue());
  facts.set_demonstrated(1 + facts.demonstrated() % 5);
  facts.set_previous_demonstrated(1 + facts.previous_demonstrated() % 5);
  for (auto& one : *facts.mutable_readiness()) {
    one.set_target(1 + static_cast<int>(Below(random, 5)));
  }
}

void AddPhaseObservations(v1::Evidence& evidence, RandomNumbers& random) {
  for (const Dimension& dimension : PhaseDimensions()) {
    for (uint64_t left = Below(random, 4); left > 0; --left) {
      v1::ObservationVersion& version = *evidence.add_observations();
      v1::Observation& one = *version.mutable_observation();
      NameObservation(evidence.observations_size(), random, version);
      one.set_model(v1::MODEL_PHASES);
      one.set_dimension(dimension.key);
      one.set_key(dimension.values[Below(random, dimension.values.size())]);
      if (Below(random, 10) == 0) one.set_state(type::v1::TRI_STATE_UNKNOWN);
      FillDate(*one.mutable_observed_on(), random);
      one.set_source_class(static_cast<v1::SourceClass>(1 + Below(random, 4)));
      one.set_retracted(Below(random, 10) == 0);
    }
  }
}

}  // namespace

uint64_t Below(RandomNumbers& random, uint64_t bound) {
  return random() % bound;
}

void FillAtRandom(Message& message, RandomNumbers& random, uint64_t most) {
  const Descriptor* type = message.GetDescriptor();
  if (type == google::type::Date::descriptor()) {
    FillDate(message, random);
    return;
  }
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->is_repeated()) {
      for (uint64_t left = Below(random, most + 1); left > 0; --left) {
        FillField(message, field, random, most);
      }
      continue;
    }
    // Spans mostly last, and most else is known.
    const uint64_t one_in = field->name() == "ends_on" ? 1 : 5;
    const bool is_needed =
        field->name() == "starts_on" || absl::EndsWith(field->name(), "_on");
    if (field->name() == "ends_on" ? Below(random, 4) == 0
                                   : is_needed || Below(random, one_in) > 0) {
      FillField(message, field, random, most);
    }
  }
  const FieldDescriptor* first = type->FindFieldByName("starts_on");
  const FieldDescriptor* last = type->FindFieldByName("ends_on");
  if (first == nullptr || last == nullptr) return;
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.HasField(message, last)) return;
  // A span that lasts a year and a half at least ends after it began.
  const auto begun = DayFromProto(static_cast<const google::type::Date&>(
      reflection.GetMessage(message, first)));
  reflection.MutableMessage(&message, last)
      ->CopyFrom(ToProto(*begun + static_cast<int>(Below(random, kDays))));
}

void NameObservation(int number, RandomNumbers& random,
                     v1::ObservationVersion& version) {
  const bool is_version = number > 1 && Below(random, 8) == 0;
  version.mutable_observation()->set_name(
      absl::StrCat("observation", is_version ? number - 1 : number));
  version.set_revision(Below(random, 10) == 0 ? 0 : number);
}

v1::Evidence RandomEvidence(v1::Model model, RandomNumbers& random,
                            uint64_t most) {
  v1::Evidence evidence;
  const FieldDescriptor* facts = evidence.GetDescriptor()->FindFieldByName([&] {
    std::string name(absl::StripPrefix(v1::Model_Name(model), "MODEL_"));
    absl::AsciiStrToLower(&name);
    return name;
  }());
  FillAtRandom(*evidence.GetReflection()->MutableMessage(&evidence, facts),
               random, most);
  if (model == v1::MODEL_PHASES) {
    Repair(*evidence.mutable_phases());
    AddPhaseObservations(evidence, random);
  }
  if (model == v1::MODEL_NEXT_PHASE) {
    Repair(*evidence.mutable_next_phase()->mutable_phases());
    evidence.mutable_next_phase()->clear_target();
    AddPhaseObservations(evidence, random);
  }
  if (model == v1::MODEL_READINESS) Repair(*evidence.mutable_readiness());
  if (model == v1::MODEL_PROGRAM_FLAGS) {
    Repair(*evidence.mutable_program_flags());
  }
  if (model == v1::MODEL_PITFALLS) Repair(*evidence.mutable_pitfalls(), random);
  RepairFacts(evidence, random);
  return evidence;
}

void ShuffleLists(Message& message, RandomNumbers& random) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool is_message =
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!field->is_repeated()) {
      if (is_message) {
        ShuffleLists(*reflection.MutableMessage(&message, field), random);
      }
      continue;
    }
    const int size = reflection.FieldSize(message, field);
    for (int i = size - 1; i > 0; --i) {
      reflection.SwapElements(
          &message, field, i,
          static_cast<int>(Below(random, static_cast<uint64_t>(i) + 1)));
    }
    for (int i = 0; is_message && i < size; ++i) {
      ShuffleLists(*reflection.MutableRepeatedMessage(&message, field, i),
                   random);
    }
  }
}

}  // namespace kam::assessment
