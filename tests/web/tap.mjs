// A few lines of TAP: test(name, async function that throws on failure), then done().
let n = 0, bad = 0;
export async function test(name, body) {
  try { await body(); console.log(`ok ${++n} - ${name}`); } catch (e) {
    bad++;
    console.log(`not ok ${++n} - ${name}`);
    for (const l of String(e.message || e).split('\n').slice(0, 12)) console.log('#   ' + l);
  }
}
export function done() { console.log(`1..${n}`); process.exitCode = bad ? 1 : 0; }
export function equal(got, want, what) {
  if (got !== want) throw new Error(`${what}: wanted ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
}
// numbers of a seed, the same on every machine
export function random(seed) {
  let a = seed >>> 0;
  return () => { a = (a + 0x6D2B79F5) | 0; let t = Math.imul(a ^ (a >>> 15), 1 | a); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}
