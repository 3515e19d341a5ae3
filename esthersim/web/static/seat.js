// The page of a seat: sections come by one stream, forms go by fetch. Without this file the same forms post and reload.
(function () {
  'use strict';
  var page = document.body.dataset.page, status = document.getElementById('status');
  if (page === 'join') { // a telephone that was here already gets its seat back: its cookie is not sent from other sites
    var known = function () {
      fetch('/here').then(function (r) { return r.json(); }).then(function (r) { if (r.seat) location.replace('/me'); }).catch(function () {});
    };
    known();
    addEventListener('pageshow', function (e) { if (e.persisted) known(); });
    sessionStorage.clear();
    return;
  }
  var words = JSON.parse(document.body.dataset.words), store = sessionStorage;
  var clock = document.getElementById('clock'), left = null, leftAt = 0, running = false, warned = '';
  var place = here(), source = null, heard = 0, lost = false, pressed = null, gone = false, drafting = {}, timer = 0, closing = 0;

  function here() { var it = document.querySelector('#now [data-place]'); return it ? it.dataset.place : ''; }
  function say(text, bad) { status.textContent = text; status.classList.toggle('bad', !!bad); }
  function now() { return performance.now(); }
  function keep(key, value) { try { store.setItem(key, value); } catch (e) { /* full: the text is still in its field */ } }
  function each(what, within, act) { Array.prototype.forEach.call((within || document).querySelectorAll(what), act); }
  function fields(form) { return Array.prototype.filter.call(form.elements, function (it) { return it.name && it.type !== 'hidden' && it.tagName !== 'BUTTON'; }); }
  function whose(form) { return ['draft', form.dataset.form, form.elements.event.value, form.elements.arrival.value].join('|'); }

  // What is being written: at once in this tab, and to the room two seconds after the last key.
  function texts(form) {
    var found = {};
    fields(form).forEach(function (it) { if (it.type === 'checkbox') { if (it.checked) found[it.name] = (found[it.name] ? found[it.name] + '\n' : '') + it.value; } else found[it.name] = it.value; });
    return found;
  }
  function fill(form) {
    var kept = JSON.parse(store.getItem(whose(form)) || 'null');
    if (!kept) return;
    fields(form).forEach(function (it) { if (it.type === 'checkbox') it.checked = (kept[it.name] || '').split('\n').indexOf(it.value) >= 0; else if (it.name in kept) it.value = kept[it.name]; });
  }
  function written(form) {
    if (!form || !form.dataset.form || 'tap' in form.dataset || !fields(form).length) return;
    keep(whose(form), JSON.stringify(texts(form)));
    drafting[whose(form)] = form;
    clearTimeout(timer);
    timer = setTimeout(drafts, 2000);
  }
  function drafts() {
    Object.keys(drafting).forEach(function (key) {
      var kept = JSON.parse(store.getItem(key) || 'null'), it = key.split('|');
      delete drafting[key];
      if (!kept) return;
      var body = new URLSearchParams(kept);
      body.set('form', it[1]); body.set('event', it[2]); body.set('arrival', it[3]);
      fetch('/draft', { method: 'POST', body: body }).catch(function () {});
    });
  }
  addEventListener('input', function (e) { written(e.target.form); });

  // What was sent waits in this tab until it is answered, under the id that it was given here.
  function waiting() { return JSON.parse(store.getItem('waiting') || '{}'); }
  function wait(asks) { keep('waiting', JSON.stringify(asks)); mark(); }
  function mark() {
    var asks = waiting();
    each('form[data-form]', null, function (form) {
      var held = Object.keys(asks).some(function (id) { return asks[id].element === form.id && asks[id].key === whose(form); });
      form.classList.toggle('unsent', held);
      form.setAttribute('aria-busy', held);
    });
  }
  function send(id) {
    var ask = waiting()[id];
    if (!ask || ask.going && now() - ask.going < 3000 && ask.from === heardFrom) return;
    var asks = waiting(); asks[id].going = now(); asks[id].from = heardFrom; keep('waiting', JSON.stringify(asks));
    fetch('/ask', { method: 'POST', body: new URLSearchParams(ask.body), headers: { Accept: 'application/json' } }).then(function (r) {
      if (r.status === 401) { leave(); throw 0; }
      if (r.status === 429 || r.status >= 500) throw 0;
      return r.json();
    }).then(function (answer) { done(id, answer); }, function () { if (!gone) say(words.waits, true); });
  }
  function done(id, answer) {
    var asks = waiting(), ask = asks[id];
    if (!ask || answer.waiting) return;
    delete asks[id]; wait(asks);
    var form = document.getElementById(ask.element), no = form && form.querySelector('.no'), same = form && whose(form) === ask.key;
    if (answer.accepted) {
      if (!ask.tap) store.removeItem(ask.key);
      if (same && !ask.tap) { form.reset(); fields(form).forEach(function (it) { if (it.tagName === 'TEXTAREA') it.value = ''; }); }
      if (no) no.textContent = '';
      say(answer.text || words.sent);
    } else {
      var text = answer.text || '', unsaid = same ? '' : Object.keys(ask.texts).map(function (name) { return ask.texts[name]; }).filter(Boolean).join(' ');
      if (no && same) no.textContent = text;
      say(unsaid ? (text || words.late) + ' ' + unsaid : text, true);
    }
  }
  var heardFrom = String(Math.random());
  function resend() { Object.keys(waiting()).forEach(send); }
  addEventListener('click', function (e) { var it = e.target.closest && e.target.closest('button'); pressed = it && it.form ? it : null; });
  addEventListener('submit', function (e) {
    var form = e.target, by = e.submitter || (pressed && pressed.form === form ? pressed : null);
    if (form.getAttribute('action') !== '/ask') { if (form.getAttribute('action') === '/leave') store.clear(); return; }
    e.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    var id = Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(12)), function (n) { return ('0' + n.toString(16)).slice(-2); }).join('');
    var body = new FormData(form), asks = waiting();
    body.set('id', id);
    if (by && by.name) body.append(by.name, by.value);
    asks[id] = { element: form.id, key: whose(form), texts: texts(form), tap: 'tap' in form.dataset, body: new URLSearchParams(body).toString() };
    wait(asks);
    say(words.sending);
    send(id);
  });

  // The team moves on while somebody writes: an observation comes along, what belonged to the event is said once more.
  function begunIn(part) {
    return Array.prototype.filter.call(part.querySelectorAll('form[data-form]'), function (it) { return !('tap' in it.dataset) && store.getItem(whose(it)); })
      .map(function (it) { return { form: it.dataset.form, key: whose(it), texts: JSON.parse(store.getItem(whose(it))) }; });
  }
  function carry(begun, part) {
    begun.forEach(function (was) {
      var now = Array.prototype.filter.call(part.querySelectorAll('form[data-form]'), function (it) { return it.dataset.form === was.form && !('tap' in it.dataset); })[0];
      if (now && whose(now) === was.key) return;
      var text = Object.keys(was.texts).map(function (name) { return was.texts[name]; }).filter(Boolean).join(' ');
      if (now && was.form.indexOf('observe:') === 0) {
        keep(whose(now), JSON.stringify(was.texts));
        store.removeItem(was.key);
        fill(now);
        written(now);
      } else if (text && !(was.key in waitingKeys())) say(words.late + ' ' + text, true);
    });
  }
  function waitingKeys() {
    var asks = waiting(), found = {};
    Object.keys(asks).forEach(function (id) { found[asks[id].key] = true; });
    return found;
  }

  // The sections: an element stays, and what is in it is replaced; focus, caret, begun texts and what is open come back.
  function replace(key, html) {
    var part = document.getElementById(key);
    if (!part) { location.reload(); return; }
    var focus = document.activeElement, inside = part.contains(focus) && focus !== part, form = inside && focus.form;
    var open = {}, at = inside && { id: focus.id, form: form && form.id, name: focus.name, value: focus.value, tag: focus.tagName };
    var caret = at && /TEXTAREA|INPUT/.test(at.tag) && focus.selectionStart !== undefined ? [focus.selectionStart, focus.selectionEnd] : null;
    each('details[id]', part, function (it) { open[it.id] = it.open; });
    each('form[data-form]', part, function (it) { var had = fields(it).some(function (f) { return f.tagName === 'TEXTAREA' && f.value !== f.defaultValue || f.defaultValue; }); if (had && !store.getItem(whose(it)) && !('tap' in it.dataset)) keep(whose(it), JSON.stringify(texts(it))); });
    var begun = begunIn(part);
    part.innerHTML = html;
    carry(begun, part);
    each('details[id]', part, function (it) { if (it.id in open) it.open = open[it.id]; });
    each('form[data-form]', part, fill);
    if (!inside) return;
    var again = at.id && document.getElementById(at.id);
    if (!again && at.form && document.getElementById(at.form)) again = Array.prototype.filter.call(document.getElementById(at.form).elements, function (it) { return it.name === at.name && (it.tagName !== 'BUTTON' || it.value === at.value); })[0];
    again = again || part.querySelector('h1, h2') || document.querySelector('#here h2, #now h1');
    if (again) again.focus({ preventScroll: true });
    if (again && caret && again.setSelectionRange) try { again.setSelectionRange(caret[0], caret[1]); } catch (e) { /* a field without a caret */ }
  }
  function take(message) {
    message.parts.forEach(function (part) { replace(part[0], part[2]); });
    document.documentElement.classList.remove('stale');
    if (here() !== place) {
      place = here(); warned = '';
      hide();
      var it = document.querySelector('#now [data-announce]');
      if (it && it.dataset.announce) say(it.dataset.announce);
      if (!document.querySelector(':focus')) scrollTo(0, 0);
    }
    mark();
    tell(message.clock);
  }
  function tell(said) {
    left = said && typeof said.left === 'number' ? said.left : null; leftAt = now(); running = !!(said && said.running);
    tick();
  }
  function tick() {
    if (left === null) { clock.firstElementChild.textContent = ''; return; }
    var s = left - (running ? (now() - leftAt) / 1000 : 0), whole = Math.floor(Math.abs(s));
    clock.firstElementChild.textContent = (s < 0 && whole ? '−' : '') + Math.floor(whole / 60) + ':' + ('0' + whole % 60).slice(-2);
    clock.classList.toggle('urgent', s <= 60);
    var word = s <= 0 ? 'out' : s <= 60 ? 'minute' : '';
    if (word !== warned && running) { if (word && (warned || s > -2)) say(words[word]); warned = word; }
  }
  setInterval(tick, 250);

  // For you alone: closed again at another event, when the page is hidden, and after a minute.
  function hide() { var it = document.getElementById('private'); if (it) it.open = false; }
  addEventListener('toggle', function (e) { if (e.target.id === 'private') { clearTimeout(closing); if (e.target.open) closing = setTimeout(hide, 60000); } }, true);

  // The stream.
  function open() {
    if (gone) return;
    if (source) source.close();
    source = new EventSource('/events');
    heard = now();
    heardFrom = String(Math.random());
    source.addEventListener('page', function (e) { alive(); take(JSON.parse(e.data)); });
    source.addEventListener('beat', function (e) { alive(); var said = e.data && e.data[0] === '{' ? JSON.parse(e.data) : null; if (said && 'clock' in said) tell(said.clock); });
    source.addEventListener('gone', leave);
    source.onerror = function () { trouble(); if (source.readyState === 2) fetch('/here').then(function (r) { return r.json(); }).then(function (r) { if (!r.seat) leave(); }).catch(function () {}); };
  }
  function alive() { heard = now(); if (lost) { lost = false; if (status.textContent === words.lost) say(words.back); } resend(); }
  function trouble() { if (!lost && !gone) { lost = true; say(words.lost, true); } }
  function look() { if (now() - heard > 12000 || source && source.readyState === 2) { trouble(); open(); } }
  function leave() {
    gone = true;
    if (source) source.close();
    store.clear();
    document.body.textContent = '';
    location.replace('/');
  }
  setInterval(look, 4000);
  addEventListener('online', function () { open(); resend(); });
  addEventListener('offline', trouble);
  addEventListener('pageshow', function (e) { if (e.persisted) { document.documentElement.classList.add('stale'); open(); } });
  addEventListener('pagehide', function () { hide(); drafts(); });
  document.addEventListener('visibilitychange', function () { if (document.hidden) { hide(); drafts(); } else look(); });
  each('form[data-form]', null, fill);
  mark();
  open();
  resend();
})();
