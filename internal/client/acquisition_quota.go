// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// AcquisitionQuota is how many customers the corp may still add through links.
type AcquisitionQuota struct {
	Total    int64               `json:"total"`   // granted over the whole history
	Balance  int64               `json:"balance"` // left
	Expiring []AcquisitionExpiry `json:"quota_list"`
}

// AcquisitionExpiry is a part of the balance that ends.
type AcquisitionExpiry struct {
	ExpireDate int64 `json:"expire_date"` // Unix seconds, midnight of the day
	Balance    int64 `json:"balance"`
}

type quotaAnswer struct {
	AcquisitionQuota
	TotalShown   *int64 `json:"total"`
	BalanceShown *int64 `json:"balance"`
}

func (a *quotaAnswer) Check(coded bool) error {
	if a.TotalShown == nil && a.BalanceShown == nil && !coded {
		return errors.New("it holds neither errcode nor a balance")
	}
	return nil
}

// Quota reads how many customers the corp may still add through links, and what expires when, the soonest of it first
// (doc 97375, customer_acquisition_quota).
func (s *AcquisitionLinkService) Quota(ctx context.Context) (*AcquisitionQuota, error) {
	var out quotaAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: linkQuota, Out: &out}); err != nil {
		return nil, err
	}
	slices.SortFunc(out.Expiring, func(a, b AcquisitionExpiry) int {
		return cmp.Or(cmp.Compare(a.ExpireDate, b.ExpireDate), cmp.Compare(a.Balance, b.Balance))
	})
	return &out.AcquisitionQuota, nil
}
