// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"sync"
)

// Populations are the parts of one population that WeCom lists one by one: the members of each department. A crowd that
// asks for objects of several parts is one crowd.
type Populations[K comparable, T any] struct {
	c     *Client
	list  *Endpoint
	load  func(context.Context, K) (T, error)
	crowd *crowd

	mu sync.Mutex
	of map[K]*Population[T]
}

// NewPopulations returns the parts that load reads; see NewPopulation.
func NewPopulations[K comparable, T any](c *Client, list *Endpoint, load func(context.Context, K) (T, error), outdatedBy ...*Endpoint) *Populations[K, T] {
	p := &Populations[K, T]{c: c, list: list, load: load, crowd: newCrowd(), of: map[K]*Population[T]{}}
	for _, write := range outdatedBy {
		c.outdated[write] = append(c.outdated[write], p.outdate)
	}
	return p
}

// Of is one part.
func (p *Populations[K, T]) Of(k K) *Population[T] {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of[k] == nil {
		p.of[k] = NewPopulation(p.c, p.list, func(ctx context.Context) (T, error) { return p.load(ctx, k) })
		p.of[k].crowd = p.crowd
	}
	return p.of[k]
}

func (p *Populations[K, T]) outdate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, part := range p.of {
		part.outdate()
	}
}
