// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package emulator is a WeCom (企业微信) API server that remembers. Tests and users run on it instead of a corp.
//
// It answers below /cgi-bin/ as the official pages say, has wire types of its own and imports neither the client nor
// the resources, so that a key misspelt there is seen here. It carries out what WeCom would carry out and reports what
// a careful caller would not send (Violations).
//
// # Control calls
//
// With WithPage a human finds the corp at GET / and below /console/ (package webconsole). Answers point to /qr/ (the
// code of a contact way, a PNG), /scan/ (what the code says) and /picture/ (images of closing messages), which need no
// token. Everything else that is no WeCom API is below /_emulator/, JSON both ways, 200 with the result or {}, 400 or
// 404 with {"error": "…"}:
//
//	GET    /_emulator/corp                  the corp, as in the corp file without its "emulator" key
//	PUT    /_emulator/corp                  put another corp in its place
//	GET    /_emulator/requests              recorded API calls; ?path=department/create and ?writes filter
//	DELETE /_emulator/requests              forget them
//	GET    /_emulator/violations            what was wrong with the calls although they may have been answered
//	DELETE /_emulator/violations            forget them
//	GET    /_emulator/faults                faults still to come
//	POST   /_emulator/faults                add one: {"path","skip","times","kind","when","code","message","delay":"2s"}
//	DELETE /_emulator/faults                remove all
//	GET    /_emulator/clock                 {"now","frozen"}
//	POST   /_emulator/clock                 {"advance":"2h"} and/or {"freeze":"2026-03-01T08:00:00Z"}
//	GET    /_emulator/switches              the switches in force
//	PATCH  /_emulator/switches              change the ones given
//	POST   /_emulator/tokens/expire         {"code":42001} or {"code":40014}
//	GET    /_emulator/console               the edits of the console, each with the keys it takes
//	POST   /_emulator/console/{operation}   an edit in the console; the methods of Console in snake case
//
// # Unknowns
//
// What the pages leave open is a switch with both readings (Switches; the zero value is the safest assumption of the
// pages), or a fault (-1, 45035, slow answers, any text), or a number (Governor, Limits). These have none:
//
//   - errmsg texts: callers must not look at them, and a fault can carry any.
//   - Department ids: 2 to 2^31-1 are accepted (department.md assumes it); generated ones are the next free
//     integer and generated orders step down by 1000 from 100000000. Callers must take both as they come.
//   - Blanks around names are kept and compared as they are, for departments and tags: refused offline by callers.
//   - The root may be renamed and reordered but not moved or deleted, and counts as one of the 15 levels.
//   - corp-tag.md 6, 7, 8, 10: an omitted key changes nothing, an edit with neither name nor order is ok, missing
//     names answer 40058 or 41018 and an empty tag list 40058, names match exactly, null means not given (and is
//     a violation). Deleted tags do not count towards the 10,000.
//   - external-contact-prerequisites.md 6: console changes show at once.
//   - media.md: which code of the table answers which misuse of media/upload_attachment.
//   - customer-strategy.md, moment-strategy.md: a node in range_add and range_del answers 40058; the creator of the corp
//     stands for its super administrators.
//   - media.md 1: errmsg of media/upload is empty, as its sample.
//
// # Not modelled
//
// TLS and the 301 of plain HTTP, callbacks, debug=1, media/get and media but for media/upload, media/uploadimg and
// media/upload_attachment, batch jobs and batch/invite, third-party suites, customers but for those who scan a contact
// way or follow a link, marks of tags on customers, bookings of meeting rooms, mini programs linked to the corp, mail
// itself and passwords of mail programs (create_auth_code), components (comp_scene, once keys) and 营销获客 apps, 45024,
// 45029, monthly quotas, the minute until a trusted IP takes effect, channel names (41066), per-IP quotas.
package emulator
