-- texlog.lua MODE FILE.log: report what TeX found wrong, with the chapter's file and line.
-- MODE: error (the run stopped), book, preview (undefined references are forgiven).
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local mode, path = arg[1], arg[2]
-- LuaTeX breaks log lines at 79 characters.
local log, joined = nw.lines(nw.read(path) or ''), {}
local i = 1
while i <= #log do
  local l = log[i]
  while #log[i] == 79 and log[i + 1] do i = i + 1; l = l .. log[i] end
  joined[#joined + 1] = l
  i = i + 1
end

-- The line of the chapter that a line of the woven TeX came from: prose keeps its line
-- breaks on the way, so the longest run of plain letters finds it again.
local cache = {}
local function lines_of(p) cache[p] = cache[p] or nw.lines(nw.read(p) or ''); return cache[p] end
local function locate(id, from, to)
  id = id:gsub('%.sol$', '')
  local chapter = nw.chapter(id).path
  local woven = lines_of('build/tex/' .. id .. '.tex')
  local source = lines_of(chapter)
  if #source == 0 then return 'build/tex/' .. id .. '.tex:' .. from end
  local order = {}
  for l = from, to or from do order[#order + 1] = l end
  for l = from - 1, math.max(1, from - 12), -1 do order[#order + 1] = l end
  for _, l in ipairs(order) do
    local text = (woven[l] or ''):gsub('\\dssp{}', ' '):gsub('\\textquotesingle{}', "'"):gsub('{([-<>,])}', '%1'):gsub('\\_', '_')
    local runs = {}
    for run in text:gmatch "[%w%s,;'=*+_-]+" do runs[#runs + 1] = run:match '^%s*(.-)%s*$' end
    table.sort(runs, function(x, y) return #x > #y end)
    for _, run in ipairs(runs) do
      for n, s in ipairs(source) do if #run >= 8 and s:find(run, 1, true) then return chapter .. ':' .. n end end
    end
  end
  return chapter .. ':1: build/tex/' .. id .. '.tex:' .. from
end

local bad, file = {}, 'descent'
local function report(where, msg) bad[#bad + 1] = where .. ': ' .. msg end
for k, l in ipairs(joined) do
  local f = l:match '@@file (%S+)'
  if f then file = f end
  local err_file, err_line, err = l:match '^%.?/?(%S-):(%d+): (.*)'
  local over, from, to = l:match '^Overfull \\hbox %(([%d.]+)pt too wide%).-at lines? (%d+)%-?%-?(%d*)'
  local over_other = l:match '^Overfull \\hbox %(([%d.]+)pt too wide%)'
  if err_file and mode == 'error' then
    local id = err_file:match 'build/tex/(.*)%.tex$'
    report(id and locate(id, tonumber(err_line)) or err_file .. ':' .. err_line,
      err .. ' ' .. (joined[k + 1] or ''):match '^%s*(.-)%s*$')
    break
  elseif over then
    if tonumber(over) > 1 then
      report(locate(file, tonumber(from), tonumber(to) or tonumber(from)), 'overfull line, ' .. over .. 'pt too wide')
    end
  elseif over_other then
    if tonumber(over_other) > 1 then report(locate(file, 1, 1), 'overfull box, ' .. over_other .. 'pt too wide (' .. (joined[k + 1] or ''):sub(1, 60) .. ')') end
  elseif l:match '^Missing character' then
    report('build/tex/' .. file .. '.tex', l)
  elseif l:match 'margin column overfull' then
    report('build/tex/' .. file .. '.tex', l)
  elseif mode == 'book' and l:match '^LaTeX Warning: .-undefined' then
    report('build/tex/' .. file .. '.tex', l)
  end
end
if mode == 'error' and #bad == 0 then
  for k, l in ipairs(joined) do
    if l:match '^!' then report(path, l .. ' ' .. (joined[k + 1] or '')); break end
  end
end
if #bad > 0 then
  io.stderr:write(table.concat(bad, '\n'), '\n')
  os.exit(1)
end
if mode == 'error' then io.stderr:write(path, ': LuaLaTeX stopped\n') end
