-- palette.lua tex|gp|css: the palette of palette.txt for one of its readers.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local rows = {}
for _, l in ipairs(nw.lines(nw.read 'book/press/palette.txt')) do
  local name, light, dark = l:match '^(%w+)%s+(%x+)%s+(%x+)'
  if name then rows[#rows + 1] = { name, light, dark } end
end
local out = {}
if arg[1] == 'css' then
  for i, scheme in ipairs { ':root{color-scheme:light dark;', '@media (prefers-color-scheme:dark){:root{' } do
    out[#out + 1] = scheme
    for _, r in ipairs(rows) do out[#out + 1] = string.format('--%s:#%s;', r[1], r[i + 1]) end
    out[#out + 1] = i == 1 and '}' or '}}'
  end
else
  for _, r in ipairs(rows) do
    out[#out + 1] = arg[1] == 'tex' and string.format('\\definecolor{%s}{HTML}{%s}', r[1], r[2])
      or string.format('%s = "#%s"', r[1], r[2])
  end
end
io.write(table.concat(out, '\n'), '\n')
