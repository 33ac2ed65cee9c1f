-- svg.lua NAME IN OUT: a figure's SVG for the page: ids of its own, the palette's
-- colours as CSS variables (with the light value as fallback), no fixed size. A picture of
-- pixels keeps its colours, and so does all of a figure that holds one: it is a light plate
-- on a dark page. Neighbours of one opaque colour become one path, drawn once each, in hundredths of a point.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local name, from, to = arg[1], arg[2], arg[3]
local s = assert(nw.read(from))
local id = name:gsub('_', '-') .. '-'
s = s:gsub(' id="([^"]+)"', ' id="' .. id .. '%1"')
s = s:gsub('href="#([^"]+)"', 'href="#' .. id .. '%1"'):gsub('url%(#([^)]+)%)', 'url(#' .. id .. '%1)')
local colour = {}
for _, l in ipairs(nw.lines(nw.read 'book/press/palette.txt')) do
  local n, light = l:match '^(%w+)%s+(%x+)%s'
  if n and n ~= 'paper' then
    local r, g, b = light:match '(..)(..)(..)'
    colour[#colour + 1] = { n, '#' .. light, tonumber(r, 16) / 2.55, tonumber(g, 16) / 2.55, tonumber(b, 16) / 2.55 }
  end
end
local plate = s:find('<image', 1, true)
s = plate and s or s:gsub('rgb%(([%d.]+)%%, *([%d.]+)%%, *([%d.]+)%%%)', function(r, g, b)
  r, g, b = tonumber(r), tonumber(g), tonumber(b)
  for _, c in ipairs(colour) do
    if math.abs(r - c[3]) < 0.3 and math.abs(g - c[4]) < 0.3 and math.abs(b - c[5]) < 0.3 then
      return 'var(--' .. c[1] .. ',' .. c[2] .. ')'
    end
  end
  if r + g + b == 0 then return 'var(--ink,#1A1A1A)' end
  if r + g + b == 300 then return 'var(--paper,#FFFFFF)' end
end)
-- Rounding: a point of the page has 72 to the inch, so 0.01 is a seventieth of a pixel.
local function rounded(d, scale)
  return (d:gsub('%-?%d+%.%d+', function(x)
    x = ('%.' .. (scale > 1.5 and 4 or 2) .. 'f'):format(tonumber(x)):gsub('0+$', ''):gsub('%.$', '')
    return x == '-0' and '0' or x
  end))
end
-- A dot is a move and two curves: relative to the move, all dots are the same letters.
local function relative(d)
  local x, y, rest = d:match '^%s*M ([-%d.]+) ([-%d.]+) (C .-)%s*$'
  if not x or rest:find '[LMZ]' or #rest > 200 then return d end
  local t = { 'M ' .. x .. ' ' .. y }
  for seg in rest:gmatch 'C ([^C]+)' do
    local c, n = { 'c' }, 0
    for v in seg:gmatch '[-%d.]+' do
      n = n + 1; c[#c + 1] = ('%.4f'):format(v - (n % 2 == 1 and x or y))
    end
    if n ~= 6 then return d end
    x, y = seg:match '([-%d.]+) ([-%d.]+)%s*$'
    t[#t + 1] = table.concat(c, ' ')
  end
  return table.concat(t, ' ')
end
s = s:gsub('(<path [^>]- d=")([^"]*)("[^>]*>)', function(a, d, z)
  local m = (a .. z):match 'transform="matrix%(([-%d.]+)'
  return a .. rounded(relative(d), math.abs(tonumber(m) or 1)) .. z
end)
-- Merging: where fill and stroke have one colour, or one of them is none, the order in
-- which the pieces are painted cannot be seen.
local function mergeable(style)
  local fill, stroke = style:match 'fill:([^;]+)', style:match 'stroke:([^;]+)'
  for o in style:gmatch 'opacity:([%d.]+)' do if tonumber(o) < 1 then return false end end
  return fill == stroke or not fill or not stroke or fill == 'none' or stroke == 'none'
end
local out, open = {}, nil                     -- open: the path that is being gathered
local function close()
  if open then out[#out + 1] = '<path style="' .. open.style .. '" d="' .. table.concat(open.d, ' ') .. '"' .. open.rest .. '/>' end
  open = nil
end
for _, l in ipairs(nw.lines(s)) do
  local style, d, rest = l:match '^<path style="([^"]*)" d="([^"]*)"([^>]*)/>$'
  if style and open and open.style == style and open.rest == rest then
    if not open.seen[d] then open.seen[d] = true; open.d[#open.d + 1] = d end
  else
    close()
    if style and mergeable(style) then open = { style = style, rest = rest, d = { d }, seen = { [d] = true } }
    else out[#out + 1] = l end
  end
end
close()
s = table.concat(out, '\n') .. '\n'
local w, h = s:match 'width="([%d.]+)[pt]*" height="([%d.]+)[pt]*"'
s = s:gsub('(<svg[^>]-) width="[^"]*" height="[^"]*"', '%1 width="' .. w .. '" height="' .. h .. '"' .. (plate and ' class="plate"' or ''), 1)
nw.write(to, s)
