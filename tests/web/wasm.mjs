// Every layer of every figure that moves, in WebAssembly against a native program linked with musl: bit for bit.
import fs from 'fs';
import { test, done, equal, random } from './tap.mjs';
import { web, chapters, figures, native } from './figures.mjs';

function fnv(a) {
  const w = new BigUint64Array(a.buffer.slice(a.byteOffset, a.byteOffset + 8 * a.length)), M = (1n << 64n) - 1n;
  let h = 1469598103934665603n;
  for (let i = 0; i < w.length; i++) h = ((h ^ (Number.isNaN(a[i]) ? 1n : w[i])) * 1099511628211n) & M;
  return h.toString(16).padStart(16, '0');
}
for (const ch of chapters) {
  const figs = figures(ch), wasm = /DESCENT_WASM="(.*)"/.exec(fs.readFileSync(`${web}/live/${ch}.js`, 'utf8'))[1];
  const module = await WebAssembly.compile(Buffer.from(wasm, 'base64'));
  const none = new Proxy({}, { get: () => () => 52 });
  const { exports: c } = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: none });
  c._initialize?.();
  await test(`${ch}: the module asks nothing of its host but what printing a number needs`, () => {
    for (const i of WebAssembly.Module.imports(module))
      if (!/^(fd_close|fd_seek|fd_write|fd_fdstat_get|proc_exit)$/.test(i.name)) throw new Error('it imports ' + i.name);
  });
  for (const f of figs) await test(`${f.name}: the same bits as the native program`, () => {
    const u = random(7), settings = [f.sliders.map(s => s.start), f.sliders.map(s => s.lo), f.sliders.map(s => s.hi)];
    for (let k = 0; k < 12; k++) settings.push(f.sliders.map(s => {
      const v = s.log ? s.lo * Math.pow(s.hi / s.lo, u()) : s.lo + u() * (s.hi - s.lo);
      return s.whole ? Math.round(v) : +v.toPrecision(3) < s.lo ? s.lo : Math.min(s.hi, +v.toPrecision(3));
    }));
    const want = native(ch, settings.map(v => [f.index, v]), () => f.layers.length);
    let numbers = 0;
    settings.forEach((v, k) => f.layers.forEach((l, j) => {
      new Float64Array(c.memory.buffer).set(v, c.live_in() / 8);
      const n = c.live_run(f.index, j) * l.columns, w = want[k][j], where = `layer ${j} (${l.kind} ${l.name}) at ${v}`;
      equal(n, w.n, where + ': count');
      equal(fnv(new Float64Array(c.memory.buffer, c.live_out(), n)), w.hash, where + ': bits');
      if (k === 0 && n === 0 && l.kind !== 'hidden') throw new Error(where + ' draws nothing at the start');
      numbers += n;
      if (l.kind === 'show') {
        const b = new Uint8Array(c.memory.buffer), at = c.live_show(f.index, j);
        let e = at; while (b[e]) e++;
        equal(Buffer.from(b.slice(at, e)).toString(), w.text, where + ': number shown');
      }
    }));
    if (numbers < 100) throw new Error('too few numbers to compare');
  });
}
done();
