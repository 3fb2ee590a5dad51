// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"testing"
)

func init() { methods = append(methods, kfServicerMethods...) }

const kfServicersDone = `{"errcode":0,"errmsg":"ok","result_list":[{"userid":"zhangsan","errcode":0,"errmsg":"success"},{"department_id":3,"errcode":60030,"errmsg":"x"}]}`

var kfServicerMethods = []method{
	{
		name: "KfServicers.List", path: kfServicerList.Path,
		reply: `{"errcode":0,"errmsg":"ok","servicer_list":[{"userid":"zhangsan","status":0},{"userid":"lisi","status":1,"stop_type":1},{"department_id":3},{"department_id":2}]}`,
		want:  `GET ` + kfServicerList.Path + `?open_kfid=wk1`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfServicers.List(ctx, "wk1") },
		value: &KfServicers{AccountID: "wk1", UserIDs: []string{"lisi", "zhangsan"}, DepartmentIDs: []int64{2, 3}, Stopped: []string{"lisi"}},
	},
	{
		name: "KfServicers.Add", path: kfServicerAdd.Path, reply: kfServicersDone,
		want: `POST ` + kfServicerAdd.Path + ` {"open_kfid":"wk1","userid_list":["zhangsan"],"department_id_list":[3]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			rows, err := c.KfServicers.Add(ctx, "wk1", []string{"zhangsan"}, []int64{3})
			return len(rows), err
		},
		value: 2,
	},
	{
		name: "KfServicers.Remove", path: kfServicerDelete.Path, reply: kfServicersDone,
		want: `POST ` + kfServicerDelete.Path + ` {"open_kfid":"wk1","userid_list":["zhangsan"]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			rows, err := c.KfServicers.Remove(ctx, "wk1", []string{"zhangsan"}, nil)
			return len(rows), err
		},
		value: 2,
	},
}

// Rows are refused although the call is accepted; the account may be gone, or of another app.
func TestKfServicers_rows(t *testing.T) {
	f := newFake(t).on(kfServicerAdd.Path, ok(kfServicersDone), fail(95004), fail(48007))
	c := f.client()
	rows, err := c.KfServicers.Add(t.Context(), "wk1", []string{"zhangsan"}, []int64{3})
	if err != nil || rows[0].Err() != nil || rows[1].Err() == nil || rows[0].Ignored() {
		t.Errorf("%v, %v", rows, err)
	}
	if x, known := Explain(rows[1].Err()); !known || x.ConsolePage != pageVisible {
		t.Errorf("%v", x)
	}
	if _, err := c.KfServicers.Add(t.Context(), "wk1", []string{"a"}, nil); !errors.Is(err, ErrNotFound) {
		t.Errorf("gone: %v", err)
	}
	if _, err := c.KfServicers.Add(t.Context(), "wk1", []string{"a"}, nil); !errors.Is(err, ErrNotOwned) {
		t.Errorf("of another app: %v", err)
	}
	f.on(kfServicerList.Path, ok(`{"errcode":0,"servicer_list":[{"status":0}]}`))
	if _, err := c.KfServicers.List(t.Context(), "wk1"); err == nil {
		t.Error("a row about nobody was taken")
	}
	f.on(kfServicerList.Path, ok(`{"errcode":0,"servicer_list":[{"userid":"a"}]}`))
	if got, err := c.KfServicers.List(t.Context(), "wk1"); err != nil || got.Stopped != nil {
		t.Errorf("%v, %v", got, err)
	}
}
