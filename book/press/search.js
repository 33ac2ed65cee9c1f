// search.js: the index of the web edition, a section a document: build/web/search-index.js, a classic script,
// because a page opened from the file system may load nothing else. lunr is Debian's.
const fs = require('fs');
const lunr = require('/usr/share/nodejs/lunr');
const web = 'build/web', pages = process.argv.slice(2), docs = [], shown = [];
const words = h => h.replace(/<script[\s\S]*?<\/script>|<svg[\s\S]*?<\/svg>|<style[\s\S]*?<\/style>/g, ' ')
  .replace(/<span class="katex(?:-display)?">[\s\S]*?<\/math><\/span>(?:<span class="katex-html"[\s\S]*?)?(?=<\/span>)/g, ' ')
  .replace(/<[^>]+>/g, ' ').replace(/&[a-z]+;|&#\d+;/g, ' ').replace(/[^\p{L}\p{N}_]+/gu, ' ').trim();
for (const page of pages) {
  const html = fs.readFileSync(`${web}/${page}.html`, 'utf8').replace(/^[\s\S]*?<main[^>]*>/, '').replace(/<\/main>[\s\S]*$/, '');
  const chapter = /<span class="title">([\s\S]*?)<\/span>/.exec(html)?.[1].replace(/<[^>]+>/g, '') ?? page;
  const parts = html.split(/(?=<h2[ >])/);
  parts.forEach((part, i) => {
    const id = /<h2[^>]* id="([^"]+)"/.exec(part)?.[1], title = i === 0 ? chapter : words(/<h2[^>]*>([\s\S]*?)<\/h2>/.exec(part)?.[1] ?? '').replace(/^[\dA-Z.]+ \d+ /, '');
    const seen = new Set(words(part).split(' ').filter(w => w.length > 1 && w.length < 40 && !/^\d/.test(w)).flatMap(w => w.includes('_') ? [w, ...w.split('_')] : [w]));
    docs.push({ n: String(shown.length), title: title + ' ' + (i === 0 ? chapter : ''), text: [...seen].join(' ') });
    shown.push([page + '.html' + (id ? '#' + id : ''), title, i === 0 ? '' : chapter]);
  });
}
const index = lunr(function () {
  this.pipeline.remove(lunr.stemmer); this.searchPipeline.remove(lunr.stemmer);      // prefixes do what stems would
  this.ref('n'); this.field('title', { boost: 8 }); this.field('text');
  docs.forEach(d => this.add(d));
});
fs.writeFileSync(`${web}/search-index.js`, 'window.DESCENT_SEARCH=' + JSON.stringify({ shown, index }) + ';\n');
