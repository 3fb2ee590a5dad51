// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"runtime"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// big makes an object of a set of n elements, changes it, has the console change it, and counts what is allocated: what
// compares each element with each other one allocates four times as much for twice the elements. No other test may run
// beside it.
func (s *Specimen) big(t *testing.T) {
	t.Helper()
	allocated := func(n int) uint64 {
		var before, after runtime.MemStats
		s.on(t, func(b *bench) {
			runtime.ReadMemStats(&before)
			values := over(s.Minimal.Values, s.Big.Of(n))
			b.make(values)
			b.idle(values)
			less := over(values, s.Big.Of(n-1))
			plan := b.plan(b.config(less))
			b.planned(plan, tfcore.Update)
			b.apply(plan)
			if err := s.Big.Less(b.e, b.id()); err != nil {
				t.Fatal(err)
			}
			plan = b.plan(b.config(less))
			b.planned(plan, tfcore.Update)
			b.apply(plan)
			b.idle(less)
			runtime.ReadMemStats(&after)
		}, func(c *emulator.Corp) {
			c.MailDomains = []string{"mail.example.cn"}
			for _, id := range manyUsers(n) {
				c.Members = append(c.Members, emulator.Member{UserID: id, Name: "员工 " + id, BizMail: at(id)})
			}
		})
		return after.Mallocs - before.Mallocs
	}
	few, many := field.FoldFrom+10, 1000 // the most of any
	allocated(few)                       // what is made once
	of, twice := allocated(few), allocated(many)
	t.Logf("%d allocations with %d elements, %d with %d", of, few, twice, many)
	if float64(twice)/float64(of) > 1.3*float64(many)/float64(few) {
		t.Errorf("twice the elements take %.1f times the work", float64(twice)/float64(of))
	}
}
