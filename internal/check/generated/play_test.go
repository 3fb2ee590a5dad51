// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// play is a sequence under way.
type play struct {
	ctx     context.Context
	server  *emulator.Server
	seed    emulator.Corp
	cbd     bool
	world   *world // wanted
	applied *world // wanted at the last apply
	state   tfcore.State
	before  map[string]string // ids that the next apply has to keep; nil: those of the state
	deleted map[string]bool   // ids deleted outside, ever
	byName  map[string]bool   // tag groups whose keys came from an import: names decide until the first update
	faulted bool              // since the last apply
	dirty   bool              // the corp was changed by others since
	lostTmp bool              // a create may have been lost: WeCom never lists temporary ways
	lag     int
	trace   func(format string, args ...any)
	stats   *stats
}

type stats struct{ sequences, ops, applies, calls, stuck, bugs int }

// run plays a sequence from its beginning; the error is what went wrong.
func (s sequence) run(ctx context.Context, st *stats, trace func(string, ...any)) error {
	if trace == nil {
		trace = func(string, ...any) {}
	}
	server := emulator.New(seed(), emulator.WithSwitches(emulator.Switches{
		ContactWaySwitches:  emulator.ContactWaySwitches{WayEmptyText: emulator.EmptyClears, WayEmptyList: emulator.EmptyClears, WayEmptyConclusions: emulator.EmptyClears},
		AcquisitionSwitches: emulator.AcquisitionSwitches{LinkPriorityRemoval: emulator.PriorityRemoved},
	}))
	for _, r := range s.readings {
		server.SetSwitches(r.Apply)
	}
	if s.lag > 0 {
		server.SetSwitches(func(sw *emulator.Switches) { sw.ReadLag = s.lag })
	}
	p := &play{
		lag: s.lag, ctx: ctx, server: server, seed: server.Corp(), cbd: s.cbd, world: newWorld(), applied: newWorld(),
		state: tfcore.State{}, deleted: map[string]bool{}, byName: map[string]bool{}, trace: trace, stats: st,
	}
	st.sequences++
	for i, o := range s.ops {
		st.ops++
		if err := p.do(o); err != nil {
			return fmt.Errorf("%d. %s: %w", i+1, o, err)
		}
	}
	return nil
}

func (p *play) do(o op) error {
	defer func() { p.stats.calls += len(p.server.Requests()); p.server.ResetRequests() }()
	r := rand.New(rand.NewPCG(o.seed, 2))
	switch o.kind {
	case "apply":
		return p.apply(r)
	case "console":
		p.consoleEdit(r)
	case "outside delete":
		p.outsideDelete(r)
	case "fault":
		p.fault(r)
	case "import all":
		return p.importAll(r)
	default:
		before := p.world.clone()
		edits[o.kind](p.world, r)
		if !p.world.valid() || len(p.world.departments) > 7 || len(p.world.targets()) > 8 || len(p.world.groups) > 3 {
			p.world = before
		}
	}
	return nil
}

var faultKinds = []emulator.Fault{
	{Kind: emulator.FaultLostReply}, {Kind: emulator.FaultServerError}, {Kind: emulator.FaultBadGateway}, {Kind: emulator.FaultTruncated, When: emulator.After},
	{Kind: emulator.FaultError, Code: -1}, {Kind: emulator.FaultError, Code: 6000}, {Kind: emulator.FaultError, Code: 45009}, {Kind: emulator.FaultError, Code: 45033},
	{Kind: emulator.FaultError, Code: 42001}, {Kind: emulator.FaultError, Code: 40014}, {Kind: emulator.FaultWrongJSON, When: emulator.After},
}

func (p *play) fault(r *rand.Rand) {
	f := pick(r, faultKinds)
	if f.When == "" {
		f.When = pick(r, []emulator.When{emulator.Before, emulator.After})
	}
	f.Skip, f.Times = r.IntN(25), 1+r.IntN(2)
	if r.IntN(2) == 0 {
		var writes []string
		for _, n := range nouns {
			writes = append(writes, n.writes...)
		}
		f.Path = pick(r, writes)
		f.Skip = r.IntN(3)
	}
	if f.Code == 42001 || f.Code == 40014 {
		// assumed: WeCom looks at the token before it does anything, so a create that was carried out and then refused
		// for its token, twice, is no event.
		f.When = emulator.Before
	}
	p.server.Inject(f)
	p.faulted, p.lostTmp = true, true
}

