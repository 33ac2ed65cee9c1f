-- nw.lua: what noweb's markup says of a chapter, and the order of the book.
-- Runs under Lua 5.3 (inside pandoc) and 5.4 (the other tools of the press).
local nw = {}

function nw.read(path)
  local f, err = io.open(path, 'rb')
  if not f then return nil, err end
  local s = f:read 'a'
  f:close()
  return s
end

-- Write a file whole or not at all, and only if its text differs.
function nw.write(path, text)
  if nw.read(path) == text then return false end
  local f = assert(io.open(path .. '.new', 'wb'))
  assert(f:write(text))
  assert(f:close())
  assert(os.rename(path .. '.new', path))
  return true
end

function nw.lines(s)
  local t = {}
  for l in (s:sub(-1) == '\n' and s or s .. '\n'):gmatch '(.-)\n' do t[#t + 1] = l end
  return t
end

-- book/contents: `front`, `part`, `chapter`, `appendix`, `back`, one a line.
-- Returns a list of { kind, id, path, number, title (parts) } in reading order.
function nw.contents()
  local list, ch, ap, part = {}, 0, 0, 0
  local roman = { 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X' }
  for i, l in ipairs(nw.lines(assert(nw.read 'book/contents'))) do
    local kind, rest = l:match '^(%a+)%s+(.-)%s*$'
    if l:match '^%s*#' or l:match '^%s*$' then
      -- a remark
    elseif kind == 'part' then
      part = part + 1
      list[#list + 1] = { kind = 'part', number = roman[part], title = rest, id = 'part-' .. part }
    elseif kind == 'chapter' or kind == 'appendix' or kind == 'front' then
      local id = rest:match '([%w]+)$'
      local e = { kind = kind, id = id, path = 'book/' .. rest .. '.nw', number = '' }
      if kind == 'chapter' then ch = ch + 1; e.number = tostring(ch) end
      if kind == 'appendix' then ap = ap + 1; e.number = string.char(64 + ap) end
      list[#list + 1] = e
    elseif kind == 'back' then
      list[#list + 1] = { kind = 'back', id = rest, number = '' }
    else
      error('book/contents:' .. i .. ': expected front, part, chapter, appendix or back', 0)
    end
  end
  return list
end

function nw.chapter(id)
  for _, e in ipairs(nw.contents()) do if e.id == id then return e end end
  return { kind = 'chapter', id = id, path = 'book/' .. id .. '.nw', number = '0' }
end

function nw.is_root(name)
  return name:match '^chunks/' or name:match '^tests/' or name:match '^figures/' or name:match '^exercises/'
end

-- tests/CHAPTER_KIND.c is a test program that needs a tool beside Criterion.
nw.needs = { theorem = true, identity = true, enclosure = true, exact = true, oracle = true, data = true }

-- Parse the stream of `markup`. Returns { file, items }, an item being
--   { kind='docs', line=, lines={string} }          line = number of its first line
--   { kind='code', line=, name=, lines={ { text=, use=, indent=, line= } } }
-- A code line is a text or a use; a use that shares its line keeps `text` too.
-- Every line of the chapter is exactly one line of some item.
function nw.parse(text)
  local doc = { items = {} }
  local item, buf, row
  local line = 1
  local function fresh() buf, row = {}, { line = line } end
  local function flush()
    if item then
      if item.kind == 'docs' then
        item.lines[#item.lines + 1] = table.concat(buf)
      elseif item.head then
        item.head = nil                             -- the line of <<name>>=
      else
        row.text = table.concat(buf)
        item.lines[#item.lines + 1] = row
      end
    end
    line = line + 1
    fresh()
  end
  fresh()
  for l in text:gmatch '([^\n]*)\n' do
    local key, arg = l:match '^@(%S+) ?(.*)$'
    if key == 'file' then doc.file = arg
    elseif key == 'begin' then
      item = { kind = arg:match '^%a+', line = line, lines = {} }
      if item.kind == 'code' then item.head = true end
    elseif key == 'end' then
      if item.kind == 'docs' and #buf > 0 then item.lines[#item.lines + 1] = table.concat(buf); fresh() end
      if #item.lines > 0 or item.kind == 'code' then doc.items[#doc.items + 1] = item end
    elseif key == 'defn' then item.name = arg
    elseif key == 'text' then buf[#buf + 1] = arg
    elseif key == 'quote' then buf[#buf + 1] = '[['
    elseif key == 'endquote' then buf[#buf + 1] = ']]'
    elseif key == 'use' then
      row.indent = table.concat(buf)
      row.use = arg
      buf[#buf + 1] = '<<' .. arg .. '>>'
    elseif key == 'nl' then flush()
    elseif key == 'index' then
      if arg == 'nl' then line = line + 1; row.line = line end
    elseif key == 'fatal' then
      return nil, arg
    end
  end
  for _, it in ipairs(doc.items) do
    if it.kind == 'code' then
      for _, r in ipairs(it.lines) do
        if r.use then r.alone = r.text == r.indent .. '<<' .. r.use .. '>>' and r.indent:match '^%s*$' ~= nil end
      end
    end
  end
  return doc
end

-- [[x]] outside mathematics, code spans and fences becomes `x`{.q}.
function nw.unquote(lines)
  local out, fence, math = {}, nil, false
  for i, l in ipairs(lines) do
    local tick = l:match '^%s*(```+)' or l:match '^%s*(~~~+)'
    if fence then
      if tick and tick:sub(1, 1) == fence:sub(1, 1) and #tick >= #fence then fence = nil end
      out[i] = l
    elseif tick then
      fence = tick
      out[i] = l
    else
      if l:match '^%s*$' then math = false end
      local r, p = {}, 1
      while p <= #l do
        local c = l:sub(p, p)
        if c == '\\' then
          local whole = l:match('^\\chunk%b{}', p) or l:sub(p, p + 1)
          r[#r + 1] = whole; p = p + #whole
        elseif c == '$' then
          if l:sub(p, p + 1) == '$$' then r[#r + 1] = '$$'; p = p + 2 else r[#r + 1] = c; p = p + 1 end
          math = not math
        elseif c == '`' and not math then
          local t = l:match('^`+', p)
          local _, e = l:find(t, p + #t, true)
          e = e or p + #t - 1
          r[#r + 1] = l:sub(p, e); p = e + 1
        elseif l:sub(p, p + 1) == '[[' and not math then
          local body, e = l:match('^%[%[(.-%]?)%]%]()', p)
          if body then
            local t = body:find('`', 1, true) and '``' or '`'
            r[#r + 1] = t .. body .. t .. '{.q}'; p = e
          else r[#r + 1] = c; p = p + 1 end
        else r[#r + 1] = c; p = p + 1 end
      end
      out[i] = table.concat(r)
    end
  end
  return out
end

-- Chunk names without noweb's quotes: for comments in tangled text.
function nw.plain(name) return (name:gsub('%[%[', ''):gsub('%]%]', '')) end

return nw
