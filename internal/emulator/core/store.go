// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
)

// SetApps puts in the apps of a seed.
func (st *Store) SetApps(apps []App) error {
	if err := validateApps(apps); err != nil {
		return err
	}
	st.Apps = nil
	for _, app := range Copy(apps) {
		st.Apps = append(st.Apps, &app)
	}
	return nil
}

// AddApp adds an app whose name and secret are free.
func (st *Store) AddApp(app App) error {
	if err := validateApps(append(st.DumpApps(), app)); err != nil {
		return err
	}
	app = Copy(app)
	st.Apps = append(st.Apps, &app)
	return nil
}

// DumpApps is the inverse of SetApps.
func (st *Store) DumpApps() []App {
	out := []App{}
	for _, app := range st.Apps {
		out = append(out, Copy(*app))
	}
	return out
}

// FindApp finds an app by its name; nil is none.
func (st *Store) FindApp(name string) *App {
	return st.appWith(func(a *App) bool { return a.Name == name })
}

func (st *Store) appBySecret(secret string) *App {
	return st.appWith(func(a *App) bool { return a.Secret == secret })
}

func (st *Store) appWith(is func(*App) bool) *App {
	if i := slices.IndexFunc(st.Apps, is); i >= 0 {
		return st.Apps[i]
	}
	return nil
}

// NewSecret is a secret that no app has.
func (st *Store) NewSecret() string {
	return st.NewID("", 43, func(id string) bool { return st.appBySecret(id) != nil })
}

// NewID makes an opaque id of n characters behind the prefix, as WeCom's look; the same calls on the same corp give the
// same ids.
func (st *Store) NewID(prefix string, n int, taken func(string) bool) string {
	return st.fresh("/"+prefix+"/", taken, func(sum []byte) string {
		return prefix + base64.RawURLEncoding.EncodeToString(sum)[:n]
	})
}

// NewHexID makes an id of 32 lowercase hex characters.
func (st *Store) NewHexID(salt string, taken func(string) bool) string {
	return st.fresh("/"+salt+"/", taken, func(sum []byte) string { return hex.EncodeToString(sum[:16]) })
}

// NewNumber makes an id that is a decimal number above first.
func (st *Store) NewNumber(first int64, taken func(string) bool) string {
	return st.fresh("", taken, func([]byte) string { return strconv.FormatInt(first+st.State.Objects, 10) })
}

func (st *Store) fresh(salt string, taken func(string) bool, id func(sum []byte) string) string {
	for {
		st.State.Objects++
		sum := sha256.Sum256([]byte(st.CorpID + salt + strconv.FormatInt(st.State.Objects, 10)))
		if fresh := id(sum[:]); !taken(fresh) {
			return fresh
		}
	}
}

// Digest is an opaque text of n characters that depends on of alone.
func Digest(of string, n int) string {
	sum := sha256.Sum256([]byte(of))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:n]
}

// Shuffled puts a sorted list into another order when the switch says so.
func Shuffled[T any](st *Store, list []T) []T {
	if st.Readings.Shuffle == 0 {
		return list
	}
	st.shuffles++
	draw := rand.New(rand.NewPCG(uint64(st.Readings.Shuffle), st.shuffles))
	draw.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// Copy is a copy that shares nothing with v: pointers, slices and maps are copied too. v has exported fields only.
func Copy[T any](v T) T {
	out := reflect.New(reflect.TypeFor[T]()).Elem()
	deepCopy(out, reflect.ValueOf(&v).Elem())
	return out.Interface().(T) //nolint:errcheck // it is of type T
}

func deepCopy(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			deepCopy(to.Elem(), from.Elem())
		}
	case reflect.Struct:
		for i := range from.NumField() {
			deepCopy(to.Field(i), from.Field(i))
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			if flat(from.Type().Elem()) {
				reflect.Copy(to, from)
				return
			}
			for i := range from.Len() {
				deepCopy(to.Index(i), from.Index(i))
			}
		}
	case reflect.Map:
		if !from.IsNil() {
			to.Set(reflect.MakeMapWithSize(from.Type(), from.Len()))
			for key, value := range from.Seq2() {
				elem := reflect.New(value.Type()).Elem()
				deepCopy(elem, value)
				to.SetMapIndex(key, elem)
			}
		}
	default:
		to.Set(from)
	}
}

// flat: a value that an assignment copies whole.
func flat(t reflect.Type) bool { return t.Kind() <= reflect.Complex128 || t.Kind() == reflect.String }

// SortedKeys are the keys of a map in order.
func SortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Lay lays a value that was sent over the old one.
func Lay[T any](to, sent *T) {
	if sent != nil {
		*to = *sent
	}
}

// Distinct drops repeated values; the order stays.
func Distinct[T comparable](list []T) []T {
	seen, out := map[T]bool{}, []T{}
	for _, v := range list {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// OrDefault is a limit that tests may lower.
func OrDefault(limit, documented int) int {
	if limit > 0 {
		return limit
	}
	return documented
}

// InUint32 says whether WeCom can hold a number in a uint32.
func InUint32(n int64) bool { return n >= 0 && n < 1<<32 }

// Chars counts the characters of a text.
func Chars(s string) int { return len([]rune(s)) }

// SeedError names the object of a seed that breaks a rule.
func SeedError(noun, id string, err error) error { return fmt.Errorf("%s %s: %w", noun, id, err) }
