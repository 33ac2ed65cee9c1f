-- live.lua: a chunk <<figures/NAME.live>> becomes a C program, a gnuplot script and a
-- description for the page. Used by tangle.lua; the language is told in the appendix `live`.
local live = {}

local greek = { ['α'] = 'alpha', ['β'] = 'beta', ['γ'] = 'gamma', ['δ'] = 'delta', ['ε'] = 'varepsilon', ['η'] = 'eta', ['θ'] = 'theta',
  ['κ'] = 'kappa', ['λ'] = 'lambda', ['μ'] = 'mu', ['π'] = 'pi', ['ρ'] = 'rho', ['σ'] = 'sigma', ['τ'] = 'tau', ['φ'] = 'varphi', ['ω'] = 'omega',
  ['∞'] = 'infty', ['≤'] = 'le', ['√'] = 'surd', ['∂'] = 'partial', ['−'] = '-' }
local function tex(s)              -- a plain label for gnuplot's LaTeX
  if not s:gsub('exp', ''):gsub('ln', ''):gsub('max', ''):find '%a%a' then      -- no words: a formula
    s = s:gsub('²', '^2'):gsub('³', '^3'):gsub('₀', '_0'):gsub('₁', '_1'):gsub('₂', '_2'):gsub('%f[%a](exp)%f[%A]', '\\exp '):gsub('%f[%a](ln)%f[%A]', '\\ln ')
    for u, name in pairs(greek) do s = s:gsub(u, name == '-' and '-' or '\\' .. name .. ' ') end
    return '$' .. s:gsub("'", "''") .. '$'
  end
  s = s:gsub('[&%%#_]', '\\%0'):gsub('%^', '\\textasciicircum{}')
  s = s:gsub('|([^|]+)|', '$|$%1$|$'):gsub('²', '$^2$'):gsub('³', '$^3$')
  for u, name in pairs(greek) do s = s:gsub(u, name == '-' and '$-$' or '$\\' .. name .. '$') end
  return (s:gsub("'", "''"))
end
local function cstr(s) return '"' .. s:gsub('[\\"]', '\\%0') .. '"' end
local function plain(s)            -- TeX of a slider's text, for a terminal
  return (s:gsub('%$', ''):gsub('\\(%a+)', '%1'):gsub('[{}]', ''):gsub('_', ''))
end
local function num(s) return tonumber(s) end
local function lit(x)              -- a double in C
  local s = string.format('%.17g', x)
  for p = 1, 16 do local t = string.format('%.' .. p .. 'g', x); if tonumber(t) == x then s = t; break end end
  return s:find '[.eE]' and s or s .. '.0'
end

