// book.js: search. The form stands hidden until this script runs; the index is loaded at the first focus.
(function () {
  'use strict';
  var form = document.querySelector('form.search');
  if (!form) return;
  var input = form.querySelector('input'), hits = form.querySelector('.hits'), status = form.querySelector('[role=status]'), state = 0, index;
  form.hidden = false;
  function script(src, then) { var s = document.createElement('script'); s.src = src; s.onload = then; document.head.appendChild(s); }
  function load() {
    if (state) return;
    state = 1;
    script('lunr.min.js', function () { script('search-index.js', function () { index = window.lunr.Index.load(window.DESCENT_SEARCH.index); state = 2; find(); }); });
  }
  function find() {
    var words = input.value.toLowerCase().split(/[^\p{L}\p{N}_]+/u).filter(Boolean), found = [], L = window.lunr;
    hits.textContent = '';
    if (state < 2 || !words.length) { status.textContent = ''; return; }
    found = index.query(function (q) {
      words.forEach(function (w) {
        q.term(w, { boost: 20, usePipeline: false });
        q.term(w, { boost: 6, usePipeline: false, wildcard: L.Query.wildcard.TRAILING });
        if (w.length > 4) q.term(w, { boost: 1, usePipeline: false, editDistance: 1 });
      });
    }).slice(0, 12);
    found.forEach(function (h) {
      var d = window.DESCENT_SEARCH.shown[+h.ref], li = document.createElement('li'), a = document.createElement('a');
      a.href = d[0]; a.textContent = d[1]; li.appendChild(a);
      if (d[2]) { var s = document.createElement('span'); s.textContent = d[2]; li.appendChild(document.createTextNode(' ')); li.appendChild(s); }
      hits.appendChild(li);
    });
    status.textContent = found.length ? found.length + (found.length === 1 ? ' section' : ' sections') : 'nothing found';
  }
  input.addEventListener('focus', load);
  input.addEventListener('input', function () { load(); find(); });
  form.addEventListener('submit', function (e) { e.preventDefault(); var a = hits.querySelector('a'); if (a) location.href = a.href; });
  form.addEventListener('keydown', function (e) {
    var list = [input].concat(Array.prototype.slice.call(hits.querySelectorAll('a'))), i = list.indexOf(document.activeElement);
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); list[(i + (e.key === 'ArrowDown' ? 1 : list.length - 1)) % list.length].focus(); }
    if (e.key === 'Escape') { input.value = ''; find(); input.focus(); }
  });
})();
