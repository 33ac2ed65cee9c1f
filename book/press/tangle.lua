-- tangle.lua FILE.nwp ...: every root chunk, twice.
--   chunks/ tests/ figures/         readable: indentation kept, chunk names as comments
--   build/tangled/                  the same lines with #line marks, for the compiler
--   build/starters/, exercises/     starters; the latter only where absent
-- and build/roots.mk, the lists that the Makefile needs. All checks come before the
-- first byte is written; a file equal modulo #line keeps its time stamp.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local live = require 'live'

local errors = {}
local function fail(file, line, msg) errors[#errors + 1] = string.format('%s:%d: %s', file, line, msg) end

-- 1. Collect. Root names are global, all others belong to their chapter.
local chunks, order = {}, {}
local function key(file, name) return nw.is_root(name) and name or file .. '\0' .. name end
for _, path in ipairs(arg) do
  local doc, err = nw.parse(assert(nw.read(path)))
  if not doc then io.stderr:write(path, ': ', err, '\n'); os.exit(1) end
  for _, it in ipairs(doc.items) do
    if it.kind == 'code' then
      local k = key(doc.file, it.name)
      if not chunks[k] then
        chunks[k] = { name = it.name, file = doc.file, line = it.line, parts = {} }
        order[#order + 1] = k
      end
      local c = chunks[k]
      c.parts[#c.parts + 1] = { file = doc.file, line = it.line, lines = it.lines }
    end
  end
end

-- 2. Check every use.
local used = {}
for _, k in ipairs(order) do
  for _, part in ipairs(chunks[k].parts) do
    local previous = ''
    for _, r in ipairs(part.lines) do
      if r.use then
        local where = key(part.file, r.use)
        used[where] = true
        if r.text:match '^%s*#' and chunks[k].name:match '%.gp$' == nil or previous:match '\\$' then
          fail(part.file, r.line, 'chunk <<' .. r.use .. '>> is used inside a macro')
        elseif not r.alone then
          fail(part.file, r.line, '<<' .. r.use .. '>> shares its line: a use stands alone, a shift is written @<<')
        elseif not chunks[where] then
          fail(part.file, r.line, 'chunk <<' .. r.use .. '>> is undefined')
        end
      end
      local width = utf8.len(r.text) or #r.text
      if not r.use and width > 80 then fail(part.file, r.line, 'code line of ' .. width .. ' columns; 80 is the limit') end
      if r.text:find('\t', 1, true) then fail(part.file, r.line, 'tab in code') end
      previous = r.text
    end
    if #part.lines == 0 then fail(part.file, part.line, 'chunk <<' .. chunks[k].name .. '>> is empty') end
  end
end
local roots, holes = {}, {}
for _, k in ipairs(order) do
  local c = chunks[k]
  if nw.is_root(c.name) then
    roots[#roots + 1] = c
    local ext = c.name:match '^[%w_%-/]+%.(%w+)$'
    if not (ext == 'c' or ext == 'h' or ext == 'gp' or c.name:match '^tests/' and (ext == 'smt2' or ext == 'mac' or ext == 'mutants') or c.name:match '^figures/' and ext == 'live' or c.name:match '^chunks/' and (ext == '1' or ext == 'bash')) then
      fail(c.file, c.line, '<<' .. c.name .. '>> is no file name')
    end
  elseif c.name:match '^wrong: ' then
    local hole, why = c.name:match '^wrong: (.-): (.+)$'
    local h = hole and key(c.file, 'hole: ' .. hole)
    if not h or not chunks[h] then
      fail(c.file, c.line, '<<' .. c.name .. '>> names no hole; write <<wrong: hole: what is wrong>>')
    else
      holes[h] = holes[h] or {}
      table.insert(holes[h], { chunk = c, why = why })
    end
  elseif not used[k] then
    fail(c.file, c.line, 'chunk <<' .. c.name .. '>> is neither used nor a file')
  end
end

-- 3. Expand. A line is { text, file, line }.
local function comment(root, indent, name)
  if root:match '%.gp$' or root:match '%.mutants$' or root:match '%.live$' or root:match '%.bash$' then return indent .. '# ' .. nw.plain(name) end
  if root:match '%.smt2$' then return indent .. '; ' .. nw.plain(name) end
  return indent .. '/* ' .. nw.plain(name) .. ' */'
end
local function expand(root, k, indent, out, fill, path)
  if path[k] then
    fail(chunks[k].file, chunks[k].line, 'chunk <<' .. chunks[k].name .. '>> uses itself')
    return
  end
  path[k] = true
  for _, part in ipairs(chunks[k].parts) do
    for _, r in ipairs(part.lines) do
      if r.use and r.alone then
        local inner = indent .. r.indent
        local target = key(part.file, r.use)
        local hole = r.use:match '^hole: (.+)$'
        if hole and fill then target = fill(target, hole) end
        if type(target) == 'table' then
          for _, text in ipairs(target) do
            out[#out + 1] = { text = inner .. text, file = part.file, line = r.line }
          end
        elseif chunks[target] then
          if not hole then
            out[#out + 1] = { text = comment(root, inner, r.use), file = part.file, line = r.line }
          end
          expand(root, target, inner, out, fill, path)
        end
      else
        local text = r.text == '' and '' or indent .. r.text
        out[#out + 1] = { text = text, file = part.file, line = r.line }
      end
    end
  end
  path[k] = nil
end

local function with_lines(out)
  local t, file, line = {}, nil, nil
  for _, l in ipairs(out) do
    if not l.file and file then       -- generated text: its own place is the tangled file
      file, line = nil, nil
      t[#t + 1] = '#line ' .. #t + 2 .. ' "generated"'
    end
    if l.file and (l.file ~= file or l.line ~= line) then
      -- A repeated source line (a comment standing for a use) needs no mark of its own.
      t[#t + 1] = string.format('#line %d "%s"', l.line, l.file)
      file, line = l.file, l.line
    end
    t[#t + 1] = l.text
    if file then line = line + 1 end
  end
  return table.concat(t, '\n') .. '\n'
end
local function places(out)        -- for texts that cannot hold #line: the place of each line
  local t = {}
  for _, l in ipairs(out) do t[#t + 1] = (l.file or '?') .. ':' .. (l.line or 0) end
  return table.concat(t, '\n') .. '\n'
end
local function without_lines(out)
  local t = {}
  for _, l in ipairs(out) do t[#t + 1] = l.text end
  return table.concat(t, '\n') .. '\n'
end

local made, starters, ex, figs = {}, {}, {}, {}
local lists = { LIB_C = {}, LIB_H = {}, SUPPORT_C = {}, TESTS = {}, CHECKERS = {}, FIGS = {}, EXERCISES = {}, SMT = {}, MAC = {}, MUTANTS = {}, LIVE = {}, MAINS = {} }
local function add(list, x) table.insert(lists[list], x) end
local function put(path, text) made[#made + 1] = { path = path, text = text } end
local ids = {}
for _, e in ipairs(nw.contents()) do ids[e.id] = true end
for _, path in ipairs(arg) do ids[path:match '([%w]+)%.nwp$' or ''] = true end

for _, c in ipairs(roots) do
  local top, stem, ext = c.name:match '^(%a+)/(.*)%.(%w+)$'
  local function body(fill)
    local out = {}
    if ext == '1' then
      out[1] = { text = '.\\" ' .. c.name .. ': tangled from ' .. c.file .. '; change it there.' }
    elseif ext == 'smt2' then
      out[1] = { text = '; ' .. c.name .. ': tangled from ' .. c.file .. '; change it there.' }
    elseif ext ~= 'gp' and ext ~= 'mutants' and ext ~= 'bash' and top ~= 'exercises' then
      out[1] = { text = '/* ' .. c.name .. ': tangled from ' .. c.file .. '; change it there. */' }
    elseif ext == 'gp' or ext == 'mutants' or ext == 'bash' then
      out[1] = { text = '# ' .. c.name .. ': tangled from ' .. c.file .. '; change it there.' }
    end
    expand(c.name, c.name, '', out, fill, {})
    return out
  end
  if ext == 'live' then
    local rows = {}
    expand(c.name, c.name, '', rows, nil, {})
    local after
    for _, r in ipairs(rows) do          -- names of chunks as comments: C after the line %%
      if r.text:match '^%%%%%s*$' then after = true end
      if after then r.text = r.text:gsub('^(%s*)# (.*)$', '%1/* %2 */') end
    end
    local f, wrong = live.parse(stem, rows)
    if f then
      local note = 'generated from <<' .. c.name .. '>> in ' .. c.file .. '; change it there.'
      local out = live.c(f)
      table.insert(out, 1, { text = '/* figures/' .. stem .. '.c: ' .. note .. ' */' })
      put('figures/' .. stem .. '.c', without_lines(out))
      put('build/tangled/figures/' .. stem .. '.c', with_lines(out))
      put('figures/' .. stem .. '.gp', '# figures/' .. stem .. '.gp: ' .. note .. '\n' .. table.concat(live.gp(f), '\n') .. '\n')
      put('build/live/' .. stem .. '.lua', live.description(f))
      add('FIGS', stem)
      add('LIVE', stem)
    else
      for _, e in ipairs(wrong) do fail(e[1], e[2], e[3]) end
    end
  elseif top == 'exercises' then
    local id = stem:gsub('/', '.')
    local found
    local starter = body(function(k, hole) found = k; return { 'DS_HOLE("' .. hole .. '");' } end)
    if not found then fail(c.file, c.line, 'exercise <<' .. c.name .. '>> has no hole') end
    starters[#starters + 1] = { path = c.name, text = without_lines(starter) }
    put('build/tangled/exercises/' .. stem .. '.solution.c', with_lines(body(nil)))
    add('EXERCISES', stem)
    local wrongs = found and holes[found] or {}
    if #wrongs == 0 then fail(c.file, c.line, 'exercise ' .. id .. ' has no planted wrong answer') end
    for i, w in ipairs(wrongs) do
      local out = body(function(k)
        return key(w.chunk.file, w.chunk.name)
      end)
      put(string.format('build/tangled/exercises/%s.wrong%d.c', stem, i), with_lines(out))
      ex[#ex + 1] = stem .. '.wrong' .. i
    end
    if not chunks['tests/ex_' .. stem:gsub('/', '_') .. '.c'] then
      fail(c.file, c.line, 'exercise ' .. id .. ' has no checker <<tests/ex_' .. stem:gsub('/', '_') .. '.c>>')
    end
  else
    local out = body(nil)
    put(c.name, without_lines(out))
    local plain = ext == 'smt2' or ext == 'mac' or ext == 'mutants'
    if plain then
      put('build/tangled/' .. c.name, without_lines(out))
      put('build/tangled/' .. c.name .. '.lines', places(out))
    elseif ext ~= 'gp' and ext ~= '1' and ext ~= 'bash' then put('build/tangled/' .. c.name, with_lines(out)) end
    if plain then
      if not ids[stem:match '^%w+'] then fail(c.file, c.line, '<<' .. c.name .. '>>: the name must begin with a chapter') end
      add(ext == 'smt2' and 'SMT' or ext == 'mac' and 'MAC' or 'MUTANTS', stem)
    elseif ext == '1' or ext == 'bash' then -- beside the program
    elseif top == 'chunks' then add(ext == 'h' and 'LIB_H' or stem:match '_main$' and 'MAINS' or 'LIB_C', stem:match '_main$' and stem or stem .. '.' .. ext)
    elseif top == 'tests' and ext == 'c' then
      local chapter, needs = stem:match '^(%w+)_(%l+)$'
      if ids[stem] or ids[chapter] and nw.needs[needs] then add('TESTS', stem)
      elseif stem:match '^ex_' then add('CHECKERS', stem)
      else add('SUPPORT_C', stem .. '.c') end
    elseif top == 'figures' and ext == 'c' then
      add('FIGS', stem)
      if not chunks['figures/' .. stem .. '.gp'] then fail(c.file, c.line, 'figure program without <<figures/' .. stem .. '.gp>>') end
    elseif top == 'figures' and ext == 'gp' and not chunks['figures/' .. stem .. '.c'] then
      fail(c.file, c.line, 'figure script without <<figures/' .. stem .. '.c>>')
    end
  end
end

if #errors > 0 then
  table.sort(errors)
  io.stderr:write(table.concat(errors, '\n'), '\n')
  os.exit(1)
end

-- 4. Write.
local function sh(cmd) assert(os.execute(cmd), cmd) end
local function quote(s) return "'" .. s:gsub("'", "'\\''") .. "'" end
local folders = {}
local function folder(path)
  local d = path:match '^(.*)/'
  if d and not folders[d] then folders[d] = true; sh('mkdir -p ' .. quote(d)) end
end
local function bare(s) return (s:gsub('#line [^\n]*\n', '')) end
local function install(path, text)
  folder(path)
  local old = nw.read(path)
  if old == text then return end
  local f = assert(io.open(path .. '.new', 'wb'))
  assert(f:write(text)); assert(f:close())
  if old and bare(old) == bare(text) then sh('touch -r ' .. quote(path) .. ' ' .. quote(path .. '.new')) end
  assert(os.rename(path .. '.new', path))
end
local list = {}
for _, m in ipairs(made) do install(m.path, m.text); list[#list + 1] = m.path end
for _, s in ipairs(starters) do
  install('build/starters/' .. s.path:gsub('^exercises/', ''), s.text)
  -- A learner's file is made once. Its starter as it was then is kept beside it, so that
  -- a later change can be shown; a file under an older name (book/aliases) counts.
  local id = s.path:match '^exercises/(.*)%.c$'
  local there = nw.read(s.path)
  for old, new in (nw.read 'book/aliases' or ''):gmatch '(%S+)%s+(%S+)\n' do
    if new == id:gsub('/', '.') and nw.read('exercises/' .. old:gsub('%.', '/') .. '.c') then there = true end
  end
  if not there then
    install(s.path, s.text)
    install('exercises/.starters/' .. id .. '.c', s.text)
  end
end
local now = {}
for _, p in ipairs(list) do now[p] = true end
for p in (nw.read 'build/tangled.list' or ''):gmatch '[^\n]+' do
  if not now[p] and p:match '^[%w/_.]+$' then os.remove(p) end
end
table.sort(list)
nw.write('build/tangled.list', table.concat(list, '\n') .. '\n')
local mk = {}
for _, name in ipairs { 'LIB_C', 'LIB_H', 'SUPPORT_C', 'TESTS', 'CHECKERS', 'FIGS', 'EXERCISES', 'SMT', 'MAC', 'MUTANTS', 'LIVE', 'MAINS' } do
  table.sort(lists[name])
  mk[#mk + 1] = name .. ' := ' .. table.concat(lists[name], ' ')
end
table.sort(ex)
mk[#mk + 1] = 'WRONG := ' .. table.concat(ex, ' ')
nw.write('build/roots.mk', table.concat(mk, '\n') .. '\n')