// core is a Terraform with a provider whose waits suit a run: where nobody else can be at work, waiting for somebody is
// in vain.
func (p *play) core(r *rand.Rand, parallelism int) (*tfcore.Core, error) {
	clash := 5 * time.Second
	switch {
	case parallelism == 1:
		clash = 10 * time.Millisecond
	case parallelism < 10:
		clash = 300 * time.Millisecond
	}
	lag := 20 * time.Millisecond
	if p.lag > 0 {
		lag = 10 * time.Second
	}
	opts := []provider.Option{
		provider.WithRetry(client.RetryPolicy{BaseDelay: 100 * time.Microsecond, MaxDelay: time.Millisecond, BlockTime: time.Millisecond, LagTime: lag}),
		provider.WithWaits(clash, time.Millisecond),
		provider.WithHTTPClient(&http.Client{Transport: p.server.Transport()}),
	}
	first, err := schemas()
	if err != nil {
		return nil, err
	}
	core := first.Fork(func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", opts...)())()
	}, map[string]any{
		"corp_id": acctest.CorpID, "secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret, "endpoint": "http://127.0.0.1", "max_api_capacity": 100,
	})
	core.Parallelism, core.Rand = parallelism, r
	return core, nil
}

// schemas is a core that knows the provider's schemas; they are read once.
var schemas = sync.OnceValues(func() (*tfcore.Core, error) {
	return tfcore.New(context.Background(), func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(provider.New("test")())() }, nil)
})

// apply brings the corp to the world: with one apply, or with one more after what excuses it.
func (p *play) apply(r *rand.Rand) error {
	if p.stuck() {
		p.trace("  cannot be done in one apply")
		p.world = p.applied.clone()
		p.stats.stuck++
	}
	if err := p.refusesProtected(r); err != nil {
		return err
	}
	if err := p.unprotectTags(r); err != nil {
		return err
	}
	if p.blocked() {
		// Terraform destroys a department before it moves out what referred to it, so this takes two applies, and the
		// first must still declare it.
		between := p.world.clone()
		for a, d := range p.applied.departments {
			if between.departments[a] == nil {
				kept := *d
				kept.name = "~" + a
				between.departments[a] = &kept
			}
		}
		if !between.valid() {
			p.world = p.applied.clone()
			return nil
		}
		goal := p.world
		p.world = between
		p.trace("  first without the destroys")
		if err := p.converge(r); err != nil {
			return err
		}
		p.world = goal
	}
	return p.converge(r)
}

func (p *play) converge(r *rand.Rand) error {
	parallelism := pick(r, []int{1, 2, 10, 50})
	core, err := p.core(r, parallelism)
	if err != nil {
		return err
	}
	config := p.world.config()
	if p.cbd {
		for a := range p.world.departments {
			v := config[a]
			v.CreateBeforeDestroy = true
			config[a] = v
		}
	}
	before := p.identities()
	if p.before != nil { // from before an import, whose keys are names
		before, p.before = p.before, nil
	}
	replaceable, updated, changes := p.replaceable(), map[string]bool{}, 0
	attempt := 1
	for ; ; attempt++ {
		if p.server.Switches().SpuriousAdd40068 {
			p.faulted = true
		}
		writes := len(p.server.Writes())
		plan, err := core.Plan(p.ctx, p.state, config)
		if plan != nil {
			if bugs := plan.Diagnostics.Bugs(); len(bugs) > 0 {
				return fmt.Errorf("plan: %s", bugs)
			}
		}
		if n := len(p.server.Writes()); n != writes {
			return fmt.Errorf("the plan wrote: %+v", p.server.Writes()[writes:])
		}
		if err != nil {
			if attempt == 1 && p.faulted {
				p.server.ClearFaults()
				continue
			}
			return fmt.Errorf("plan: %w", err)
		}
		p.trace("  parallelism %d, plan:\n%s", parallelism, plan)
		for address, action := range plan.Actions() {
			if (action == tfcore.Replace || action == tfcore.CreateThenDelete) && !replaceable[address] && !p.state[address].Tainted {
				return fmt.Errorf("the plan replaces %s because of %v", address, plan.Changes[address].Because)
			}
		}
		for address, action := range plan.Actions() {
			if updated[address] = true; action == tfcore.Create {
				delete(p.byName, address)
			}
		}
		p.stats.applies++
		state, diags, err := core.Apply(p.ctx, plan)
		p.state = state
		if bugs := diags.Bugs(); len(bugs) > 0 {
			return fmt.Errorf("apply: %s", bugs)
		}
		if err == nil {
			break
		}
		p.trace("  apply %d: %s", attempt, err)
		// With few hands each apply brings some nearer to their names, but for one that a fault kept from it.
		n := len(plan.Actions())
		if attempt == 1 && !p.faulted && !p.clash(err, parallelism, n) ||
			attempt > 1 && (!p.clash(err, parallelism, n) || n >= changes && !(attempt == 2 && p.faulted)) {
			return fmt.Errorf("apply %d with parallelism %d: %w", attempt, parallelism, err)
		}
		changes = n
		p.server.ClearFaults()
	}
	p.server.ClearFaults()
	lost := p.faulted
	p.faulted, p.dirty = false, false
	p.applied = p.world.clone()
	plan, err := core.Plan(p.ctx, p.state, config)
	if err == nil && !plan.Empty() && lost && attempt == 1 {
		// The answer of the fault was all that the apply had to go by.
		p.stats.applies++
		if p.state, _, err = core.Apply(p.ctx, plan); err == nil {
			plan, err = core.Plan(p.ctx, p.state, config)
		}
	}
	if err != nil {
		return fmt.Errorf("after the apply: %w", err)
	}
	if !plan.Empty() {
		return fmt.Errorf("the plan after the apply is not empty:\n%s", plan)
	}
	if out := p.differences(); len(out) > 0 {
		return fmt.Errorf("the corp is not what is configured:\n%s", strings.Join(out, "\n"))
	}
	if v := p.server.Violations(); len(v) > 0 {
		return fmt.Errorf("forbidden requests:\n%s", strings.Join(v, "\n"))
	}
	err = p.kept(before, replaceable)
	for address := range updated {
		delete(p.byName, address)
	}
	return err
}

