#include "services/assessment/owner_answers.h"

#include <set>
#include <string>

#include "services/assessment/pitfalls_model.h"

namespace kam::assessment {

void AddOwnerAnswer(
    absl::string_view service,
    const std::vector<
        const google::protobuf::RepeatedPtrField<type::v1::Flag>*>& lists,
    v1::PitfallFacts* pitfalls) {
  v1::OwnerAnswer* answer = pitfalls->add_answers();
  answer->set_service(std::string(service));
  std::set<std::string> added;
  for (const auto* list : lists) {
    for (const type::v1::Flag& flag : *list) {
      if (!IsOwnersPitfall(flag.code(), service) ||
          !added.insert(flag.code()).second) {
        continue;
      }
      v1::OwnerFlag* one = answer->add_flags();
      one->set_code(flag.code());
      one->set_severity(flag.severity());
      one->set_detail(flag.detail());
    }
  }
}

}  // namespace kam::assessment
