#include "services/kamctl/diagnosis_text.h"

#include <array>
#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::DiagnosisResult;
using assessment::v1::Finding;
using assessment::v1::MissingEvidence;
using assessment::v1::Verdict;

constexpr char kNotKnown[] = "not known";

// What R1 to R9 are about.
constexpr std::array kRowTitles = {
    "planning horizon",     "criteria of segmentation",
    "what is sold",         "what we differ by",
    "who is responsible",   "what concerns us",
    "accounts per manager", "pay",
    "required skills"};

std::string RowTitle(assessment::v1::DiagnosisRow row) {
  const size_t place = static_cast<size_t>(row) - 1;
  return place < kRowTitles.size()
             ? absl::StrCat("R", place + 1, " ", kRowTitles[place])
             : Word(row);
}

std::string OrNotKnown(const std::string& word) {
  return word.empty() ? kNotKnown : word;
}

std::string WhyFound(const Finding& finding) {
  return absl::StrCat(
      finding.source_class() == assessment::v1::SOURCE_CLASS_DERIVED
          ? "by the records"
          : absl::StrCat("said by ", Word(finding.source_class())),
      " on ", PeopleDate(finding.observed_on()),
      finding.effect() == "VETO" ? "; it rules out kam" : "");
}

std::string WhyMissing(const MissingEvidence& missing) {
  return absl::StrCat(Word(missing.why()), "; ", missing.owner_service(),
                      " keeps it");
}

// Why a row is what it is.
std::string WhyOf(const Verdict& verdict, const std::string& row) {
  for (const Finding& finding : verdict.findings()) {
    if (finding.dimension() == row) return WhyFound(finding);
  }
  for (const MissingEvidence& missing : verdict.missing()) {
    if (missing.dimension() == row) return WhyMissing(missing);
  }
  return "";
}

}  // namespace

void PrintRows(const Verdict& verdict, std::ostream& out) {
  const DiagnosisResult& result = verdict.program_diagnosis();
  Line(
      "points",
      absl::StrCat(result.points(), " of ", result.possible_points(), ", from ",
                   result.known(), " of ", result.rows_size(), " rows"),
      out);
  Line("score",
       absl::StrCat(PeopleShare(result.low_bps()), " to ",
                    PeopleShare(result.high_bps())),
       out);
  Table rows({{"row"}, {"verdict"}, {"why"}});
  for (const auto& row : result.rows()) {
    rows.AddRow({RowTitle(row.row()), OrNotKnown(Word(row.value())),
                 WhyOf(verdict, absl::StrCat("R", row.row()))});
  }
  out << Indented(rows);
  Table signs({{"sign that sales leads"}, {"is"}});
  for (const auto& marker : result.markers()) {
    signs.AddRow({absl::StrCat(marker.key(), " ", marker.text()),
                  OrNotKnown(Word(marker.state()))});
  }
  if (!signs.empty()) out << Indented(signs);
}

}  // namespace kam::kamctl
