// The web edition in a real browser, from the file system, as a reader uses it.
// node book.mjs all: every page, with the figures that move; figures: these alone; widths: all pages at three widths.
// A second word, firefox, takes that browser, for which `make test-firefox` runs the last two.
import fs from 'fs';
import { chromium, firefox } from 'playwright-core';
import { test, done, equal } from './tap.mjs';
import { web, chapters, figures, native } from './figures.mjs';
const axe = fs.readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const [what, name] = process.argv.slice(2), chromium_is = process.env.CHROMIUM || ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(fs.existsSync);
if (!['all', 'figures', 'widths'].includes(what)) throw new Error(`${what}: write all, figures or widths`);
const url = page => `file://${web}/${page}.html`;
// Debian's Firefox speaks WebDriver BiDi, which cannot ask for reduced motion; a preference can
const browser = name === 'firefox'
  ? await firefox.launch({ channel: 'moz-firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', firefoxUserPrefs: { 'ui.prefersReducedMotion': 1 } })
  : await chromium.launch({ executablePath: chromium_is, args: ['--no-sandbox', '--disable-gpu',
    '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let complaints = [];
async function open(page, options = {}, hash = '', less) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const p = await context.newPage();
  p.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') complaints.push(`${page}: ${m.text()}`); });
  p.on('pageerror', e => complaints.push(`${page}: ${e.message}`));
  p.on('request', r => { if (!/^(file|data|blob):/.test(r.url())) complaints.push(`${page} asks the network for ${r.url()}`); });
  p.on('requestfailed', r => complaints.push(`${page}: ${r.url()} failed`));
  if (less) await p.route(url(page), route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: less(html(page)) }));   // without what has no part in a test
  await p.goto(url(page) + hash);
  p.close_all = () => context.close();
  return p;
}
const html = page => fs.readFileSync(`${web}/${page}.html`, 'utf8');
const ready = p => p.waitForSelector('html.live-ready');
// three at a time: a page lives in a process of its own, and waits now and then for a frame
const each = async (list, f) => {
  const queue = [...list], bad = [];
  await Promise.all([1, 2, 3].map(async () => { while (queue.length) { const x = queue.shift(); await f(x).catch(e => bad.push(`${x}: ${e.message}`)); } }));
  if (bad.length) throw new Error(bad.join('\n'));
};
const settled = p => p.evaluate(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))));

