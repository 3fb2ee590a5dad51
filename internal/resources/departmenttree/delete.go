// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// goes lists id and what is below it, children first, if all of it is to be deleted.
func (w *run) goes(id int64) ([]int64, bool) {
	all := w.corp.subtree(id)
	return all, !slices.ContainsFunc(all, func(id int64) bool { return w.remove[id] == "" })
}

// delete deletes one department; one that is gone already counts as deleted.
func (w *run) delete(ctx context.Context, id int64) error {
	if err := w.r.Client.Departments.Delete(ctx, id); err != nil && !errors.Is(err, client.ErrNotFound) {
		return err
	}
	w.corp.remove(id)
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.remove, id)
	if len(w.was) < maxWas {
		w.was[id] = noteWas{Deleted: true}
	}
	w.wrote++
	return nil
}

// deleteAll deletes what is to go, children first. Members may be moving out in the same apply: it waits for them, once
// for all departments together.
func (w *run) deleteAll(ctx context.Context) {
	w.until.Again()
	pause := w.r.Poll
	for w.stop == nil {
		ids := slices.DeleteFunc(slices.SortedFunc(maps.Keys(w.remove), w.byPlace), func(id int64) bool {
			for child := range w.corp.children[id] {
				if w.remove[child] != "" {
					return true
				}
			}
			return false
		})
		if len(ids) == 0 {
			return
		}
		labels := make([]string, len(ids))
		for i, id := range ids {
			labels[i] = label(w.remove[id], id)
		}
		refused := make([]error, len(ids))
		deleted := make([]bool, len(ids))
		w.parallel(ctx, len(ids), func(ctx context.Context, i int) {
			refused[i] = w.delete(ctx, ids[i])
			deleted[i] = refused[i] == nil
			if refused[i] != nil && !shared.NotEmpty(refused[i]) {
				w.failDelete(ctx, ids[i], labels[i], refused[i], "")
			}
		})
		if slices.Contains(deleted, true) || w.stop != nil {
			w.until.Again()
			continue
		}
		resume := w.r.Claims.Rest()
		waited := w.until.Over(refused...)
		over := len(w.failures) > 0 || waited != "" || shared.Pause(ctx, min(pause, w.until.Left())) != nil
		if resume(); over {
			for i, err := range refused {
				if w.stop == nil && shared.NotEmpty(err) {
					w.failDelete(ctx, ids[i], labels[i], err, waited)
				}
			}
			return
		}
		pause = min(2*pause, 10*w.r.Poll) // a thousand full departments are not asked each second
	}
}

// byPlace orders what is to be deleted by path, deepest first.
func (w *run) byPlace(a, b int64) int {
	return cmp.Or(byDepth(w.remove[b], w.remove[a]), cmp.Compare(a, b))
}

// failDelete notes a refused delete, and what is in the way.
func (w *run) failDelete(ctx context.Context, id int64, label string, err error, waited string) {
	reason, next := "", ""
	if shared.NotEmpty(err) {
		reason = strings.TrimSpace(fmt.Sprintf("%s it still has %s", waited, w.r.Inside(ctx, id)))
		next = "Move or delete what is inside first (通讯录 → 组织架构), or declare the department again. WeCom never deletes a department with what " +
			"it holds, and neither does this provider."
	}
	w.fail(label, "delete", err, reason, next)
}
