// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// ContactRuleSwitches are the switches of contact-rule.md. Its Unknowns have no numbers; they are counted from the top
// of the table. For the order of rule_ids (11) the page offers one reading, for the delay (13) there is ReadLag. They
// are part of Switches.
type ContactRuleSwitches struct {
	// ContactRuleOmittedCleared: update clears a part or flag that is left out; otherwise it stays. Unknown 1.
	ContactRuleOmittedCleared bool `json:"contact_rule_omitted_cleared"`
	// ContactRuleTypeChecked: update answers 40058 to a rule_type other than the old one; otherwise it is ignored.
	// Unknown 2.
	ContactRuleTypeChecked bool `json:"contact_rule_type_checked"`
	// ContactRuleKeysShown: list and update show every key always; otherwise empty parts and false flags are left out,
	// as in the sample. Unknown 3.
	ContactRuleKeysShown bool `json:"contact_rule_keys_shown"`
	// ContactRuleFlagsInt: the two flags are 0 and 1; otherwise JSON booleans. Unknown 4.
	ContactRuleFlagsInt bool `json:"contact_rule_flags_int"`
	// ContactRuleFlagsTrue: flags that a create leaves out are true; otherwise false. Unknown 5.
	ContactRuleFlagsTrue bool `json:"contact_rule_flags_true"`
	// ContactRuleUnknown is what an unknown id in a list does: "" refused with 60111, 60123 or 40068, "40058" refused
	// with that, "dropped" left out in silence. Unknown 6.
	ContactRuleUnknown string `json:"contact_rule_unknown" readings:"40058,dropped"`
	// ContactRulePartial: of a refused call the good rules are applied; otherwise none. Unknown 7.
	ContactRulePartial bool `json:"contact_rule_partial"`
	// ContactRuleEmptyRange: an empty range is accepted; otherwise 40058. Unknown 8.
	ContactRuleEmptyRange bool `json:"contact_rule_empty_range"`
	// ContactRuleHideExclude is what exclude and flags of a rule that hides do: "" ignored, "stored" stored and shown,
	// "40058" refused. Unknown 9.
	ContactRuleHideExclude string `json:"contact_rule_hide_exclude" readings:"stored,40058"`
	// ContactRuleDelete40058: deleting an unknown id answers 40058; otherwise 0. Unknown 10.
	ContactRuleDelete40058 bool `json:"contact_rule_delete_40058"`
	// ContactRuleCapped: a corp has at most 1000 rules; otherwise as many as it likes. Unknown 12.
	ContactRuleCapped bool `json:"contact_rule_capped"`
	// ContactRuleConsoleHidden: list leaves out rules of the console; otherwise it shows all. Unknown 14.
	ContactRuleConsoleHidden bool `json:"contact_rule_console_hidden"`
	// ContactRuleDepartedShown: ids of departments, members and tags that are gone stay in a rule; otherwise they drop
	// out. Page, "Lifecycle and drift".
	ContactRuleDepartedShown bool `json:"contact_rule_departed_shown"`
	// ContactRuleQuickQuota: a second stands for the minute of the quota of writes, a minute for its hour and 24 of
	// them for its day; otherwise they are as long as the page says. Page, "Advice".
	ContactRuleQuickQuota bool `json:"contact_rule_quick_quota"`
}
