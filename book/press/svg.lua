-- svg.lua NAME IN OUT: a figure's SVG for the page: ids of its own, the palette's
-- colours as CSS variables (with the light value as fallback), no fixed size.
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
s = s:gsub('rgb%(([%d.]+)%%, *([%d.]+)%%, *([%d.]+)%%%)', function(r, g, b)
  r, g, b = tonumber(r), tonumber(g), tonumber(b)
  for _, c in ipairs(colour) do
    if math.abs(r - c[3]) < 0.3 and math.abs(g - c[4]) < 0.3 and math.abs(b - c[5]) < 0.3 then
      return 'var(--' .. c[1] .. ',' .. c[2] .. ')'
    end
  end
  if r + g + b == 0 then return 'var(--ink,#1A1A1A)' end
  if r + g + b == 300 then return 'var(--paper,#FFFFFF)' end
end)
local w, h = s:match 'width="([%d.]+)[pt]*" height="([%d.]+)[pt]*"'
s = s:gsub('(<svg[^>]-) width="[^"]*" height="[^"]*"', '%1 width="' .. w .. '" height="' .. h .. '"', 1)
nw.write(to, s)
