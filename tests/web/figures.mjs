// The figures that move, as the pages describe them, and the native program that answers for a chapter.
import fs from 'fs';
import { spawnSync } from 'child_process';
export const web = process.cwd() + '/build/web';
export const chapters = fs.readdirSync(web + '/live').map(f => f.replace('.js', '')).sort();
export function figures(chapter) {
  const html = fs.readFileSync(`${web}/${chapter}.html`, 'utf8');
  return [...html.matchAll(/<script type="application\/json" class="livedata">(.*?)<\/script>/gs)].map(m => JSON.parse(m[1]));
}
// settings: list of [figure, values]; answer: per setting, per layer, { n, hash, text }
export function native(chapter, settings, layers) {
  const r = spawnSync(`build/live/${chapter}.musl`, { input: settings.map(([f, v]) => [f, ...v].join(' ')).join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 28 });
  if (r.status !== 0) throw new Error(`build/live/${chapter}.musl ended with ${r.status ?? r.signal}`);
  const rows = r.stdout.trimEnd().split('\n').map(l => { const [n, hash, text] = l.split('\t'); return { n: +n, hash, text: text ?? '' }; });
  return settings.map(([f]) => rows.splice(0, layers(f)));
}
