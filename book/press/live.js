// live.js: draws the figures that move. The numbers come from the book's own C (window.DESCENT_WASM, made by wasm.sh);
// here are only sliders, axes and pens. No network, no module, no library; works from the file system.
(function () {
  'use strict';
  var NS = 'http://www.w3.org/2000/svg', calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  function el(name, attrs, parent, text) {
    var e = document.createElement(name);
    for (var k in attrs) e.setAttribute(k, attrs[k]);
    if (text !== undefined) e.textContent = text;
    if (parent) parent.appendChild(e);
    return e;
  }
  function svg(name, attrs, parent, text) {
    var e = document.createElementNS(NS, name);
    for (var k in attrs) e.setAttribute(k, attrs[k]);
    if (text !== undefined) e.textContent = text;
    if (parent) parent.appendChild(e);
    return e;
  }
  // A slider's value is always the short decimal shown: what a reader types into the program.
  function places(step) { var s = String(step), m = /e-(\d+)$/.exec(s); return m ? +m[1] : (s.split('.')[1] || '').length; }
  function Scale(s) {
    var n = s.log ? 400 : Math.round((s.hi - s.lo) / s.step);
    return {
      n: n,
      value: function (i) {
        if (i <= 0) return s.lo;
        if (i >= n) return s.hi;
        return s.log ? +(s.lo * Math.pow(s.hi / s.lo, i / n)).toPrecision(3) : +(s.lo + i * s.step).toFixed(Math.max(places(s.step), places(s.lo)));
      },
      index: function (v) {
        var i = s.log ? Math.round(n * Math.log(v / s.lo) / Math.log(s.hi / s.lo)) : Math.round((v - s.lo) / s.step);
        return Math.max(0, Math.min(n, i));
      },
      round: function (v) {
        v = Math.max(s.lo, Math.min(s.hi, v));
        return s.log ? +v.toPrecision(3) : +(s.lo + Math.round((v - s.lo) / s.step) * s.step).toFixed(Math.max(places(s.step), places(s.lo)));
      }
    };
  }
  function ticks(lo, hi, log, room) {
    var t = [], k;
    if (log) {
      var a = Math.ceil(Math.log10(lo) - 1e-9), b = Math.floor(Math.log10(hi) + 1e-9), by = Math.max(1, Math.ceil((b - a) / Math.max(1, room)));
      for (k = a; k <= b; k += by) t.push([Math.pow(10, k), k]);
      return t.map(function (x) { return { v: x[0], s: '10', sup: String(x[1]).replace('-', '\u2212') }; });
    }
    var raw = (hi - lo) / Math.max(1, room), p = Math.pow(10, Math.floor(Math.log10(raw))), f = raw / p, step = (f <= 1.4 ? 1 : f <= 2.8 ? 2 : f <= 7 ? 5 : 10) * p;
    var d = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    for (k = Math.ceil(lo / step - 1e-9); k <= Math.floor(hi / step + 1e-9); k++) t.push({ v: k * step, s: (k * step).toFixed(d).replace('-', '\u2212') });
    return t;
  }
  function Panel(spec, box) {
    var p = this;
    p.spec = spec;
    p.box = el('div', { 'class': 'panel' }, box);
    p.box.style.flexGrow = spec.wide;
    p.legend = el('div', { 'class': 'legend' }, p.box);
    p.frame = el('div', { 'class': 'frame' }, p.box);
    p.canvas = el('canvas', { 'aria-hidden': 'true' }, p.frame);
    p.svg = svg('svg', { 'aria-hidden': 'true' }, p.frame);
    p.axes = svg('g', {}, p.svg);
    p.area = svg('svg', {}, p.svg);
    p.layers = {};
  }
  Panel.prototype.size = function () {
    var p = this, s = p.spec, w = Math.max(200, Math.round(p.frame.clientWidth || p.box.clientWidth)), left = s.logy ? 38 : 34, right = 8, top = 6, bottom = 34;
    var iw = w - left - right, ih = s.equal ? Math.min(1.2 * iw, iw * (s.y1 - s.y0) / (s.x1 - s.x0)) : 0.66 * iw;
    if (p.w === w) return false;
    p.w = w; p.left = left; p.top = top; p.iw = iw; p.ih = Math.round(Math.max(110, Math.min(ih, 420)));
    var h = p.ih + top + bottom;
    if (s.equal) { p.iw = Math.min(iw, p.ih * (s.x1 - s.x0) / (s.y1 - s.y0)); }
    p.svg.setAttribute('viewBox', '0 0 ' + w + ' ' + h);
    p.svg.setAttribute('width', w); p.svg.setAttribute('height', h);
    p.area.setAttribute('x', left); p.area.setAttribute('y', top); p.area.setAttribute('width', p.iw); p.area.setAttribute('height', p.ih);
    p.canvas.style.left = left + 'px'; p.canvas.style.top = top + 'px'; p.canvas.style.width = p.iw + 'px'; p.canvas.style.height = p.ih + 'px';
    p.axes.textContent = '';
    if (s.bare) return true;
    svg('path', { 'class': 'axis', d: 'M' + left + ',' + top + 'v' + p.ih + 'h' + p.iw }, p.axes);
    ticks(s.x0, s.x1, s.logx, Math.floor(p.iw / 55)).forEach(function (t) {
      var x = left + p.x(t.v), g = svg('text', { x: x, y: top + p.ih + 15, 'text-anchor': 'middle' }, p.axes, t.s);
      if (t.sup !== undefined) svg('tspan', { dy: -4, 'font-size': '8' }, g, t.sup);
      svg('path', { 'class': 'axis', d: 'M' + x + ',' + (top + p.ih) + 'v4' }, p.axes);
    });
    ticks(s.y0, s.y1, s.logy, Math.floor(p.ih / 34)).forEach(function (t) {
      var y = top + p.y(t.v), g = svg('text', { x: left - 7, y: y + 4, 'text-anchor': 'end' }, p.axes, t.s);
      if (t.sup !== undefined) svg('tspan', { dy: -4, 'font-size': '8' }, g, t.sup);
      svg('path', { 'class': 'axis', d: 'M' + left + ',' + y + 'h-4' }, p.axes);
    });
    svg('text', { 'class': 'name', x: left + p.iw, y: top + p.ih + 30, 'text-anchor': 'end' }, p.axes, s.xlabel);
    return true;
  };
  Panel.prototype.x = function (v) { var s = this.spec; return this.iw * (s.logx ? Math.log(v / s.x0) / Math.log(s.x1 / s.x0) : (v - s.x0) / (s.x1 - s.x0)); };
  Panel.prototype.y = function (v) { var s = this.spec; return this.ih * (1 - (s.logy ? Math.log(v / s.y0) / Math.log(s.y1 / s.y0) : (v - s.y0) / (s.y1 - s.y0))); };
  Panel.prototype.at = function (px, py) {
    var s = this.spec, u = px / this.iw, v = 1 - py / this.ih;
    return [s.logx ? s.x0 * Math.pow(s.x1 / s.x0, u) : s.x0 + u * (s.x1 - s.x0), s.logy ? s.y0 * Math.pow(s.y1 / s.y0, v) : s.y0 + v * (s.y1 - s.y0)];
  };
  function pen(c) { return Math.max(-9999, Math.min(9999, c)).toFixed(1); }
  // The part of a segment from A to B inside the panel and a margin of 40 (Liang and Barsky): a walk
  // that leaves for 1e300 would keep the dashes of its line busy for seconds.
  function clip(ax, ay, bx, by, w, h) {
    var t0 = 0, t1 = 1, dx = bx - ax, dy = by - ay, e = [[-dx, ax + 40], [dx, w + 40 - ax], [-dy, ay + 40], [dy, h + 40 - ay]];
    for (var i = 0; i < 4; i++) {
      var q = e[i][0], c = e[i][1];
      if (q === 0) { if (c < 0) return null; }
      else if (q < 0) t0 = Math.max(t0, c / q);
      else t1 = Math.min(t1, c / q);
    }
    return t0 <= t1 ? [ax + t0 * dx, ay + t0 * dy, t1 === 1 ? bx : ax + t1 * dx, t1 === 1 ? by : ay + t1 * dy, t0 > 0] : null;
  }
  function line(p, r, n, steps) {
    var d = [], px, py, on = false, pen_down = false, c;
    for (var i = 0; i < n; i++) {
      var x = p.x(r[2 * i]), y = p.y(r[2 * i + 1]);
      if (x !== x || y !== y) { on = pen_down = false; continue; }
      x = Math.max(-1e9, Math.min(1e9, x)); y = Math.max(-1e9, Math.min(1e9, y));
      if (steps) {              // what is level or upright stays so when it is pushed to the margin
        x = Math.max(-40, Math.min(p.iw + 40, x)); y = Math.max(-40, Math.min(p.ih + 40, y));
        d.push(on ? 'H' + pen(x) + 'V' + pen(y) : 'M' + pen(x) + ',' + pen(y));
      } else if (on) {
        if (i < n - 1 && Math.abs(x - px) + Math.abs(y - py) < 0.7) continue;
        c = clip(px, py, x, y, p.iw, p.ih);
        if (c) d.push((pen_down && !c[4] ? '' : 'M' + pen(c[0]) + ',' + pen(c[1])) + 'L' + pen(c[2]) + ',' + pen(c[3]));
        pen_down = !!c && c[2] === x && c[3] === y;
      }
      px = x; py = y; on = true;
    }
    return d.join('');
  }
  var marks = [
    function (x, y, q) { return 'M' + pen(x - q) + ',' + pen(y) + 'a' + q + ',' + q + ' 0 1 0 ' + 2 * q + ',0a' + q + ',' + q + ' 0 1 0 ' + -2 * q + ',0z'; },
    function (x, y, q) { return 'M' + pen(x - q) + ',' + pen(y - q) + 'h' + 2 * q + 'v' + 2 * q + 'h' + -2 * q + 'z'; },
    function (x, y, q) { return 'M' + pen(x) + ',' + pen(y - 1.2 * q) + 'l' + 1.2 * q + ',' + 2.1 * q + 'h' + -2.4 * q + 'z'; },
    function (x, y, q) { return 'M' + pen(x) + ',' + pen(y - 1.3 * q) + 'l' + 1.3 * q + ',' + 1.3 * q + 'l' + -1.3 * q + ',' + 1.3 * q + 'l' + -1.3 * q + ',' + -1.3 * q + 'z'; }];
  function dots(p, r, n, series, q) {
    var d = [], px = -1e9, py = 0;
    for (var i = 0; i < n; i++) {
      var x = p.x(r[2 * i]), y = p.y(r[2 * i + 1]);
      if (!isFinite(x) || !isFinite(y) || x < -20 || y < -20 || x > p.iw + 20 || y > p.ih + 20 || Math.abs(x - px) + Math.abs(y - py) < 2) continue;
      d.push(marks[(series || 1) - 1](x, y, q)); px = x; py = y;
    }
    return d.join('');
  }
  Panel.prototype.colour = function (name) { return getComputedStyle(this.box).getPropertyValue('--' + name).trim() || '#888'; };
  function rgb(c) { var m = /^#(..)(..)(..)/.exec(c); return m ? [parseInt(m[1], 16), parseInt(m[2], 16), parseInt(m[3], 16)] : [128, 128, 128]; }
  Panel.prototype.field = function (l, r, n) {
    var nx = 96, ny = n / nx, c = this.canvas, g, img, i, table;
    c.width = nx; c.height = ny; c.className = 'on'; g = c.getContext('2d'); img = g.createImageData(nx, ny);
    if (l.classes) table = l.classes.map(function (k) { return rgb(this.colour(k[1])); }, this);
    var a = rgb(this.colour('paper')), b = rgb(this.colour('s5')), d = rgb(this.colour('s1'));
    for (i = 0; i < n; i++) {
      var v = r[3 * i + 2], q = 4 * ((ny - 1 - Math.floor(i / nx)) * nx + i % nx), t, k;
      if (table) k = table[Math.max(0, Math.min(table.length - 1, Math.round(v)))];
      else {
        t = Math.max(0, Math.min(1, (v - l.lo) / (l.hi - l.lo)));
        k = t < 0.5 ? mix(a, b, 2 * t) : mix(b, d, 2 * t - 1);
      }
      img.data[q] = k[0]; img.data[q + 1] = k[1]; img.data[q + 2] = k[2]; img.data[q + 3] = v === v ? 255 : 0;
    }
    g.putImageData(img, 0, 0);
  };
  function mix(a, b, t) { return [0, 1, 2].map(function (i) { return a[i] + t * (b[i] - a[i]); }); }
  Panel.prototype.draw = function (l, k, r, n) {
    var p = this, e = p.layers[k], cls = (l.series ? 'l' + l.series : 'mute') + (l.mute ? ' mute' : ''), d = '', i, x, y;
    if (l.kind === 'heat' || l.kind === 'classes') { p.field(l, r, n); return; }
    if (!e) {
      e = p.layers[k] = svg('g', { 'class': l.kind + ' ' + cls }, p.area);
      e.line = svg('path', { 'class': 'line' }, e);
      e.dots = svg('path', { 'class': 'dots' }, e);
    }
    if (l.kind === 'curve' || l.kind === 'vline' || l.kind === 'hline') e.line.setAttribute('d', line(p, r, n));
    else if (l.kind === 'path') {
      e.line.setAttribute('d', l['with'] === 'dots' ? '' : l['with'] === 'impulses' ? '' : line(p, r, n, l['with'] === 'steps'));
      e.dots.setAttribute('d', l['with'] === 'points' || l['with'] === 'dots' || l['with'] === 'impulses' ? dots(p, r, n, l.series, l['with'] === 'dots' && n > 400 ? 0.8 : 2.4) : '');
      if (l['with'] === 'impulses') {
        for (i = 0; i < n; i++) d += 'M' + pen(p.x(r[2 * i])) + ',' + pen(p.y(p.spec.logy ? p.spec.y0 : 0)) + 'V' + pen(p.y(r[2 * i + 1]));
        e.line.setAttribute('d', d);
      }
    } else if (l.kind === 'dot') e.dots.setAttribute('d', dots(p, r, n, l.series, 4.5));
    else if (l.kind === 'contour' || l.kind === 'segments') {
      for (i = 0; i < n; i++) d += 'M' + pen(p.x(r[4 * i])) + ',' + pen(p.y(r[4 * i + 1])) + 'L' + pen(p.x(r[4 * i + 2])) + ',' + pen(p.y(r[4 * i + 3]));
      e.line.setAttribute('d', d);
    } else if (l.kind === 'labels') {
      while (e.childNodes.length > 2) e.removeChild(e.lastChild);
      for (i = 0; i < n; i++) {
        x = p.x(r[3 * i]); y = p.y(r[3 * i + 1]);
        if (isFinite(x + y + r[3 * i + 2])) svg('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': 'middle' }, e, digits(r[3 * i + 2], l.format));
      }
    }
    if (l.name && (l.kind === 'vline' || l.kind === 'hline')) {
      if (!e.label) e.label = svg('text', { 'class': 'name' }, e, l.name);
      x = l.kind === 'vline' ? p.x(r[0]) + 4 : p.iw - 3; y = l.kind === 'vline' ? 11 : p.y(r[1]) - 4;
      e.label.setAttribute('text-anchor', l.kind === 'vline' && x < p.iw - 40 ? 'start' : 'end');
      e.label.setAttribute('x', pen(l.kind === 'vline' && x >= p.iw - 40 ? x - 8 : x)); e.label.setAttribute('y', pen(y));
    }
  };
  // %.3g, %.2f and the like, for labels in a drawing; numbers to read are put into digits by C.
  function digits(v, f) {
    var m = /%\.?(\d*)([efg])/.exec(f) || [0, '3', 'g'], n = m[1] === '' ? 6 : +m[1];
    var s = m[2] === 'f' ? v.toFixed(n) : m[2] === 'e' ? v.toExponential(n) : String(+v.toPrecision(Math.max(1, n)));
    return s.replace('-', '\u2212');
  }

  function Figure(fig, index, data, c) {
    var F = this, memory = function () { return new Float64Array(c.memory.buffer); };
    F.data = data; F.node = fig; F.values = data.sliders.map(function (s) { return s.start; });
    var still = fig.querySelector('.pic'), box = el('div', { 'class': 'livebox' });
    fig.insertBefore(box, still);
    var panels = el('div', { 'class': 'panels' }, box);
    F.panels = data.panels.map(function (s) { return new Panel(s, panels); });
    // what the pens mean
    F.panels.forEach(function (p, i) {
      if (p.spec.title || p.spec.ylabel) el('span', { 'class': 'what' }, p.legend, (p.spec.ylabel || '') + (p.spec.title && p.spec.ylabel ? '  ' : ''));
      data.layers.forEach(function (l) {
        if (l.panel !== i) return;
        (l.classes || []).forEach(function (k) { var e = el('span', { 'class': 'key' }, p.legend); el('i', { 'class': 'sw', style: 'background:var(--' + k[1] + ')' }, e); e.appendChild(document.createTextNode(k[0])); });
        if (!l.name || l.again || !l.series) return;
        var e = el('span', { 'class': 'key' }, p.legend), g = svg('svg', { width: 26, height: 10, 'class': l.kind + ' l' + l.series }, e);
        if (l.kind !== 'dot' && l['with'] !== 'dots') svg('path', { 'class': 'line', d: 'M0,5H26' }, g);
        if (l.kind === 'dot' || l['with'] === 'points' || l['with'] === 'dots') svg('path', { 'class': 'dots', d: marks[l.series - 1](13, 5, 3) }, g);
        e.appendChild(document.createTextNode(l.name));
      });
      (data.texts || []).forEach(function (t) { if (t.panel === i) p.texts = (p.texts || []).concat([t]); });
    });
    // the hand
    var form = el('form', { 'class': 'sliders' }, box);
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    F.inputs = data.sliders.map(function (s, i) {
      var id = data.name + '-' + s.name, row = el('div', { 'class': 'row' }, form), label = el('label', { 'for': id }, row), input, sc = Scale(s);
      label.innerHTML = s.html;
      if (s.choices) {
        input = el('select', { id: id, name: s.name }, row);
        s.choices.forEach(function (t, k) { el('option', { value: k }, input, t); });
        input.value = s.start;
        input.addEventListener('change', function () { F.set(i, +input.value, true); });
      } else {
        input = el('input', { id: id, name: s.name, type: 'range', min: 0, max: sc.n, step: 1 }, row);
        input.value = sc.index(s.start);
        var out = el('output', { 'for': id, 'aria-live': 'off' }, row);
        input.out = out;
        input.addEventListener('input', function () { F.set(i, sc.value(+input.value)); });
      }
      input.scale = sc;
      return input;
    });
    var row = el('div', { 'class': 'row buttons' }, form);
    (data.buttons || []).forEach(function (b) {
      el('button', { type: 'button' }, row, b.label).addEventListener('click', function () {
        b.sliders.forEach(function (n, j) {
          var i = F.slider(n), v;
          memory().set(F.values, c.live_in() / 8);
          c.live_run(index, b.layers[j]);
          v = memory()[c.live_out() / 8];
          if (isFinite(v)) F.set(i, F.inputs[i].scale.round(v), true);
        });
      });
    });
    if (data.play) {
      var play = el('button', { type: 'button', 'class': 'play' }, row, 'Play');
      play.addEventListener('click', function () { F.play(F.slider(data.play), play); });
    }
    el('button', { type: 'button', 'class': 'reset' }, row, 'Reset').addEventListener('click', function () {
      data.sliders.forEach(function (s, i) { F.set(i, s.start, true); });
    });
    F.shows = [];
    var dl = el('dl', { 'class': 'shows' }, box);
    data.layers.forEach(function (l, k) {
      if (l.kind !== 'show') return;
      var d = el('div', {}, dl); el('dt', {}, d, l.label); F.shows.push([k, el('dd', { 'data-show': l.name }, d)]);
    });
    var more = el('details', { 'class': 'same' }, box);
    el('summary', {}, more, 'The same on a terminal');
    F.command = el('code', { 'class': 'cmd' }, more);
    F.status = el('p', { 'class': 'sr', role: 'status' }, box);
    F.uses = data.layers.map(function (l) { return data.sliders.map(function (s) { return new RegExp('\\b' + s.name + '\\b').test(l.expr); }); });
    F.draw = function (all) {
      var t0 = performance.now();
      memory().set(F.values, c.live_in() / 8);
      F.panels.forEach(function (p) {
        if (p.size()) all = true;
        if (all && p.texts) { p.texts.forEach(function (t) {
          if (!t.node) t.node = svg('text', { 'class': 'name', 'text-anchor': 'middle' }, p.area, t.text);
          t.node.setAttribute('x', pen(p.x(t.x))); t.node.setAttribute('y', pen(p.y(t.y))); }); }
      });
      data.layers.forEach(function (l, k) {
        if (l.panel < 0 || !(all || F.uses[k].some(function (u, i) { return u && F.values[i] !== F.drawn[i]; }))) return;
        var n = c.live_run(index, k), at = c.live_out() / 8;
        F.panels[l.panel].draw(l, k, memory().subarray(at, at + n * l.columns), n);
      });
      F.shows.forEach(function (s) { s[1].textContent = string(c, c.live_show(index, s[0])).replace(/^-(?=[\di])/, '\u2212').replace(/(\d)e-/, '$1e\u2212'); });
      F.inputs.forEach(function (e, i) { if (e.out) e.out.textContent = String(F.values[i]).replace('-', '\u2212'); });
      F.command.textContent = 'build/bin/ref/figures/' + data.name + data.sliders.map(function (s, i) { return ' --' + s.name + '=' + F.values[i]; }).join('');
      F.drawn = F.values.slice();
      F.knob();
      F.ms = performance.now() - t0;
    };
    F.ask = function (all) {
      F.all = F.all || all;
      if (F.waiting) return;
      F.waiting = true;
      requestAnimationFrame(function () { F.waiting = false; var a = F.all; F.all = false; F.draw(a); });
    };
    F.hand(panels);
    F.draw(true);
    fig.classList.add('on');
    if (window.ResizeObserver) new ResizeObserver(function () { F.ask(false); }).observe(panels);
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () { F.ask(true); });
  }
  Figure.prototype.slider = function (name) { for (var i = 0; i < this.data.sliders.length; i++) if (this.data.sliders[i].name === name) return i; return -1; };
  Figure.prototype.set = function (i, v, move) {
    var F = this, e = F.inputs[i];
    F.values[i] = v;
    if (move) e.value = e.out ? e.scale.index(v) : v;
    if (e.out) e.setAttribute('aria-valuetext', String(v));
    clearTimeout(F.saying);
    F.saying = setTimeout(function () {
      F.status.textContent = F.shows.map(function (s) { return s[1].previousSibling.textContent + ' ' + s[1].textContent; }).join('; ');
    }, 600);
    F.ask(false);
  };
  Figure.prototype.play = function (i, button) {
    var F = this, e = F.inputs[i], n = e.scale.n, t0 = null, from;
    if (F.playing) { F.playing = false; return; }
    if (calm.matches) { F.set(i, e.scale.value(n), true); return; }
    from = F.values[i] >= F.data.sliders[i].hi ? 0 : e.scale.index(F.values[i]);
    F.playing = true; button.textContent = 'Stop';
    var pace = Math.max(2500, Math.min(9000, 350 * n)) / n;
    (function tick(t) {
      if (t0 === null) t0 = t;
      var k = Math.min(n, from + Math.floor((t - t0) / pace));
      if (e.scale.value(k) !== F.values[i]) F.set(i, e.scale.value(k), true);
      if (k < n && F.playing) requestAnimationFrame(tick); else { F.playing = false; button.textContent = 'Play'; }
    })(performance.now());
  };
  // a point of the first panel that the pointer drags; its values have sliders too
  Figure.prototype.hand = function () {
    var F = this, d = F.data.drag, p = F.panels[0];
    F.knob = function () {};
    if (!d) return;
    var ix = d[0] ? F.slider(d[0]) : -1, iy = d[1] ? F.slider(d[1]) : -1, knob = svg('circle', { 'class': 'knob', r: 7, 'aria-hidden': 'true' }, p.svg), down = false;
    F.knob = function () {
      knob.setAttribute('cx', pen(p.left + (ix < 0 ? 0 : p.x(F.values[ix])))); knob.setAttribute('cy', pen(p.top + (iy < 0 ? p.ih : p.y(F.values[iy]))));
    };
    function move(ev) {
      var b = p.svg.getBoundingClientRect(), k = p.w / b.width, at = p.at((ev.clientX - b.left) * k - p.left, (ev.clientY - b.top) * k - p.top);
      if (ix >= 0) F.set(ix, F.inputs[ix].scale.round(at[0]), true);
      if (iy >= 0) F.set(iy, F.inputs[iy].scale.round(at[1]), true);
    }
    p.svg.addEventListener('pointerdown', function (ev) { down = true; p.svg.setPointerCapture(ev.pointerId); move(ev); ev.preventDefault(); });
    p.svg.addEventListener('pointermove', function (ev) { if (down) move(ev); });
    p.svg.addEventListener('pointerup', function () { down = false; });
    p.svg.addEventListener('pointercancel', function () { down = false; });
    p.svg.classList.add('handle');
  };
  function string(c, at) {
    var b = new Uint8Array(c.memory.buffer), e = at;
    while (b[e]) e++;
    return new TextDecoder().decode(b.subarray(at, e));
  }

  function start() {
    var figs = Array.prototype.slice.call(document.querySelectorAll('figure.live'));
    if (!figs.length || !window.DESCENT_WASM || !window.WebAssembly) return;
    var bytes = Uint8Array.from(atob(window.DESCENT_WASM), function (x) { return x.charCodeAt(0); });
    var none = new Proxy({}, { get: function () { return function () { return 52; }; } });
    WebAssembly.instantiate(bytes, { wasi_snapshot_preview1: none }).then(function (w) {
      var c = w.instance.exports;
      if (c._initialize) c._initialize();
      window.descentFigures = figs.map(function (f) {
        var data = JSON.parse(f.querySelector('script.livedata').textContent);
        var F = new Figure(f, data.index, data, c), q = location.hash.split('?');
        if (decodeURIComponent(q[0]) === '#' + f.id && q[1]) q[1].split('&').forEach(function (kv) {
          var k = kv.split('='), i = F.slider(k[0]);
          if (i >= 0 && isFinite(+k[1])) F.set(i, F.inputs[i].scale.round(+k[1]), true);
        });
        return F;
      });
      document.documentElement.classList.add('live-ready');
    });
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
