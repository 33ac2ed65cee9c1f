-- nav.lua ID: the links at the top of a page of the web edition.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local title = {}
for l in (nw.read 'build/index.tsv' or ''):gmatch '[^\n]+' do
  local id, kind, number, _, t = l:match '^label\t(%S+)\t(%a+)\t(%S*)\t(%S+)\t(.*)$'
  if kind == 'chapter' then title[id] = t end
end
local back = { ledger = 'Ledger of claims', ['chunk-index'] = 'Index of chunks', ['name-index'] = 'Index of identifiers' }
local list, at = {}, 0
for _, e in ipairs(nw.contents()) do
  if e.kind ~= 'part' and e.id ~= 'solutions' and e.id ~= 'bibliography' then
    list[#list + 1] = { e.id, title[e.id] or back[e.id] or e.id }
    if e.id == arg[1] then at = #list end
  end
end
local t = { '<a class=home href=index.html>Descent</a>' }
local p, n = list[at - 1], list[at + 1]
if p then t[#t + 1] = '<a class=prev rel=prev href=' .. p[1] .. '.html>\u{2190} ' .. p[2] .. '</a>' end
if n then t[#t + 1] = '<a class=next rel=next href=' .. n[1] .. '.html>' .. n[2] .. ' \u{2192}</a>' end
io.write(table.concat(t, ' '))
