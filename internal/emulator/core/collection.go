// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// Rules are what a family says of its objects. Key and Fresh are needed, everything else is optional.
type Rules[K cmp.Ordered, T any] struct {
	// Noun names an object in the errors of a seed, and the collection in the corp file: "intercept rule".
	Noun string
	// Key is where an object has its id; Fresh makes one that is free. Text ids of deleted objects are never free.
	Key   func(*T) *K
	Fresh func(taken func(K) bool) K
	// Fold is the form in which ids are compared, such as lower case.
	Fold func(K) K
	// Name is what the errors of a seed call an object; without it, its id.
	Name func(*T) string
	// Check is what every stored object obeys, whoever made it; it completes what a seed or the console left out. The
	// id may be missing still. Clash is what an object may not share with another; objects of a seed are not compared.
	Check func(*T) error
	Clash func(object, other *T) error
	// Most is how many objects there may be (0: any number), Full the errcode beyond it.
	Most func() int
	Full int
	// Created is when an object was made, in Unix seconds: lists are in this order.
	Created func(*T) int64
	// None is the error about an id that no object has, or that of a deleted one; Taken that about one that is taken.
	None  func(key K, deleted bool) error
	Taken func() error
	// Missing is the error about an id that a call does not send, Foreign that about an object that an app may not
	// have.
	Missing func() error
	Foreign func(*T, *App) error
}

// Collection is the objects of one noun, by id.
type Collection[K cmp.Ordered, T any] struct {
	Rules[K, T]
	store *Store
	items map[K]*T
	order []K // the keys of items in order; nil when it has to be made again
	seen  map[*T]int64
	count int64
}

// NewCollection makes an empty one. Deleted ids are kept in the state of the store.
func NewCollection[K cmp.Ordered, T any](st *Store, rules Rules[K, T]) *Collection[K, T] {
	if rules.Fold == nil {
		rules.Fold = func(k K) K { return k }
	}
	if rules.Name == nil {
		rules.Name = func(v *T) string { return fmt.Sprint(*rules.Key(v)) }
	}
	return &Collection[K, T]{Rules: rules, store: st, items: map[K]*T{}, seen: map[*T]int64{}}
}

// Get finds an object; nil is none. What it points to may be changed in place.
func (c *Collection[K, T]) Get(key K) *T { return c.items[c.Fold(key)] }

// Has says whether an object has the id.
func (c *Collection[K, T]) Has(key K) bool { return c.Get(key) != nil }

// Find is Get with the error of the family.
func (c *Collection[K, T]) Find(key K) (*T, error) {
	if v := c.Get(key); v != nil {
		return v, nil
	}
	return nil, c.None(key, c.Deleted(key))
}

// Sent is Find for an id that a call sends.
func (c *Collection[K, T]) Sent(key *K) (*T, error) {
	if key == nil || *key == *new(K) {
		return nil, c.Missing()
	}
	return c.Find(*key)
}

// Own is Sent for an object that the app may have.
func (c *Collection[K, T]) Own(key *K, app *App) (*T, error) {
	v, err := c.Sent(key)
	if err == nil {
		err = c.Foreign(v, app)
	}
	return v, err
}

// DeleteOwn deletes it.
func (c *Collection[K, T]) DeleteOwn(key *K, app *App) error {
	v, err := c.Own(key, app)
	if err == nil {
		c.Delete(*c.Key(v))
	}
	return err
}

// Deleted says whether an object had this id before it was deleted.
func (c *Collection[K, T]) Deleted(key K) bool {
	return slices.Contains(c.store.State.Deleted[c.Noun], fmt.Sprint(key))
}

// Len is the number of objects.
func (c *Collection[K, T]) Len() int { return len(c.items) }

// All goes through the objects in the order of their ids.
func (c *Collection[K, T]) All() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		if c.order == nil {
			c.order = SortedKeys(c.items)
		}
		for _, key := range c.order {
			if v := c.items[key]; v != nil && !yield(v) {
				return
			}
		}
	}
}

// Some finds any object that is so; nil is none.
func (c *Collection[K, T]) Some(is func(*T) bool) *T {
	for _, v := range c.items {
		if is(v) {
			return v
		}
	}
	return nil
}

// List lists the objects that keep lets through, the oldest first.
func (c *Collection[K, T]) List(keep func(*T) bool) []*T {
	var out []*T
	for v := range c.All() {
		if keep(v) {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b *T) int {
		return cmp.Or(cmp.Compare(c.Created(a), c.Created(b)), cmp.Compare(c.seen[a], c.seen[b]))
	})
	return out
}