// clash reports whether an apply may fail that way without a fault: only because of names in use, and with fewer hands
// than changes.
func (p *play) clash(err error, parallelism, changes int) bool {
	var e *tfcore.Error
	if !errors.As(err, &e) {
		return false
	}
	for _, d := range e.Diagnostics {
		// With fewer hands than changes, who shall give a name up may come after who waits for it.
		clash := slices.ContainsFunc([]string{"errcode 60008", "errcode 40071", "errcode 41077", "exists already"}, func(s string) bool { return strings.Contains(d.Detail, s) })
		if !clash || parallelism >= 10 && parallelism >= changes {
			return false
		}
	}
	return true
}

// importAll forgets the state and imports every object again.
func (p *play) importAll(r *rand.Rand) error {
	if p.faulted || p.dirty {
		return nil
	}
	// Who imports has waited: a state without a history cannot tell what is no longer from what is not there yet.
	p.server.SetSwitches(func(sw *emulator.Switches) { sw.ReadLag = 0 })
	defer p.server.SetSwitches(func(sw *emulator.Switches) { sw.ReadLag = p.lag })
	core, err := p.core(r, 10)
	if err != nil {
		return err
	}
	fresh := tfcore.State{}
	for _, a := range keysOf(p.state) {
		var by any = p.state.Text(a, "id")
		if r.IntN(2) == 0 {
			by = map[string]any{"id": by}
			if p.state[a].Type == "wecom_department" {
				by = map[string]any{"id": number(p.state.Text(a, "id"))}
			}
		}
		if fresh, _, err = core.Import(p.ctx, fresh, a, p.state[a].Type, by); err != nil {
			return fmt.Errorf("import of %s: %w", a, err)
		}
	}
	wanted := p.world
	p.before = p.identities()
	for a := range p.world.groups {
		p.byName[a] = true
	}
	p.state, p.world = fresh, p.applied.clone()
	writes := len(p.server.Writes())
	if err := p.converge(r); err != nil {
		return err
	}
	if n := len(p.server.Writes()); n != writes {
		return fmt.Errorf("after an import the same configuration wrote: %+v", p.server.Writes()[writes:])
	}
	p.world = wanted
	return nil
}

// tolerated are leftovers that no provider can find: WeCom never lists temporary contact ways, so one whose create was
// lost stays until it expires.
func (p *play) tolerated(kind, id string) bool {
	if kind != "contact_way" || !p.lostTmp {
		return false
	}
	return slices.ContainsFunc(p.server.Corp().ContactWays, func(w emulator.ContactWay) bool { return w.ConfigID == id && w.Temporary })
}
