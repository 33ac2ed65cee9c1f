// epub.js VERSION PAGE...: the pages of the web edition as one EPUB 3 book, build/descent.epub. Formulas become MathML,
// figures that move stand still, notes stand in the text.
const fs = require('fs'), path = require('path'), { execFileSync } = require('child_process');
const [version, ...pages] = process.argv.slice(2), web = 'build/web', out = 'build/epub';
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out + '/OEBPS', { recursive: true }); fs.mkdirSync(out + '/META-INF');
// the element that begins at `at`, by counting its own tag
function span(html, at, tag) {
  const re = new RegExp(`<(/?)${tag}\\b[^>]*?(/?)>`, 'g');
  re.lastIndex = at;
  for (let depth = 0, m; (m = re.exec(html)); ) {
    if (m[2]) continue;
    depth += m[1] ? -1 : 1;
    if (depth === 0) return [at, re.lastIndex];
  }
  throw new Error('unbalanced ' + tag);
}
function each(html, open, tag, replace) {
  const done = [], re = new RegExp(open.source, 'g');
  let from = 0;
  for (let m; (re.lastIndex = from, m = re.exec(html)); ) {
    const [a, b] = span(html, m.index, tag);
    done.push(html.slice(from, a), replace(html.slice(a, b)));
    from = b;
  }
  return done.join('') + html.slice(from);
}
const ids = new Map(pages.map(p => [p, new Set()]));
const safe = id => id.replace(/[^\w.-]/g, '-').replace(/^(?=\d)/, 'n');
function xhtml(page) {
  const raw = fs.readFileSync(`${web}/${page}.html`, 'utf8');
  const title = /<title>([\s\S]*?)<\/title>/.exec(raw)[1];
  let h = raw.replace(/^[\s\S]*?<main[^>]*>/, '').replace(/<\/main>[\s\S]*$/, '');
  h = h.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<form[\s\S]*?<\/form>/g, '');
  h = each(h, /<span class="katex(-display)?">/, 'span', s => {
    const m = /<math[\s\S]*?<\/math>/.exec(s)[0].replace(/<annotation[\s\S]*?<\/annotation>/g, '').replace(/<semantics>|<\/semantics>/g, '').replace(/<mo>\u2061<\/mo>/g, '')
      .replace(/<mo[^>]*>\s*<mrow>([\s\S]*?)<\/mrow>\s*<\/mo>/g, (w, x) => '<mo>' + x.replace(/<[^>]+>/g, '') + '</mo>')
      .replace(/ (?:lspace|rspace|width|height|voffset|minsize|maxsize|columnspacing|rowspacing|linethickness)="[^"]*\s[^"]*"/g, '');
    return m.replace(/^<math[^>]*>/, `<math xmlns="http://www.w3.org/1998/Math/MathML"${s.startsWith('<span class="katex-display"') ? ' display="block"' : ''}>`);
  });
  h = h.replace(/<span class="figlinks">[\s\S]*?<\/span>/g, '').replace(/<p class="figlinks">[\s\S]*?<\/p>/g, '');
  h = h.replace(/<label[^>]*class="notemark[^>]*>[\s\S]*?<\/label>/g, '').replace(/<input\b[^>]*>/g, '');
  h = h.replace(/<(br|hr|col|wbr|img)\b([^>]*?)\s*\/?>/g, '<$1$2/>').replace(/ (hidden|open)(?=[\s>])/g, ' $1="$1"');
  h = h.replace(/ tabindex="[^"]*"/g, '').replace(/ role="[^"]*"/g, '').replace(/ aria-label="([^"]*)"/g, '').replace(/ data-[a-z-]+="[^"]*"/g, '');
  h = h.replace(/<td([^>]*) title="[^"]*"/g, '<td$1').replace(/ align="[^"]*"/g, '');
  h = h.replace(/<div class="pic">(\s*<svg)/g, '<div class="pic">$1');
  h = h.replace(/ id="([^"]*)"/g, (m, id) => { ids.get(page).add(safe(id)); return ` id="${safe(id)}"`; });
  return { title, body: h };
}
const book = pages.map(p => ({ page: p, ...xhtml(p) }));
for (const b of book) {
  b.body = b.body.replace(/<a\b([^>]*?) href="([^"]*)"([^>]*)>([\s\S]*?)<\/a>/g, (m, before, href, after, text) => {
    if (/^[a-z]+:/.test(href)) return m;
    const [file, id = ''] = href.split('#'), page = file === '' ? b.page : file.replace(/\.html$/, ''), to = safe(decodeURIComponent(id));
    if (!ids.has(page) || (id && !ids.get(page).has(to))) return `<span${before.replace(/ rel="[^"]*"/, '')}${after.replace(/ rel="[^"]*"/, '')}>${text}</span>`;
    return `<a${before} href="${page === b.page && id ? '' : page + '.xhtml'}${id ? '#' + to : ''}"${after}>${text}</a>`;
  });
  const props = [/<math\b/.test(b.body) && 'mathml', /<svg\b/.test(b.body) && 'svg'].filter(Boolean).join(' ');
  b.properties = props;
  fs.writeFileSync(`${out}/OEBPS/${b.page}.xhtml`, `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB">
<head><title>${b.title}</title><link rel="stylesheet" href="book.css"/></head>
<body>
${b.body}
</body>
</html>
`);
}
const light = Object.fromEntries([...fs.readFileSync('build/palette.css', 'utf8').split('@media')[0].matchAll(/--(\w+):(#\w+);/g)].map(m => [m[1], m[2]]));
fs.writeFileSync(out + '/OEBPS/book.css', `body{margin:0 3%;line-height:1.4}
h1 .chapno{color:${light.accent}}p{margin:0}p+p{text-indent:1.2em}
.note{display:block;margin:.4em 0 .4em 1.5em;font-size:.85em;text-indent:0}
.claimmark{font-size:.75em;color:${light.mute}}div.claim,.predict,.answer,.exercise{margin:.8em 0}
.claimhead,.predicthead,.answerhead{font-variant:small-caps}
pre,code{font-family:monospace;font-size:.8em}pre{white-space:pre-wrap;margin:0}.code{border-left:1px solid ${light.hair};padding-left:.6em;margin:.2em 0}
.chunkname{font-style:italic;color:${light.accent}}.chunkfoot,.mini,.ckno,figcaption{font-size:.8em;color:${light.mute}}
figure{margin:1em 0}svg{width:100%;height:auto}table{border-collapse:collapse}td,th{padding:.1em .5em;text-align:left;vertical-align:top}
:root{${Object.entries(light).map(([k, v]) => `--${k}:${v}`).join(';')}}
`);
const esc = s => s.replace(/&(?!\w+;)/g, '&amp;').replace(/</g, '&lt;');
const item = b => `<li><a href="${b.page}.xhtml">${esc(b.title.replace(/^Descent: /, ''))}</a></li>`;
fs.writeFileSync(out + '/OEBPS/nav.xhtml', `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB">
<head><title>Contents</title></head>
<body><nav epub:type="toc" id="toc"><h1>Contents</h1><ol>${book.map(item).join('\n')}</ol></nav></body>
</html>
`);
const when = new Date(1000 * (process.env.SOURCE_DATE_EPOCH || 0)).toISOString().replace(/\.\d+Z/, 'Z');
fs.writeFileSync(out + '/OEBPS/content.opf', `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en-GB">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:descent:${version}</dc:identifier><dc:title>Descent: learning as a dynamical system</dc:title>
<dc:language>en-GB</dc:language><dc:creator>The authors of Descent</dc:creator><dc:rights>CC BY 4.0; code: MIT</dc:rights>
<meta property="dcterms:modified">${when}</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="css" href="book.css" media-type="text/css"/>
${book.map(b => `<item id="p-${b.page}" href="${b.page}.xhtml" media-type="application/xhtml+xml"${b.properties ? ` properties="${b.properties}"` : ''}/>`).join('\n')}</manifest>
<spine><itemref idref="nav"/>${book.map(b => `<itemref idref="p-${b.page}"/>`).join('')}</spine>
</package>
`);
fs.writeFileSync(out + '/META-INF/container.xml', `<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`);
fs.writeFileSync(out + '/mimetype', 'application/epub+zip');
const t = new Date(1000 * (process.env.SOURCE_DATE_EPOCH || 315532800));
const files = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf', 'OEBPS/nav.xhtml', 'OEBPS/book.css', ...book.map(b => `OEBPS/${b.page}.xhtml`)];
for (const f of files) fs.utimesSync(`${out}/${f}`, t, t);
const epub = path.resolve('build/descent.epub');
fs.rmSync(epub, { force: true });
execFileSync('zip', ['-X', '-q', '-0', epub, 'mimetype'], { cwd: out });
execFileSync('zip', ['-X', '-q', '-9', epub, ...files.slice(1)], { cwd: out });
