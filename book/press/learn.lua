-- learn.lua: pandoc filter that writes what the terminal shows of a chapter's exercises,
-- build/learn/ID/{meta,statement,hint1..,solution}. meta: number grade kind title chapter program
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local numbers, recs = {}, {}
for l in (nw.read 'build/index.tsv' or ''):gmatch '[^\n]+' do
  local t = {}
  for f in (l .. '\t'):gmatch '(.-)\t' do t[#t + 1] = f end
  if t[1] == 'label' then numbers[t[2]] = { t[3], t[4] } elseif t[1] == 'rec' then recs[t[2]] = t[4] end
end
local words = { eq = 'equation (%s)', section = 'section %s', claim = 'claim %s', figure = 'figure %s', ex = 'exercise %s', chapter = 'chapter %s' }
local greek = { eta = 'η', lambda = 'λ', varepsilon = 'ε', epsilon = 'ε', beta = 'β', pi = 'π', Phi = 'Φ', delta = 'δ', kappa = 'κ',
  cdot = '·', le = '≤', ge = '≥', ne = '≠', to = '→', infty = '∞', pm = '±', in_ = '∈', quad = '  ', qquad = '   ', dots = '…', cdots = '…', star = '*', sqrt = '√', ln = 'ln ' }
local function math(s)
  s = s:gsub('\\val%[([^%]]*)%]{([^}]*)}', function(fmt, id) return recs[id] and tonumber(recs[id]) and string.format(fmt, tonumber(recs[id])) or '?' end)
  s = s:gsub('\\[td]?frac(%d)(%d)', '%1/%2'):gsub('\\[td]?frac{([^{}]*)}{([^{}]*)}', '(%1)/(%2)'):gsub('\\given{([^}]*)}', '%1')
  s = s:gsub('([_^]){([^{}][^{}]+)}', '%1(%2)')
  s = s:gsub('\\label{.-}', ''):gsub('\\left', ''):gsub('\\right', ''):gsub('\\,', ' '):gsub('\\;', ' '):gsub('\\!', ''):gsub('\\text{([^}]*)}', '%1')
  s = s:gsub('\\(%a+)%s*', function(w) return greek[w] or greek[w .. '_'] or w .. ' ' end)
  return (s:gsub('[{}]', ''):gsub('%s+', ' '))
end
local function plain(blocks)
  local doc = pandoc.Pandoc(blocks):walk {
    Math = function(m) return pandoc.Str(math(m.text)) end,
    CodeBlock = function(c)
      if not c.classes:includes 'chunk' then return end
      local name = c.attributes.name
      if name:match '^wrong: ' or name:match '^tests/' or name:match '^exercises/' then return {} end
      local text = c.text:gsub('\u{E000}(.-)\u{E001}', '<<%1>>')
      return { pandoc.Plain { pandoc.Str('<' .. nw.plain(c.attributes.name) .. '>') }, pandoc.CodeBlock(text) }
    end,
    Span = function(s)
      if s.classes:includes 'xref' then
        local n = numbers[s.attributes.to]
        return pandoc.Str(n and string.format(words[n[1]] or '%s', n[2]) or s.attributes.to)
      elseif s.classes:includes 'value' then return pandoc.Str(recs[s.attributes.of] and string.format(s.attributes.fmt, tonumber(recs[s.attributes.of]) or 0) or '?')
      elseif s.classes:includes 'margin' or s.classes:includes 'foot' then return {} end
      return s.content
    end,
    Code = function(c) return pandoc.Str('`' .. c.text .. '`') end,
  }
  return pandoc.write(doc, 'plain', { columns = 78 })
end
function Pandoc(doc)
  local chapter = pandoc.utils.stringify(doc.meta.id)
  local programs = {}
  doc:walk { CodeBlock = function(c)
    local n = (c.attributes.name or ''):match '^exercises/(.*)%.c$'
    if n then programs[n:gsub('/', '.')] = 'exercises/' .. n .. '.c' end
  end }
  doc:walk { Div = function(d)
    if not d.classes:includes 'exercise' then return end
    local id, a, body, hints = d.identifier:gsub('^ex:', ''), d.attributes, pandoc.List {}, 0
    local dir = 'build/learn/' .. id
    os.execute('mkdir -p ' .. dir)
    for _, b in ipairs(d.content) do
      if b.t == 'Div' and b.classes:includes 'hint' then
        hints = hints + 1
        nw.write(dir .. '/hint' .. hints, plain(b.content))
      elseif b.t == 'Div' and b.classes:includes 'solution' then 
        nw.write(dir .. '/solution', plain(b.content))
        -- what to look at after a pass: the solution's last paragraph
        for i = #b.content, 1, -1 do
          if b.content[i].t == 'Para' then nw.write(dir .. '/look', plain { b.content[i] }); break end
        end

      else body:insert(b) end
    end
    nw.write(dir .. '/statement', plain(body))
    nw.write(dir .. '/meta', table.concat({ a.number, a.grade, a.kind, a.title, chapter, programs[id] or '' }, '\t') .. '\n')
  end }
  return pandoc.Pandoc {}
end
