-- check.lua KIND NAME [PROGRAM]: run one check and keep its records.
--   program    a Criterion program; it appends its records to DS_LEDGER
--   theorem    build/tangled/tests/NAME.smt2, asked of Z3
--   identity   build/tangled/tests/NAME.mac, asked of Maxima
--   absent     the tool is missing: every claim of the file is NOT RUN
-- Writes build/claims/NAME.tsv (id kind measured bound verdict place), only if it
-- differs, and build/run/NAME.time (id seconds kind). Whatever goes wrong becomes a
-- red record with its place: nothing that ran badly is ever silent.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local kind, name, program = arg[1], arg[2], arg[3]
local LIMIT = tonumber(os.getenv 'DS_TIMEOUT') or 60

local tool_of = { theorem = 'Z3', identity = 'Maxima', enclosure = 'FLINT/Arb', exact = 'GMP', oracle = 'LAPACK, GSL or SUNDIALS', data = 'the data set' }
local records, times = {}, {}
local function record(id, k, measured, bound, verdict, place)
  records[#records + 1] = table.concat({ id, k, measured, bound, verdict, place }, '\t')
end
local function quote(s) return "'" .. s:gsub("'", "'\\''") .. "'" end
-- Run a command: its output, its exit status and its CPU seconds.
local function run(cmd)
  local p = assert(io.popen('exec bash -c ' .. quote('TIMEFORMAT="%U %S"; { time timeout ' .. LIMIT .. ' ' .. cmd ..
    ' </dev/null; } 2>&1; echo status $?'), 'r'))
  local out = p:read 'a'
  p:close()
  local text, user, sys, status = out:match '^(.-)([%d.]+) ([%d.]+)\nstatus (%d+)\n$'
  if not text then return out, 255, 0 end
  return text, tonumber(status), tonumber(user) + tonumber(sys)
end
os.execute 'mkdir -p build/run build/claims'

-- ---- programs -----------------------------------------------------------------
local function literals(path)          -- every "chapter.claim" of the source, with its place
  local chapter = name:match '^%w+'
  local t, seen, file, line = {}, {}, path, 0
  for _, l in ipairs(nw.lines(nw.read(path) or '')) do
    local n, f = l:match '^#line (%d+) "(.*)"'
    if n then file, line = f, tonumber(n)
    elseif l:find '^%s*#' then line = line + 1
    else
      for before, id in l:gmatch '([%w_]*)%(?"(%l%w*%.[%w.%-]+)"' do
        if id:match '^%w+' == chapter and not seen[id] then
          seen[id] = true
          t[#t + 1] = { id = id, place = file .. ':' .. line, kind = before == 'chk_value' and 'value' or 'numeric' }
        end
      end
      line = line + 1
    end
  end
  return t
end
-- The first file of tests/oracles/SHA256SUMS that the source names and that is not what it was.
local function wrong_file(source)
  for sum, path in (nw.read 'tests/oracles/SHA256SUMS' or ''):gmatch '(%x+)  ([^\n]+)' do
    if source:find(path:match '[^/]+$', 1, true) then
      local f = io.open(path)
      if not f then return 'absent', path .. ' is missing' end
      f:close()
      local p = assert(io.popen('sha256sum ' .. quote(path)))
      local now = p:read 'a':match '%x+'
      p:close()
      if now ~= sum then return 'fail', path .. ' has the wrong digest' end
    end
  end
end
local function run_program()
  local source = 'build/tangled/tests/' .. name .. '.c'
  local ids = literals(source)
  local state, why = wrong_file(nw.read(source) or '')
  if kind == 'absent' then state, why = 'absent', tool_of[name:match '_(%w+)$'] .. ' is missing' end
  local status
  if not state then
    local ledger = 'build/claims/' .. name .. '.raw'
    os.remove(ledger)
    local out
    out, status = run('env DS_LEDGER=' .. ledger .. ' ' .. program .. ' --tap=build/run/' .. name .. '.tap')
    nw.write('build/run/' .. name .. '.log', out)
    local tap = nw.read('build/run/' .. name .. '.tap') or ''
    if status <= 1 and not tap:find '\nok ' and not tap:find '\nnot ok ' and not tap:find '^ok ' and not tap:find '^not ok ' then
      status = 'no test ran; Criterion needs /proc'
    elseif status == 124 then status = 'stopped after ' .. LIMIT .. ' s'
    elseif status > 1 then status = 'exit status ' .. status
    else status = nil end
    local have = {}
    for i, l in ipairs(nw.lines(nw.read(ledger) or '')) do
      if l ~= '' then
        local body, sec = l:match '^(.*)\t([^\t]*)$'
        local id, k = l:match '^([^\t]*)\t([^\t]*)'
        if not body or select(2, body:gsub('\t', '')) ~= 5 then
          record('malformed.' .. name .. '.' .. i, 'numeric', 'malformed record', 'six fields', 'fail', source .. ':1')
        else
          records[#records + 1] = body
          have[id] = true
          times[#times + 1] = id .. '\t' .. sec .. '\t' .. k
        end
      end
    end
    os.remove(ledger)
    for _, e in ipairs(ids) do
      if not have[e.id] then
        record(e.id, e.kind, 'no answer', status or 'a record: the test ended before its check', 'fail', e.place)
      end
    end
  else
    local k = name:match '_(%w+)$'
    for _, e in ipairs(ids) do
      local failed = state == 'fail'
      record(e.id, e.kind == 'value' and 'value' or k or 'numeric', failed and why or 'not run', failed and 'the digest in tests/oracles/SHA256SUMS' or why,
        failed and 'fail' or 'notrun', e.place)
    end
    nw.write('build/run/' .. name .. '.tap', '1..0 # ' .. why .. '\n')
  end
end

-- ---- theorems and identities ---------------------------------------------------
-- The file's name says the claim: tests/first_trap_critical.smt2 proves first.trap.critical.
local id = name:gsub('_', '.')
local function place(path, n)
  local rows = nw.lines(nw.read(path .. '.lines') or '')
  return rows[n or 2] or path .. ':' .. (n or 1)
end
local function source(ext)
  local path = program or 'build/tangled/tests/' .. name .. ext
  return assert(nw.read(path)), path
end
-- `mutant: OLD -> NEW`: OLD must stand in the rest of the text just once.
local function mutants(text, path, open, close)
  local t = {}
  local bare = text:gsub(open .. ' mutant: [^\n]*', '')
  for old, new in text:gmatch(open .. ' mutant: ([^\n]-) %-> ([^\n]-)%s*' .. close .. '\n') do
    local a, b = bare:find(old, 1, true)
    if not a or bare:find(old, b + 1, true) then
      return nil, 'the mutant\'s "' .. old .. '" must stand in the text just once'
    end
    t[#t + 1] = bare:sub(1, a - 1) .. new .. bare:sub(b + 1)
  end
  if os.getenv 'DS_NOMUTANT' then return {}, bare end        -- `make mutants` breaks the text itself
  if #t == 0 then return nil, 'no line `mutant: old -> new`' end
  return t, bare
end
local function verdict(k, answers, wanted, path, line)
  local got, want = table.concat(answers, ', '), table.concat(wanted, ', ')
  record(id, k, got, want, got == want and 'pass' or 'fail', place(path, line))
end

local function theorem()
  local text, path = source '.smt2'
  local muts, bare = mutants(text, path, ';', '')
  if not muts then return verdict('theorem', { bare }, { 'sat', 'unsat', 'sat' }, path) end
  local function query(t, n)
    local hyp, goal = t:match '^(.-\n); then *\n(.*)$'
    if not hyp then return nil end
    if n == 1 then return hyp .. '(check-sat)\n' end
    return hyp .. '(assert (not\n' .. goal .. '))\n(check-sat)\n'
  end
  if not query(bare, 1) then return verdict('theorem', { 'no line `; then`' }, { 'sat', 'unsat', 'sat' }, path) end
  local tmp, answers, wanted, seconds, at = os.tmpname(), {}, {}, 0, nil
  local all = { { bare, 1 }, { bare, 2 } }
  for _, m in ipairs(muts) do all[#all + 1] = { m, 2 } end
  for i, q in ipairs(all) do
    local f = assert(io.open(tmp, 'w')); f:write(query(q[1], q[2])); f:close()
    local out, status, s = run('z3 ' .. tmp)
    seconds = seconds + s
    local err, msg = out:match '%(error "line (%d+) column %d+: (.-)"%)'
    local a = out:match '^(%a+)\n'
    if err then a, at = 'error: ' .. msg, math.tointeger(tonumber(err)) end
    if not err and status ~= 0 then a = status == 124 and 'timeout' or 'crash, exit status ' .. status end
    answers[i] = a or 'no answer'
    wanted[i] = i == 2 and 'unsat' or 'sat'
    if err or a == 'timeout' then break end
  end
  for i = #answers + 1, #all do wanted[i] = i == 2 and 'unsat' or 'sat' end
  os.remove(tmp)
  times[1] = string.format('%s\t%.3f\ttheorem', id, seconds)
  verdict('theorem', answers, wanted, path, at)
end

-- A Maxima file defines `zero`, an expression that simplifies to nought, a list or a
-- matrix of them. It is read as it stands, then with each mutant.
-- One that includes a table of the library first goes through the C preprocessor.
local function expand(text)
  local file = os.tmpname()
  nw.write(file, text)
  local p = assert(io.popen('cc -E -P -x c -I build/tangled/chunks ' .. file .. ' 2>&1'))
  local out = p:read 'a'
  p:close()
  os.remove(file)
  return out
end
local function identity()
  local text, path = source '.mac'
  local muts, bare = mutants(text, path, '/%*', '%*/')
  if not muts then return verdict('identity', { bare }, { 'true', 'false' }, path) end
  local answers, wanted, seconds = {}, {}, 0
  table.insert(muts, 1, bare)
  local tmp = os.tmpname()
  for i, m in ipairs(muts) do
    if m:find '\n#include ' then m = expand(m) end
    local f = assert(io.open(tmp, 'w'))
    f:write('display2d: false$\nassume_pos: false$\n', m,
      '\nprint("ANSWER", is(every(lambda([e], is(fullratsimp(e) = 0)), flatten(if matrixp(zero) then args(zero) else [zero]))))$\n')
    f:close()
    local out, status, s = run('maxima --very-quiet --batch=' .. tmp)
    seconds = seconds + s
    answers[i] = out:match '\nANSWER (%a+)' or (status == 124 and 'timeout')
      or (status ~= 0 and 'crash, exit status ' .. status) or 'error: ' .. (out:match '\n([^\n]-)\n %-%- an error' or out:match '(incorrect syntax: [^\n]*)' or 'no answer')
    wanted[i] = i == 1 and 'true' or 'false'
    if answers[i] ~= 'true' and answers[i] ~= 'false' then break end
  end
  for i = 1, #muts do wanted[i] = i == 1 and 'true' or 'false' end
  os.remove(tmp)
  times[1] = string.format('%s\t%.3f\tidentity', id, seconds)
  verdict('identity', answers, wanted, path)
end

local ext = nw.read('build/tangled/tests/' .. name .. '.smt2') and 'smt2' or nw.read('build/tangled/tests/' .. name .. '.mac') and 'mac' or 'c'
if kind == 'absent' and ext ~= 'c' then
  local k = ext == 'smt2' and 'theorem' or 'identity'
  record(id, k, 'not run', tool_of[k] .. ' is missing', 'notrun', place('build/tangled/tests/' .. name .. '.' .. ext))
elseif kind == 'theorem' then theorem()
elseif kind == 'identity' then identity()
else run_program() end

table.sort(records)
if program and kind ~= 'program' and kind ~= 'absent' then     -- a file given by hand: just say
  print(table.concat(records, '\n'))
  os.exit(records[1]:find '\tpass\t' and 0 or 1)
end
nw.write('build/claims/' .. name .. '.tsv', #records > 0 and table.concat(records, '\n') .. '\n' or '')
nw.write('build/run/' .. name .. '.time', #times > 0 and table.concat(times, '\n') .. '\n' or '')
