#pragma once

#include <ostream>

#include "kam/gateway/v1/key_account_service.pb.h"
#include "kam/gateway/v1/key_account_view.pb.h"
#include "services/kamctl/display_names.h"

namespace kam::kamctl {

// Writes the joint view of an account for people, section by section; one that
// did not arrive says why.
void PrintView(const gateway::v1::KeyAccountView& view, DisplayNames& names,
               std::ostream& out);

// Writes key accounts, a line each.
void PrintKeyAccounts(const gateway::v1::ListKeyAccountsResponse& list,
                      std::ostream& out);

}  // namespace kam::kamctl
