// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"encoding/json"
	"io"
	"path/filepath"
)

// SARIF 2.1.0, as code scanning of GitHub and GitLab takes it.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region struct {
				StartLine int `json:"startLine"`
			} `json:"region"`
		} `json:"physicalLocation"`
		Logical []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind"`
	}
)

var sarifRules = []sarifRule{
	{"loss", sarifText{"An apply would lose something for good"}},
	{"changed", sarifText{"Changed outside Terraform"}},
	{"missing", sarifText{"Gone from the corp"}},
	{"planned", sarifText{"Not applied yet"}},
	{"failed-check", sarifText{"A check did not pass"}},
	{"unmanaged", sarifText{"Declared nowhere"}},
}

// Places says where resources are declared: SARIF wants a file for each finding. See FindPlaces.
type Places map[string]Place

// Place is a line of a file, see InFolder.
type Place struct {
	File string
	Line int
}

// WriteSARIF prints the report for code scanning. fallback is the file that stands for what is declared nowhere.
func (r *Report) WriteSARIF(w io.Writer, version string, places Places, fallback string) error {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{
		Name: "wecomctl drift", Version: version,
		InformationURI: "https://registry.terraform.io/providers/terraform-wecom/wecom/latest/docs", Rules: sarifRules,
	}
	add := func(rule, level, key, address, text string) {
		result := sarifResult{RuleID: rule, Level: level, Message: sarifText{text}, Fingerprints: map[string]string{"object/v1": rule + ":" + key}}
		var at sarifLocation
		at.Physical.Artifact.URI, at.Physical.Region.StartLine = filepath.ToSlash(fallback), 1
		if place, ok := places[declaration(address)]; ok {
			at.Physical.Artifact.URI, at.Physical.Region.StartLine = filepath.ToSlash(place.File), place.Line
		}
		if address != "" {
			at.Logical = []sarifLogical{{address, "resource"}}
		}
		result.Locations = []sarifLocation{at}
		run.Results = append(run.Results, result)
	}
	for _, l := range r.Losses {
		text := "An apply would lose for good: " + l.line().text.plain() + "."
		for _, s := range l.line().below {
			text += "\n" + s.plain()
		}
		add("loss", "warning", l.Address, l.Address, text)
	}
	for _, m := range r.Missing {
		add("missing", "error", m.Address, m.Address, m.title().plain()+" is gone from the corp.")
	}
	for _, c := range r.Changed {
		text := c.title().plain() + " was changed outside Terraform."
		for _, s := range c.line("").below {
			text += "\n" + s.plain()
		}
		add("changed", "error", c.Address, c.Address, text)
	}
	for _, p := range r.Planned {
		if r.PlannedExpected {
			break
		}
		add("planned", "warning", p.Address, p.Address, "The configuration was not applied: "+p.line().text.plain()+".")
	}
	for _, c := range r.Checks {
		text := c.Address + " did not pass (" + c.Status + ")."
		for _, s := range c.Problems {
			text += "\n" + s
		}
		add("failed-check", "error", c.Address, c.Address, text)
	}
	for _, u := range r.Unmanaged {
		add("unmanaged", "note", u.Kind+"/"+u.ID, "", u.title().plain()+" is declared nowhere.")
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}
