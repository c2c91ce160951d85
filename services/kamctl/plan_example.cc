#include "services/kamctl/plan_example.h"

#include "absl/strings/str_replace.h"

namespace kam::kamctl {
namespace {

constexpr char kExample[] = R"json({
  "title": "Two years with Brakes and Gears",
  "kind": "PLAN_KIND_BESPOKE_ACCOUNT",
  "horizonMonths": 24,
  "startsOn": {"year": 2014, "month": 1, "day": 1},
  "coAuthors": [{"member": "{program}/members/277"}],
  "positioning": {
    "position": "The supplier that keeps their assembly lines running",
    "perception": "The one they call before they buy",
    "differentiators": ["DIFFERENTIATOR_VALUE_OVER_TIME"]
  },
  "answers": [{
    "question": "KAM_QUESTION_LONG_TERM_GOAL",
    "text": "Half of what they spend on components",
    "owner": "{program}/members/277",
    "answeredOn": {"year": 2014, "month": 1, "day": 15}
  }],
  "swot": {
    "strengths": [{"id": "speed", "text": "Delivery within a day"}],
    "weaknesses": [{"id": "distance", "text": "Nobody knows their engineers"}],
    "opportunities": [{"id": "lyon", "text": "They open a plant in Lyon"}],
    "threats": [{"id": "rival", "text": "A rival courts their buyer"}]
  },
  "intentions": [{
    "id": "faster",
    "category": "INTENTION_CATEGORY_ADD_VALUE",
    "text": "Cut their stock of frames by a third"
  }],
  "criticalSuccessFactors": [{
    "id": "engineers",
    "text": "Their engineers trust ours"
  }],
  "actions": [{
    "id": "meeting",
    "text": "Bring both teams of engineers together",
    "owner": {"member": "{program}/members/279"},
    "dueOn": {"year": 2014, "month": 3, "day": 1},
    "intentionIds": ["faster"],
    "successFactorIds": ["engineers"]
  }]
}
)json";

}  // namespace

std::string PlanExample(const std::string& program) {
  return absl::StrReplaceAll(kExample, {{"{program}", program}});
}

}  // namespace kam::kamctl