-- parse ROWS { {text,file,line} } -> figure, or nil and a list of errors {file,line,msg}
function live.parse(name, rows)
  local f = { name = name, sliders = {}, panels = {}, layers = {}, buttons = {}, use = {}, code = {}, height = 2.3, texts = {} }
  local errors, code, by_name = {}, false, {}
  local function fail(r, msg) errors[#errors + 1] = { r.file, r.line, 'live figure ' .. name .. ': ' .. msg } end
  local range = '^(%S-)%.%.(%S+)$'
  local joined = {}                  -- a line that begins with a space goes on with the one before
  for _, r in ipairs(rows) do
    if r.text:match '^%%%%%s*$' then code = true end
    local last = joined[#joined]
    if not code and last and r.text:match '^%s+%S' then last.text = last.text .. ' ' .. r.text:gsub('^%s+', '')
    else joined[#joined + 1] = { text = r.text, file = r.file, line = r.line } end
  end
  rows, code = joined, false
  for _, r in ipairs(rows) do
    local t = r.text
    if code then f.code[#f.code + 1] = r
    elseif t:match '^%%%%%s*$' then code = true
    elseif t:match '^%s*$' then -- nothing
    else
      local head, expr = t:match '^(.-)%s+:%s+(.+)$'
      head = head or t
      local word, rest = head:match '^(%a+)%s*(.*)$'
      local function range_of(s) local a, b = (s or ''):match(range); a, b = num(a), num(b); if a and b and a < b then return a, b end end
      local function layer(l)
        l.file, l.line, l.expr = r.file, r.line, expr
        if not expr then fail(r, 'no expression after a colon') return end
        if l.kind ~= 'show' and #f.panels == 0 then fail(r, 'a layer before the first panel') return end
        l.panel = l.kind == 'show' and -1 or #f.panels - 1
        f.layers[#f.layers + 1] = l
      end
      local quoted = rest and rest:match '^"(.-)"'
      local after = quoted and rest:sub(#quoted + 3):gsub('^%s+', '') or rest
      if word == 'use' then f.use[#f.use + 1] = { text = rest, file = r.file, line = r.line }
      elseif word == 'slider' then
        local n, start, ran, tail = rest:match '^([%a_][%w_]*)%s*=%s*(%S+)%s+in%s+(%S+)%s*(.*)$'
        local lo, hi = range_of(ran)
        start = num(start)
        if not (n and start and lo) then fail(r, 'write: slider NAME = START in LO..HI [step S] [log] [whole] : TEXT')
        elseif start < lo or start > hi then fail(r, 'start value outside ' .. ran)
        elseif by_name[n] then fail(r, 'slider ' .. n .. ' twice')
        elseif n == 'x' or n == 'y' or n == 's' or n == 'out' or n == 'room' then fail(r, 'a slider cannot be called ' .. n)
        else
          local s = { name = n, start = start, lo = lo, hi = hi, step = num(tail:match 'step%s+(%S+)') , log = tail:match '%f[%a]log' ~= nil,
            whole = tail:match '%f[%a]whole' ~= nil, label = expr or n }
          if s.log and lo <= 0 then fail(r, 'a logarithmic slider needs a positive range') end
          if s.whole then s.step = s.step or 1 end
          if not s.log and not s.step then s.step = (hi - lo) / 200 end
          by_name[n] = s; f.sliders[#f.sliders + 1] = s
        end
      elseif word == 'choice' then
        local n, start, list = rest:match '^([%a_][%w_]*)%s*=%s*(%d+)%s+of%s+(.+)$'
        local names = {}
        for q in (list or ''):gmatch '"(.-)"' do names[#names + 1] = q end
        if not n or #names < 2 or num(start) >= #names then fail(r, 'write: choice NAME = 0 of "A" "B" ... : TEXT')
        else
          local s = { name = n, start = num(start), lo = 0, hi = #names - 1, step = 1, whole = true, choices = names, label = expr or n }
          by_name[n] = s; f.sliders[#f.sliders + 1] = s
        end
      elseif word == 'panel' then
        local title = quoted or ''
        local xr, xl, xq, yr, yl, yq, tail = after:match '^x%s+(%S+)%s*(l?o?g?)%s*(".-")%s+y%s+(%S+)%s*(l?o?g?)%s*(".-")%s*(.*)$'
        local x0, x1 = range_of(xr)
        local y0, y1 = range_of(yr)
        if not (x0 and y0) then fail(r, 'write: panel "TITLE" x LO..HI [log] "LABEL" y LO..HI [log] "LABEL" [equal] [bare] [wide W]')
        else f.panels[#f.panels + 1] = { title = title, x0 = x0, x1 = x1, y0 = y0, y1 = y1, logx = xl == 'log', logy = yl == 'log',
          xlabel = xq:sub(2, -2), ylabel = yq:sub(2, -2), equal = tail:match 'equal' ~= nil, bare = tail:match 'bare' ~= nil, wide = num(tail:match 'wide%s+(%S+)') or 1 } end
      elseif word == 'drag' then
        local a, b = rest:match '^(%S+)%s+(%S+)$'
        if not a or (a ~= '-' and not by_name[a]) or (b ~= '-' and not by_name[b]) then fail(r, 'write: drag X Y, names of sliders or -')
        else f.drag = { a ~= '-' and a or nil, b ~= '-' and b or nil } end
      elseif word == 'curve' then layer { kind = 'curve', name = quoted or '', columns = 2, mute = after:match 'mute' ~= nil }
      elseif word == 'contour' then
        local ran, lg, n = after:match '^(%S+)%s*(l?o?g?)%s+(%d+)$'
        local lo, hi = range_of(ran)
        if not lo then fail(r, 'write: contour "NAME" LO..HI [log] N : EXPRESSION')
        else layer { kind = 'contour', name = quoted or '', columns = 4, lo = lo, hi = hi, n = num(n), log = lg == 'log' } end
      elseif word == 'heat' then
        local lo, hi = range_of(after)
        if not lo then fail(r, 'write: heat "NAME" LO..HI : EXPRESSION') else layer { kind = 'heat', name = quoted or '', columns = 3, lo = lo, hi = hi } end
      elseif word == 'classes' then
        local list = {}
        for label, colour in rest:gmatch '"(.-)"%s+(%w+)' do list[#list + 1] = { label, colour } end
        if #list < 2 then fail(r, 'write: classes "A" s1, "B" s6 : EXPRESSION') else layer { kind = 'classes', name = 'classes', columns = 3, classes = list } end
      elseif word == 'path' then layer { kind = 'path', name = quoted or '', columns = 2, with = after:match 'with%s+(%a+)' or 'lines', mute = after:match 'mute' ~= nil }
      elseif word == 'segments' then layer { kind = 'segments', name = quoted or '', columns = 4, mute = after:match 'mute' ~= nil }
      elseif word == 'labels' then layer { kind = 'labels', name = 'labels', columns = 3, format = quoted or '%g' }
      elseif word == 'dot' or word == 'vline' or word == 'hline' then
        layer { kind = word, name = quoted or '', columns = 2 }
        local l = f.layers[#f.layers]
        if l and word == 'dot' and expr then
          local a, b = expr:match '^(.-)%s+;%s+(.+)$'
          if not a then fail(r, 'write: dot "NAME" : X ; Y') else l.expr, l.expr2 = a, b end
        end
      elseif word == 'text' then
        local x, y = after:match '^at%s+(%S+)%s+(%S+)$'
        if not num(x) or not num(y) or #f.panels == 0 then fail(r, 'write: text "WORDS" at X Y')
        else f.texts[#f.texts + 1] = { text = quoted, x = num(x), y = num(y), panel = #f.panels - 1 } end
      elseif word == 'show' then
        local id, label, fmt = rest:match '^([%a][%w_]*)%s+"(.-)"%s+"(.-)"$'
        local function good(part) return #part < 60 and (not part:find('%', 1, true) or part:match '^[^%%]*%%[%-+ #0]?%d?%d?%.?%d?[efgEFG][^%%]*$') end
        local all = id and fmt:find '[%%|]'
        for part in ((fmt or '') .. '|'):gmatch '([^|]*)|' do all = all and part ~= '' and good(part) end
        if not all then fail(r, 'write: show ID "LABEL" "%.4f" : EXPRESSION, or words for 0, 1 and all others, each below 60 letters: "none|one|%.0f"')
        else layer { kind = 'show', name = id, label = label, format = fmt, columns = 1 } end
      elseif word == 'button' then
        local set = {}
        for part in ((expr or '') .. ' ; '):gmatch '(.-)%s+;%s+' do
          local n, e = part:match '^([%a_][%w_]*)%s*=%s*(.+)$'
          if not n or not by_name[n] then fail(r, 'write: button "LABEL" : SLIDER = EXPRESSION ; ...') else set[#set + 1] = { n, e } end
        end
        if quoted and #set > 0 then f.buttons[#f.buttons + 1] = { label = quoted, set = set, file = r.file, line = r.line } end
      elseif word == 'play' then if by_name[rest] then f.play = rest else fail(r, 'play names no slider') end
      elseif word == 'height' then f.height = num(rest) or 2.3
      else fail(r, 'unknown word ' .. tostring(word) .. '; there are use slider choice panel drag curve contour heat classes path segments labels dot vline hline text show button play height') end
    end
  end
  if #errors == 0 and #f.panels == 0 then fail(rows[1] or { file = '?', line = 1 }, 'no panel') end
  if #errors == 0 and #f.layers == 0 then fail(rows[1], 'no layer') end
  -- the expressions of buttons are layers that are shown nowhere
  for _, b in ipairs(f.buttons) do
    b.layers = {}
    for i, s in ipairs(b.set) do
      f.layers[#f.layers + 1] = { kind = 'hidden', name = 'button', panel = -1, columns = 1, expr = s[2], file = b.file, line = b.line }
      b.layers[i] = #f.layers - 1
    end
  end
  if #errors > 0 then return nil, errors end
  return f
end

-- The C program: a list of lines {text, file, line}, the place nil where no line of a chapter stands behind.
function live.c(f)
  local out = {}
  local function p(text, r) out[#out + 1] = { text = text, file = r and r.file, line = r and r.line } end
  p('#include <math.h>'); p('#include <stdlib.h>'); p('#include "fig.h"')
  for _, u in ipairs(f.use) do p('#include "' .. u.text .. '"', u) end
  p('#if defined(__GNUC__)'); p('#pragma GCC diagnostic ignored "-Wunused-function"'); p('#endif')
  for _, r in ipairs(f.code) do out[#out + 1] = r end
  local function head(kind, k, args)
    p('static ' .. kind .. ' layer' .. k .. args)
    p('{')
    for i, s in ipairs(f.sliders) do
      p(string.format('    const %s %s = %ss[%d]; (void)%s;', s.whole and 'int' or 'double', s.name, s.whole and '(int)' or '', i - 1, s.name))
    end
  end
  for i, l in ipairs(f.layers) do
    local k = i - 1
    if l.kind == 'curve' or l.kind == 'contour' or l.kind == 'heat' or l.kind == 'classes' or l.kind == 'show' or l.kind == 'hidden' then
      head('double', k, '(const double s[], double x, double y)')
      p('    (void)s, (void)x, (void)y;')
      p('    return (double)(' .. l.expr .. ');', l)
    else
      head('long', k, '(const double s[], double out[], long room)')
      p('    (void)s, (void)out, (void)room;')
      local P = f.panels[l.panel + 1]
      if l.kind == 'dot' then
        p('    out[0] = (double)(' .. l.expr .. '); out[1] = (double)(' .. l.expr2 .. ');', l); p('    return 1;')
      elseif l.kind == 'vline' then
        p('    out[0] = out[2] = (double)(' .. l.expr .. ');', l)
        p(string.format('    out[1] = %s; out[3] = %s;', lit(P.y0), lit(P.y1))); p('    return 2;')
      elseif l.kind == 'hline' then
        p('    out[1] = out[3] = (double)(' .. l.expr .. ');', l)
        p(string.format('    out[0] = %s; out[2] = %s;', lit(P.x0), lit(P.x1))); p('    return 2;')
      else p('    return (long)(' .. l.expr .. ');', l) end
    end
    p('}')
  end
  local kinds = { curve = 'FIG_CURVE', contour = 'FIG_CONTOUR', heat = 'FIG_FIELD', classes = 'FIG_FIELD', show = 'FIG_SHOW', hidden = 'FIG_CURVE' }
  p('static const fig_slider sliders[] = {')
  for _, s in ipairs(f.sliders) do
    local what = plain(s.label)
    if s.choices then
      local t = {}
      for i, c in ipairs(s.choices) do t[i] = (i - 1) .. ' ' .. c end
      what = what .. ': ' .. table.concat(t, ', ')
    end
    p(string.format('    {"%s", %s, %s, %s, %s, %d},', s.name, cstr(what), lit(s.start), lit(s.lo), lit(s.hi), s.whole and 1 or 0))
  end
  if #f.sliders == 0 then p('    {0}') end
  p('};')
  p('static const fig_panel panels[] = {')
  for _, q in ipairs(f.panels) do
    p(string.format('    {%s, %s, %s, %s, %d, %d},', lit(q.x0), lit(q.x1), lit(q.y0), lit(q.y1), q.logx and 1 or 0, q.logy and 1 or 0))
  end
  p('};')
  p('static const fig_layer layers[] = {')
  for i, l in ipairs(f.layers) do
    local at = kinds[l.kind] ~= nil
    p(string.format('    {%s, %s, %d, %d, %s, %s, %s, %s, %d, %d, %s},', cstr(l.name), l.kind == 'hidden' and 'FIG_SHOW' or kinds[l.kind] or 'FIG_ROWS', l.panel, l.columns,
      at and 'NULL' or 'layer' .. i - 1, at and 'layer' .. i - 1 or 'NULL', lit(l.lo or 0), lit(l.hi or 0), l.n or 0, l.log and 1 or 0, l.kind == 'show' and cstr(l.format) or 'NULL'))
  end
  p('};')
  local id = f.name:gsub('_', '.', 1)
  p(string.format('extern const fig_figure fig_%s;', f.name))
  p(string.format('const fig_figure fig_%s = {%s, %s, sliders, panels, layers,', f.name, cstr(id), cstr('the figure ' .. f.name .. '; a block of rows for each layer')))
  p(string.format('    %d, %d, %d};', #f.sliders, #f.panels, #f.layers))
  p('#ifndef __wasm__')
  p(string.format('int main(int argc, char *argv[]) { return fig_main(&fig_%s, argc, argv); }', f.name))
  p('#endif')
  return out
end

local function gnum(x) return string.format('%.12g', x) end
local colours = { 's1', 's2', 's3', 's4' }
-- Which of the four series a layer is, counted in its panel.
function live.series(f)
  local n = {}
  for _, l in ipairs(f.layers) do
    if l.panel >= 0 then
      if (l.kind == 'curve' or l.kind == 'path' or l.kind == 'segments' or l.kind == 'dot') and not l.mute then
        local key = l.panel .. '\0' .. l.name
        n[l.panel] = n[l.panel] or { count = 0 }
        if l.name == '' or not n[l.panel][l.name] then
          n[l.panel].count = n[l.panel].count % 4 + 1
          if l.name ~= '' then n[l.panel][l.name] = n[l.panel].count end
          l.series = n[l.panel].count
        else l.series = n[l.panel][l.name]; l.again = true end
      end
    end
  end
end
function live.gp(f)
  live.series(f)
  local t = {}
  local function p(...) t[#t + 1] = string.format(...) end
  p("size = 'full'"); p('height = %s', gnum(f.height))
  p("load 'book/press/figure.gp'")
  p('set multiplot')
  local total = 0
  for _, q in ipairs(f.panels) do total = total + q.wide end
  local gap, left = 0.085, 0.06
  local width = (1 - left - 0.015 - gap * (#f.panels - 1)) / total
  local at = left
  for i, q in ipairs(f.panels) do
    p('set lmargin at screen %s; set rmargin at screen %s', gnum(at), gnum(at + width * q.wide))
    p('set tmargin at screen 0.86; set bmargin at screen %s', gnum(0.36 / f.height))
    at = at + width * q.wide + gap
    p('unset label; unset logscale; set format "%%g"; unset key')
    local x0, x1, y0, y1 = q.x0, q.x1, q.y0, q.y1
    if q.equal then
      local w, h = width * q.wide * 6.6422, (0.86 - 0.36 / f.height) * f.height
      local sx, sy = (x1 - x0) / w, (y1 - y0) / h
      if sx < sy then local m, d = (x0 + x1) / 2, sy * w / 2; x0, x1 = m - d, m + d else local m, d = (y0 + y1) / 2, sx * h / 2; y0, y1 = m - d, m + d end
    end
    p('set xrange [%s:%s]; set yrange [%s:%s]', gnum(x0), gnum(x1), gnum(y0), gnum(y1))
    if q.logx then p("set logscale x; set format x '$10^{%%L}$'") end
    if q.logy then p("set logscale y; set format y '$10^{%%L}$'") end
    if q.bare then p('unset border; unset tics') end
    p("set xlabel '%s' offset 0,0.4", tex(q.xlabel))
    local entries = 0
    for _, l in ipairs(f.layers) do if l.panel == i - 1 then
      entries = entries + (l.classes and #l.classes or (l.series and l.name ~= '' and not l.again) and 1 or 0)
    end end
    if entries > 3 and #f.panels > 1 then p('set tmargin at screen 0.8') end
    p("set label '%s' at graph 0,1.05 left tc rgb mute", tex(q.ylabel))
    for _, x in ipairs(f.texts) do if x.panel == i - 1 then p("set label '%s' at %s,%s front", tex(x.text), gnum(x.x), gnum(x.y)) end end
    p('set key at screen %s,0.995 right top horizontal Left reverse samplen 2 width -1 maxcols 3', gnum(at - gap))
    local plots = {}
    local function add(fmt, ...) plots[#plots + 1] = string.format(fmt, ...) end
    for k, l in ipairs(f.layers) do if l.panel == i - 1 then
      local title = l.name ~= '' and not l.again and string.format("title '%s'", tex(l.name)) or 'notitle'
      local style = l.series and string.format('lt %d lc rgb %s', l.series, colours[l.series]) or 'lt 1 lc rgb hair'
      local d = string.format('data index %d', k - 1)
      if l.kind == 'curve' then add("%s using 1:2 with lines %s %s", d, style, title)
      elseif l.kind == 'path' then
        local with = l.with == 'points' and 'linespoints' or l.with == 'dots' and 'points pt 7 ps 0.15' or l.with
        add("%s using 1:2 with %s %s %s", d, with, style, title)
      elseif l.kind == 'dot' then add("%s using 1:2 with points pt 7 lc rgb accent ps 0.9 %s", d, title)
      elseif l.kind == 'contour' then add("%s using 1:2:($3-$1):($4-$2) with vectors nohead lt 1 lw 0.6 lc rgb s5 notitle", d)
      elseif l.kind == 'segments' then add("%s using 1:2:($3-$1):($4-$2) with vectors nohead %s %s", d, style, title)
      elseif l.kind == 'vline' or l.kind == 'hline' then
        add("%s using 1:2 with lines lt 3 lc rgb mute notitle", d)
        if l.name ~= '' then
          add("%s every ::%d::%d using 1:2:(%s) with labels %s tc rgb mute notitle", d, 1, 1, "'" .. tex(l.name) .. "'", l.kind == 'vline' and 'left offset 0.3,-0.6' or 'right offset -0.3,0.5')
        end
      elseif l.kind == 'labels' then add("%s using 1:2:(sprintf('%s',$3)) with labels notitle", d, l.format)
      elseif l.kind == 'heat' then
        p("set palette defined (0 '#FFFFFF', 1 s5, 2 s1); set cbrange [%s:%s]; unset colorbox", gnum(l.lo), gnum(l.hi))
        table.insert(plots, 1, string.format('%s using 1:2:3 with image notitle', d))
      elseif l.kind == 'classes' then
        local c = {}
        for j, x in ipairs(l.classes) do c[j] = string.format("%d %s", j - 1, x[2] == 'paper' and "'#FFFFFF'" or x[2]) end
        p('set palette maxcolors %d defined (%s); set cbrange [-0.5:%s]; unset colorbox', #c, table.concat(c, ', '), gnum(#c - 0.5))
        table.insert(plots, 1, string.format('%s using 1:2:3 with image notitle', d))
        for _, x in ipairs(l.classes) do add("NaN with boxes fs solid lc rgb %s title '%s'", x[2] == 'paper' and "'#FFFFFF'" or x[2], tex(x[1])) end
      end
    end end
    p('plot %s', table.concat(plots, ', \\\n     '))
  end
  p('unset multiplot')
  return t
end

-- The description for the page, as a Lua table in text.
local function ser(v)
  if type(v) == 'string' then return string.format('%q', v)
  elseif type(v) == 'table' then
    local t, n = {}, #v
    for i = 1, n do t[i] = ser(v[i]) end
    local keys = {}
    for k in pairs(v) do if type(k) == 'string' then keys[#keys + 1] = k end end
    table.sort(keys)
    for _, k in ipairs(keys) do t[#t + 1] = k .. '=' .. ser(v[k]) end
    return '{' .. table.concat(t, ',') .. '}'
  end
  return type(v) == 'number' and string.format('%.17g', v) or tostring(v)
end
function live.description(f)
  live.series(f)
  local d = { name = f.name, sliders = f.sliders, panels = f.panels, texts = f.texts, play = f.play, drag = f.drag, layers = {}, buttons = {} }
  for i, l in ipairs(f.layers) do
    d.layers[i] = { kind = l.kind, name = l.name, panel = l.panel, columns = l.columns, with = l.with, series = l.series, mute = l.mute, again = l.again,
      label = l.label, format = l.kind == 'labels' and l.format or nil, lo = l.lo, hi = l.hi, classes = l.classes, expr = l.expr .. ' ; ' .. (l.expr2 or '') }
  end
  for i, b in ipairs(f.buttons) do
    local names = {}
    for j, s in ipairs(b.set) do names[j] = s[1] end
    d.buttons[i] = { label = b.label, sliders = names, layers = b.layers }
  end
  return 'return ' .. ser(d) .. '\n'
end
return live
