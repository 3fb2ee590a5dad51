// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"reflect"
	"strconv"
	"strings"
)

// Field is one value of a form, made of a parameter of an operation or of a field of an object and its tags:
//
//	form:"备注|Remark"     the label; without one the value is sent and not shown
//	show:"备注|Remark"     the label of what only the page shows, and no form has
//	from:"id"              the key of the shown object that the value starts with
//	input:"users"          how it is filled in where the Go type does not say it: users, words, department
//	options:"1=单人|single,2=多人|multi"   the numbers to choose from
//	preset:"true"          the value in the form of a new object
//	only:"add"             in the form of a new object only; "update" is the other
//
// Of an object or a change, the fields with a label are those of the object, and start with their own keys.
type Field struct {
	Arg     string // where it goes in the arguments, such as change.remark
	From    string
	Label   Text
	Kind    FieldKind
	Preset  string
	Options []Choice
}

// FieldKind is how a field is shown and read.
type FieldKind string

// The kinds of fields.
const (
	FieldText        FieldKind = "text"
	FieldNumber      FieldKind = "number" // a whole number
	FieldCheck       FieldKind = "check"
	FieldChoice      FieldKind = "choice"
	FieldUsers       FieldKind = "users"       // userids between commas
	FieldDepartments FieldKind = "departments" // department ids between commas
	FieldDepartment  FieldKind = "department"
	FieldWords       FieldKind = "words" // one text in each line
)

// Choice is one of the numbers that a field may have.
type Choice struct {
	Value int64
	Label Text
}

// Fields are those of the operation's form.
func (op Operation) Fields() []Field {
	var out []Field
	for i, of := range op.of {
		f := op.args.Field(i)
		switch {
		case of == nil:
			out = append(out, fieldOf(f, jsonName(f), f.Tag.Get("from")))
		case f.Type.Kind() == reflect.Pointer:
			out = append(out, objectFields(of, jsonName(f), "add")...)
		default:
			out = append(out, objectFields(of, jsonName(f), "update")...)
		}
	}
	return out
}

func objectFields(t reflect.Type, arg, use string) []Field {
	var out []Field
	for i := range t.NumField() {
		f := t.Field(i)
		if _, shown := f.Tag.Lookup("form"); !shown || f.Tag.Get("only") != "" && f.Tag.Get("only") != use {
			continue
		}
		from := jsonName(f)
		if use == "add" {
			from = f.Tag.Get("from")
		}
		field := fieldOf(f, arg+"."+jsonName(f), from)
		if use != "add" {
			field.Preset = ""
		}
		out = append(out, field)
	}
	return out
}

func fieldOf(f reflect.StructField, arg, from string) Field {
	out := Field{Arg: arg, From: from, Label: Text(f.Tag.Get("form")), Kind: FieldKind(f.Tag.Get("input")), Preset: f.Tag.Get("preset"), Options: Choices(f)}
	if at := f.Tag.Get("at"); at != "" { // the only element of a list
		out.Arg += "." + at
	}
	switch {
	case out.Kind != "":
	case len(out.Options) > 0:
		out.Kind = FieldChoice
	case f.Type.Kind() == reflect.Bool:
		out.Kind = FieldCheck
	case f.Type.Kind() == reflect.Int64:
		out.Kind = FieldNumber
	case f.Type == reflect.TypeFor[[]int64]():
		out.Kind = FieldDepartments
	default:
		out.Kind = FieldText
	}
	return out
}

// Choices are the numbers that a field of an object may have, by its tag.
func Choices(f reflect.StructField) []Choice {
	var out []Choice
	for part := range strings.SplitSeq(f.Tag.Get("options"), ",") {
		number, label, ok := strings.Cut(part, "=")
		if n, err := strconv.ParseInt(number, 10, 64); ok && err == nil {
			out = append(out, Choice{n, Text(label)})
		}
	}
	return out
}
