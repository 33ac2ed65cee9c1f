-- contents.lua VERSION: the first page of the web edition.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local version = arg[1]
local chapters, sections = {}, {}
for l in (nw.read 'build/index.tsv' or ''):gmatch '[^\n]+' do
  local id, kind, number, page, title = l:match '^label\t(%S+)\t(%a+)\t(%S*)\t(%S+)\t(.*)$'
  if kind == 'chapter' then chapters[id] = title
  elseif kind == 'section' then
    sections[page] = sections[page] or {}
    table.insert(sections[page], { id, number, title })
  end
end
local function esc(s) return (s:gsub('[&<>]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;' })) end
local b = { '<header class="chapter"><h1><span class="title">Descent</span></h1><p class="subtitle">learning as a dynamical system</p></header>',
  '<div class="lead"><p>A book that is a program in C. Every number in it comes from a run, and every claim from a check that can fail.</p></div>',
  '<p>To take away: <a href="descent.epub">the book as EPUB</a>; each chapter has its programs and data at its end.</p>', '<ol class="toc">' }
local back = { ledger = 'Ledger of claims', ['chunk-index'] = 'Index of chunks', ['name-index'] = 'Index of identifiers' }
for _, e in ipairs(nw.contents()) do
  if e.kind == 'part' then
    b[#b + 1] = '<li class="part">Part ' .. e.number .. ' <span>' .. esc(e.title) .. '</span></li>'
  elseif e.path then
    b[#b + 1] = string.format('<li class="ch"><span class="no">%s</span> <a href="%s.html">%s</a>', e.number, e.id, esc(chapters[e.id] or e.id))
    if sections[e.id] then
      b[#b + 1] = '<ol>'
      for _, s in ipairs(sections[e.id]) do
        b[#b + 1] = string.format('<li><span class="no">%s</span> <a href="%s.html#%s">%s</a></li>', s[2], e.id, s[1], esc(s[3]))
      end
      b[#b + 1] = '</ol>'
    end
    b[#b + 1] = '</li>'
  elseif back[e.id] then
    b[#b + 1] = string.format('<li class="ch back"><span class="no"></span> <a href="%s.html">%s</a></li>', e.id, back[e.id])
  end
end
b[#b + 1] = '</ol>'
local page = nw.read 'book/press/page.html'
local vars = { pagetitle = 'learning as a dynamical system', title = 'Descent', id = 'contents', version = version, body = table.concat(b, '\n'), nav = '<a class=home href=index.html>Descent</a>' }
page = page:gsub('%$if%(.-%)%$.-%$endif%$', ''):gsub('%$([%w-]+)%$', function(k) return vars[k] or '' end)
io.write(page)
