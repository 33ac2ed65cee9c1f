// The web edition in a real browser, from the file system, as a reader uses it.
// node book.mjs figures: the figures that move; pages: all pages; widths: all pages at three widths. A second word,
// firefox, takes that browser, for which `make test-firefox` runs the first and the last.
import fs from 'fs';
import { chromium, firefox } from 'playwright-core';
import { test, done, equal } from './tap.mjs';
import { web, chapters, figures, native } from './figures.mjs';
const axe = fs.readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const url = page => `file://${web}/${page}.html`;
// Debian's Firefox speaks WebDriver BiDi, which cannot ask for reduced motion; a preference can
const browser = process.argv[3] === 'firefox'
  ? await firefox.launch({ channel: 'moz-firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', firefoxUserPrefs: { 'ui.prefersReducedMotion': 1 } })
  : await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu',
    '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let complaints = [];
async function open(page, options = {}, hash = '') {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const p = await context.newPage();
  p.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') complaints.push(`${page}: ${m.text()}`); });
  p.on('pageerror', e => complaints.push(`${page}: ${e.message}`));
  p.on('request', r => { if (!/^(file|data|blob):/.test(r.url())) complaints.push(`${page} asks the network for ${r.url()}`); });
  p.on('requestfailed', r => complaints.push(`${page}: ${r.url()} failed`));
  await p.goto(url(page) + hash);
  p.close_all = () => context.close();
  return p;
}
const html = page => fs.readFileSync(`${web}/${page}.html`, 'utf8');
const ready = p => p.waitForSelector('html.live-ready');
const minus = s => s.replaceAll('\u2212', '-');
// two at a time: a page lives in a process of its own
const each = (list, f) => { const queue = [...list]; return Promise.all([1, 2].map(async () => { while (queue.length) await f(queue.shift()); })); };
const settled = p => p.evaluate(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))));

