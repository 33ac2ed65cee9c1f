-- mutants.lua: break the tangled text on purpose and see whether a check turns red.
--   DS_N=60 mutants a chapter  DS_C=chapter (all)  DS_SEED=1  DS_JOBS=2
-- Planted mutants stand in <<tests/CHAPTER.mutants>>, one a line:
--   FILE: OLD -> NEW            OLD stands in FILE just once
--   same: FILE: TEXT: WHY       a change on a line with TEXT changes nothing that is claimed
-- The others are drawn from a seed. Works in build/mutants/, never in the tree.
-- A mutant is caught if a check fails, crashes, hangs, leaves no record, or asks for
-- another bound than the sentence. One that does not compile does not count.
-- Each is tried without sanitizers first, which is faster, and with them if it survives.
-- Writes build/mutants.tsv: chapter caught all explained uncompiled seed.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local env = os.getenv
local N, SEED, JOBS = tonumber(env 'DS_N' or '') or 60, tonumber(env 'DS_SEED' or '') or 1, tonumber(env 'DS_JOBS' or '') or 2
local CC = (env 'CC' or 'gcc') .. ' -std=c17 -w -ffp-contract=off -O1'
local VARIANTS = { { 'ref', '' }, { 'san', ' -g -fsanitize=address,undefined -fno-sanitize-recover=all' } }
local function quote(s) return "'" .. s:gsub("'", "'\\''") .. "'" end
local function rows(path)
  local t = {}
  for l in (nw.read(path) or ''):gmatch '[^\n]+' do
    local r = {}
    for f in (l .. '\t'):gmatch '(.-)\t' do r[#r + 1] = f end
    t[#t + 1] = r
  end
  return t
end
local LIBS = { enclosure = '-lflint-arb -lflint -lmpfr -lgmp', exact = '-lgmp', oracle = '-llapacke -llapack -lblas -lgsl -lgslcblas', integrators_oracle = '-lsundials_cvode -lsundials_sunlinsoldense -lsundials_sunmatrixdense -lsundials_nvecserial -lgsl -lgslcblas', data = '-lz' }
local have = {}
for k in (env 'DS_HAVE' or ''):gmatch '%S+' do have[k] = true end

-- a file of tests/ that holds no test: linked with the tests of its chapter, and broken like the library
local function no_test(path)
  return path:match '^tests/[%w_]+%.c$' and not (nw.read('build/tangled/' .. path) or ''):find '%f[%w]Test%s*%('
end

-- ---- a chapter's files and what its sentences want ------------------------------
local function chapter(id)
  local ch = { id = id, files = {}, programs = {}, wants = {}, claims = {} }
  local seen = {}
  for _, r in ipairs(rows('build/idx/' .. id .. '.tsv')) do
    if r[1] == 'claim' then ch.wants[r[2]] = r[8] or ''
    elseif r[1] == 'chunk' and not seen[r[5]] then
      seen[r[5]] = true
      local name = r[5]
      local program, needs = name:match '^tests/([%w_]+)%.c$', name:match '_(%l+)%.c$'
      needs = nw.needs[needs] and needs or nil
      if name:match '^chunks/.*%.[ch]$' or name:match '^tests/chk%.[ch]$' then ch.files[#ch.files + 1] = name
      elseif name:match '^tests/ex_' then
      elseif no_test(name) then ch.files[#ch.files + 1] = name
      elseif program and (not needs or have[needs]) then
        ch.files[#ch.files + 1] = name
        table.insert(ch.programs, needs and #ch.programs + 1 or 1, { name = program, libs = LIBS[program] or LIBS[needs or ''] or '' })
      elseif name:match '%.smt2$' and have.theorem or name:match '%.mac$' and have.identity then ch.files[#ch.files + 1] = name end
    end
  end
  return ch
end

-- ---- where a text can be broken -------------------------------------------------
local swaps = { ['+'] = '-', ['-'] = '+', ['*'] = '/', ['/'] = '*', ['<'] = '<=', ['<='] = '<', ['>'] = '>=', ['>='] = '>',
  ['=='] = '!=', ['!='] = '==', ['&&'] = '||', ['||'] = '&&', ['+='] = '-=', ['-='] = '+=', ['*='] = '/=', ['/='] = '*=' }
local function number(s, line)
  if line:match 'chk_[lgnseod]%a*%(' and s:match '[e.]' then return '(1000 * ' .. s .. ')' end       -- widen a bound
  if s == '0.5' then return '1.0' end                                                      -- drop a half
  if s:match '^%d+$' then return tostring(math.tointeger(tonumber(s)) + 1) end             -- off by one
  if s:match '^%d+%.%d*$' or s:match '^%d+%.%d*e%-?%d+$' or s:match '^%d+e%-?%d+$' then return '(1.01 * ' .. s .. ')' end
end
local function sites(path, chapter_of)
  local pending = false
  local text = assert(nw.read('build/tangled/' .. path))
  local t, p, ext = {}, 1, path:match '%a+%d*$'
  local n, file, line, after = 0, path, 0, ext ~= 'smt2'
  local places = nw.lines(nw.read('build/tangled/' .. path .. '.lines') or '')
  for l in text:gmatch '([^\n]*)\n' do
    n = n + 1
    local at, src = l:match '^#line (%d+) "(.*)"'
    if at then file, line = src, tonumber(at) else
      local place = places[n] or file .. ':' .. line
      local function add(a, old, new) t[#t + 1] = { path = path, at = p + a - 1, old = old, new = new, place = place, line = l } end
      if l:match '^; then' then after = true end
      local code = l:gsub('/%*.-%*/', function(s) return (' '):rep(#s) end):gsub('"[^"]*"', function(s) return (' '):rep(#s) end)
        :gsub('%s*//.*$', '')
      -- The inputs of a test are ours to choose, and a condition made weaker passes where
      -- the stronger one did. In a test, numbers change only in checks, where the sentence
      -- holds the other copy, and comparisons do not change. A theorem brings mutants of its
      -- constants; here its operators change.
      local chooses = path:match '^tests/[%w_]+%.c$' and not no_test(path)
      -- in a check these are the numbers that end its list of arguments
      if l:match('chk_%l+%("' .. chapter_of .. '%.') and not l:match 'chk_value%(' then pending = true end
      local tail = #l + 1
      if pending and l:match '%)+;' then
        local rest = l:gsub('%)+;.*$', '')
        while true do
          local cut = rest:match '^(.*),%s*%-?[%d.e%-]+$'
          if not cut then break end
          rest = cut
        end
        tail = rest:match '^%s*%-?[%d.e%-]+$' and 1 or #rest + 1
      end
      local first_number = tail
      if l:match ';%s*$' then pending = false end
      local skip = code:match '^%s*#' or code:match '^%s*%*' or code:match '/%*' or code:match '^%s*;' or not after
        or code:match '^%s*enum' or code:match '^%s*char %w+%[' or code:match '^static const char' or not places[n] and line == 0
      if not skip then
        if ext == 'smt2' then
          for a, op in code:gmatch '%(()([-+*<>]=?) ' do add(a, op, ({ ['+'] = '-', ['-'] = '+', ['*'] = '+', ['<'] = '>', ['<='] = '>', ['>'] = '<', ['>='] = '<' })[op]) end
        else
          for a, op, b in code:gmatch ' ()([-+*/<>=!&|]+) ()' do if swaps[op] and not (chooses and op:match '[<>&|]') and not code:sub(1, a):match '%f[%w]char %s*$' then add(a, op, swaps[op]) end end
          if ext ~= 'mac' then
            for a, x in code:gmatch '%f[%w.]()(%d[%w.]*)' do
              if x:match '%de$' then x = x .. (code:sub(a + #x):match '^[-+]?%d+' or '') end
              if not code:sub(1, a - 1):match '[%a_]$' and (not chooses or a > first_number) then
                local new = number(x, l)
                if new then add(a, x, new) end
              end
            end
            for a, i in code:gmatch '%[()([ijk])%]' do add(a, i, i .. ' + 1') end
          else
            for a, op in code:gmatch '[%w)]()([-+*])[%w(]' do add(a, op, swaps[op] == '/' and '+' or swaps[op]) end
          end
        end
      end
      line = line + 1
    end
    p = p + #l + 1
  end
  return t
end
local function plan(ch)
  local list, same = {}, {}
  local path = 'build/tangled/tests/' .. ch.id .. '.mutants'
  local places = nw.lines(nw.read(path .. '.lines') or '')
  for i, l in ipairs(nw.lines(nw.read(path) or '')) do
    local sfile, stext, why = l:match '^same: ([%w_/.]+): (.-): (.+)$'
    local file, old, new = l:match '^([%w_/.]+): (.-) %-> (.*)$'
    if sfile and stext == '' then
      io.stderr:write(places[i] or path, ': an empty text explains every line of ', sfile, '\n')
      os.exit(2)
    elseif sfile then same[#same + 1] = { path = sfile, text = stext }
    elseif file then
      local text = nw.read('build/tangled/' .. file) or ''
      local at, e = text:find(old, 1, true)
      if not at or text:find(old, e + 1, true) then
        io.stderr:write(places[i] or path, ': the planted "', old, '" must stand in ', file, ' just once\n')
        os.exit(2)
      end
      local k = file:match '_(%l+)%.c$'
      local ok = not nw.needs[k] or have[k]
      if file:match '%.smt2$' then ok = have.theorem elseif file:match '%.mac$' then ok = have.identity end
      if ok then list[#list + 1] = { path = file, at = at, old = old, new = new, place = places[i], line = l, planted = true } end
    end
  end
  local all = {}
  for _, f in ipairs(ch.files) do for _, s in ipairs(sites(f, ch.id)) do all[#all + 1] = s end end
  math.randomseed(SEED, #ch.id)
  for i = #all, 2, -1 do local j = math.random(i); all[i], all[j] = all[j], all[i] end
  for i = 1, math.min(N, #all) do list[#list + 1] = all[i] end
  for _, m in ipairs(list) do
    for _, s in ipairs(same) do if m.path == s.path and not m.planted and m.line:find(s.text, 1, true) then m.explained = true end end
  end
  return list, #all
end

-- ---- one mutant ------------------------------------------------------------------
local function sh(cmd) local ok, _, code = os.execute(cmd); return ok and 0 or code end
local function judge(ch, m, dir)
  local text = nw.read('build/tangled/' .. m.path)
  local broken = text:sub(1, m.at - 1) .. m.new .. text:sub(m.at + #m.old)
  local base, ext = m.path:match '([%w_]+)%.(%w+)$'
  if ext == 'smt2' or ext == 'mac' then
    nw.write(dir .. '/x.' .. ext, broken)
    -- first with the text's own mutants, then, if the change hit what they name, without
    local whole = sh('DS_TIMEOUT=20 lua5.4 book/press/check.lua ' .. (ext == 'mac' and 'identity ' or 'theorem ') ..
      base .. ' ' .. dir .. '/x.' .. ext .. ' >' .. dir .. '/out 2>&1')
    if not (nw.read(dir .. '/out') or ''):find('must stand', 1, true) then return whole == 0 and 'survived' or 'caught' end
    return sh('DS_NOMUTANT=1 DS_TIMEOUT=20 lua5.4 book/press/check.lua ' .. (ext == 'mac' and 'identity ' or 'theorem ') ..
      base .. ' ' .. dir .. '/x.' .. ext .. ' >/dev/null 2>&1') == 0 and 'survived' or 'caught'
  end
  local inc = ' -I' .. dir .. '/src/chunks -I' .. dir .. '/src/tests '
  nw.write(dir .. '/src/' .. m.path, broken)
  local programs, verdict = {}, 'survived'
  local mine = m.path:match '^tests/([%w_]+)%.c$'
  local whole = ext == 'h'
  for _, p in ipairs(ch.programs) do
    if not mine or mine == p.name or no_test(m.path) then programs[#programs + 1] = p end
  end
  for _, variant in ipairs(VARIANTS) do
    local built, cc = 'build/obj/' .. variant[1], CC .. variant[2]
    local objects = ''
    local function compile(src, obj)
      if sh(cc .. inc .. '-c ' .. dir .. '/src/' .. src .. ' -o ' .. obj .. ' 2>/dev/null') ~= 0 then verdict = 'uncompiled' end
    end
    if whole then
      for _, f in ipairs(ch.files) do
        if f:match '^chunks/.*%.c$' or no_test(f) then
          local o = dir .. '/' .. f:gsub('%W', '_') .. '.o'
          compile(f, o)
          objects = objects .. ' ' .. o
        end
      end
    elseif no_test(m.path) or m.path:match '^chunks/' then
      compile(m.path, dir .. '/m.o')
      objects = dir .. '/m.o'
    end
    for _, p in ipairs(programs) do
      if verdict ~= 'survived' then break end
      local o = built .. '/tests/' .. p.name .. '.o'
      if whole or mine == p.name then
        o = dir .. '/p.o'
        compile('tests/' .. p.name .. '.c', o)
        if verdict ~= 'survived' then break end
      end
      if sh(cc .. ' ' .. o .. ' ' .. objects .. ' ' .. built .. '/libcheck.a ' .. built .. '/libdescent.a -lcriterion ' .. p.libs ..
          ' -lm -o ' .. dir .. '/a.out 2>/dev/null') ~= 0 then verdict = 'uncompiled' break end
      os.remove(dir .. '/ledger')
      local status = sh('DS_LEDGER=' .. dir .. '/ledger timeout 60 ' .. dir .. '/a.out >/dev/null 2>&1')
      if status ~= 0 then verdict = 'caught' break end
      local seen = {}
      for _, r in ipairs(rows(dir .. '/ledger')) do
        seen[r[1]] = true
        if ch.wants[r[1]] and r[2] ~= 'value' and (r[4] ~= ch.wants[r[1]] or r[5] ~= 'pass') then verdict = 'caught' end
      end
      for _, r in ipairs(rows('build/claims/' .. p.name .. '.tsv')) do if not seen[r[1]] then verdict = 'caught' end end
    end
    if verdict ~= 'survived' then break end
  end
  nw.write(dir .. '/src/' .. m.path, text)
  return verdict
end

-- ---- workers ---------------------------------------------------------------------
if arg[1] == 'worker' then
  local ch, k = chapter(arg[2]), tonumber(arg[3])
  local dir = 'build/mutants/w' .. k
  sh('rm -rf ' .. dir .. '; mkdir -p ' .. dir .. '/src; cp -r build/tangled/chunks build/tangled/tests ' .. dir .. '/src')
  local out = {}
  for i, m in ipairs(plan(ch)) do
    if i % JOBS == k then out[#out + 1] = i .. '\t' .. judge(ch, m, dir) end
  end
  nw.write('build/mutants/' .. arg[2] .. '.' .. k, table.concat(out, '\n') .. '\n')
  os.exit(0)
end
local only, table_, bad, known, tap = env 'DS_C' or '', {}, false, {}, {}
sh 'mkdir -p build/mutants'
for _, e in ipairs(nw.contents()) do
  if e.path and (only == '' or only == e.id) then
    local ch = chapter(e.id)
    known[e.id] = true
    if #ch.files > 0 then
      local list, sites_ = plan(ch)
      local cmd = {}
      for k = 0, JOBS - 1 do
        os.remove('build/mutants/' .. e.id .. '.' .. k)
        cmd[#cmd + 1] = 'lua5.4 book/press/mutants.lua worker ' .. e.id .. ' ' .. k .. ' & '
      end
      sh(table.concat(cmd) .. 'wait')
      local answer, n = {}, { caught = 0, survived = 0, uncompiled = 0, explained = 0 }
      for k = 0, JOBS - 1 do for _, r in ipairs(rows('build/mutants/' .. e.id .. '.' .. k)) do answer[tonumber(r[1])] = r[2] end end
      for i, m in ipairs(list) do
        local a = answer[i] or 'survived'
        if a == 'survived' and m.explained then a = 'explained' end
        n[a] = n[a] + 1
        if a == 'survived' or a == 'explained' then
          io.write(string.format('%s: %s%s: %s: %s -> %s\n    %s\n', m.place, a, m.planted and ' although planted' or '', m.path, m.old, m.new, m.line:match '^%s*(.-)%s*$'))
        end
        if a ~= 'caught' and m.planted then bad = true end
      end
      local all = n.caught + n.survived
      print(string.format('mutants of %s: %d of %d caught (%.0f %%), %d explained, %d did not compile; seed %d, drawn from %d places',
        e.id, n.caught, all, all > 0 and 100 * n.caught / all or 0, n.explained, n.uncompiled, SEED, sites_))
      for i, m in ipairs(list) do
        if m.planted then tap[#tap + 1] = (answer[i] == 'caught' and 'ok' or 'not ok') .. ' - mutant caught: ' .. m.line end
      end
      tap[#tap + 1] = (n.caught >= 0.9 * all and 'ok' or 'not ok') .. ' - mutants of ' .. e.id .. ': nine in ten caught'
      if all > 0 and n.caught < 0.9 * all then bad = true end
      table_[#table_ + 1] = table.concat({ e.id, n.caught, all, n.explained, n.uncompiled, SEED }, '\t')
    end
  end
end
if only ~= '' and not known[only] then
  io.stderr:write('make mutants: no chapter "', only, '"\n')
  os.exit(2)
end
-- a run of one chapter keeps the others' rows
local fresh, order = {}, {}
for _, l in ipairs(table_) do fresh[l:match '^%w+'] = l end
for _, r in ipairs(rows 'build/mutants.tsv') do fresh[r[1]] = fresh[r[1]] or table.concat(r, '\t') end
for _, e in ipairs(nw.contents()) do if fresh[e.id] then order[#order + 1] = fresh[e.id] end end
nw.write('build/mutants.tap', table.concat(tap, '\n') .. '\n1..' .. #tap .. '\n')
nw.write('build/mutants.tsv', table.concat(order, '\n') .. '\n')
os.exit(bad and 1 or 0)
