-- index.lua [check|ledger]: join what the readers noted (build/idx/*.tsv), what the
-- tests recorded (build/claims.tsv), what ctags found (build/tags) and book/refs.bib.
-- Checks every reference, claim, value and citation; writes build/index.tsv, which has
-- no line numbers, so that a prose edit in one chapter leaves the others alone.
--   label ID KIND NUMBER PAGE TITLE        rec ID KIND MEASURED BOUND VERDICT CHUNK
--   def NAME CHUNK PAGE SCOPE              chunk ID NUMBER PAGE NAME ROOTS
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'

local function split(l)
  local t = {}
  for f in (l .. '\t'):gmatch '(.-)\t' do t[#t + 1] = f end
  return t
end
local function rows(path)
  local t = {}
  for l in (nw.read(path) or ''):gmatch '[^\n]+' do t[#t + 1] = split(l) end
  return t
end

local errors, out = {}, {}
local rank = 0
local function fail(file, line, msg)
  errors[#errors + 1] = { rank, line, string.format('%s:%d: %s', file, line, msg) }
end
local function emit(...) out[#out + 1] = table.concat({ ... }, '\t') end

-- 1. The chapters' own notes.
local chapters, labels, claims, chunks, by_name = {}, {}, {}, {}, {}
for _, e in ipairs(nw.contents()) do
  if e.path then
    e.rows = rows('build/idx/' .. e.id .. '.tsv')
    chapters[#chapters + 1] = e
  elseif e.kind == 'back' then
    labels[e.id] = true
    emit('label', e.id, 'back', '', e.id, '')
  end
end
local titled = { chapter = 1, section = 1, eq = 1, claim = 1, figure = 1, ex = 1, predict = 1 }
local literal, givens = {}, 0
for i, e in ipairs(chapters) do
  rank = i
  e.chunk_by_name, e.uses = {}, {}
  for _, r in ipairs(e.rows) do
    local kind, id, number, line = r[1], r[2], r[3], tonumber(r[4])
    if titled[kind] then
      if labels[id] then fail(e.path, line, 'label ' .. id .. ' is used twice') end
      labels[id] = true
      emit('label', id, kind, number, e.id, kind == 'chapter' and r[5] or kind == 'section' and r[5] or kind == 'ex' and r[5] or '')
    end
    if kind == 'claim' then
      claims[#claims + 1] = { id = id, number = number, file = e.path, line = line, open = r[5], proof = r[6], page = e.id, rank = i }
    elseif kind == 'chunk' then
      local c = { id = id, number = number, page = e.id, name = r[5], first = tonumber(r[6]), last = tonumber(r[7]), file = e.path, chapter = e }
      chunks[#chunks + 1] = c
      e.chunk_by_name[c.name] = e.chunk_by_name[c.name] or {}
      table.insert(e.chunk_by_name[c.name], c)
      c.uses = {}
      chunks[id] = c
    elseif kind == 'use' then table.insert(chunks[id].uses, r[5])
    elseif kind == 'lit' then literal[r[5]] = literal[r[5]] or chunks[id].id
    elseif kind == 'given' then givens = givens + tonumber(number) end
  end
end

-- 2. Which files a chunk ends up in.
local function mark(c, root)
  c.roots = c.roots or {}
  if c.roots[root] then return end
  c.roots[root] = true
  for _, name in ipairs(c.uses) do
    for _, d in ipairs(c.chapter.chunk_by_name[name] or {}) do mark(d, root) end
  end
end
for _, c in ipairs(chunks) do
  local root = nw.is_root(c.name) and c.name
  -- a planted wrong answer stands where its hole stands
  if c.name:match '^wrong: ' or c.name:match '^hole: ' then root = 'exercises/' end
  if root then mark(c, root) end
end
for _, c in ipairs(chunks) do
  local t = {}
  for r in pairs(c.roots or {}) do t[#t + 1] = r end
  table.sort(t)
  c.root_list = table.concat(t, ' ')
  emit('chunk', c.id, c.number, c.page, c.name, c.root_list)
  labels[c.id] = true
end

-- 3. Definitions, from ctags on the tangled text.
local seen = {}
for l in (nw.read 'build/tags' or ''):gmatch '[^\n]+' do
  local name, file, line, ext = l:match '^([%a_][%w_]*)\t(%S+)\t(%d+);"(.*)$'
  if name and name ~= 'main' and name ~= 'Test' and not name:match '^__anon' and not name:match '^[%u%d_]+_H$' then
    file = file:match '(book/.*)$' or file
    line = tonumber(line)
    for _, c in ipairs(chunks) do
      if c.file == file and c.first <= line and line <= c.last and not seen[name .. c.id] then
        seen[name .. c.id] = true
        local global = c.root_list:match '%.h%f[^%w]' or not ext:find 'file:'
        if not c.root_list:match '^chunks/' and not c.root_list:match '^tests/[%w]+%.h' and not c.root_list:match '^tests/chk' then
          global = false
        end
        emit('def', name, c.id, c.page, global and '*' or c.root_list)
      end
    end
  end
end

-- 4. Records.
local rec, recs, value = {}, rows 'build/claims.tsv', {}
for _, r in ipairs(recs) do
  local id, kind, measured, bound, verdict, place = table.unpack(r)
  local file, line = (place or ''):match '^(.-):(%d+)$'
  rank = 1000
  if #r < 6 then
    fail('build/claims.tsv', 1, 'malformed record: ' .. table.concat(r, ' '))
  elseif rec[id] then
    fail(file or place, tonumber(line) or 0, 'claim ' .. id .. ' is recorded twice')
  else
    rec[id] = { kind = kind, measured = measured, bound = bound, verdict = verdict, place = place, file = file, line = tonumber(line) }
  end
end
local is_claim = {}
for _, c in ipairs(claims) do
  is_claim[c.id] = true
  rank = c.rank
  local r = rec[c.id]
  if c.open ~= '' then
    if r and r.kind ~= 'value' then fail(c.file, c.line, 'claim ' .. c.id .. ' is marked open, yet has a record') end
    if c.proof == '' then fail(c.file, c.line, 'claim ' .. c.id .. ' has neither proof nor check') end
  elseif not r or r.kind == 'value' then
    fail(c.file, c.line, 'claim ' .. c.id .. ' has no record in build/claims.tsv')
  elseif r.verdict ~= 'pass' then
    fail(c.file, c.line, string.format('claim %s FAILED: measured %s, wanted %s (%s)', c.id, r.measured, r.bound, r.place))
  end
end
rank = 1000
for _, row in ipairs(recs) do
  local r = rec[row[1]]
  if r and r.kind ~= 'value' and not is_claim[row[1]] then
    fail(r.file or r.place, r.line or 0, 'record ' .. row[1] .. ' is used by no claim')
  end
end
for _, c in ipairs(claims) do
  local r = rec[c.id]
  if r then emit('rec', c.id, r.kind, r.measured, r.bound, r.verdict, literal[c.id] or '') end
end
for _, row in ipairs(recs) do
  local r = rec[row[1]]
  if r and r.kind == 'value' then emit('rec', row[1], 'value', r.measured, '', '', literal[row[1]] or '') end
end

-- 5. References, values, citations, figures.
local bib = {}
for key in (nw.read 'book/refs.bib' or ''):gmatch '@%a+%s*{%s*([^,%s]+)%s*,' do bib[key] = true end
local function have(file) local f = io.open(file); if f then f:close() end return f ~= nil end
for i, e in ipairs(chapters) do
  rank = i
  for _, r in ipairs(e.rows) do
    local kind, id, line = r[1], r[2], tonumber(r[4])
    if kind == 'xref' and not labels[id] then fail(e.path, line, '\\ref{' .. id .. '} is undefined')
    elseif kind == 'val' and not rec[id] then fail(e.path, line, 'value ' .. id .. ' has no record in build/claims.tsv')
    elseif kind == 'cite' and not bib[id] then fail(e.path, line, 'citation @' .. id .. ' has no entry in book/refs.bib')
    elseif kind == 'figure' and not have('figures/' .. r[5] .. '.gp') then
      fail(e.path, line, 'figure ' .. id .. ': no <<figures/' .. r[5] .. '.gp>>')
    end
  end
end

if arg[1] == 'ledger' then
  local green, red, open = 0, 0, 0
  local page
  for _, c in ipairs(claims) do
    if c.page ~= page then page = c.page; print(page) end
    local r = rec[c.id]
    local mark, kind, text
    if c.open ~= '' then mark, kind, text = 'open', c.open, 'proved in the text'; open = open + 1
    elseif r and r.verdict == 'pass' then mark, kind, text = 'pass', r.kind, string.format('%.6g   wanted %s', tonumber(r.measured) or 0, r.bound); green = green + 1
    else mark, kind, text = 'FAIL', r and r.kind or '-', r and string.format('%s   wanted %s', r.measured, r.bound) or 'no record'; red = red + 1 end
    print(string.format('  %-5s %-5s %-28s %-9s %s', mark, c.number, c.id, kind, text))
  end
  print(string.format('%d claims: %d pass, %d fail, %d open (proved, not yet checked by a machine); %d given constants',
    #claims, green, red, open, givens))
end
if #errors > 0 then
  table.sort(errors, function(a, b) if a[1] ~= b[1] then return a[1] < b[1] elseif a[2] ~= b[2] then return a[2] < b[2] else return a[3] < b[3] end end)
  for _, e in ipairs(errors) do io.stderr:write(e[3], '\n') end
  os.exit(1)
end
if arg[1] ~= 'ledger' then nw.write('build/index.tsv', table.concat(out, '\n') .. '\n') end
