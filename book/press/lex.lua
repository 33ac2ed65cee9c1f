-- lex.lua: split C or gnuplot text into { kind, text } tokens:
-- kw keyword, cm comment, st string, pp preprocessor, id identifier, tx anything else.
-- A token never spans a newline, so that lines can be cut apart afterwards.
local words = {}
words.c = {}
for w in ([[auto break case char const continue default do double else enum extern float for goto if
  inline int long register restrict return short signed sizeof static struct switch typedef union
  unsigned void volatile while _Bool _Noreturn _Static_assert bool true false NULL
  size_t ptrdiff_t uint64_t uint32_t int64_t int32_t FILE]]):gmatch '%S+' do words.c[w] = true end
words.gp = {}
for w in ([[set unset plot splot load if else do for in using with every index title lines points
  linespoints filledcurves boxes impulses dots image notitle axes label at textcolor rgb front back
  xrange yrange xtics ytics logscale border arrow object rectangle from to nohead linetype lw lc lt
  dashtype pointtype pointsize multiplot size origin format mxtics mytics palette cbrange
  rotate left right center offset]]):gmatch '%S+' do words.gp[w] = true end
words.smt2 = {}
for w in ([[assert define fun declare and or not Real Int Bool]]):gmatch '%S+' do words.smt2[w] = true end
words.mac = {}
words.none = {}

return function(s, lang)
  local out, p = {}, 1
  local kw = words[lang] or words.none
  local comment = false
  local function put(kind, text)
    if text == '' then return end
    local last = out[#out]
    if last and last[1] == kind and kind ~= 'id' then last[2] = last[2] .. text else out[#out + 1] = { kind, text } end
  end
  -- text that may hold newlines is cut at them
  local function cut(kind, text)
    for body, nl in (text .. '\0'):gmatch '([^\n%z]*)([\n%z])' do
      put(kind, body)
      if nl == '\n' then out[#out + 1] = { 'tx', '\n' } end
    end
  end
  while p <= #s do
    local bol = p == 1 or s:sub(p - 1, p - 1) == '\n'
    local c, c2 = s:sub(p, p), s:sub(p, p + 1)
    local e
    if (lang == 'c' or lang == 'mac') and c2 == '/*' then
      _, e = s:find('*/', p + 2, true)
      e = e or #s
      cut('cm', s:sub(p, e)); p = e + 1
    elseif lang == 'c' and c2 == '//' then
      e = (s:find('\n', p, true) or #s + 1) - 1
      put('cm', s:sub(p, e)); p = e + 1
    elseif lang == 'gp' and c == '#' or lang == 'smt2' and c == ';' then
      e = (s:find('\n', p, true) or #s + 1) - 1
      put('cm', s:sub(p, e)); p = e + 1
    elseif lang == 'c' and bol and s:match('^[ ]*#', p) then
      local a, b = s:match('^([ ]*#[ ]*%a+)()', p)
      if a then
        put('pp', a); p = b
        local q, r = s:match('^([ ]*[<"][^>"\n]*[>"])()', p)
        if q and a:match 'include' then put('st', q); p = r end
      else put('pp', c); p = p + 1 end
    elseif lang ~= 'none' and lang ~= 'smt2' and (c == '"' or (c == "'" )) then
      e = p + 1
      while e <= #s and s:sub(e, e) ~= c and s:sub(e, e) ~= '\n' do
        if s:sub(e, e) == '\\' then e = e + 1 end
        e = e + 1
      end
      if s:sub(e, e) == '\n' then e = e - 1 end
      put('st', s:sub(p, math.min(e, #s))); p = e + 1
    else
      local id = s:match('^[%a_][%w_]*', p)
      local num = s:match('^%.?%d[%w_.]*', p)
      if id then put(kw[id] and 'kw' or 'id', id); p = p + #id
      elseif num then
        local t = num
        local exp = t:match '[eEpP]$' and s:match('^[-+]%d+', p + #t)
        if exp then t = t .. exp end
        put('tx', t); p = p + #t
      elseif c == '\n' then out[#out + 1] = { 'tx', '\n' }; p = p + 1
      else
        local u = s:match('^[\xC2-\xF4][\x80-\xBF]*', p) or c
        put('tx', u); p = p + #u
      end
    end
  end
  return out
end
