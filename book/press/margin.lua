-- margin.lua: the note column, in two passes. A run writes where each anchor fell
-- (JOB.mnp); the next run reads it, stacks the notes of each sheet, and places them in
-- the foreground of that sheet. The runs have settled when the file no longer changes.
local ds = {}
local sp = 65536
local seen, here, boxes = {}, {}, {}
local path
local INNER, TEXT, GUTTER, NOTE, OUTER = 60, 348, 18, 114, 38.16
local TOP, BOTTOM = 72, 722.7 - 74 + 6       -- the column, in points from the top of the page
local SEP = 5

function ds.start(job)
  path = (os.getenv 'DS_OUT' or '.') .. '/' .. job .. '.mnp'
  local f = io.open(path)
  if not f then return end
  for l in f:lines() do
    local id, kind, sheet, y, h, d, odd = l:match '^(%d+) (%a+) (%d+) (%-?%d+) (%-?%d+) (%-?%d+) (%d)$'
    if id then
      seen[tonumber(id)] = { id = tonumber(id), kind = kind, sheet = tonumber(sheet), y = tonumber(y) / sp, h = tonumber(h) / sp, d = tonumber(d) / sp, even = odd == '0' }
    end
  end
  f:close()
end

-- Keep the box for the sheet on which it will appear.
function ds.store(id, kind, n)
  local b = tex.box[n]
  boxes[id] = { box = node.copy_list(b), h = b.height, d = b.depth }
end

-- Runs while the sheet is shipped: (id, kind, sheet, height, depth of what stands here).
function ds.anchor(id, kind, sheet, h, d)
  local x, y = pdf.getpos()
  local b = boxes[id]
  here[id] = string.format('%d %s %d %d %d %d %d', id, kind, sheet, tex.pageheight - y, h or b.h, d or b.d, tex.count[0] % 2)
end

-- Left shift of a full-width figure: on even sheets the notes stand on the left.
function ds.shift(id)
  local s = seen[id]
  tex.sprint(s and s.even and '-132pt' or '0pt')
end

local function stack(list, top, bottom)
  local edge = top
  for _, n in ipairs(list) do
    n.top = math.max(n.y - n.h, edge)
    edge = n.top + n.h + n.d + SEP
  end
  local limit = bottom
  for i = #list, 1, -1 do
    local n = list[i]
    n.top = math.min(n.top, limit - n.h - n.d)
    limit = n.top - SEP
  end
  return #list == 0 or list[1].top >= top - 1
end

function ds.page(sheet)
  local even = tex.count[0] % 2 == 0
  local notes, marks, walls = {}, {}, {}
  for _, s in pairs(seen) do
    if s.sheet == sheet then
      if s.kind == 'note' then notes[#notes + 1] = s
      elseif s.kind == 'mark' then marks[#marks + 1] = s
      elseif s.kind == 'full' then walls[#walls + 1] = s end
    end
  end
  local by = function(a, b) if math.abs(a.y - b.y) > 0.01 then return a.y < b.y end return a.id < b.id end
  table.sort(notes, by); table.sort(walls, by)
  -- a full-width figure divides the column
  local from, rest = TOP, notes
  walls[#walls + 1] = { y = 1e6, h = 1e6 - BOTTOM, d = 0 }
  for _, w in ipairs(walls) do
    local mine, later = {}, {}
    for _, n in ipairs(rest) do
      if n.y < w.y then mine[#mine + 1] = n else later[#later + 1] = n end
    end
    if not stack(mine, from, math.min(w.y - w.h - 4, BOTTOM)) then
      texio.write_nl('log', 'margin column overfull on sheet ' .. sheet .. ' (page ' .. tex.count[0] .. ')')
      texio.write_nl('log', '')
    end
    from, rest = w.y + w.d + 4, later
  end
  local x = even and OUTER or INNER + TEXT + GUTTER
  local gx = even and OUTER + NOTE or INNER + TEXT
  local queue = {}
  for _, n in ipairs(notes) do queue[#queue + 1] = { n.id, x, n.top + n.h } end
  for _, m in ipairs(marks) do queue[#queue + 1] = { m.id, gx, m.y } end
  for _, q in ipairs(queue) do
    local b = boxes[q[1]]
    if b and b.box then
      tex.sprint(string.format('\\put(%.3fpt,-%.3fpt){\\hbox to 0pt{\\directlua{ds.emit(%d)}\\hss}}', q[2], q[3], q[1]))
    end
  end
end

function ds.emit(id)
  local b = boxes[id]
  if b and b.box then node.write(b.box); b.box = nil end
end

function ds.finish()
  local ids = {}
  for id in pairs(here) do ids[#ids + 1] = id end
  table.sort(ids)
  local f = assert(io.open(path, 'w'))
  for _, id in ipairs(ids) do f:write(here[id], '\n') end
  f:close()
end
return ds