// Page cuts one page out of List, with limit and cursor as a call sends them and the cursor of the next; "" at the end.
// A cursor holds the place of the object behind which the page begins, so that objects made or deleted between two
// pages neither repeat nor hide others. again lets a page begin with the last object of the one before.
func (c *Collection[K, T]) Page(limit *int64, cursor *string, usual, most int, again bool, keep func(*T) bool) (found []*T, next string, err error) {
	n, after, err := c.store.ReadPage(limit, cursor, usual, most)
	if err != nil {
		return nil, "", err
	}
	var created, seen int64
	if after != "" {
		if _, err := fmt.Sscanf(after, "%d.%d", &created, &seen); err != nil {
			return nil, "", Fail(50100)
		}
	}
	all := c.List(keep)
	from := slices.IndexFunc(all, func(v *T) bool {
		return after == "" || c.Created(v) > created || c.Created(v) == created && c.seen[v] > seen
	})
	if from < 0 {
		return nil, "", nil
	}
	end := min(from+n, len(all))
	if end < len(all) {
		next = fmt.Sprintf("%s%d.%d", CursorPrefix, c.Created(all[end-1]), c.seen[all[end-1]])
	}
	if again && after != "" {
		from = max(0, from-1)
	}
	return all[from:end], next, nil
}

// Put stores a copy of an object as it is.
func (c *Collection[K, T]) Put(v T) *T {
	v = Copy(v)
	key := c.Fold(*c.Key(&v))
	if old := c.items[key]; old != nil {
		*old = v
		return old
	}
	c.count++
	c.order, c.items[key], c.seen[&v] = nil, &v, c.count
	return &v
}

// Clashes says what an object may not share with the others.
func (c *Collection[K, T]) Clashes(v *T) error {
	if c.Clash == nil {
		return nil
	}
	for _, other := range c.items {
		if *c.Key(other) != *c.Key(v) {
			if err := c.Clash(v, other); err != nil {
				return err
			}
		}
	}
	return nil
}

// Room says whether n more objects have room.
func (c *Collection[K, T]) Room(n int) error {
	if c.Most != nil && c.Most() > 0 && len(c.items)+n > c.Most() {
		return Fail(c.Full)
	}
	return nil
}

// Add stores a new object whose parameters were checked, and gives it an id if it has none.
func (c *Collection[K, T]) Add(v T) (*T, error) {
	if err := c.Clashes(&v); err != nil {
		return nil, err
	}
	if err := c.Room(1); err != nil {
		return nil, err
	}
	c.identify(&v)
	return c.Put(v), nil
}

func (c *Collection[K, T]) identify(v *T) {
	if none := *new(K); *c.Key(v) == none {
		*c.Key(v) = c.Fresh(func(k K) bool { return c.Has(k) || c.Deleted(k) })
	}
}

// Replace stores v, a changed copy, in the place of old.
func (c *Collection[K, T]) Replace(old *T, v T) error {
	if err := c.Clashes(&v); err != nil {
		return err
	}
	*old = Copy(v)
	return nil
}

// Delete forgets an object and remembers its id.
func (c *Collection[K, T]) Delete(key K) {
	delete(c.seen, c.Get(key))
	delete(c.items, c.Fold(key))
	c.order = nil
	c.Bury([]string{fmt.Sprint(key)})
}

// Bury remembers ids of objects that were deleted.
func (c *Collection[K, T]) Bury(ids []string) {
	if c.store.State.Deleted == nil {
		c.store.State.Deleted = map[string][]string{}
	}
	if len(ids) > 0 {
		c.store.State.Deleted[c.Noun] = append(c.store.State.Deleted[c.Noun], ids...)
	}
}

// Load puts in the objects of a seed.
func (c *Collection[K, T]) Load(list []T) error {
	for _, v := range list {
		if err := c.load(v); err != nil {
			return SeedError(c.Noun, c.Name(&v), err)
		}
	}
	if err := c.Room(0); err != nil {
		return SeedError(c.Noun, "list", err)
	}
	return nil
}

func (c *Collection[K, T]) load(v T) error {
	if c.Check != nil {
		if err := c.Check(&v); err != nil {
			return err
		}
	}
	c.identify(&v)
	if c.Has(*c.Key(&v)) {
		return c.Taken()
	}
	c.Put(v)
	return nil
}

// Dump copies the objects in the order of their ids; nil is none.
func (c *Collection[K, T]) Dump() []T {
	var out []T
	for v := range c.All() {
		out = append(out, Copy(*v))
	}
	return out
}

// ConsoleAdd adds an object in the console.
func (c *Collection[K, T]) ConsoleAdd(v T) (key K, err error) {
	if err := c.Clashes(&v); err != nil {
		return key, err
	}
	if err := c.Room(1); err != nil {
		return key, err
	}
	c.identify(&v)
	return *c.Key(&v), c.load(v)
}

// ConsoleUpdate changes an object in the console, whoever made it; its id stays.
func (c *Collection[K, T]) ConsoleUpdate(key K, change func(*T)) error {
	old, err := c.Find(key)
	if err != nil {
		return err
	}
	v := Copy(*old)
	change(&v)
	*c.Key(&v) = *c.Key(old)
	if c.Check != nil {
		if err := c.Check(&v); err != nil {
			return err
		}
	}
	return c.Replace(old, v)
}

// ConsoleDelete deletes an object in the console.
func (c *Collection[K, T]) ConsoleDelete(key K) error {
	v, err := c.Find(key)
	if err == nil {
		c.Delete(*c.Key(v))
	}
	return err
}
