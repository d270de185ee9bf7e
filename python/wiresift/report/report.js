'use strict';
(function () {
  var table = document.getElementById('story-table');
  if (!table) return;
  var bodies = Array.prototype.slice.call(table.tBodies);
  var original = bodies.slice();
  var get = function (id) { return document.getElementById(id); };
  var type = get('f-type'), status = get('f-status'), actor = get('f-actor'), text = get('f-text');
  var count = get('f-count'), nothing = get('nothing');

  // Words are compared without case and without accents.
  function fold(value) {
    return value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  }
  var words = bodies.map(function (body) {
    return { actors: fold(body.dataset.actors), all: fold(body.textContent) };
  });

  function filter() {
    var who = fold(actor.value).trim(), what = fold(text.value).trim().split(/\s+/).filter(Boolean), shown = 0;
    original.forEach(function (body, index) {
      var fits = (!type.value || body.dataset.type === type.value)
        && (!status.value || body.dataset.status === status.value)
        && (!who || words[index].actors.indexOf(who) >= 0)
        && what.every(function (word) { return words[index].all.indexOf(word) >= 0; });
      body.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown === original.length
      ? shown + (shown === 1 ? ' story' : ' stories') : shown + ' of ' + original.length + ' stories';
    nothing.hidden = shown > 0;
  }
  [type, status].forEach(function (box) { box.addEventListener('change', filter); });
  [actor, text].forEach(function (box) { box.addEventListener('input', filter); });
  get('f-clear').addEventListener('click', function () {
    [type, status, actor, text].forEach(function (box) { box.value = ''; });
    filter();
    actor.focus();
  });

  function toggle(body, open) {
    body.classList.toggle('is-open', open);
    body.querySelector('.open').setAttribute('aria-expanded', String(open));
  }
  table.addEventListener('click', function (event) {
    var head = event.target.closest('tr.head');
    if (!head || event.target.closest('a')) return;
    var chosen = window.getSelection();
    if (!event.target.closest('button') && chosen && String(chosen)) return;
    var body = head.parentNode;
    toggle(body, !body.classList.contains('is-open'));
  });

  // A link to a story shows it, even when it is closed or filtered out.
  function follow() {
    var id = decodeURIComponent(location.hash.slice(1));
    var body = id.indexOf('story-') === 0 ? get(id) : null;
    if (!body || !body.classList.contains('story')) return;
    body.hidden = false;
    toggle(body, true);
    body.scrollIntoView();
    body.querySelector('.open').focus({ preventScroll: true });
  }
  window.addEventListener('hashchange', follow);

  var headings = Array.prototype.slice.call(table.tHead.querySelectorAll('th[data-key]'));
  var collator = new Intl.Collator('en', { sensitivity: 'base' });
  function sort(heading) {
    var key = heading.dataset.key, numeric = heading.dataset.kind === 'number';
    var first = numeric || key === 'date' ? 'descending' : 'ascending';
    var second = first === 'ascending' ? 'descending' : 'ascending';
    var now = heading.getAttribute('aria-sort');
    var next = now === first ? second : now === second ? null : first;
    headings.forEach(function (other) { other.removeAttribute('aria-sort'); });
    var ordered = original.slice();
    if (next) {
      heading.setAttribute('aria-sort', next);
      var sign = next === 'ascending' ? 1 : -1;
      ordered.sort(function (a, b) {
        var left = a.dataset[key], right = b.dataset[key];
        if (numeric) return sign * (left - right);
        if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1);
        return sign * collator.compare(left, right);
      });
    }
    ordered.forEach(function (body) { table.appendChild(body); });
  }
  headings.forEach(function (heading) {
    heading.querySelector('button').addEventListener('click', function () { sort(heading); });
  });

  filter();
  follow();
}());
