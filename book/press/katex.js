// katex.js: formulas in (JSON list of {tex, display}), HTML out (JSON list of {html} or {error}).
// The macros are those of book/macros.tex, which LaTeX reads too.
const fs = require('fs');
const katex = require('/usr/share/nodejs/katex/dist/katex.js');
const macros = {};
const tex = fs.readFileSync('book/macros.tex', 'utf8').replace(/%.*$/gm, '');
const head = /\\newcommand\s*\{?(\\[A-Za-z]+)\}?\s*(?:\[\d\])?\s*\{/g;
for (let m; (m = head.exec(tex)); ) {
  let depth = 1, i = head.lastIndex;
  while (i < tex.length && depth > 0) {
    if (tex[i] === '\\') i++;
    else if (tex[i] === '{') depth++;
    else if (tex[i] === '}') depth--;
    i++;
  }
  macros[m[1]] = tex.slice(head.lastIndex, i - 1);
}
// KaTeX 0.16 lets an operator in an index, as in \lambda_{\max}, be two elements where MathML wants one
const one = html => html.replace(/(<mi>[a-z]+<\/mi><mo>\u2061<\/mo>)(?=<\/m(?:sub|sup|under|over)>)/g, '<mrow>$1</mrow>');
const out = JSON.parse(fs.readFileSync(0, 'utf8')).map(f => {
  try {
    return { html: one(katex.renderToString(f.tex, {
      displayMode: f.display, output: 'htmlAndMathml', throwOnError: true,
      strict: (code) => code === 'unicodeTextInMathMode' ? 'ignore' : 'error',
      macros: { ...macros } })) };
  } catch (e) { return { error: String(e.message).split('\n')[0] }; }
});
process.stdout.write(JSON.stringify(out));