// the address of a chapter with a setting of its first figure
function linked(ch) {
  const [f] = figures(ch), slider = f.sliders.find(x => !x.choices);
  const id = /<figure[^>]*id="([^"]*)"[^>]*class="[^"]*live/.exec(html(ch)) ?? /<figure[^>]*class="[^"]*live[^>]*id="([^"]*)"/.exec(html(ch));
  return { slider, hash: `#${id?.[1]}?${slider.name}=${slider.hi}` };
}
// the figures of a chapter, opened at `linked`
async function move(p, ch) {
  const figs = figures(ch), { slider } = linked(ch);
  await test(`${ch}: a link carries the setting of a figure`, async () => {
    equal(await p.evaluate(n => window.descentFigures[0].values[window.descentFigures[0].slider(n)], slider.name), slider.hi, slider.name);
    await p.locator('figure.live').first().locator('button.reset').click();
    await settled(p);
  });
  // the rest of a long chapter costs every frame a layout and has no part in this
  await p.evaluate(() => { for (const e of document.querySelector('main').children) if (!e.matches('.live') && !e.querySelector('.live')) e.style.display = 'none'; });
  for (const [k, f] of figs.entries()) {
    const figure = await p.locator('figure.live').nth(k).elementHandle();
    const click = async button => { await (await figure.$$(button.css))[button.nth ?? 0].click(); await settled(p); };
    // what the figure holds and shows once it is drawn, and what stands beside a slider
    const reading = name => figure.evaluate(async (n, { k, name }) => {
      await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
      const minus = s => s?.replaceAll('\u2212', '-');
      return { values: window.descentFigures[k].values, beside: minus(n.querySelector(`[name="${name}"]`)?.out?.textContent),
        shown: Object.fromEntries([...n.querySelectorAll('dd')].map(e => [e.dataset.show, minus(e.textContent)])) };
    }, { k, name });
    const values = async () => JSON.stringify((await reading()).values), reset = { css: 'button.reset' };
    await test(`${f.name}: every slider by keyboard, and the numbers are those of the native program`, async () => {
      const seen = [];
      for (const [i, s] of f.sliders.entries()) {
        await (await figure.$(`[name="${s.name}"]`)).focus();
        let before = (await reading()).values[i];
        for (const key of s.choices ? ['ArrowDown'] : ['ArrowRight', 'ArrowRight', 'PageUp', 'End', 'ArrowLeft', 'Home', 'ArrowRight']) {
          await p.keyboard.press(key);
          const now = await reading(s.name), v = now.values[i];
          const end = { ArrowRight: s.hi, PageUp: s.hi, ArrowLeft: s.lo }[key];
          if (s.choices ? v !== Math.min(before + 1, s.hi) : key === 'Home' ? v !== s.lo : key === 'End' ? v !== s.hi : v === before && v !== end) throw new Error(`${s.name} is ${v} after ${before} and ${key}`);
          if (!s.choices) equal(now.beside, String(v), `${s.name} shows its value`);
          seen.push(now);
          before = v;
        }
      }
      const drawn = await figure.evaluate((n, k) => { const all = () => n.querySelector('.panels').innerHTML, F = window.descentFigures[k], part = all(); F.draw(true); return [part, all()]; }, k);
      equal(drawn[0], drawn[1], 'what the keys drew, against the whole drawn anew');
      const want = native(ch, seen.map(x => [f.index, x.values]), () => f.layers.length);
      seen.forEach((x, j) => f.layers.forEach((l, i) => { if (l.kind === 'show') equal(x.shown[l.name], want[j][i].text, `${l.name} at ${x.values}`); }));
    });
    await test(`${f.name}: reset returns every slider, and drawing takes less than a tenth of a second`, async () => {
      await click(reset);
      equal(await values(), JSON.stringify(f.sliders.map(s => s.start)), 'values');
      const ms = await figure.evaluate((n, k) => { const F = window.descentFigures[k], t = []; for (let i = 0; i < 9; i++) { F.draw(true); t.push(F.ms); } return Math.min(...t); }, k);      // others may want the processor too
      console.log(`# ${f.name}: drawn in ${ms.toFixed(1)} ms`);
      if (!(ms < 100)) throw new Error(`drawing takes ${ms} ms`);
    });
    if (f.drag) await test(`${f.name}: the pointer drags the point`, async () => {
      await figure.scrollIntoViewIfNeeded();
      const b = await (await figure.$('svg.handle')).boundingBox(), before = await values();
      await p.mouse.move(b.x + b.width * 0.5, b.y + b.height * 0.4); await p.mouse.down();
      await p.mouse.move(b.x + b.width * 0.62, b.y + b.height * 0.3, { steps: 4 }); await p.mouse.up();
      if (await values() === before) throw new Error('nothing moved');
      await click(reset);
    });
    if (f.play) await test(`${f.name}: with reduced motion, Play jumps to the end`, async () => {
      await click({ css: 'button.play' });
      const i = f.sliders.findIndex(s => s.name === f.play);
      equal((await reading()).values[i], f.sliders[i].hi, f.play);
      await click(reset);
    });
    for (const [nth, b] of f.buttons.entries()) await test(`${f.name}: the button "${b.label}" moves its sliders`, async () => {
      const before = await values();
      await click({ css: '.buttons button', nth });
      if (await values() === before) throw new Error('nothing moved');
      await click(reset);
    });
  }
}
if (what === 'figures') await test('every figure is visited to its end', () => each(chapters, async ch => {
  const p = await open(ch, { reducedMotion: 'reduce' }, linked(ch).hash);
  await ready(p);
  await move(p, ch);
  await p.close_all();
}));

// the largest first
const pages = fs.readdirSync(web).filter(f => f.endsWith('.html')).map(f => f.replace('.html', '')).sort((a, b) => html(b).length - html(a).length);
const found = [], wide = [], fallen = [], odd = [], long = [], near = [], printed = [];
const none = list => { if (list.length) throw new Error(list.sort().join('\n')); };
// Targets that a finger misses, by Success Criterion 2.5.8 of WCAG 2.2: less than 24 pixels wide or high, neither among
// words of the same block nor a name in code, and a circle of 24 pixels about the middle meets another target or the
// circle of another small one. A target inside another is not looked at.
const crowded = () => {
  const kind = 'a[href], button, input, select, summary, label[for], [role=button], [role=slider], [role=tab], [role=checkbox], [role=switch]';
  const texts = new Map(), size = t => t.replace(/[^\p{L}\p{N}]/gu, '').length, style = e => getComputedStyle(e);
  const inWords = e => {
    let b = e;
    while (style(b).display === 'inline') b = b.parentElement;
    if (b !== e && !texts.has(b)) texts.set(b, size(b.textContent) > [...b.querySelectorAll(kind)].reduce((n, a) => n + (a.parentElement.closest(kind) ? 0 : size(a.textContent)), 0));
    return b !== e && (b.localName === 'pre' || texts.get(b));
  };
  const all = [...document.querySelectorAll(kind)].filter(e => e.checkVisibility({ visibilityProperty: true }) && style(e).pointerEvents !== 'none')
    .map(e => ({ e, box: e.getBoundingClientRect(), parts: [...e.getClientRects()] }));
  const middle = r => [r.x + r.width / 2, r.y + r.height / 2], small = r => r.width < 24 || r.height < 24;
  const meet = (t, o) => {
    if (o === t || o.e.contains(t.e) || t.e.contains(o.e) || t.e.control === o.e || o.e.control === t.e) return false;
    const [x, y] = middle(t.box), [u, v] = middle(o.box);
    return o.parts.some(r => Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom)) < 12) || (small(o.box) && Math.hypot(u - x, v - y) < 24);
  };
  return all.filter(t => small(t.box) && !inWords(t.e)).flatMap(t => {
    const o = all.find(o => meet(t, o)), name = e => `<${e.localName}> ${e.textContent.trim().slice(0, 40)}`;
    return o ? [`${name(t.e)} is too near to ${name(o.e)}`] : [];
  });
};
// what is folded away: out, and in again
const unfold = (out = true) => { for (const d of document.querySelectorAll('details')) if (out && !d.open) d.open = d.unfolded = true; else if (!out && d.unfolded) d.open = false; };
async function fits(p, page, width) {
  near.push(...await p.evaluate(crowded).then(l => l.map(x => `${page} at ${width}: ${x}`)));
  const w = await p.evaluate(() => document.documentElement.scrollWidth);
  if (w > width) wide.push(`${page} at ${width}: ${w}`);
  fallen.push(...await p.evaluate(() => [...document.querySelectorAll('.nw')].filter(e => {
    const base = [...e.querySelectorAll('.base')].map(x => x.getBoundingClientRect().left), box = text => {
      const r = document.createRange(); r.selectNodeContents(text);
      return text.nodeType === 3 ? r.getClientRects()[0]?.left : undefined;
    };
    return base.length && (box(e.lastChild) < base.at(-1) || box(e.firstChild) > base[0]);
  }).map(e => `a line breaks between ${e.querySelector('annotation')?.textContent} and ${e.firstChild.data ?? e.lastChild.data}`)).then(l => l.map(x => `${page} at ${width}: ${x}`)));
}

if (what === 'widths') {
  await test('every page is visited to its end', () => each(pages, async page => {
    const p = await open(page, { reducedMotion: 'reduce' });
    if (chapters.includes(page)) await ready(p);
    for (const width of [320, 768, 1200]) {
      await p.evaluate(unfold, width === 320);
      await p.setViewportSize({ width, height: 900 });
      await settled(p);
      equal(await p.evaluate(() => innerWidth), width, `${page}: the width of the window`);
      await fits(p, page, width);
    }
    await p.close_all();
  }));
  await test('320, 768 and 1200 pixels wide: no target is too near to another', () => none(near));
  await test('320, 768 and 1200 pixels wide: no page scrolls sideways', () => none(wide));
  await test('320, 768 and 1200 pixels wide: no line breaks between a formula and the stop or bracket that touches it', () => none(fallen));
}

if (what === 'all') {
const wcag = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// What axe says of colours follows from the styles of an element and of what it stands in, and
// is slow to find on a large page. So these two rules see a page thinned to at most two elements
// with text of each kind, the one with the longest text of its own and the one in the longest
// text: the same tags, classes and inline styles from the element up to the body, the same
// colours, size, weight and ground, and text beside it or none. That no element which stays has
// changed its style is checked. The dark scheme changes variables of the root alone, and so no
// kind. With WHOLE=1 in the environment nothing is taken away.
const colours = ['color-contrast', 'link-in-text-block'];
// the letters of mathematics carry no roles of their own
const letters = () => {
  for (const e of document.querySelector('main').children) e.style.display = '';
  document.querySelectorAll('.katex').forEach(e => e.replaceWith(document.createTextNode('x')));
};
const choose = () => {
  const of = f => { const known = new Map(); return e => { if (!known.has(e)) known.set(e, f(e)); return known.get(e); }; };
  const style = e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fill, s.opacity, s.fontSize, s.fontWeight, s.textDecorationLine].join('|'); };
  const own = of(e => [...e.childNodes].reduce((n, t) => n + (t.nodeType === 3 ? t.data.trim().length : 0), 0));
  const number = new Map(), numbered = name => { if (!number.has(name)) number.set(name, number.size); return number.get(name); };
  const path = of(e => e === document.body ? '' : numbered(`${path(e.parentElement)}>${e.tagName}.${e.getAttribute('class') ?? ''}{${e.getAttribute('style') ?? ''}}`));
  const ground = of(e => { if (!e) return ''; const s = getComputedStyle(e), c = s.backgroundColor; return s.opacity === '1' && c === 'rgba(0, 0, 0, 0)' ? ground(e.parentElement) : `${c}${s.opacity}${ground(e.parentElement)}`; });
  const around = of(e => e.textContent.length), kinds = new Map(), keep = new Map();
  for (const e of document.body.querySelectorAll('*')) {
    if (!own(e) && !e.matches('input, select, button')) continue;
    const key = [path(e), style(e), ground(e), own(e.parentElement) > 0].join('|'), [a, b] = kinds.get(key) ?? [e, e];
    kinds.set(key, [own(e) > own(a) ? e : a, around(e.parentElement) > around(b.parentElement) ? e : b]);
  }
  for (let e of [...kinds.values()].flat()) for (; e && !keep.has(e); e = e.parentElement) keep.set(e, style(e));
  keep.delete(document.documentElement);
  window.kept = keep;
  window.styleOf = style;
};
const thin = () => {
  const keep = window.kept, style = window.styleOf;
  for (const e of keep.keys()) for (const c of [...e.children]) if (!keep.has(c) && !c.closest('.livebox, .live .pic')) c.remove();
  for (const [e, s] of keep) if (style(e) !== s) throw new Error(`thinning changes the style of ${e.tagName}.${e.className}: ${s} to ${style(e)}`);
};
// For its other rules a page stays whole but for names in code and in the lists beside it and the parts of
// pictures, where a link or a span of the same tags, classes, roles and attributes, with words or without, is seen once.
const repeated = () => {
  const said = /^(class|style|role|tabindex|lang|aria-.*)$/, marks = e => [...e.attributes].map(a => said.test(a.name) ? `${a.name}=${a.value}` : a.name).sort().join(' ');
  const path = new Map([[document.body, '']]), up = e => { if (!path.has(e)) path.set(e, `${up(e.parentElement)}>${e.localName} ${marks(e)}`); return path.get(e); };
  const small = [...document.querySelectorAll('pre *, .mini *, .pic svg *')], kinds = new Set(), keep = new Set(window.kept.keys());
  for (let e of small) {
    const key = `${up(e)}|${!!e.textContent.trim()}|${[...new Set([...e.children].map(up))].sort()}`;
    if (!kinds.has(key)) for (kinds.add(key); e && !keep.has(e); e = e.parentElement) keep.add(e);
  }
  const gone = new Set(small.filter(e => !keep.has(e)));
  for (const e of gone) if (!gone.has(e.parentElement)) e.remove();
};
const look = rest => axe.run(document, { preload: false, resultTypes: ['violations'], ...rest })
  .then(r => r.violations.map(v => `${v.id}: ${v.nodes.slice(0, 9).map(n => n.target.join(' ')).join(', ')}`));
