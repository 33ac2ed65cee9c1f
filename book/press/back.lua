-- back.lua: pandoc reader that makes a page of the back matter from the chapters' ASTs.
--   DS_PAGE=ledger pandoc -f book/press/back.lua build/ast/first.json ... -t json
-- Pages: solutions (PDF only), ledger, chunk-index, name-index, bibliography, index (web contents).
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local page = os.getenv 'DS_PAGE'

local labels, recs, defs, chunks = {}, {}, {}, {}
for l in (nw.read 'build/index.tsv' or ''):gmatch '[^\n]+' do
  local t = {}
  for f in (l .. '\t'):gmatch '(.-)\t' do t[#t + 1] = f end
  if t[1] == 'label' then labels[#labels + 1] = { id = t[2], kind = t[3], number = t[4], page = t[5], title = t[6] }
  elseif t[1] == 'rec' then recs[t[2]] = { kind = t[3], measured = t[4], bound = t[5], verdict = t[6], ck = t[7], time = t[8] or '' }
  elseif t[1] == 'def' then defs[#defs + 1] = { name = t[2], ck = t[3] }
  elseif t[1] == 'chunk' then chunks[#chunks + 1] = { ck = t[2], number = t[3], page = t[4], name = t[5] } end
end

local function para(s) return pandoc.read(s, 'markdown').blocks[1] end
local P = {}

function P.solutions() return 'Solutions', { para 'Each solution carries the number of its exercise. A program in C is given with the answers that look right and are not; the build proves that its checker accepts the first and refuses the others.' } end

function P.ledger(asts)
  local rows, count, kinds, census, slow = pandoc.List {}, { pass = 0, open = 0, notrun = 0 }, {}, {}, {}
  for _, doc in ipairs(asts) do
    local id = pandoc.utils.stringify(doc.meta.id)
    local found = {}
    local function claim(el)
      if not el.classes:includes 'claim' then return end
      local r = recs[el.identifier] or {}
      local a = el.attributes
      local content = el.t == 'Div' and pandoc.utils.blocks_to_inlines(el.content) or el.content
      -- no notes, no anchors and no second claim mark in the ledger
      local clean = pandoc.walk_inline(pandoc.Span(content), {
        Span = function(s)
          if s.classes:includes 'margin' or s.classes:includes 'foot' then return {} end
          if s.classes:includes 'eq' then local x = s.content[1]; return pandoc.Math('InlineMath', x.text) end
          if s.classes:includes 'claim' then return s.content end
        end,
        Math = function(x) return pandoc.Math('InlineMath', x.text) end,
        Cite = function() return {} end,
      })
      local verdict = a.open and '' or r.verdict or ''
      if a.open then count.open = count.open + 1 elseif verdict == 'pass' then count.pass = count.pass + 1 else count.notrun = count.notrun + 1 end
      local kind = a.open or r.kind or ''
      kinds[kind] = (kinds[kind] or 0) + 1
      census[id] = census[id] or {}
      census[id][kind] = (census[id][kind] or 0) + 1
      if tonumber(r.time) and tonumber(r.time) > 1 then slow[#slow + 1] = { el.identifier, tonumber(r.time), r.time } end
      rows:insert(pandoc.Div({ pandoc.Plain(clean.content) }, pandoc.Attr('', { 'row' }, {
        { 'number', a.number }, { 'id', el.identifier }, { 'page', id }, { 'claimkind', kind },
        { 'measured', r.measured or '' }, { 'bound', a.open and '' or r.bound or '' }, { 'verdict', verdict },
        { 'proof', a.proof or '' }, { 'open', a.open or '' }, { 'ck', r.ck or '' } })))
    end
    doc:walk { traverse = 'topdown',
      Div = function(d) if d.classes:includes 'claim' then claim(d); return d, false end end,
      Span = function(s) if s.classes:includes 'claim' then claim(s); return s, false end end }
  end
  local names, order = {}, {}
  for k in pairs(kinds) do names[#names + 1] = k end
  table.sort(names)
  for _, doc in ipairs(asts) do
    local id = pandoc.utils.stringify(doc.meta.id)
    if census[id] then order[#order + 1] = id end
  end
  local head = para(string.format('Every claim of the book, in reading order: %d, of %d kinds; %d of them were checked by the run that made this edition%s%s. *Measured* is what the check found, *wanted* the condition it had to meet; a false claim stops the build.',
    #rows, #names, count.pass, count.notrun > 0 and string.format(', %d were **not run**, because a tool is missing', count.notrun) or '',
    count.open > 0 and string.format(', %d are proved in the text and not yet checked', count.open) or ''))
  local marks = para '✓ a check ran and passed; ■ a proof stands in the text; ○ not run, or not yet checked.'
  local function grid(head_, body)
    local t = { '| | ' .. table.concat(head_, ' | ') .. ' |', '|:--|' .. ('--:|'):rep(#head_) }
    for _, r in ipairs(body) do t[#t + 1] = '| ' .. table.concat(r, ' | ') .. ' |' end
    return para(table.concat(t, '\n') .. '\n')
  end
  -- one line a chapter, one column a kind: chapters grow in number, kinds do not
  local body, sums, columns = {}, { 'all' }, {}
  for _, id in ipairs(order) do
    local r, sum = { id }, 0
    for _, k in ipairs(names) do
      r[#r + 1] = tostring(census[id][k] or '·')
      sum = sum + (census[id][k] or 0)
    end
    r[#r + 1] = tostring(sum)
    body[#body + 1] = r
  end
  for i, k in ipairs(names) do columns[i] = k; sums[i + 1] = tostring(kinds[k]) end
  columns[#columns + 1] = 'all'
  sums[#sums + 1] = tostring(#rows)
  body[#body + 1] = sums
  local blocks = { head, grid(columns, body) }
  table.sort(slow, function(a, b) if a[2] ~= b[2] then return a[2] > b[2] end return a[1] < b[1] end)
  local t = {}
  for i = 1, math.min(5, #slow) do t[i] = '`' .. slow[i][1] .. '` (less than ' .. slow[i][3] .. ' s)' end
  blocks[#blocks + 1] = para((#t > 0 and 'The slowest checks, in processor time: ' .. table.concat(t, ', ') .. '; all others take less than a second.'
    or 'No check takes a second of processor time.') .. ' `make verify` names the slowest with their times on your machine.')
  local m, missing = {}, {}
  local scores = {}
  for l in (nw.read 'build/mutants.tsv' or ''):gmatch '[^\n]+' do
    local id, caught, all, explained, _, seed = l:match '^(%w+)\t(%d+)\t(%d+)\t(%d+)\t(%d+)\t(%d+)'
    if id then scores[id] = { caught, all, explained, seed } end
  end
  for _, id in ipairs(order) do
    local s = scores[id]
    if s then m[#m + 1] = string.format('in `%s` %s of %s', id, s[1], s[2]) else missing[#missing + 1] = '`' .. id .. '`' end
  end
  local text = '*Errors on purpose.* '
  if #m > 0 then text = text .. 'Of the changes planted and drawn at random, the checks caught ' .. table.concat(m, ', ') .. '. ' end
  if #missing > 0 then text = text .. 'In this build nothing was planted in ' .. table.concat(missing, ', ') .. '; `make mutants` does it.' end
  blocks[#blocks + 1] = para(text)
  -- the same for programs
  local tsv, json = { 'number\tid\tchapter\tkind\tmeasured\tbound\tverdict\tproof\tseconds_below\tstatement' }, {}
  local function js(s) return '"' .. s:gsub('[%c"\\]', function(c) return string.format('\\u%04x', c:byte()) end) .. '"' end
  for _, r in ipairs(rows) do
    local x = r.attributes
    local bare = pandoc.walk_block(pandoc.Plain(r.content[1].content), {
      Math = function(e) return pandoc.Str('$' .. e.text:gsub('%s+', ' ') .. '$') end,
      Span = function(e) return e.content end })
    local plain = pandoc.write(pandoc.Pandoc { bare }, 'plain', { wrap_text = 'none' }):gsub('%s+', ' '):gsub(' $', '')
    local rec = recs[x.id] or {}
    local f = { x.number, x.id, x.page, x.claimkind, x.measured, x.bound, x.open ~= '' and 'open' or x.verdict, x.proof ~= '' and 'yes' or '', rec.time or '', plain }
    tsv[#tsv + 1] = table.concat(f, '\t')
    local key, o = { 'number', 'id', 'chapter', 'kind', 'measured', 'bound', 'verdict', 'proof', 'seconds_below', 'statement' }, {}
    for i, k in ipairs(key) do o[i] = '"' .. k .. '": ' .. js(f[i]) end
    json[#json + 1] = '  {' .. table.concat(o, ', ') .. '}'
  end
  nw.write('build/ledger.tsv', table.concat(tsv, '\n') .. '\n')
  nw.write('build/ledger.json', '[\n' .. table.concat(json, ',\n') .. '\n]\n')
  blocks[#blocks + 1] = pandoc.Div(rows, pandoc.Attr('', { 'ledger' }, { { 'kinds', table.concat(names, ' ') }, { 'pages', table.concat(order, ' ') } }))
  blocks[#blocks + 1] = marks
  return 'Ledger of claims', blocks
end

local function alphabetical(t)
  table.sort(t, function(a, b)
    local x, y = a.name:lower():gsub('[%[%]$]', ''), b.name:lower():gsub('[%[%]$]', '')
    if x ~= y then return x < y end
    return a.name < b.name
  end)
end
local function index(list, class)
  local seen, t = {}, {}
  for _, e in ipairs(list) do
    if not seen[e.name] then
      seen[e.name] = { name = e.name, cks = {} }
      t[#t + 1] = seen[e.name]
    end
    table.insert(seen[e.name].cks, e.ck)
  end
  alphabetical(t)
  local rows = pandoc.List {}
  for _, e in ipairs(t) do
    rows:insert(pandoc.Div({}, pandoc.Attr('', { 'entry' }, { { 'name', e.name }, { 'cks', table.concat(e.cks, ' ') } })))
  end
  return pandoc.Div(rows, pandoc.Attr('', { class }))
end
P['chunk-index'] = function() return 'Index of chunks', { para 'A number names a chunk; where there are several, the chunk has that many parts.', index(chunks, 'chunkindex') } end
P['name-index'] = function() return 'Index of identifiers', { para 'Each identifier, with the chunk that defines it.', index(defs, 'nameindex') } end

function P.bibliography(asts)
  local keys, list = {}, {}
  for _, doc in ipairs(asts) do
    doc:walk { Cite = function(c) for _, x in ipairs(c.citations) do keys[x.id] = true end end }
  end
  for k in pairs(keys) do list[#list + 1] = '@' .. k end
  table.sort(list)
  local cites = #list > 0 and pandoc.read('[' .. table.concat(list, '; ') .. ']', 'markdown').blocks[1].content or {}
  local meta = { nocite = pandoc.MetaInlines(cites) }
  return 'Bibliography', { pandoc.Div({}, pandoc.Attr('refs')) }, meta
end

function Reader(inputs)
  local asts = {}
  for _, src in ipairs(inputs) do asts[#asts + 1] = pandoc.read(src.text, 'json') end
  local title, blocks, meta = P[page](asts)
  meta = meta or {}
  meta.id, meta.number, meta.kind = page, '', 'back'
  meta.title, meta.pagetitle = title, title
  meta.file = 'book/press/back.lua'
  table.insert(blocks, 1, pandoc.Header(1, { pandoc.Str(title) }, pandoc.Attr(page)))
  if page ~= 'solutions' then table.insert(blocks, 1, pandoc.Div({}, pandoc.Attr('', { 'backgeometry' }))) end
  return pandoc.Pandoc(blocks, meta)
end