if (process.argv[2] === 'figures') await each(chapters, async ch => {
  // arrive by a link that carries a setting
  const figs = figures(ch), linked = figs[0].sliders.find(x => !x.choices);
  const id = /<figure[^>]*id="([^"]*)"[^>]*class="[^"]*live/.exec(html(ch)) ?? /<figure[^>]*class="[^"]*live[^>]*id="([^"]*)"/.exec(html(ch));
  const p = await open(ch, { reducedMotion: 'reduce' }, `#${id?.[1]}?${linked.name}=${linked.hi}`);
  await ready(p);
  await test(`${ch}: a link carries the setting of a figure`, async () => {
    equal(await p.evaluate(n => window.descentFigures[0].values[window.descentFigures[0].slider(n)], linked.name), linked.hi, linked.name);
    await p.locator('figure.live').first().locator('button.reset').click();
    await settled(p);
  });
  // the rest of a long chapter costs every frame a layout and has no part in this
  await p.evaluate(() => document.querySelectorAll('main p, main pre, main .code, main table').forEach(e => { if (!e.closest('figure')) e.style.display = 'none'; }));
  for (const f of figs) {
    const box = p.locator(`figure.live:has(input[name="${f.sliders[0].name}"], select)`, {});
    const figure = p.locator('figure.live').nth(figs.indexOf(f));
    const values = async () => figure.evaluate((n, i) => window.descentFigures[i].values, figs.indexOf(f));
    const shown = async () => Object.fromEntries((await figure.locator('dd').evaluateAll(l => l.map(e => [e.dataset.show, e.textContent]))).map(([k, v]) => [k, minus(v)]));
    await test(`${f.name}: every slider by keyboard, and the numbers are those of the native program`, async () => {
      const seen = [];
      for (let i = 0; i < f.sliders.length; i++) {
        const s = f.sliders[i], input = figure.locator(`[name="${s.name}"]`);
        await input.focus();
        for (const key of s.choices ? ['ArrowDown'] : ['ArrowRight', 'ArrowRight', 'PageUp', 'End', 'ArrowLeft', 'Home', 'ArrowRight']) {
          const before = (await values())[i];
          await p.keyboard.press(key);
          await settled(p);
          const v = await values();
          if (v[i] === before && v[i] !== s.hi && v[i] !== s.lo) throw new Error(`${s.name} does not move on ${key}`);
          if (!s.choices) equal(minus(await input.evaluate(e => e.out.textContent)), String(v[i]), `${s.name} shows its value`);
          seen.push([v, await shown()]);
        }
      }
      const drawn = await figure.evaluate((n, i) => { const all = () => n.querySelector('.panels').innerHTML, F = window.descentFigures[i], part = all(); F.draw(true); return [part, all()]; }, figs.indexOf(f));
      equal(drawn[0], drawn[1], 'what the keys drew, against the whole drawn anew');
      const want = native(ch, seen.map(([v]) => [f.index, v]), () => f.layers.length);
      seen.forEach(([v, texts], k) => f.layers.forEach((l, j) => { if (l.kind === 'show') equal(texts[l.name], want[k][j].text, `${l.name} at ${v}`); }));
    });
    await test(`${f.name}: reset returns every slider, and drawing takes less than a frame of time`, async () => {
      await figure.locator('button.reset').click();
      await settled(p);
      equal(JSON.stringify(await values()), JSON.stringify(f.sliders.map(s => s.start)), 'values');
      const ms = await figure.evaluate((n, i) => { const F = window.descentFigures[i], t = []; for (let k = 0; k < 9; k++) { F.draw(true); t.push(F.ms); } return t.sort((a, b) => a - b)[4]; }, figs.indexOf(f));
      if (!(ms < 100)) throw new Error(`the median drawing takes ${ms} ms`);
    });
    if (f.drag) await test(`${f.name}: the pointer drags the point`, async () => {
      await figure.scrollIntoViewIfNeeded();
      const b = await figure.locator('svg.handle').boundingBox(), before = JSON.stringify(await values());
      await p.mouse.move(b.x + b.width * 0.5, b.y + b.height * 0.4); await p.mouse.down();
      await p.mouse.move(b.x + b.width * 0.62, b.y + b.height * 0.3, { steps: 4 }); await p.mouse.up();
      await settled(p);
      if (JSON.stringify(await values()) === before) throw new Error('nothing moved');
      await figure.locator('button.reset').click();
    });
    if (f.play) await test(`${f.name}: with reduced motion, Play jumps to the end`, async () => {
      await figure.locator('button.play').click();
      await settled(p);
      const i = f.sliders.findIndex(s => s.name === f.play);
      equal((await values())[i], f.sliders[i].hi, f.play);
      await figure.locator('button.reset').click();
    });
    for (const [k, b] of f.buttons.entries()) await test(`${f.name}: the button "${b.label}" moves its sliders`, async () => {
      const before = JSON.stringify(await values());
      await figure.locator('.buttons button').nth(k).click();
      await settled(p);
      if (JSON.stringify(await values()) === before) throw new Error('nothing moved');
      await figure.locator('button.reset').click();
    });
  }
  await p.close_all();
});

const pages = fs.readdirSync(web).filter(f => f.endsWith('.html')).map(f => f.replace('.html', ''));
const found = [], wide = [], fallen = [], odd = [], long = [];
const none = list => { if (list.length) throw new Error(list.sort().join('\n')); };
async function fits(p, page, width) {
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

if (process.argv[2] === 'widths') {
  await each(pages, async page => {
    const p = await open(page, { reducedMotion: 'reduce' });
    if (chapters.includes(page)) await ready(p);
    for (const width of [320, 768, 1200]) {
      await p.setViewportSize({ width, height: 900 });
      await settled(p);
      equal(await p.evaluate(() => innerWidth), width, `${page}: the width of the window`);
      await fits(p, page, width);
    }
    await p.close_all();
  });
  await test('320, 768 and 1200 pixels wide: no page scrolls sideways', () => none(wide));
  await test('320, 768 and 1200 pixels wide: no line breaks between a formula and the stop or bracket that touches it', () => none(fallen));
}

if (process.argv[2] === 'pages') {
const wcag = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// the letters of mathematics carry no roles of their own
const letters = () => document.querySelectorAll('.katex').forEach(e => e.replaceWith(document.createTextNode('x')));
// What axe says of colours follows from the styles of an element and of what it stands in, and
// is slow to find on a large page. So these two rules see a page thinned to one element with
// text of each kind: the same tags, classes and inline styles from the element up to the body,
// the same computed colours, size and weight, and text beside it or none. That thinning has
// changed no style is checked.
const colours = ['color-contrast', 'link-in-text-block'];
const inPage = () => {
  const style = e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fill, s.opacity, s.fontSize, s.fontWeight, s.textDecorationLine].join('|'); };
  const styles = e => e === document.body ? style(e) : `${style(e)}>${styles(e.parentElement)}`;
  const words = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  window.kinds = new Map();
  window.collect = () => {
    const name = new Map();
    const path = e => { if (!name.has(e)) name.set(e, e === document.body ? '' : `${path(e.parentElement)}>${e.tagName}.${e.getAttribute('class') ?? ''}{${e.getAttribute('style') ?? ''}}`); return name.get(e); };
    for (const e of document.body.querySelectorAll('*')) {
      if (!words(e) && !e.matches('input, select, button')) continue;
      const key = [path(e), style(e), words(e.parentElement)].join('|');
      if (!window.kinds.get(key)?.isConnected) window.kinds.set(key, e);
    }
  };
  window.thin = () => {
    const keep = new Set(), old = new Map([...window.kinds.values()].filter(e => e.isConnected).map(e => [e, styles(e)]));
    for (let e of old.keys()) for (; e && !keep.has(e); e = e.parentElement) keep.add(e);
    for (const e of [...document.body.querySelectorAll('*')]) if (!keep.has(e)) e.remove();
    for (const [e, s] of old) if (styles(e) !== s) throw new Error(`thinning changes the style of ${e.tagName}.${e.className}: ${s} to ${styles(e)}`);
  };
  window.look = async rest => (await axe.run(document, { preload: false, resultTypes: ['violations'], ...rest })).violations
    .map(v => `${v.id}: ${v.nodes.slice(0, 2).map(n => n.target.join(' ')).join(', ')}`);
};
async function violations(p) {
  const all = { light: [], dark: [] }, scheme = async colorScheme => { await p.emulateMedia({ colorScheme }); await settled(p); };
  await p.evaluate(letters);
  await p.evaluate(axe);
  await p.evaluate(inPage);
  await scheme('light');
  all.light = await p.evaluate(rest => look(rest), { runOnly: wcag, rules: Object.fromEntries(colours.map(r => [r, { enabled: false }])) });
  for (const s of ['light', 'dark']) { await scheme(s); await p.evaluate(() => collect()); }
  await p.evaluate(() => thin());
  for (const s of ['dark', 'light']) { await scheme(s); all[s].push(...await p.evaluate(rest => look(rest), { runOnly: { type: 'rule', values: colours } })); }
  return all;
}
async function visit(page) {
  const p = await open(page, { reducedMotion: 'reduce', viewport: { width: 320, height: 640 } });
  if (chapters.includes(page)) await ready(p);
  await fits(p, page, 320);
  odd.push(...await p.evaluate(() => [...document.querySelectorAll('msub, msup, mfrac, munder, mover, mroot, msubsup, munderover')]
    .filter(e => e.childElementCount !== (/^m(subsup|underover)$/.test(e.localName) ? 3 : 2))
    .map(e => `${e.localName} has ${e.childElementCount} children in ${e.closest('math').querySelector('annotation').textContent}`)).then(l => l.map(x => `${page}: ${x}`)));
  await p.setViewportSize({ width: 1200, height: 900 });
  long.push(...await p.evaluate(() => [...document.querySelectorAll('.katex-display')].filter(e => e.scrollWidth > e.clientWidth + 1)
    .map(e => `${e.querySelector('annotation').textContent} is ${e.scrollWidth - e.clientWidth} pixels too long`)).then(l => l.map(x => `${page}: ${x}`)));
  for (const [scheme, list] of Object.entries(await violations(p))) for (const v of list) found.push(`${page} (${scheme}): ${v}`);
  await p.close_all();
}
await each(pages, visit);
await test('axe finds nothing on any page, light and dark', () => none(found));
await test('axe finds a faint word, a plain link, a picture without a name and a skipped heading put into a page', async () => {
  const p = await open('read');
  await p.evaluate(() => {
    const x = [...document.querySelectorAll('main p')], last = x.at(-1);
    last.insertAdjacentHTML('beforeend', ' <em class="faint">faint</em> and more words than links, and a <a href="#top" class="plain">link</a> in them.');
    x[0].insertAdjacentHTML('afterend', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9"><h6>skipped</h6>');
    document.head.insertAdjacentHTML('beforeend', `<style>a.plain { color: #446; text-decoration: none; border: 0; background: none }
      .faint { color: #999 } @media (prefers-color-scheme: dark) { .faint { color: #555 } a.plain { color: #99b } }</style>`);
  });
  const v = await violations(p);
  equal([...new Set(v.light.map(x => x.split(':')[0]))].sort().join(' '), 'color-contrast heading-order image-alt link-in-text-block', 'light');
  equal([...new Set(v.dark.map(x => x.split(':')[0]))].sort().join(' '), 'color-contrast link-in-text-block', 'dark');
  await p.close_all();
});
await test('1200 pixels wide: every formula on a line of its own fits', () => none(long));
await test('each element of MathML has as many children as it must', () => none(odd));
await test('320 pixels wide: no line breaks between a formula and the stop or bracket that touches it', () => none(fallen));
await test('320 pixels wide: no page scrolls sideways', () => none(wide));
await test('without JavaScript every figure still stands', async () => {
  await each(chapters, async ch => {
    const p = await open(ch, { javaScriptEnabled: false });
    for (const f of await p.locator('figure.live').all()) {
      if (!await f.locator('.pic svg').first().isVisible()) throw new Error(`${ch}: a still is hidden`);
      if (await f.locator('.livebox').count()) throw new Error(`${ch}: sliders without a program`);
    }
    await p.close_all();
  });
});
await test('on paper every figure stands, and no slider', async () => {
  const p = await open(chapters[0]);
  await ready(p);
  await p.emulateMedia({ media: 'print' });
  if (!await p.locator('figure.live .pic svg').first().isVisible() || await p.locator('.livebox').first().isVisible()) throw new Error('the print shows the sliders');
  await p.close_all();
});
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
