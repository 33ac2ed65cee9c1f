-- index.lua [check|ledger]: join what the readers noted (build/idx/*.tsv), what the
-- tests recorded (build/claims.tsv), what ctags found (build/tags) and book/refs.bib.
-- Checks every reference, claim, value and citation; writes build/index.tsv, which has
-- no line numbers, so that a prose edit in one chapter leaves the others alone.
--   label ID KIND NUMBER PAGE TITLE        rec ID KIND MEASURED BOUND VERDICT CHUNK TIME
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
      claims[#claims + 1] = { id = id, number = number, file = e.path, line = line, open = r[5], proof = r[6], wants = r[8] or '', page = e.id, rank = i }
    elseif kind == 'chunk' then
      local c = { id = id, number = number, page = e.id, name = r[5], first = tonumber(r[6]), last = tonumber(r[7]), file = e.path, chapter = e }
      chunks[#chunks + 1] = c
      e.chunk_by_name[c.name] = e.chunk_by_name[c.name] or {}
      table.insert(e.chunk_by_name[c.name], c)
      c.uses = {}
      chunks[id] = c
      local proves = c.name:match '^tests/(.*)%.smt2$' or c.name:match '^tests/(.*)%.mac$'
      if proves then literal[proves:gsub('_', '.')] = c.id end
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
        if #name == 1 and not global then break end      -- a local that a test macro hides from ctags
        if not c.root_list:match '^chunks/' and not c.root_list:match '^tests/[%w]+%.h' and not c.root_list:match '^tests/chk' then
          global = false
        end
        emit('def', name, c.id, c.page, global and '*' or c.root_list)
      end
    end
  end
end

-- 4. Records. A time is told as a bound, so that two machines print the same page.
local seconds = {}
for _, r in ipairs(rows 'build/times.tsv') do seconds[r[1]] = tonumber(r[2]) end
local function time_text(id)
  local s = seconds[id]
  if not s then return '' end
  for _, b in ipairs { 1, 10, 60 } do if s < b then return string.format('%g', b) end end
  return '600'
end
local states_wants = { numeric = 1, order = 1, property = 1, enclosure = 1, exact = 1, oracle = 1, data = 1 }
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
  elseif r.verdict == 'notrun' then
    -- counted, amber, never green
  elseif states_wants[r.kind] and r.bound ~= c.wants and tonumber(r.measured) then
    fail(c.file, c.line, string.format('claim %s: the sentence wants "%s", the check asked for "%s" (%s)', c.id, c.wants, r.bound, r.place))
  elseif r.verdict ~= 'pass' then
    fail(c.file, c.line, string.format('claim %s FAILED: measured %s, wanted %s (%s)', c.id, r.measured, r.bound, r.place))
  end
end
rank = 1000
for _, row in ipairs(recs) do
  local r = rec[row[1]]
  if r and r.kind ~= 'value' and r.measured ~= 'no answer' and r.verdict ~= 'notrun' and not is_claim[row[1]] then
    fail(r.file or r.place, r.line or 0, 'record ' .. row[1] .. ' is used by no claim')
  end
end
for _, c in ipairs(claims) do
  local r = rec[c.id]
  if r then emit('rec', c.id, r.kind, r.measured, r.bound, r.verdict, literal[c.id] or '', time_text(c.id)) end
end
for _, row in ipairs(recs) do
  local r = rec[row[1]]
  if r and not is_claim[row[1]] then emit('rec', row[1], 'value', r.measured, '', r.verdict == 'notrun' and 'notrun' or '', literal[row[1]] or '') end
end

-- 5. References, values, citations, figures. A program puts some names of values together as it
-- runs; where one of a chapter was left out for want of a tool, such a value is not run either.
local absent = {}
for id, r in pairs(rec) do if r.verdict == 'notrun' then absent[id:match '^[^.]+'] = true end end
local bib = {}
for key in (nw.read 'book/refs.bib' or ''):gmatch '@%a+%s*{%s*([^,%s]+)%s*,' do bib[key] = true end
local function have(file) local f = io.open(file); if f then f:close() end return f ~= nil end
for i, e in ipairs(chapters) do
  rank = i
  for _, r in ipairs(e.rows) do
    local kind, id, line = r[1], r[2], tonumber(r[4])
    if kind == 'xref' and not labels[id] then fail(e.path, line, '\\ref{' .. id .. '} is undefined')
    elseif kind == 'val' and not rec[id] and absent[id:match '^[^.]+'] then
      rec[id] = { kind = 'value', verdict = 'notrun' }
      emit('rec', id, 'value', 'not run', '', 'notrun', '')
    elseif kind == 'val' and not rec[id] then fail(e.path, line, 'value ' .. id .. ' has no record in build/claims.tsv')
    elseif kind == 'cite' and not bib[id] then fail(e.path, line, 'citation @' .. id .. ' has no entry in book/refs.bib')
    elseif kind == 'figure' and not have('figures/' .. r[5] .. '.gp') then
      fail(e.path, line, 'figure ' .. id .. ': no <<figures/' .. r[5] .. '.gp>>')
    end
  end
end

local left = 0
if arg[1] == 'ledger' then
  local count, kinds, names, census, page = { pass = 0, FAIL = 0, ['not run'] = 0, open = 0 }, {}, {}, {}, nil
  for _, c in ipairs(claims) do
    if c.page ~= page then page = c.page; print(page) end
    local r, mark, text = rec[c.id], nil, nil
    local kind = c.open ~= '' and c.open or r and r.kind or '-'
    if c.open ~= '' then mark, text = 'open', 'proved in the text'
    elseif not r then mark, text = 'FAIL', 'no record'
    elseif r.verdict == 'notrun' then mark, text = 'not run', r.bound
    else
      mark = r.verdict == 'pass' and (not states_wants[r.kind] or r.bound == c.wants) and 'pass' or 'FAIL'
      local v = tonumber(r.measured)
      text = (v and string.format('%.6g', v) or r.measured) .. '   wanted ' .. (states_wants[r.kind] and c.wants or r.bound)
    end
    count[mark] = count[mark] + 1
    census[page] = census[page] or {}
    census[page][kind] = (census[page][kind] or 0) + 1
    if not kinds[kind] then names[#names + 1] = kind end
    kinds[kind] = (kinds[kind] or 0) + 1
    print(string.format('  %-7s %-5s %-26s %-9s %s%s', mark, c.number, c.id, kind, text, seconds[c.id] and string.format('   %.2f s', seconds[c.id]) or ''))
  end
  table.sort(names)
  print(string.format('\n%-12s %s %9s', '', table.concat((function() local t = {} for i, k in ipairs(names) do t[i] = string.format('%9s', k) end return t end)(), ' '), 'all'))
  local function line(title, get)
    local t, sum = {}, 0
    for i, k in ipairs(names) do t[i] = string.format('%9s', get(k) or '.'); sum = sum + (get(k) or 0) end
    print(string.format('%-12s %s %9d', title, table.concat(t, ' '), sum))
  end
  for _, e in ipairs(chapters) do if census[e.id] then line(e.id, function(k) return census[e.id][k] end) end end
  line('all', function(k) return kinds[k] end)
  local slow = {}
  for id, s in pairs(seconds) do if is_claim[id] then slow[#slow + 1] = { id, s } end end
  table.sort(slow, function(x, y) return x[2] > y[2] or x[2] == y[2] and x[1] < y[1] end)
  local t = {}
  for i = 1, math.min(5, #slow) do t[i] = string.format('%s %.2f s', slow[i][1], slow[i][2]) end
  print('\nslowest: ' .. table.concat(t, ', '))
  for _, r in ipairs(rows 'build/mutants.tsv') do
    print(string.format('mutants of %s: %s of %s caught', r[1], r[2], r[3]))
  end
  left = count['not run']
  print(string.format('%d claims of %d kinds: %d pass, %d fail, %d NOT RUN, %d open; %d given constants',
    #claims, #names, count.pass, count.FAIL, left, count.open, givens))
end
if #errors > 0 then
  table.sort(errors, function(a, b) if a[1] ~= b[1] then return a[1] < b[1] elseif a[2] ~= b[2] then return a[2] < b[2] else return a[3] < b[3] end end)
  for _, e in ipairs(errors) do io.stderr:write(e[3], '\n') end
  os.exit(1)
end
local passed, notrun = 0, 0
for _, c in ipairs(claims) do
  local v = rec[c.id] and c.open == '' and rec[c.id].verdict
  if v == 'pass' then passed = passed + 1 elseif v == 'notrun' then notrun = notrun + 1 end
end
if arg[1] ~= 'ledger' then nw.write('build/summary', passed .. ' claims checked' .. (notrun > 0 and ', ' .. notrun .. ' not run' or '') .. '\n') end
if arg[1] ~= 'ledger' then nw.write('build/index.tsv', table.concat(out, '\n') .. '\n') end
if left > 0 then os.exit(3) end          -- not red, not green either
