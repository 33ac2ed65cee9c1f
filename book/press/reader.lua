-- reader.lua: pandoc reader of noweb's markup stream (build/nwp/ID.nwp).
-- Assigns every number of the chapter, once, in reading order, and writes
-- build/idx/ID.tsv: kind id number line more... (see index.lua).
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local utils = pandoc.utils

local FORMAT_IN = 'markdown-implicit_figures-auto_identifiers-latex_macros-smart-subscript-strikeout+raw_tex'

local function attr_list(t) local r = {} for _, kv in ipairs(t) do r[#r + 1] = kv end return r end

function Reader(input)
  local path = PANDOC_STATE.input_files[1]
  local id = path:match '([^/]+)%.nwp$'
  local me = nw.chapter(id)
  local doc = assert(nw.parse(tostring(input)))
  local file = doc.file
  local source = nw.lines(assert(nw.read(file)))
  local idx, errors = {}, {}
  local function fail(line, msg) errors[#errors + 1] = string.format('%s:%d: %s', file, line or 1, msg) end
  local function note(...) 
    local t = { ... }
    for i = 1, #t do t[i] = tostring(t[i]):gsub('[\t\n]', ' ') end
    idx[#idx + 1] = table.concat(t, '\t')
  end

  -- The Markdown, with line n of it line n of the chapter.
  local md, chunks, continued = {}, {}, {}
  for _, it in ipairs(doc.items) do
    if it.kind == 'docs' then
      for i, l in ipairs(it.lines) do md[it.line + i - 1] = l end
    else
      chunks[#chunks + 1] = it
      md[it.line] = '```{.nw n=' .. #chunks .. '}'
      for i = 1, #it.lines - 1 do md[it.line + i] = '' end
      md[it.line + #it.lines] = '```'
      local first = continued[it.name]
      if not first then first = {}; continued[it.name] = first end
      first[#first + 1] = it
      it.part = #first
    end
  end
  for i = 1, #source do md[i] = md[i] or '' end
  local text = table.concat(nw.unquote(md), '\n') .. '\n'
  -- An equation or a figure is found again by its label.
  local cursor = {}
  local function line_of(what, plain)
    local from = cursor[what] or 1
    for i = from, #source do
      local s, e = source[i]:find(what, 1, true)
      if s and not source[i]:sub(e + 1, e + 1):match(plain and '$^' or '[%w_.]') then
        cursor[what] = i + 1
        return i
      end
    end
    for i = 1, #source do if source[i]:find(what, 1, true) then return i end end
    return 1
  end

  local count = { section = 0, eq = 0, claim = 0, figure = 0, ex = 0, chunk = 0, note = 0 }
  local function number(kind)
    count[kind] = count[kind] + 1
    return (me.number == '' and '' or me.number .. '.') .. count[kind]
  end
  local title
  local given = 0
  local inline_text = function(inlines)
    return pandoc.write(pandoc.Pandoc { pandoc.Plain(inlines) }, 'markdown-raw_attribute', { wrap_text = 'none' })
  end

  local function set(el, key, value) el.attributes[key] = value end

  local xref = {}
  local filter = { traverse = 'topdown' }
  function filter.Header(h)
    if h.level == 1 then
      title = h
      if h.identifier ~= id then fail(line_of(h.identifier), 'the chapter must be headed {#' .. id .. '}') end
      note('chapter', id, me.number, 1, utils.stringify(h.content), file)
      set(h, 'number', me.number)
    elseif h.level == 2 then
      local line = line_of('{#' .. h.identifier, true)
      if h.identifier == '' then fail(line_of(utils.stringify(h.content):sub(1, 12)), 'a section needs an id') end
      local n = me.number == '' and '' or number 'section'
      set(h, 'number', n)
      note('section', h.identifier, n, line, utils.stringify(h.content))
    end
    return h
  end
  function filter.Math(m)
    local label = m.text:match '\\label{(.-)}'
    for d in m.text:gsub('\\given{[^}]*}', ''):gsub('\\val%[[^%]]*%]{[^}]*}', ''):gmatch '%d+%.%d+' do
      fail(line_of(d, true), 'bare decimal ' .. d .. ' in mathematics; write \\given{' .. d .. '} or \\val[..]{..}')
    end
    for _ in m.text:gmatch '\\given{' do given = given + 1 end
    for v in m.text:gmatch '\\val%[[^%]]*%]{([^}]*)}' do note('val', v, '', line_of('{' .. v .. '}', true)) end
    for v in m.text:gmatch '\\eqref{' do fail(line_of('\\eqref'), 'a reference inside mathematics') end
    if label then
      if m.mathtype ~= 'DisplayMath' then fail(line_of(label), 'label in inline mathematics') end
      local n = number 'eq'
      note('eq', label, n, line_of('\\label{' .. label .. '}', true))
      m.text = m.text:gsub('%s*\\label{.-}%s*', ' ')
      return pandoc.Span({ m }, pandoc.Attr(label, { 'eq' }, { number = n })), false
    end
    return m
  end
  function filter.RawInline(r)
    if r.format ~= 'tex' then return end
    local kind, what = r.text:match '^\\(%a+){(.*)}$'
    if kind == 'ref' or kind == 'eqref' then
      note('xref', what, '', line_of('\\' .. kind .. '{' .. what .. '}', true))
      return pandoc.Span({}, pandoc.Attr('', { 'xref' }, { to = what, kind = kind })), false
    elseif kind == 'chunk' then
      return pandoc.Span({}, pandoc.Attr('', { 'ckref' }, { name = what })), false
    end
    fail(line_of(r.text, true), 'raw TeX in prose: ' .. r.text)
  end
  function filter.RawBlock(r) fail(line_of(nw.lines(r.text)[1], true), 'raw block in prose') end
  local function claim(el)
    local a = el.attributes
    local n = number 'claim'
    local line = line_of('#' .. el.identifier)
    if el.identifier == '' then fail(line, 'a claim needs an id') end
    set(el, 'number', n)
    note('claim', el.identifier, n, line, a.open or '', a.proof or '', a.title or '', a.wants or '')
  end
  function filter.Span(s)
    if s.classes:includes 'claim' then claim(s); return s
    elseif s.classes:includes 'value' then
      note('val', s.attributes.of or '?', '', line_of('of="' .. (s.attributes.of or '?') .. '"', true))
      if not s.attributes.fmt then fail(line_of('of="' .. s.attributes.of, true), 'a value needs fmt') end
      return s, false
    elseif s.classes:includes 'given' then
      given = given + 1
      return s, false
    elseif s.classes:includes 'margin' then
      count.note = count.note + 1
      set(s, 'n', tostring(count.note))
      return s
    end
  end
  function filter.Note(n)
    count.foot = (count.foot or 0) + 1
    count.note = count.note + 1
    local inl = utils.blocks_to_inlines(n.content)
    return pandoc.Span(inl, pandoc.Attr('', { 'foot' }, { n = tostring(count.note), number = tostring(count.foot) }))
  end
  function filter.Div(d)
    if d.classes:includes 'claim' then claim(d); return d
    elseif d.classes:includes 'figure' then
      local n = number 'figure'
      local src = d.attributes.src or '?'
      set(d, 'number', n)
      local line = line_of('#' .. d.identifier)
      local has_alt = false
      for _, b in ipairs(d.content) do if b.t == 'Div' and b.classes:includes 'alt' then has_alt = true end end
      if not has_alt then fail(line, 'figure ' .. d.identifier .. ' has no ::: alt') end
      note('figure', d.identifier, n, line, src, d.attributes.width or 'text')
      return d
    elseif d.classes:includes 'exercise' then
      local n = number 'ex'
      set(d, 'number', n)
      local a = d.attributes
      local line = line_of('#' .. d.identifier)
      if not (a.grade and a.kind and a.title) then fail(line, 'an exercise needs grade, kind and title') end
      note('ex', d.identifier, n, line, a.title or '', a.grade or '', a.kind or '')
      return d
    elseif d.classes:includes 'predict' and d.identifier ~= '' then
      note('predict', d.identifier, '', line_of('#' .. d.identifier))
    elseif d.classes:includes 'answer' then
      note('answer', d.attributes['for'] or '?', '', line_of('for="' .. (d.attributes['for'] or '')))
      note('xref', d.attributes['for'] or '?', '', line_of('for="' .. (d.attributes['for'] or '')))
    end
  end
  function filter.CodeBlock(c)
    if not c.classes:includes 'nw' then return c, false end
    local it = chunks[tonumber(c.attributes.n)]
    local n = number 'chunk'
    it.number, it.ck = n, 'ck-' .. (me.number == '' and id .. '-' or '') .. n
    local rows = {}
    for i, r in ipairs(it.lines) do
      rows[i] = r.use and r.alone and r.indent .. '\u{E000}' .. r.use .. '\u{E001}' or r.text
    end
    note('chunk', it.ck, n, it.line, it.name, it.line + 1, it.line + #it.lines, it.part)
    for _, r in ipairs(it.lines) do
      if r.use then note('use', it.ck, '', r.line, r.use) end
      for lit in r.text:gmatch '"(%l[%w]*%.[%w.%-]+)"' do note('lit', it.ck, '', r.line, lit) end
    end
    return pandoc.CodeBlock(table.concat(rows, '\n'),
      pandoc.Attr(it.ck, { 'chunk' }, { { 'number', n }, { 'name', it.name }, { 'part', tostring(it.part) } })), false
  end
  function filter.Cite(c)
    for _, x in ipairs(c.citations) do note('cite', x.id, '', line_of('@' .. x.id)) end
    return c, false
  end
  function filter.Code(c) return c, false end
  function filter.Link(l) return l end
  function filter.Str(s)
    for d in s.text:gmatch '%d+%.%d+' do
      fail(line_of(d, true), 'bare decimal ' .. d .. ' in prose; write [' .. d .. ']{.given} or inject it with .value')
    end
  end

  local ast = pandoc.read(text, FORMAT_IN)
  local list = {}
  for _, b in ipairs(ast.blocks) do
    local d = pandoc.Pandoc({ b }):walk(filter)
    for _, x in ipairs(d.blocks) do list[#list + 1] = x end
  end
  if not title then fail(1, 'no heading `# Title {#' .. id .. '}`') end
  note('given', id, tostring(given), 0)
  local meta = { id = id, number = me.number, kind = me.kind, file = file,
    title = title and pandoc.MetaInlines(title.content) or pandoc.MetaString(id),
    pagetitle = title and utils.stringify(title.content) or id }
  if #errors > 0 then
    io.stderr:write(table.concat(errors, '\n'), '\n')
    os.exit(1)
  end
  nw.write('build/idx/' .. id .. '.tsv', table.concat(idx, '\n') .. '\n')
  return pandoc.Pandoc(list, meta)
end
