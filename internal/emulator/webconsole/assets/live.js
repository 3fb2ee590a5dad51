// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Shows what happens to the corp as it happens: looks once a second whether something did, and loads the page again
// unless somebody is filling in a form; says so when the emulator does not answer any more. Filters what the tab shows,
// and keeps the filter, what is folded and the place on the page when it loads again.
(function () {
  'use strict';
  var body = document.body, shown = body.dataset.revision;
  var search = document.querySelector('nav input[type=search]'), stopped = document.querySelector('.stopped');
  var kept = 'wecom-emulator ' + location.pathname;

  function busy() {
    var at = document.activeElement;
    return document.querySelector('details.edit[open]') || (at && at !== search && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName));
  }

  function filter() {
    var wanted = search.value.trim().toLowerCase();
    // A row, a department or a block of the tab stays when its own text has what is wanted, or something inside does.
    document.querySelectorAll('main tr[id], main li[id], main section[id]').forEach(function (item) {
      item.hidden = wanted !== '' && item.textContent.toLowerCase().indexOf(wanted) < 0;
    });
  }

  function branches() { return Array.prototype.slice.call(document.querySelectorAll('details.branch')); }

  function keep() {
    sessionStorage.setItem(kept, JSON.stringify({
      filter: search.value, at: window.scrollY, inSearch: document.activeElement === search,
      folded: branches().filter(function (d) { return !d.open; }).map(function (d) { return d.dataset.key; })
    }));
  }

  try {
    var was = JSON.parse(sessionStorage.getItem(kept) || '{}');
    search.value = was.filter || '';
    branches().forEach(function (d) { d.open = (was.folded || []).indexOf(d.dataset.key) < 0; });
    if (was.inSearch) { search.focus(); }
    filter();
    window.scrollTo(0, was.at || 0);
  } catch (ignored) { /* nothing was kept */ }
  window.addEventListener('pagehide', keep);
  search.addEventListener('input', filter);

  setInterval(function () {
    if (document.hidden) { return; }
    fetch('/console/revision', { cache: 'no-store' })
      .then(function (answer) { return answer.text(); })
      .then(function (now) {
        stopped.hidden = true;
        if (now !== shown && !busy()) { location.reload(); }
      })
      .catch(function () { stopped.hidden = false; });
  }, 1000);
  document.addEventListener('submit', function (event) {
    var ask = event.target.dataset.ask;
    if (ask && !window.confirm(ask)) { event.preventDefault(); }
  });
})();