async function violations(p) {
  const whole = !!process.env.WHOLE, judge = rest => p.evaluate(look, rest), rule = { type: 'rule', values: colours };
  await p.evaluate(letters);
  if (!whole) await p.evaluate(choose);
  if (!whole) await p.evaluate(repeated);
  await p.evaluate(axe);
  // how near targets are to each other is measured by `crowded`
  const light = await judge({ runOnly: wcag, rules: Object.fromEntries([...colours, 'target-size'].map(r => [r, { enabled: whole && r === 'target-size' }])) });
  if (!whole) await p.evaluate(thin);
  light.push(...await judge({ runOnly: rule }));
  await p.emulateMedia({ colorScheme: 'dark' });
  await settled(p);
  return { light, dark: await judge({ runOnly: rule }) };
}
async function visit(page) {
  const chapter = chapters.includes(page), p = await open(page, { reducedMotion: 'reduce', viewport: { width: 320, height: 640 } }, chapter ? linked(page).hash : '');
  if (chapter) await ready(p);
  await p.evaluate(unfold);
  await fits(p, page, 320);
  odd.push(...await p.evaluate(() => [...document.querySelectorAll('msub, msup, mfrac, munder, mover, mroot, msubsup, munderover')]
    .filter(e => e.childElementCount !== (/^m(subsup|underover)$/.test(e.localName) ? 3 : 2))
    .map(e => `${e.localName} has ${e.childElementCount} children in ${e.closest('math').querySelector('annotation').textContent}`)).then(l => l.map(x => `${page}: ${x}`)));
  await p.evaluate(unfold, false);
  await p.setViewportSize({ width: 1200, height: 900 });
  await settled(p);
  await fits(p, page, 1200);
  long.push(...await p.evaluate(() => [...document.querySelectorAll('.katex-display')].filter(e => e.scrollWidth > e.clientWidth + 1)
    .map(e => `${e.querySelector('annotation').textContent} is ${e.scrollWidth - e.clientWidth} pixels too long`)).then(l => l.map(x => `${page}: ${x}`)));
  if (chapter) await move(p, page);
  for (const [scheme, list] of Object.entries(await violations(p))) for (const v of list) found.push(`${page} (${scheme}): ${v}`);
  if (chapter) {
    await p.emulateMedia({ media: 'print' });
    const stands = await p.evaluate(() => [...document.querySelectorAll('figure.live')].map(f => {
      const still = f.querySelector('.pic svg'), box = still.getBoundingClientRect();
      return still.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && Math.min(box.width, box.height) > 50 && !f.querySelector('.livebox').checkVisibility();
    }));
    if (stands.length !== figures(page).length || stands.includes(false)) printed.push(page);
  }
  await p.close_all();
}
await test('every page is visited to its end', () => each(pages, visit));
await test('axe finds nothing on any page, light and dark', () => none(found));
await test('axe finds what is planted in a page: faint words, a plain link, an empty link in code, a cell of another role, a picture without a name, a skipped heading, a wide table', async () => {
  const p = await open('read', { reducedMotion: 'reduce' });         // a colour on its way to another would be measured
  await p.evaluate(() => {
    const x = [...document.querySelectorAll('main p')].filter(e => e.checkVisibility()), last = x.at(-1);
    last.insertAdjacentHTML('beforeend', ` <em class="faint" id="p1">faint</em> and more words than links, and a <a href="#top" class="plain" id="p2">link</a> in them.
      <b class="one">x</b> <b>b</b> <b id="p3">late</b> <i class="two">.</i> <i class="two" id="p4">words</i>`);
    x[0].insertAdjacentHTML('afterend', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9"><h6>skipped</h6>');
    [...document.querySelectorAll('main .chunk pre a')].find(e => e.checkVisibility()).insertAdjacentHTML('afterend', '<a class="id" href="#top"></a>');
    document.querySelector('main table td').insertAdjacentHTML('beforeend', '<b role="nothing">b</b>');
    const rows = n => Array.from({ length: n }, () => '<tr class="p"><td><code>cell</code></td></tr>').join('').replace(/(.*)<tr(.*)<code>/s, '$1<tr id="p6"$2<code id="p5">');
    document.querySelector('main').insertAdjacentHTML('beforeend', `<table>${rows(3)}</table><table><tr><td>${'wide&nbsp;'.repeat(200)}</td></tr></table>`);
    document.head.insertAdjacentHTML('beforeend', `<style>a.plain { color: #446; text-decoration: none; border: 0; background: none }
      .faint, .one ~ b + b, .two { color: #999 } #p6 td { background: #555 }
      @media (prefers-color-scheme: dark) { .faint, .one ~ b + b, .two { color: #555 } #p6 td { background: #999 } a.plain { color: #99b } }</style>`);
  });
  const v = await violations(p), rules = l => [...new Set(l.map(x => x.split(':')[0]))].sort().join(' ');
  const named = l => [...l.join(' ').matchAll(/#p\d/g)].map(x => x[0]).sort().join(' ');
  equal(rules(v.light), 'aria-roles color-contrast heading-order image-alt link-in-text-block link-name scrollable-region-focusable', 'light');
  equal(rules(v.dark), 'color-contrast link-in-text-block', 'dark');
  equal(named(v.light), '#p1 #p2 #p3 #p4 #p5', 'light');
  equal(named(v.dark), '#p1 #p2 #p3 #p4 #p5', 'dark');
  await p.close_all();
});
await test('a small target is found to be too near to another, and one in a sentence or 24 pixels away is not', async () => {
  const p = await open('preface', { reducedMotion: 'reduce' });
  equal(await p.evaluate(crowded).then(l => l.length), 0, 'before');
  const box = (wide, gap, tag = 'a href="#top"') => `<${tag} style="display:inline-block;vertical-align:top;width:${wide}px;height:${wide}px;overflow:hidden;margin-right:${gap}px">x</${tag.split(' ')[0]}>`;
  for (const [what, n, boxes] of [['2 pixels between boxes of 20', 2, box(20, 2) + box(20, 2)], ['4 pixels', 0, box(20, 4) + box(20, 4)],
    ['1 pixel from a box of 60', 1, box(20, 1) + box(60, 0)], ['2 pixels from it', 0, box(20, 2) + box(60, 0)],
    ['roles in a line', 2, '<span role="button" tabindex="0">a</span> <span role="button" tabindex="0">b</span>'], ['links, and commas', 2, '<a href="#top">a</a>, <a href="#top">b</a>'],
    ['folded away', 2, `<details><summary>summary of these</summary><div>${box(20, 2) + box(20, 2)}</div></details>`]]) {
    await p.evaluate(boxes => { document.querySelector('main').innerHTML = `<p>A sentence with <a href="#top">a</a> <a href="#top">b</a>.</p><div style="height:40px"></div><div>${boxes}</div>`; }, boxes);
    await p.evaluate(unfold);
    equal((await p.evaluate(crowded)).length, n, what);
  }
  await p.close_all();
});
await test('1200 pixels wide: every formula on a line of its own fits', () => none(long));
await test('each element of MathML has as many children as it must', () => none(odd));
await test('320 and 1200 pixels wide: no target is too near to another', () => none(near));
await test('320 and 1200 pixels wide: no line breaks between a formula and the stop or bracket that touches it', () => none(fallen));
await test('320 and 1200 pixels wide: no page scrolls sideways', () => none(wide));
await test('without JavaScript every figure still stands', async () => {
  await each(chapters, async ch => {
    const p = await open(ch, { javaScriptEnabled: false }, '', text => text.replace(/<p>.*?<\/p>|<pre.*?<\/pre>/gs, ''));
    const live = await p.locator('figure.live').all();
    if (live.length !== figures(ch).length) throw new Error(`${ch}: ${live.length} figures`);
    for (const f of live) {
      if (!await f.locator('.pic svg').first().isVisible()) throw new Error(`${ch}: a still is hidden`);
      if (await f.locator('.livebox').count()) throw new Error(`${ch}: sliders without a program`);
    }
    await p.close_all();
  });
});
await test('on paper every figure stands, and no slider', () => none(printed));
await test('search finds a claim, a name and a word, from the file system', async () => {
  const p = await open('index');
  const box = p.locator('form.search input');
  for (const [word, page] of [['overshoot', 'first'], ['ds_gd1', 'first'], ['condition', 'mat'], ['backpropagati', 'tape']]) {
    await box.fill(word);
    await p.waitForFunction(w => [...document.querySelectorAll('.hits a')].some(a => a.getAttribute('href').startsWith(w + '.html')), page, { timeout: 8000 });
  }
  await box.fill('zzqqxx');
  await p.waitForFunction(() => /nothing/.test(document.querySelector('.search [role=status]').textContent));
  await box.fill('overshoot');
  await p.waitForSelector('.hits a');
  await p.keyboard.press('ArrowDown');
  await p.keyboard.press('Enter');
  await p.waitForURL(/first\.html#/);
  await p.close_all();
});
await test('the ledger filters by kind', async () => {
  const p = await open('ledger'), of = kind => p.evaluate(kind => {
    const f = document.querySelector('form.filter');
    f.kind.value = kind; f.dispatchEvent(new Event('change'));
    return f.querySelector('output').textContent;
  }, kind);
  const rows = fs.readFileSync('build/ledger.tsv', 'utf8').trimEnd().split('\n').slice(1), theorems = rows.filter(r => r.split('\t')[3] === 'theorem').length;
  equal(/^\d+ of \d+/.exec(await of('theorem'))?.[0], `${theorems} of ${rows.length}`, 'theorems');
  await p.close_all();
});
await test('a page with its scripts and pictures stays under 400 kB compressed, apart from fonts', async () => {
  const zlib = await import('zlib'), heavy = [];
  const gz = f => fs.existsSync(f) ? zlib.gzipSync(fs.readFileSync(f)).length : 0;
  const common = ['live.js', 'web.css', 'palette.css', 'katex/katex.min.css'].reduce((s, f) => s + gz(`${web}/${f}`), 0);
  for (const ch of chapters) {
    const all = gz(`${web}/${ch}.html`) + gz(`${web}/live/${ch}.js`) + common;
    console.log(`# ${ch}: ${Math.round(all / 1024)} kB`);
    if (all > 400 * 1024) heavy.push(`${ch}: ${all}`);
  }
  if (heavy.length) throw new Error(heavy.join('\n'));
});
}
await test('no complaint on the console and no request to the network in all of this', async () => { if (complaints.length) throw new Error([...new Set(complaints)].join('\n')); });
await browser.close();
done();
