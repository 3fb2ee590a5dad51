// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Shows what happens to the corp as it happens: looks once a second whether something did, and loads the page again
// unless somebody is filling in a form.
(function () {
  'use strict';
  var shown = document.body.dataset.revision;
  function busy() {
    var at = document.activeElement;
    return document.hidden || document.querySelector('details.edit[open]') || (at && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName));
  }
  setInterval(function () {
    if (busy()) { return; }
    fetch('/console/revision', { cache: 'no-store' })
      .then(function (answer) { return answer.text(); })
      .then(function (now) { if (now !== shown && !busy()) { location.reload(); } })
      .catch(function () { /* the emulator was stopped */ });
  }, 1000);
  document.addEventListener('submit', function (event) {
    var ask = event.target.dataset.ask;
    if (ask && !window.confirm(ask)) { event.preventDefault(); }
  });
})();
