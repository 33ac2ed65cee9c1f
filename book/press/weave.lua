-- weave.lua: one chapter's AST to LaTeX or HTML. All numbers come from build/index.tsv.
-- Metadata: id, number, kind, file; only=solutions for the back of the printed book.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local lex = require 'lex'
local utils = pandoc.utils
local LATEX = FORMAT == 'latex'

-- ---------------------------------------------------------------- the index
local labels, defs, recs, chunkinfo = {}, {}, {}, {}
for l in (nw.read 'build/index.tsv' or ''):gmatch '[^\n]+' do
  local t = {}
  for f in (l .. '\t'):gmatch '(.-)\t' do t[#t + 1] = f end
  if t[1] == 'label' then labels[t[2]] = { kind = t[3], number = t[4], page = t[5], title = t[6] }
  elseif t[1] == 'def' then
    defs[t[2]] = defs[t[2]] or {}
    table.insert(defs[t[2]], { ck = t[3], page = t[4], scope = t[5] })
  elseif t[1] == 'rec' then recs[t[2]] = { kind = t[3], measured = t[4], bound = t[5], verdict = t[6], ck = t[7], time = t[8] or '' }
  elseif t[1] == 'chunk' then chunkinfo[t[2]] = { number = t[3], page = t[4], name = t[5], roots = t[6] } end
end

local me, source = {}, {}
local function die(where, msg)
  local line = 1
  for i, l in ipairs(source) do if l:find(where, 1, true) then line = i; break end end
  io.stderr:write(string.format('%s:%d: %s\n', me.file, line, msg))
  os.exit(1)
end

-- ---------------------------------------------------------------- escapes
local tex_char = {
  ['\\'] = '\\textbackslash{}', ['{'] = '\\{', ['}'] = '\\}', ['_'] = '\\_', ['^'] = '\\textasciicircum{}',
  ['#'] = '\\#', ['&'] = '\\&', ['%'] = '\\%', ['$'] = '\\$', ['~'] = '\\textasciitilde{}',
}
local code_char = setmetatable({ ["'"] = '\\textquotesingle{}', ['"'] = '\\textquotedbl{}', ['`'] = '\\textasciigrave{}',
  ['-'] = '{-}', ['<'] = '{<}', ['>'] = '{>}', [','] = '{,}' }, { __index = tex_char })
local function tex(s) return (s:gsub('[\\{}_^#&%%$~]', tex_char)) end
local function tex_code(s, space)
  return (s:gsub('[\\{}_^#&%%$~\'"`<>,%-]', code_char):gsub(' ', space or '\\dssp{}'))
end
local function tex_inline(s)        -- may break after an underscore, a slash or a comma
  return (tex_code(s, ' '):gsub('\\_', '\\_\\allowbreak{}'):gsub('/', '/\\allowbreak{}'):gsub('%(', '(\\allowbreak{}'))
end
local function esc(s) return (s:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' })) end
local function raw(s) return pandoc.RawInline(FORMAT, s) end
local function rawb(s) return pandoc.RawBlock(FORMAT, s) end
local function href(page, id)
  return esc((page == me.id and '' or page .. '.html') .. (id and '#' .. id or ''))
end
local function to_tex(inlines)
  return (pandoc.write(pandoc.Pandoc { pandoc.Plain(inlines) }, 'latex'):gsub('\n', ' '))
end
local function to_html(inlines)
  return (pandoc.write(pandoc.Pandoc { pandoc.Plain(inlines) }, 'html'):gsub('\n$', ''))
end

-- ---------------------------------------------------------------- numbers
local function format_value(id, fmt)
  local r = recs[id]
  if not r then die(id, 'value ' .. id .. ' has no record') end
  if r.verdict == 'notrun' then return nil end
  if fmt == '%s' then return r.measured end
  local v = tonumber(r.measured) or tonumber(r.measured, 16)
  local ok, s = pcall(string.format, fmt, v)
  if not ok then die(id, 'bad format ' .. fmt .. ' for value ' .. id) end
  if s:find 'nan' or s:find 'inf' then die(id, 'value ' .. id .. ' is ' .. s) end
  return s
end
local function value_tex(s)
  if s:match '^%-?0%.?0*e' then return '0' end
  local m, e = s:match '^(.-)e([-+]?%d+)$'
  if not m then return s end
  local ten = '10^{' .. tonumber(e) .. '}'
  return (m == '1' or m == '-1') and m:gsub('1', '') .. ten or m .. '\\times ' .. ten
end
local value = {
  Span = function(s)
    if s.classes:includes 'given' then return s.content end
    if not s.classes:includes 'value' then return end
    local v = format_value(s.attributes.of, s.attributes.fmt)
    if not v then return pandoc.Str '[not\u{A0}run]' end
    if not v:match '%a.*%a' and v:match 'e[-+]?%d+$' then return pandoc.Math('InlineMath', value_tex(v)) end
    return pandoc.Str((v:gsub('^%-', '\u{2212}')))
  end,
  Math = function(m)
    m.text = m.text:gsub('\\val%[([^%]]*)%]{([^}]*)}', function(fmt, id) 
      local v = format_value(id, fmt)
      return v and value_tex(v) or '\\text{--}'      -- in a table the words would be wider than the number
    end)
    return m
  end,
}

-- ---------------------------------------------------------------- identifiers
-- The definition that an identifier in a chunk with these roots refers to.
local function definition(name, roots)
  local best
  for _, d in ipairs(defs[name] or {}) do
    local ok = d.scope == '*'
    if not ok and roots then
      for r in d.scope:gmatch '%S+' do if (' ' .. roots .. ' '):find(' ' .. r .. ' ', 1, true) then ok = true end end
    end
    if not ok and not roots and d.page == me.id then ok = true end
    if ok and (not best or (d.page == me.id and best.page ~= me.id)) then best = d end
  end
  return best
end
-- {eq:first.step} in a comment is shown as the reader knows it.
local comment_word = { eq = 'equation', section = 'section', figure = 'figure', claim = 'claim', ex = 'exercise', chapter = 'chapter' }
local function in_comment(id)
  local l = labels[id]
  if not l then return end
  if l.kind == 'chapter' and l.number:match '%a' then return 'appendix ' .. l.number end
  return l.kind == 'eq' and 'equation (' .. l.number .. ')' or (comment_word[l.kind] or '') .. ' ' .. l.number
end
local function code_tokens(text, lang, roots, own)
  local t = {}
  local mini, seen = {}, {}
  for _, k in ipairs(lex(text, lang)) do
    local kind, s = k[1], k[2]
    local d = kind == 'id' and definition(s, roots)
    if kind == 'cm' then s = s:gsub('{([%w:.]+)}', in_comment) end
    if d and d.ck ~= own and not seen[s] then
      seen[s] = true
      mini[#mini + 1] = { s, d }
    end
    if LATEX then
      local c = tex_code(s)
      if kind == 'kw' then c = '\\Kw{' .. c .. '}'
      elseif kind == 'cm' then c = '\\Cm{' .. c .. '}'
      elseif kind == 'st' then c = '\\St{' .. c .. '}'
      elseif kind == 'pp' then c = '\\Pp{' .. c .. '}'
      elseif d and d.ck ~= own then c = '\\dslink{' .. d.ck .. '}{' .. c .. '}' end
      t[#t + 1] = c
    else
      local c = esc(s)
      if kind == 'kw' then c = '<b>' .. c .. '</b>'
      elseif kind == 'cm' then c = '<i>' .. c .. '</i>'
      elseif kind == 'st' then c = '<span class="st">' .. c .. '</span>'
      elseif kind == 'pp' then c = '<span class="pp">' .. c .. '</span>'
      elseif d then c = '<a class="id" href="' .. href(d.page, d.ck) .. '">' .. c .. '</a>' end
      t[#t + 1] = c
    end
  end
  return table.concat(t), mini
end

-- ---------------------------------------------------------------- KaTeX
local formulas, formula_at = {}, {}
local function want(text, display)
  local k = (display and 'D' or 'I') .. text
  if not formula_at[k] then
    formulas[#formulas + 1] = { tex = text, display = display }
    formula_at[k] = #formulas
  end
end
local rendered
local function json_string(s)
  return '"' .. s:gsub('[%c"\\]', function(c) return string.format('\\u%04x', c:byte()) end) .. '"'
end
local function json_unstring(s)
  return (s:gsub('\\u(%x%x%x%x)', function(h) return utf8.char(tonumber(h, 16)) end)
    :gsub('\\(.)', { n = '\n', t = '\t', r = '\r', ['"'] = '"', ['\\'] = '\\', ['/'] = '/', b = '\b', f = '\f' }))
end
local function render_formulas()
  rendered = {}
  if #formulas == 0 then return end
  local t = {}
  for i, f in ipairs(formulas) do t[i] = '{"tex":' .. json_string(f.tex) .. ',"display":' .. tostring(f.display) .. '}' end
  local out = pandoc.pipe('node', { 'book/press/katex.js' }, '[' .. table.concat(t, ',') .. ']')
  for key, body in out:gmatch '{"(%a+)":"(.-[^\\])"}' do
    rendered[#rendered + 1] = { key, json_unstring(body) }
  end
  for i, f in ipairs(formulas) do
    if not rendered[i] then error 'katex answered less than it was asked' end
    if rendered[i][1] == 'error' then
      die(f.tex:match '^%s*([^\n]*)' or f.tex, rendered[i][2])
    end
  end
end
local function math_html(text, display)
  return rendered[formula_at[(display and 'D' or 'I') .. text]][2]
end

-- ---------------------------------------------------------------- figures that move
local live_order
local function live_figure(src)
  local text = src and nw.read('build/live/' .. src .. '.lua')
  if not text then return end
  if not live_order then
    live_order = {}
    local n = 0
    for f in ((nw.read 'build/roots.mk' or ''):match 'LIVE := ([^\n]*)' or ''):gmatch '%S+' do
      if f:match('^' .. me.id .. '_') then live_order[f] = n; n = n + 1 end
    end
  end
  local d = load(text)()
  d.index = live_order[src]
  return d
end
local function label_pieces(s, text, math)
  return (s:gsub('([^$]*)%$?([^$]*)%$?', function(t, m) return (t ~= '' and text(t) or '') .. (m ~= '' and math(m) or '') end))
end
local function json(v)
  if type(v) == 'string' then return (json_string(v):gsub('</', '<\\/')) end
  if type(v) ~= 'table' then return type(v) == 'number' and string.format('%.17g', v) or tostring(v) end
  local t = {}
  if #v > 0 or next(v) == nil then
    for i, x in ipairs(v) do t[i] = json(x) end
    return '[' .. table.concat(t, ',') .. ']'
  end
  local keys = {}
  for k in pairs(v) do keys[#keys + 1] = k end
  table.sort(keys)
  for i, k in ipairs(keys) do t[i] = json_string(k) .. ':' .. json(v[k]) end
  return '{' .. table.concat(t, ',') .. '}'
end
-- "At eta = 0.4, x_0 = 1" for paper
local function live_still(d)
  local t = {}
  for _, s in ipairs(d.sliders) do
    local symbol = s.label:match '%$(.-)%$'
    local v = s.choices and '\\text{' .. tex(s.choices[s.start + 1]) .. '}' or value_tex(string.format('%.6g', s.start))
    t[#t + 1] = symbol and '$' .. symbol .. ' = ' .. v .. '$' or tex(s.label) .. ' $' .. v .. '$'
  end
  return '\\dslive{' .. table.concat(t, ', ') .. '}'
end

-- ---------------------------------------------------------------- chunk names
local chunks, by_name, users = {}, {}, {}
local function name_pieces(name)
  if nw.is_root(name) then return { { 'code', name } } end
  local t, p = {}, 1
  while p <= #name do
    local s, e, code = name:find('%[%[(.-)%]%]', p)
    local s2, e2, math = name:find('%$(.-)%$', p)
    if s and (not s2 or s < s2) then
      if s > p then t[#t + 1] = { 'text', name:sub(p, s - 1) } end
      t[#t + 1] = { 'code', code }; p = e + 1
    elseif s2 then
      if s2 > p then t[#t + 1] = { 'text', name:sub(p, s2 - 1) } end
      t[#t + 1] = { 'math', math }; p = e2 + 1
    else t[#t + 1] = { 'text', name:sub(p) }; break end
  end
  return t
end
local function name_out(name)
  local t = {}
  for _, p in ipairs(name_pieces(name)) do
    local kind, s = p[1], p[2]
    if LATEX then
      t[#t + 1] = kind == 'code' and '\\code{' .. tex_code(s, ' ') .. '}' or kind == 'math' and '$' .. s .. '$' or tex(s)
    else
      t[#t + 1] = kind == 'code' and '<code>' .. esc(s) .. '</code>' or kind == 'math' and math_html(s, false) or esc(s)
    end
  end
  return table.concat(t)
end
local function want_name(name)
  for _, p in ipairs(name_pieces(name)) do if p[1] == 'math' then want(p[2], false) end end
end

local function chunk_link(ck, text)
  local c = chunkinfo[ck]
  if LATEX then return '\\dslink{' .. ck .. '}{' .. (text or c.number) .. '}' end
  return '<a href="' .. href(c.page, ck) .. '">' .. (text or c.number) .. '</a>'
end
local function language(c)
  if c.roots:match '%.gp' then return 'gp' end
  local ext = c.roots:match '%.(%w+)'
  if ext == 'smt2' or ext == 'mac' then return ext end
  if ext == 'mutants' or ext == '1' or ext == 'bash' then return 'none' end
  return 'c'
end
-- Lines of a chunk: { text } or { use=name, indent= }
-- A blank first line is for the tangled file, where the parts meet; the page has its own space.
local function chunk_rows(text)
  local t = {}
  text = text:gsub('^\n+', '')
  for _, l in ipairs(nw.lines(text)) do
    local indent, use = l:match '^(%s*)\u{E000}(.*)\u{E001}$'
    t[#t + 1] = use and { use = use, indent = indent } or { text = l }
  end
  return t
end

local function define_list(ck)
  local t = {}
  for name, ds in pairs(defs) do
    for _, d in ipairs(ds) do if d.ck == ck then t[#t + 1] = name; break end end
  end
  table.sort(t)
  return t
end

-- What Z3 or Maxima answered, under the chunk that asked.
local function less(time) return time == '' and '' or (LATEX and ', in less than ' or ', in less than ') .. time .. '\u{A0}s' end
local function answer(name)
  local base, ext = name:match '^tests/(.*)%.(%w+)$'
  local r = (ext == 'smt2' or ext == 'mac') and recs[base:gsub('_', '.')]
  if not r then return end
  local claim = labels[base:gsub('_', '.')].number
  if r.verdict ~= 'pass' then return 'Not run here: ' .. r.bound .. '.' end
  if ext == 'mac' then return 'Claim ' .. claim .. '. Maxima: zero, and not zero for the mutant' .. less(r.time) .. '.' end
  return 'Claim ' .. claim .. '. Z3: hypotheses sat, negation unsat, ' .. (select(2, r.measured:gsub(',', '')) > 2 and 'mutants' or 'mutant') .. ' sat' .. less(r.time) .. '.'
end
local function foot(ck, name, part)
  local words = {}
  local said = part == 1 and answer(name)
  if said then words[1] = LATEX and tex(said):gsub('\u{A0}', '~') or esc(said) end
  local d = define_list(ck)
  if #d > 0 and #d <= 8 then
    for i, n in ipairs(d) do d[i] = LATEX and '\\code{' .. tex_inline(n) .. '}' or '<code>' .. esc(n) .. '</code>' end
    words[#words + 1] = 'Defines ' .. table.concat(d, ', ') .. '.'
  end
  local hole, why = name:match '^wrong: (.-): (.+)$'
  if part == 1 then
    local u = users[name]
    if u then
      local t = {}
      for i, x in ipairs(u) do t[i] = chunk_link(x) end
      words[#words + 1] = 'Used in ' .. table.concat(t, ', ') .. '.'
    elseif nw.is_root(name) then
      if name:match '^exercises/' then words[#words + 1] = 'The learner\u{2019}s file.' end
    elseif hole then
      words[#words + 1] = 'Planted; the build proves that it fails.'
    end
  end
  return table.concat(words, LATEX and '\\quad ' or ' ')
end

local function chunk_latex(c, ck, name, part)
  local info = chunkinfo[ck]
  local parts = by_name[name]
  local prev, next_ = parts[part - 1], parts[part + 1]
  local rows, mini, seen = {}, {}, {}
  local body = {}
  for i, r in ipairs(chunk_rows(c.text)) do rows[i] = r end
  local texts = {}
  for _, r in ipairs(rows) do texts[#texts + 1] = r.use and '\u{E000}' or r.text end
  local toks, m = code_tokens(table.concat(texts, '\n'), language(info), info.roots, ck)
  local lines = nw.lines(toks)
  for i, r in ipairs(rows) do
    if r.use then
      local target = by_name[r.use] and by_name[r.use][1]
      body[#body + 1] = '\\dsl{' .. tex_code(r.indent) .. '\\dsuse{' .. (target or ck) .. '}{' .. name_out(r.use) .. '}{' ..
        (target and chunkinfo[target].number or '') .. '}}'
    elseif r.text == '' then body[#body + 1] = '\\dsle'
    else body[#body + 1] = '\\dsl{' .. lines[i] .. '}' end
  end
  local t = {}
  if #m > 0 then
    for i = 1, math.min(#m, math.max(2, #rows)) do
      mini[#mini + 1] = '\\dsminientry{' .. tex_code(m[i][1], ' ') .. '}{' .. m[i][2].ck .. '}'
    end
    t[#t + 1] = '\\dsmini{' .. table.concat(mini) .. '}%'
  end
  t[#t + 1] = string.format('\\begin{dschunk}{%s}{%s}{%s}{%s}{%s}{%s}', ck, info.number, name_out(name),
    part == 1 and 'eq' or 'plus', prev and chunk_link(prev) or '', next_ and chunk_link(next_) or '')
  t[#t + 1] = table.concat(body, '\n')
  t[#t + 1] = '\\end{dschunk}'
  local f = foot(ck, name, part)
  if f ~= '' then t[#t + 1] = '\\dschunkfoot{' .. f .. '}' end
  return rawb(table.concat(t, '\n'))
end

-- Code as <pre> segments with <details> between them for the uses.
local function code_html(text, roots, lang, own, depth)
  local t, seg, mini = {}, {}, {}
  local rows = chunk_rows(text)
  local texts = {}
  for _, r in ipairs(rows) do texts[#texts + 1] = r.use and '\u{E000}' or r.text end
  local toks, m = code_tokens(table.concat(texts, '\n'), lang, roots, own)
  local lines = nw.lines(toks)
  local function flush()
    if #seg > 0 then t[#t + 1] = '<pre tabindex="0"><code>' .. table.concat(seg, '\n') .. '\n</code></pre>' end
    seg = {}
  end
  for i, r in ipairs(rows) do
    if r.use then
      flush()
      local parts = by_name[r.use] or {}
      local number = parts[1] and chunkinfo[parts[1]].number or ''
      local inner = {}
      if depth < 6 then
        for _, p in ipairs(parts) do inner[#inner + 1] = code_html(chunks[p].text, roots, lang, p, depth + 1) end
      end
      t[#t + 1] = string.format('<details class="use" style="--ind:%d"><summary>\u{27E8}%s <span class="ckno">%s</span>\u{27E9}</summary>%s' ..
        '<p class="usefoot">%s</p></details>', #r.indent, name_out(r.use), number, table.concat(inner),
        parts[1] and '<a href="#' .. parts[1] .. '">go to ' .. number .. '</a>' or '')
    else
      seg[#seg + 1] = lines[i]
    end
  end
  flush()
  return table.concat(t), m
end

local function chunk_html(c, ck, name, part)
  local info = chunkinfo[ck]
  local parts = by_name[name]
  local links = {}
  if parts[part - 1] then links[#links + 1] = '<a href="#' .. parts[part - 1] .. '">\u{25C1} ' .. chunkinfo[parts[part - 1]].number .. '</a>' end
  if parts[part + 1] then links[#links + 1] = '<a href="#' .. parts[part + 1] .. '">' .. chunkinfo[parts[part + 1]].number .. ' \u{25B7}</a>' end
  local body, m = code_html(c.text, info.roots, language(info), ck, 0)
  local mini = {}
  for i = 1, math.min(#m, 8) do
    mini[#mini + 1] = '<span><a href="' .. href(m[i][2].page, m[i][2].ck) .. '">' .. esc(m[i][1]) .. '</a> ' .. chunkinfo[m[i][2].ck].number .. '</span>'
  end
  local f = foot(ck, name, part)
  return rawb(string.format(
    '<div class="chunk" id="%s"><div class="chunkhead"><a class="chunkname" href="#%s">\u{27E8}%s <span class="ckno">%s</span>\u{27E9}</a> %s<span class="cklinks">%s</span></div>%s<div class="code">%s</div>%s</div>',
    ck, ck, name_out(name), info.number, part == 1 and '\u{2261}' or '+\u{2261}', table.concat(links, ' '),
    #mini > 0 and '<div class="mini">' .. table.concat(mini, ' ') .. '</div>' or '',
    body, f ~= '' and '<div class="chunkfoot">' .. f .. '</div>' or ''))
end

-- ---------------------------------------------------------------- claims
local function claim_status(el)
  local id, a = el.identifier, el.attributes
  if a.open then
    if a.proof then return 'square', a.open .. ', proved; check open', 'proved', '\u{25A0}' end
    return 'ring', a.open .. ', open', 'open', '\u{25CB}'
  end
  local r = recs[id]
  if r and r.verdict == 'notrun' then return 'amber', r.kind .. ', not run', 'amber', '\u{25CB}' end
  if r and r.verdict == 'pass' then return 'tick', r.kind .. (a.proof and ', proved' or ''), 'ok', '\u{2713}' end
  return 'amber', 'not run', 'amber', '\u{25CB}'
end
local function claim_mark(el)
  local mark, note, class, sign = claim_status(el)
  local n = el.attributes.number
  if LATEX then return raw('\\dsclaimmark{' .. mark .. '}{' .. n .. '}{' .. tex(note) .. '}') end
  return raw(string.format('<a class="claimmark %s" href="ledger.html#lg:%s"><span class="mark" aria-hidden="true">%s</span> %s <span class="kind">%s</span></a>', class, n, sign, n, esc(note))), class
end

local function prepend(blocks, inline)
  local first = blocks[1]
  if first and (first.t == 'Para' or first.t == 'Plain') then table.insert(first.content, 1, inline)
  else table.insert(blocks, 1, pandoc.Plain { inline }) end
end
local function append(blocks, inline)
  local last = blocks[#blocks]
  if last and (last.t == 'Para' or last.t == 'Plain') then last.content:insert(inline)
  else blocks:insert(pandoc.Plain { inline }) end
end
local function wrap(blocks, before, after)
  local out = pandoc.List { rawb(before) }
  out:extend(blocks)
  out:insert(rawb(after))
  return out
end

-- ---------------------------------------------------------------- references
local word = { section = 'Section', figure = 'Figure', claim = 'Claim', ex = 'Exercise', ck = 'chunk' }
local function reference(to, kind)
  local l = labels[to]
  if not l then die('{' .. to .. '}', '\\ref{' .. to .. '} is undefined') end
  if l.kind == 'eq' or kind == 'eqref' then return '(' .. l.number .. ')', l end
  if l.kind == 'chapter' then
    if l.number == '' then return l.title, l end
    return (l.number:match '%a' and 'Appendix\u{A0}' or 'Chapter\u{A0}') .. l.number, l
  end
  if l.kind == 'back' then return ({ ledger = 'ledger of claims', solutions = 'solutions', bibliography = 'bibliography',
    ['chunk-index'] = 'index of chunks', ['name-index'] = 'index of identifiers' })[to] or to, l end
  if l.number == '' then return '\u{201C}' .. l.title .. '\u{201D}', l end
  return (word[l.kind] or '') .. '\u{A0}' .. l.number, l
end

-- ---------------------------------------------------------------- the main pass
local main = {}
function main.Math(m)
  if LATEX then return end
  local display = m.mathtype == 'DisplayMath'
  return raw(math_html(m.text, display))
end
-- A browser may break a line between a formula and what touches it; .nw around both, and
-- around the formula's last piece, forbids that and leaves the breaks inside the formula.
function main.Inlines(l)
  if LATEX then return end
  local out, i = pandoc.List(), 1
  local function formula(x) return x and x.t == 'RawInline' and x.text:match '^<span class="katex">' end
  while i <= #l do
    local x, before, after = l[i], nil, nil
    if formula(x) then
      local b, a = out[#out], l[i + 1]
      if b and b.t == 'Str' then
        local head, tail = b.text:match '^(.-)([%(%[]+)$'
        if tail then out:remove(); before = tail; if head ~= '' then out:insert(pandoc.Str(head)) end end
      end
      if a and a.t == 'Str' then
        local n = #a.text <= 12 and #a.text or #a.text:match '^[.,;:!?)%]]*'
        if n > 0 then
          after = a.text:sub(1, n)
          if n < #a.text then l[i + 1] = pandoc.Str(a.text:sub(n + 1)) else i = i + 1 end
        end
      end
    end
    if before or after then
      local _, pieces = x.text:gsub('<span class="base">', '')
      out:insert(raw(pieces > 1 and '<span class="nw parts">' or '<span class="nw">'))
      if before then out:insert(pandoc.Str(before)) end
      out:insert(raw((x.text:gsub('^(.*)(<span class="base">.*)(</span></span>)$', '%1<span class="nw">%2</span>%3'))))
      if after then out:insert(pandoc.Str(after)) end
      out:insert(raw '</span>')
    else out:insert(x) end
    i = i + 1
  end
  return out
end
function main.Span(s)
  local c, a = s.classes, s.attributes
  if c:includes 'xref' then
    local text, l = reference(a.to, a.kind)
    if LATEX then return raw('\\dslink{' .. a.to .. '}{' .. tex(text):gsub('\u{A0}', '~') .. '}') end
    return pandoc.Link({ pandoc.Str(text) }, (l.page == me.id and '' or l.page .. '.html') .. (l.page == a.to and '' or '#' .. a.to), '', { class = 'ref' })
  elseif c:includes 'ckref' then
    local p = by_name[a.name]
    if not p then die('\\chunk{' .. a.name, 'chunk <<' .. a.name .. '>> is undefined') end
    if LATEX then return raw('\\dschunkname{' .. p[1] .. '}{' .. name_out(a.name) .. '}{' .. chunkinfo[p[1]].number .. '}') end
    return raw('<a class="chunkname" href="#' .. p[1] .. '">\u{27E8}' .. name_out(a.name) .. ' <span class="ckno">' .. chunkinfo[p[1]].number .. '</span>\u{27E9}</a>')
  elseif c:includes 'eq' then
    if LATEX then
      return raw('\\dseqanchor{' .. s.identifier .. '}\\begin{equation*}' .. s.content[1].text .. '\\tag{' .. a.number .. '}\\end{equation*}')
    end
    return { raw('<span class="eq" id="' .. s.identifier .. '">'), s.content[1], raw('<span class="eqno">(' .. a.number .. ')</span></span>') }
  elseif c:includes 'claim' then
    local mark, class = claim_mark(s)
    local r = pandoc.List(LATEX and { raw('\\dsclaimspan{' .. s.identifier .. '}{') } or { raw('<span class="claim ' .. class .. '" id="' .. s.identifier .. '">') })
    r:extend(s.content)
    r:insert(raw(LATEX and '}' or '</span>'))
    r:insert(mark)
    return r
  elseif c:includes 'margin' or c:includes 'foot' then
    local n = c:includes 'foot' and a.number
    local r = pandoc.List {}
    if LATEX then
      r:insert(raw(n and '\\dsfootnote{' or '\\mnote{'))
      r:extend(s.content)
      r:insert(raw '}')
    else
      r:insert(raw(string.format('<span class="notewrap"><input type="checkbox" id="mn-%s" class="notetoggle" aria-label="margin note"><label for="mn-%s" class="notemark%s">%s</label><span class="note">', a.n, a.n, n and ' num' or '', n or '\u{2295}')))
      if n then r:insert(raw('<span class="noteno">' .. n .. '</span> ')) end
      r:extend(s.content)
      r:insert(raw '</span></span>')
    end
    return r
  elseif c:includes 'firstwords' then
    if LATEX then return { raw '\\firstwords{', table.unpack((function() local t = pandoc.List(s.content); t:insert(raw '}'); return t end)()) } end
  end
end
function main.Code(c)
  if LATEX then
    local body = tex_inline(c.text)
    if c.classes:includes 'q' then
      local name = c.text:match '^([%a_][%w_]*)$'
      local d = name and definition(name)
      if d then return raw('\\dslink{' .. d.ck .. '}{\\code{' .. body .. '}}') end
    end
    return raw('\\code{' .. body .. '}')
  end
  if c.classes:includes 'q' then
    local body = code_tokens(c.text, 'none')
    return raw('<code>' .. body .. '</code>')
  end
end
function main.Link(l)
  if not LATEX then return end
  local id = l.target:match '^#(.*)'
  if id then
    local r = pandoc.List { raw('\\dslink{' .. id .. '}{') }
    r:extend(l.content)
    r:insert(raw '}')
    return r
  end
end
function main.CodeBlock(c)
  if not c.classes:includes 'chunk' then
    if LATEX then
      local t = {}
      for _, l in ipairs(nw.lines(c.text)) do t[#t + 1] = l == '' and '\\dsle' or '\\dsl{' .. tex_code(l) .. '}' end
      return rawb('\\begin{dsplain}\n' .. table.concat(t, '\n') .. '\n\\end{dsplain}')
    end
    return rawb('<div class="code plain"><pre tabindex="0"><code>' .. esc(c.text) .. '\n</code></pre></div>')
  end
  local f = LATEX and chunk_latex or chunk_html
  return f(c, c.identifier, c.attributes.name, tonumber(c.attributes.part))
end
function main.Header(h)
  local n = h.attributes.number or ''
  if LATEX then
    local t = to_tex(h.content)
    if h.level == 1 then return rawb('\\dschapter{' .. n .. '}{' .. h.identifier .. '}{' .. t .. '}') end
    if h.level == 2 then return rawb('\\dssection{' .. n .. '}{' .. h.identifier .. '}{' .. t .. '}') end
    return rawb('\\dssubsection{' .. h.identifier .. '}{' .. t .. '}')
  end
  local t = to_html(h.content)
  if h.level == 1 then
    return rawb('<header class="chapter"><h1 id="' .. h.identifier .. '"><span class="title">' .. t .. '</span>' ..
      (n ~= '' and ' <span class="chapno">' .. n .. '</span>' or '') .. '</h1></header>')
  end
  return rawb(string.format('<h%d%s>%s%s</h%d>', h.level, h.identifier ~= '' and ' id="' .. h.identifier .. '"' or '',
    n ~= '' and '<span class="secno">' .. n .. '</span> ' or '', t, h.level))
end
local function cells_latex(row)
  local t = {}
  for i, cell in ipairs(row) do
    t[i] = (pandoc.write(pandoc.Pandoc(cell), 'latex'):gsub('\n', ' '))
  end
  return table.concat(t, ' & ') .. ' \\\\'
end
function main.Table(tb)
  if not LATEX then return end
  local s = utils.to_simple_table(tb)
  local spec, t = {}, {}
  for i, al in ipairs(s.aligns) do
    local w = s.widths[i]
    spec[i] = w and w > 0 and #s.aligns < 4 and string.format('>{\\RaggedRight}p{%.3f\\linewidth}', w * 0.92) or al == 'AlignRight' and 'r' or al == 'AlignCenter' and 'c' or 'l'
  end
  t[#t + 1] = '\\begin{dstable}\\begin{tabular}{@{}' .. table.concat(spec) .. '@{}}\\toprule'
  t[#t + 1] = cells_latex(s.header) .. '\\midrule'
  for _, r in ipairs(s.rows) do t[#t + 1] = cells_latex(r) end
  t[#t + 1] = '\\bottomrule\\end{tabular}\\end{dstable}'
  return rawb(table.concat(t, '\n'))
end

local function measured_text(m)
  local v = tonumber(m)
  if not v then return m end
  if v == math.floor(v) and math.abs(v) < 1e9 then return string.format('%d', math.tointeger(v)) end
  return string.format('%.4g', v)
end
local function pretty(s)       -- 3.3e-16 and -1 in plain text
  s = s:gsub('e([-+]?)0*(%d+)', function(sign, d) return '\u{B7}10^' .. (sign == '-' and '-' or '') .. d end)
  if LATEX then
    s = tex(s):gsub('\u{B7}10\\textasciicircum{}(%-?%d+)', function(e) return '\\ensuremath{\\cdot10^{' .. e .. '}}' end)
    s = s:gsub('{<}', '<'):gsub('<=', '\\ensuremath{\\le}'):gsub('>=', '\\ensuremath{\\ge}'):gsub('%f[%-%w]%-(%d)', '\u{2212}%1')
  else
    s = esc(s):gsub('10%^(%-?%d+)', function(e) return '10<sup>' .. e:gsub('-', '\u{2212}') .. '</sup>' end)
    s = s:gsub('&lt;=', '\u{2264}'):gsub('&gt;=', '\u{2265}'):gsub('%f[%-%w]%-(%d)', '\u{2212}%1')
  end
  return s
end

function main.Div(d)
  local c, a = d.classes, d.attributes
  if c:includes 'lead' then
    if not LATEX then return end
    local blocks = pandoc.List(d.content)
    prepend(blocks, raw '\\begin{lead}')
    append(blocks, raw '\\end{lead}')
    return blocks
  elseif c:includes 'claim' then
    local mark, class = claim_mark(d)
    local blocks = pandoc.List(d.content)
    local title = a.title or ''
    if LATEX then
      prepend(blocks, raw(string.format('\\begin{dsclaim}{%s}{%s}{%s}', a.number, d.identifier, tex(title)) .. '\\dsclaimmark' .. mark.text:gsub('^\\dsclaimmark', '')))
      append(blocks, raw '\\end{dsclaim}')
      return blocks
    end
    prepend(blocks, raw('<span class="claimhead">Claim ' .. a.number .. '</span>' .. (title ~= '' and ' (' .. esc(title) .. ')' or '') .. '. '))
    prepend(blocks, mark)
    return wrap(blocks, '<div class="claim ' .. class .. '" id="' .. d.identifier .. '">', '</div>')
  elseif c:includes 'proof' then
    local blocks = pandoc.List(d.content)
    if LATEX then
      prepend(blocks, raw '\\begin{proof}')
      append(blocks, raw '\\end{proof}')
      return blocks
    end
    prepend(blocks, raw '<span class="proofhead">Proof.</span> ')
    append(blocks, raw ' <span class="qed">\u{25A1}</span>')
    return wrap(blocks, '<div class="proof">', '</div>')
  elseif c:includes 'predict' or c:includes 'answer' then
    local kind = c:includes 'predict' and 'predict' or 'answer'
    if LATEX then
      local open = '\\begin{ds' .. kind .. '}'
      if d.identifier ~= '' then open = open .. '\\dsanchor{' .. d.identifier .. '}' end
      local blocks = pandoc.List(d.content)
      prepend(blocks, raw(open))
      append(blocks, raw('\\end{ds' .. kind .. '}'))
      return blocks
    end
    local blocks = pandoc.List(d.content)
    prepend(blocks, raw('<span class="' .. kind .. 'head">' .. (kind == 'predict' and 'Before you read on.' or 'Answer.') .. '</span> '))
    return wrap(blocks, '<div class="' .. kind .. '"' .. (d.identifier ~= '' and ' id="' .. d.identifier .. '"' or '') .. '>', '</div>')
  elseif c:includes 'figure' then
    local src, width = a.src, a.width or 'text'
    local caption = {}
    for _, b in ipairs(d.content) do if b.content and (b.t == 'Para' or b.t == 'Plain') then
      if #caption > 0 then caption[#caption + 1] = pandoc.Space() end
      for _, x in ipairs(b.content) do caption[#caption + 1] = x end
    end end
    if LATEX then
      local blocks = pandoc.List {}
      local cap = pandoc.List { raw(string.format('\\begin{dsfigure}{%s}{%s}{%s}{build/fig/%s.tex}{', a.number, d.identifier, width, src)) }
      cap:extend(caption)
      local moves = live_figure(src)
      if moves then cap:insert(raw(' ' .. live_still(moves))) end
      cap:insert(raw '}\\end{dsfigure}')
      blocks:insert(pandoc.Plain(cap))
      return blocks
    end
    local svg = nw.read('figures/' .. src .. '.svg')
    if not svg then die('#' .. d.identifier, 'figures/' .. src .. '.svg is missing') end
    svg = svg:gsub('^<%?xml.-%?>%s*', '')
    local moves = live_figure(src)
    local data = ''
    if moves then
      for _, x in ipairs(moves.sliders) do
        x.html = label_pieces(x.label, esc, function(m) return math_html(m, false) end)
        x.label = nil
      end
      data = '<script type="application/json" class="livedata">' .. json(moves) .. '</script>'
      width = width .. ' live'
    end
    local out = pandoc.List { raw(string.format('<figure id="%s" class="%s"><div class="pic" role="img" aria-label="%s">%s</div><figcaption><b class="figno">Figure %s</b> ',
      d.identifier, width, esc(a.alt or ''), svg, a.number)) }
    out:extend(caption)
    out:insert(raw(string.format(' <span class="figlinks"><a href="figures/%s.tsv">data</a> <a href="figures/%s.c">program</a> <a href="figures/%s.gp">script</a></span></figcaption>%s</figure>', src, src, src, data)))
    return pandoc.Plain(out)
  elseif c:includes 'exercise' then
    local id = d.identifier
    local short = id:gsub('^ex:', '')
    local machine = by_name['exercises/' .. short:gsub('%.', '/') .. '.c'] ~= nil
    local body, solution, hints = pandoc.List {}, nil, pandoc.List {}
    for _, b in ipairs(d.content) do
      if b.t == 'Div' and b.classes:includes 'solution' then solution = b
      elseif b.t == 'Div' and b.classes:includes 'hint' then hints:insert(b)
      else body:insert(b) end
    end
    if LATEX then
      if me.only == 'solutions' then
        if not solution then return {} end
        local s = pandoc.List(solution.content)
        prepend(s, raw(string.format('\\begin{dssolution}{%s}{%s}{%s}', a.number, id, tex(a.title))))
        s:insert(rawb '\\end{dssolution}')
        return s
      end
      local footer = {}
      if machine then footer[#footer + 1] = '\\code{make try E=' .. tex_inline(short) .. '}' end
      if solution then footer[#footer + 1] = '\\dslink{sol:' .. id .. '}{Solution on page~\\pageref{pg:sol:' .. id .. '}.}' end
      prepend(body, raw(string.format('\\begin{dsexercise}{%s}{%s}{%s}{%s}{%s}', a.number, id, a.grade, a.kind, tex(a.title))))
      body:insert(rawb('\\dsexfoot{' .. table.concat(footer, '\\quad ') .. '}\\end{dsexercise}'))
      return body
    end
    prepend(body, raw(string.format('<a class="exno" href="#%s">%s</a> <span class="grade" title="difficulty, from 0 to 50">%s</span> <span class="exkind" title="%s">%s</span> <b class="extitle">%s.</b> ',
      id, a.number, a.grade, ({ M = 'by hand', C = 'a program', X = 'an experiment' })[a.kind] or '', a.kind, esc(a.title))))
    if machine then body:insert(rawb('<p class="excmd"><code>make try E=' .. esc(short) .. '</code></p>')) end
    for i, h in ipairs(hints) do body:extend(wrap(h.content, '<details class="hint"><summary>Hint ' .. i .. '</summary>', '</details>')) end
    if solution then body:extend(wrap(solution.content, '<details class="solution"><summary>Solution</summary>', '</details>')) end
    return wrap(body, '<div class="exercise" id="' .. id .. '">', '</div>')
  elseif c:includes 'ledger' then
    local rows = pandoc.List {}
    for _, r in ipairs(d.content) do
      local x = r.attributes
      local statement = pandoc.List(r.content[1].content)
      local proof = x.proof ~= '' and 'square' or ''
      local check = x.verdict == 'pass' and 'tick' or x.open ~= '' and 'ring' or 'amber'
      if LATEX then
        local inl = pandoc.List { raw(string.format('\\dsledgerrow{lg:%s}{%s}{%s}{', x.number, x.number, tex_inline(x.id))) }
        inl:extend(statement)
        inl:insert(raw(string.format('}{%s}{%s}{%s}{%s}{%s}{%s}', proof, check, x.ck ~= '' and '\\dslink{' .. x.ck .. '}{' .. tex(x.claimkind) .. '}' or tex(x.claimkind),
          pretty(x.verdict == 'pass' and measured_text(x.measured) or ''), pretty(x.bound), x.id)))
        rows:insert(pandoc.Plain(inl))
      else
        local sign = { square = '\u{25A0}', tick = '\u{2713}', ring = '\u{25CB}', amber = '\u{25CB}', [''] = '' }
        local inl = pandoc.List { raw(string.format('<tr id="lg:%s" class="%s" data-kind="%s" data-page="%s"><td class="no"><a href="%s.html#%s">%s</a></td><td class="st">', x.number, check, x.claimkind, x.page, x.page, x.id, x.number)) }
        inl:extend(statement)
        inl:insert(raw(string.format(' <code class="cid">%s</code></td><td class="mk" title="%s">%s</td><td class="mk %s" title="%s">%s</td><td>%s</td><td>%s</td><td>%s</td></tr>',
          x.id, proof == 'square' and 'proved in the text' or '', sign[proof], check, check == 'tick' and 'checked, passed' or check == 'amber' and 'not run' or 'open', sign[check],
          x.ck ~= '' and '<a href="' .. href(chunkinfo[x.ck].page, x.ck) .. '">' .. esc(x.claimkind) .. '</a>' or esc(x.claimkind),
          pretty(x.verdict == 'pass' and measured_text(x.measured) or ''), pretty(x.bound))))
        rows:insert(pandoc.Plain(inl))
      end
    end
    if LATEX then return wrap(rows, '\\begin{dsledger}', '\\end{dsledger}') end
    local function choice(name, label, list)
      local t = { '<label>' .. label .. ' <select name="' .. name .. '"><option value="">all</option>' }
      for k in list:gmatch '%S+' do t[#t + 1] = '<option>' .. k .. '</option>' end
      return table.concat(t) .. '</select></label> '
    end
    -- The form appears only where it works; without a script the whole table stands.
    local form = '<form class="filter" hidden>' .. choice('kind', 'kind', a.kinds) .. choice('page', 'chapter', a.pages) ..
      '<output aria-live="polite"></output></form><p class="figlinks">The same for programs: <a href="ledger.tsv">TSV</a> <a href="ledger.json">JSON</a></p>'
    local script = [[<script>
(function () {
  var form = document.querySelector('form.filter'), rows = document.querySelectorAll('table.ledger tbody tr');
  function show() {
    var n = 0;
    rows.forEach(function (r) {
      var on = (!form.kind.value || r.dataset.kind === form.kind.value) && (!form.page.value || r.dataset.page === form.page.value);
      r.hidden = !on; n += on;
    });
    form.querySelector('output').textContent = n + ' of ' + rows.length;
  }
  form.hidden = false; form.addEventListener('change', show); form.addEventListener('submit', function (e) { e.preventDefault(); }); show();
})();
</script>]]
    rows:insert(1, rawb(''))
    return wrap(rows, form .. '<div class="tablewrap"><table class="ledger"><thead><tr><th>No.</th><th>Claim</th><th>Proof</th><th>Check</th><th>Kind</th><th>Measured</th><th>Wanted</th></tr></thead><tbody>', '</tbody></table></div>' .. script)
  elseif c:includes 'chunkindex' or c:includes 'nameindex' then
    local t = {}
    local columns = c:includes 'chunkindex' and 2 or 3
    for _, r in ipairs(d.content) do
      local x = r.attributes
      local label = columns == 2 and name_out(x.name) or (LATEX and '\\code{' .. tex_inline(x.name) .. '}' or '<code>' .. esc(x.name) .. '</code>')
      local refs = {}
      for ck in x.cks:gmatch '%S+' do
        refs[#refs + 1] = LATEX and '\\dslink{' .. ck .. '}{' .. chunkinfo[ck].number .. '}~(p.~\\pageref{pg:' .. ck .. '})' or chunk_link(ck)
      end
      t[#t + 1] = LATEX and '\\dsindexentry{' .. label .. '}{' .. table.concat(refs, ', ') .. '}'
        or '<div><dt>' .. label .. '</dt><dd>' .. table.concat(refs, ', ') .. '</dd></div>'
    end
    if LATEX then return rawb('\\begin{dsindex}{' .. columns .. '}\n' .. table.concat(t, '\n') .. '\n\\end{dsindex}') end
    return rawb('<dl class="index">' .. table.concat(t, '\n') .. '</dl>')
  elseif c:includes 'backgeometry' then
    return LATEX and rawb '\\backgeometry' or {}
  elseif d.identifier == 'refs' then
    if LATEX then
      local rows = pandoc.List {}
      for _, e in ipairs(d.content) do
        local inl = pandoc.List { raw('\\dsbibitem{' .. e.identifier .. '}{') }
        inl:extend(utils.blocks_to_inlines(e.content))
        inl:insert(raw '}')
        rows:insert(pandoc.Plain(inl))
      end
      return wrap(rows, '\\begin{dsbib}', '\\end{dsbib}')
    end
    d = d:walk { Div = function(e) e.attributes.role = nil; return e end }
    d.attributes.role = nil
    if me.kind == 'back' then return d end
    return wrap(pandoc.List { d }, '<section class="references"><h2 id="' .. me.id .. '.references">References</h2>', '</section>')
  end
end

function Pandoc(doc)
  local function m(k) return doc.meta[k] and utils.stringify(doc.meta[k]) or '' end
  me = { id = m 'id', number = m 'number', kind = m 'kind', file = m 'file', only = m 'only' }
  source = nw.lines(nw.read(me.file) or '')
  -- the chunks of this chapter, and who uses which
  doc:walk { CodeBlock = function(c)
    if not c.classes:includes 'chunk' then return end
    local name = c.attributes.name
    chunks[c.identifier] = c
    by_name[name] = by_name[name] or {}
    table.insert(by_name[name], c.identifier)
    for use in c.text:gmatch '\u{E000}(.-)\u{E001}' do
      users[use] = users[use] or {}
      if users[use][#users[use]] ~= c.identifier then table.insert(users[use], c.identifier) end
    end
  end }
  doc = doc:walk(value)
  -- alt text: plain
  doc = doc:walk { Div = function(d)
    if not d.classes:includes 'figure' then return end
    local keep = pandoc.List {}
    for _, b in ipairs(d.content) do
      if b.t == 'Div' and b.classes:includes 'alt' then
        local plain = pandoc.walk_block(b, { Math = function(x)      -- read aloud: 9 times ten to the minus 9
          return pandoc.Str((x.text:gsub('\\times 10%^{(%-?)(%d+)}', function(minus, n) return ' times ten to the ' .. (minus ~= '' and 'minus ' or '') .. n end)))
        end })
        d.attributes.alt = utils.stringify(plain):gsub('%s+', ' ')
      else keep:insert(b) end
    end
    d.content = keep
    return d
  end }
  if me.only == 'solutions' then
    local list = pandoc.List {}
    for _, b in ipairs(doc.blocks) do
      local function find(x)
        if x.t == 'Div' and x.classes:includes 'exercise' then list:insert(x)
        elseif x.t == 'Div' then for _, y in ipairs(x.content) do find(y) end end
      end
      find(b)
    end
    doc.blocks = list
  end
  if not LATEX then
    doc:walk { Div = function(d)
      if d.classes:includes 'figure' and live_figure(d.attributes.src) then
        doc.meta.live = pandoc.MetaInlines { pandoc.RawInline('html', '<script src="live/' .. me.id .. '.js" defer></script><script src="live.js" defer></script>') }
      end
    end }
    doc:walk { Math = function(x) want(x.text, x.mathtype == 'DisplayMath') end }
    for name in pairs(by_name) do want_name(name) end
    doc:walk { Div = function(d)
      local moves = d.classes:includes 'figure' and live_figure(d.attributes.src)
      for _, x in ipairs(moves and moves.sliders or {}) do label_pieces(x.label, esc, function(m) want(m, false); return '' end) end
    end }
    doc:walk { Div = function(d) if d.classes:includes 'entry' and d.attributes.name then want_name(d.attributes.name) end end }
    table.sort(formulas, function(x, y) return x.tex < y.tex or x.tex == y.tex and tostring(x.display) < tostring(y.display) end)
    for i, f in ipairs(formulas) do formula_at[(f.display and 'D' or 'I') .. f.tex] = i end
    render_formulas()
  end
  return doc:walk(main)
end
