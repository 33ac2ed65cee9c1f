// The web edition in a real browser, from the file system, as a reader uses it.
// node book.mjs all: every page, with the figures that move; figures: these alone; widths: all pages at three widths.
// A second word, firefox, takes that browser, for which `make test-firefox` runs the last two.
import fs from 'fs';
import { chromium, firefox } from 'playwright-core';
import { test, done, equal } from './tap.mjs';
import { web, chapters, figures, native } from './figures.mjs';
const axe = fs.readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const [what, name] = process.argv.slice(2), chromium_is = process.env.CHROMIUM || ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(fs.existsSync);
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
const each = (list, f) => { const queue = [...list]; return Promise.all([1, 2, 3].map(async () => { while (queue.length) await f(queue.shift()); })); };
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
          if (v === before && v !== s.hi && v !== s.lo) throw new Error(`${s.name} does not move on ${key}`);
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
    await test(`${f.name}: reset returns every slider, and drawing takes less than a frame of time`, async () => {
      await click(reset);
      equal(await values(), JSON.stringify(f.sliders.map(s => s.start)), 'values');
      const ms = await figure.evaluate((n, k) => { const F = window.descentFigures[k], t = []; for (let i = 0; i < 9; i++) { F.draw(true); t.push(F.ms); } return t.sort((a, b) => a - b)[4]; }, k);
      console.log(`# ${f.name}: drawn in ${ms.toFixed(1)} ms`);
      if (!(ms < 100)) throw new Error(`the median drawing takes ${ms} ms`);
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
if (what === 'figures') await each(chapters, async ch => {
  const p = await open(ch, { reducedMotion: 'reduce' }, linked(ch).hash);
  await ready(p);
  await move(p, ch);
  await p.close_all();
});

// the largest first
const pages = fs.readdirSync(web).filter(f => f.endsWith('.html')).map(f => f.replace('.html', '')).sort((a, b) => html(b).length - html(a).length);
const found = [], wide = [], fallen = [], odd = [], long = [], near = [], printed = [];
const none = list => { if (list.length) throw new Error(list.sort().join('\n')); };
// Targets that a finger misses, by Success Criterion 2.5.8 of WCAG 2.2: less than 24 pixels wide or high, not in a line
// of other words, and a circle of 24 pixels about the middle meets another target or the circle of another small one.
const crowded = () => {
  const texts = new Map(), size = t => t.replace(/\s/g, '').length, style = e => getComputedStyle(e);
  const inWords = e => {
    let b = e;
    while (style(b).display === 'inline') b = b.parentElement;
    if (b !== e && !texts.has(b)) texts.set(b, size(b.textContent) > [...b.querySelectorAll('a[href]')].reduce((n, a) => n + size(a.textContent), 0));
    return b !== e && texts.get(b);
  };
  const all = [...document.querySelectorAll('a[href], button, input, select, summary, label[for], [role=button], [role=slider]')]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && style(e).pointerEvents !== 'none').map(e => ({ e, box: e.getBoundingClientRect(), parts: [...e.getClientRects()] }));
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
  await test('320, 768 and 1200 pixels wide: no target is too near to another', () => none(near));
  await test('320, 768 and 1200 pixels wide: no page scrolls sideways', () => none(wide));
  await test('320, 768 and 1200 pixels wide: no line breaks between a formula and the stop or bracket that touches it', () => none(fallen));
}

if (what === 'all') {
const wcag = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// Axe is slow on a large page, and of the words, links and names in code, tables, sentences and
// pictures it judges the thousandth as it judged the first: by tags, classes, styles, attributes,
// what they hold and whether there are words. So it sees a page with one of each kind of these; the rest of the
// page stays whole. That no kept element has changed its style is checked, and WHOLE=1 in the
// environment keeps all. The dark scheme changes variables of the root alone, and so no kind.
// How far targets are from each other is measured by `crowded`, on the whole page.
const inPage = whole => {
  for (const e of document.querySelector('main').children) e.style.display = '';
  // the letters of mathematics carry no roles of their own
  document.querySelectorAll('.katex').forEach(e => e.replaceWith(document.createTextNode('x')));
  const style = e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fill, s.opacity, s.fontSize, s.fontWeight, s.textDecorationLine].join('|'); };
  const worded = new Map(), words = e => { if (!worded.has(e)) worded.set(e, [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())); return worded.get(e); };
  const said = /^(class|style|role|tabindex|type|scope|aria-.*)$/, marks = e => [...e.attributes].map(a => said.test(a.name) ? `${a.name}=${a.value}` : a.name).sort().join(' ');
  const number = new Map(), numbered = name => { if (!number.has(name)) number.set(name, number.size); return number.get(name); };
  const path = new Map([[document.body, '']]), up = e => { if (!path.has(e)) path.set(e, numbered(`${up(e.parentElement)}>${e.tagName} ${marks(e)}`)); return path.get(e); };
  if (!whole) {
    const kinds = new Map(), keep = new Set(), small = [...document.querySelectorAll('main :is(p, svg, table, dl, .chunk) *')].filter(e => !e.closest('.livebox'));
    for (const e of small) {
      const holds = new Set([...e.children].map(up)), key = [up(e), words(e), words(e.parentElement), words(e) ? style(e) : !!e.textContent.trim(), ...[...holds].sort()].join('|');
      if (!kinds.has(key)) kinds.set(key, [e, style(e)]);
    }
    for (let [e] of kinds.values()) for (; e && !keep.has(e); e = e.parentElement) keep.add(e);
    const gone = new Set(small.filter(e => !keep.has(e)));
    for (const e of gone) if (!gone.has(e.parentElement)) e.remove();
    for (const [e, s] of kinds.values()) if (style(e) !== s) throw new Error(`thinning changes the style of ${e.tagName}.${e.className}: ${s} to ${style(e)}`);
  }
  window.look = async rest => (await axe.run(document, { preload: false, resultTypes: ['violations'], ...rest })).violations
    .map(v => `${v.id}: ${v.nodes.slice(0, 2).map(n => n.target.join(' ')).join(', ')}`);
};
async function violations(p) {
  const whole = !!process.env.WHOLE;
  await p.evaluate(axe);
  await p.evaluate(inPage, whole);
  const light = await p.evaluate(rest => look(rest), { runOnly: wcag, rules: { 'target-size': { enabled: whole } } });
  await p.emulateMedia({ colorScheme: 'dark' });
  await settled(p);
  return { light, dark: await p.evaluate(rest => look(rest), { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }) };
}
async function visit(page) {
  const chapter = chapters.includes(page), p = await open(page, { reducedMotion: 'reduce', viewport: { width: 320, height: 640 } }, chapter ? linked(page).hash : '');
  if (chapter) await ready(p);
  await fits(p, page, 320);
  odd.push(...await p.evaluate(() => [...document.querySelectorAll('msub, msup, mfrac, munder, mover, mroot, msubsup, munderover')]
    .filter(e => e.childElementCount !== (/^m(subsup|underover)$/.test(e.localName) ? 3 : 2))
    .map(e => `${e.localName} has ${e.childElementCount} children in ${e.closest('math').querySelector('annotation').textContent}`)).then(l => l.map(x => `${page}: ${x}`)));
  await p.setViewportSize({ width: 1200, height: 900 });
  await settled(p);
  await fits(p, page, 1200);
  long.push(...await p.evaluate(() => [...document.querySelectorAll('.katex-display')].filter(e => e.scrollWidth > e.clientWidth + 1)
    .map(e => `${e.querySelector('annotation').textContent} is ${e.scrollWidth - e.clientWidth} pixels too long`)).then(l => l.map(x => `${page}: ${x}`)));
  if (chapter) await move(p, page);
  for (const [scheme, list] of Object.entries(await violations(p))) for (const v of list) found.push(`${page} (${scheme}): ${v}`);
  if (chapter) {
    await p.emulateMedia({ media: 'print' });
    const stands = await p.evaluate(() => [...document.querySelectorAll('figure.live')].map(f => f.querySelector('.pic svg').checkVisibility() && !f.querySelector('.livebox').checkVisibility()));
    if (stands.length !== figures(page).length || stands.includes(false)) printed.push(page);
  }
  await p.close_all();
}
await each(pages, visit);
await test('axe finds nothing on any page, light and dark', () => none(found));
await test('axe finds a faint word, a plain link, an empty link in code, a cell of another role, a picture without a name and a skipped heading put into a page', async () => {
  const p = await open('read', { reducedMotion: 'reduce' });         // a colour on its way to another would be measured
  await p.evaluate(() => {
    const x = [...document.querySelectorAll('main p')], last = x.at(-1);
    last.insertAdjacentHTML('beforeend', ' <em class="faint">faint</em> and more words than links, and a <a href="#top" class="plain">link</a> in them.');
    x[0].insertAdjacentHTML('afterend', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9"><h6>skipped</h6>');
    [...document.querySelectorAll('main .chunk pre a')].find(e => e.checkVisibility()).insertAdjacentHTML('afterend', '<a class="id" href="#top"></a>');
    document.querySelector('main table td').insertAdjacentHTML('beforeend', '<b role="nothing">b</b>');
    document.head.insertAdjacentHTML('beforeend', `<style>a.plain { color: #446; text-decoration: none; border: 0; background: none }
      .faint { color: #999 } @media (prefers-color-scheme: dark) { .faint { color: #555 } a.plain { color: #99b } }</style>`);
  });
  const v = await violations(p);
  equal([...new Set(v.light.map(x => x.split(':')[0]))].sort().join(' '), 'aria-roles color-contrast heading-order image-alt link-in-text-block link-name', 'light');
  equal([...new Set(v.dark.map(x => x.split(':')[0]))].sort().join(' '), 'color-contrast link-in-text-block', 'dark');
  await p.close_all();
});
await test('a small target is found to be too near to another, and one in a sentence or 24 pixels away is not', async () => {
  const p = await open('preface', { reducedMotion: 'reduce' });
  equal(await p.evaluate(crowded).then(l => l.length), 0, 'before');
  const boxes = gap => `<div style="line-height:0">${['one', 'two'].map(x => `<a href="#top" style="display:inline-block;width:20px;height:20px;overflow:hidden;margin-right:${gap}px">${x}</a>`).join('')}</div>`;
  for (const [gap, n] of [[2, 2], [5, 0]]) {
    await p.evaluate(boxes => { document.querySelector('main').innerHTML = `<p>A sentence with <a href="#top">a</a> <a href="#top">b</a>.</p><div style="height:40px"></div>${boxes}`; }, boxes(gap));
    equal((await p.evaluate(crowded)).length, n, `${gap} pixels between boxes of 20`);
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
