// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
)

// pageDepartment is a department with what is below it, for the page.
type pageDepartment struct {
	Department
	Members  []string
	Children []*pageDepartment
}

var page = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{{.Corp.Name}} – WeCom emulator</title>
<style>body{font-family:sans-serif;margin:2em;max-width:60em}td,th{padding:.2em .8em;text-align:left;border-bottom:1px solid #ddd}code{color:#666}</style></head><body>
<h1>{{.Corp.Name}} <code>{{.Corp.CorpID}}</code></h1>
<p>WeCom emulator (企业微信模拟器). Nothing here is a real corp.</p>
<h2>通讯录 Departments</h2>
{{define "department"}}<li>{{.Name}}{{with .NameEN}} / {{.}}{{end}} <code>id {{.ID}}, order {{.Order}}</code>{{with .Members}}: {{range $i, $m := .}}{{if $i}}, {{end}}{{$m}}{{end}}{{end}}
{{with .Children}}<ul>{{range .}}{{template "department" .}}{{end}}</ul>{{end}}</li>{{end}}
<ul>{{template "department" .Root}}</ul>
<h2>成员 Members</h2>
<table><tr><th>userid</th><th>姓名 Name</th><th>职务 Position</th><th>状态 Status</th><th>客户联系 Customer contact</th><th>实名 Verified</th></tr>
{{range .Corp.Members}}<tr><td><code>{{.UserID}}</code></td><td>{{.Name}}</td><td>{{.Position}}</td><td>{{.Status}}</td><td>{{if .CustomerContact}}✓{{end}}</td><td>{{if .RealNameVerified}}✓{{end}}</td></tr>
{{end}}</table>
<h2>企业客户标签 Customer tags</h2>
{{range .Corp.TagGroups}}<h3>{{.Name}} <code>{{.ID}}, order {{.Order}}{{with .Owner}}, by {{.}}{{end}}</code></h3>
<ul>{{range .Tags}}<li>{{.Name}} <code>{{.ID}}, order {{.Order}}{{with .Owner}}, by {{.}}{{end}}</code></li>{{end}}</ul>{{end}}
{{with .Corp.ContactWays}}<h2>联系我 Contact ways</h2>
<table><tr><th>config_id</th><th>备注 Remark</th><th>渠道 State</th><th>成员 Members</th><th>部门 Departments</th><th></th></tr>
{{range .}}<tr><td><code>{{.ConfigID}}{{with .Owner}}, by {{.}}{{end}}</code></td><td>{{.Remark}}</td><td>{{.State}}</td><td>{{.Users}}</td><td>{{.Departments}}</td><td>{{with .QRPath}}<img src="{{.}}" alt="QR code" width="120">{{end}}</td></tr>
{{end}}</table>{{end}}
{{with .Corp.AcquisitionLinks}}<h2>获客链接 Acquisition links</h2>
<table><tr><th>link_id</th><th>名称 Name</th><th>成员 Members</th><th>部门 Departments</th><th>客户 Customers</th></tr>
{{range .}}<tr><td><code>{{.ID}}{{with .Owner}}, by {{.}}{{end}}</code></td><td>{{.Name}}</td><td>{{.Users}}</td><td>{{.Departments}}</td><td>{{len .Customers}}</td></tr>
{{end}}</table>{{end}}
{{with .Corp.InterceptRules}}<h2>敏感词 Intercept rules</h2>
<table><tr><th>rule_id</th><th>名称 Name</th><th>词 Words</th><th>成员 Members</th><th>部门 Departments</th></tr>
{{range .}}<tr><td><code>{{.ID}}{{with .Owner}}, by {{.}}{{end}}</code></td><td>{{.Name}}</td><td>{{.Words}}</td><td>{{.Users}}</td><td>{{.Departments}}</td></tr>
{{end}}</table>{{end}}
<h2>应用 Apps</h2>
<table><tr><th>名称 Name</th><th>类型 Kind</th><th>agentid</th><th>可见范围 Visible</th><th>客户联系 Customer contact</th><th>可信IP Trusted IPs</th></tr>
{{range .Corp.Apps}}<tr><td>{{.Name}}{{if .Disabled}} (停用 disabled){{end}}</td><td>{{.Kind}}</td><td>{{with .AgentID}}{{.}}{{end}}</td><td>{{.VisibleDepartments}} {{.VisibleUsers}}</td><td>{{if .CustomerContact}}✓{{end}}</td><td>{{.TrustedIPs}}</td></tr>
{{end}}</table>
</body></html>
`))

// servePage shows the corp to humans; secrets stay out of it.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	corp := s.Corp()
	nodes := map[int64]*pageDepartment{}
	for _, d := range corp.Departments {
		nodes[d.ID] = &pageDepartment{Department: d}
	}
	for _, d := range corp.Departments {
		if parent := nodes[d.ParentID]; parent != nil {
			parent.Children = append(parent.Children, nodes[d.ID])
		}
	}
	for _, node := range nodes { // as the console shows them: larger orders first
		slices.SortStableFunc(node.Children, func(a, b *pageDepartment) int { return cmp.Compare(b.Order, a.Order) })
	}
	for _, m := range corp.Members {
		for _, place := range m.Departments {
			name := m.Name
			if place.Leader {
				name += " ★"
			}
			nodes[place.Department].Members = append(nodes[place.Department].Members, name)
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, map[string]any{"Corp": corp, "Root": nodes[RootID]})
}
