-- numbers.lua: each label of build/index.tsv is printed with its number, on the web and in
-- the PDF. The pages are read for what they show, not for what the index says of them.
local function slurp(p) local f = assert(io.open(p, 'rb')); local s = f:read 'a'; f:close(); return s end
local pdf = io.popen('pdftotext -raw build/descent.pdf -'):read 'a'
pdf = pdf:gsub('[\u{A0}]', ' '):gsub('%s+', ' ')
local web, bad, n = {}, {}, 0
local function page(id) web[id] = web[id] or slurp('build/web/' .. id .. '.html'); return web[id] end
local function literal(s) return (s:gsub('%p', '%%%0')) end
for l in slurp('build/index.tsv'):gmatch '[^\n]+' do
  local id, kind, number, pg = l:match '^label\t(%S+)\t(%a+)\t(%S+)\t(%S+)\t'
  local ck, cknum, ckpage = l:match '^chunk\t(%S+)\t(%S+)\t(%S+)\t'
  local want_web, want_pdf
  if kind == 'eq' then want_web = 'id="' .. literal(id) .. '".-class="eqno">%(([%w.]+)%)'; want_pdf = '(' .. number .. ')'
  elseif kind == 'figure' then want_web = 'id="' .. literal(id) .. '".-class="figno">Figure ([%w.]+)'; want_pdf = '. ' .. number
  elseif kind == 'claim' then want_web = 'id="' .. literal(id) .. '".-ledger.html#lg:([%w.]+)'; want_pdf = number
  elseif kind == 'section' then want_web = 'id="' .. literal(id) .. '"><span class="secno">([%w.]+)'; want_pdf = number .. ' '
  elseif kind == 'ex' then want_web = 'id="' .. literal(id) .. '".-class="exno"[^>]*>([%w.]+)'; want_pdf = number
  elseif ck then want_web = 'id="' .. literal(ck) .. '".-class="ckno">([%w.]+)'; want_pdf = cknum .. '\u{27E9}'; pg, number = ckpage, cknum end
  if want_web and not (kind == 'section' and number == '') then
    n = n + 1
    local text = page(pg)
    local at = text:find('id="' .. (ck or id) .. '"', 1, true)
    local s = at and text:sub(at, kind == 'figure' and #text or at + 20000):match(want_web)
    -- a display claim carries its mark inside, an in-sentence claim right after
    if s ~= number then bad[#bad + 1] = (id or ck) .. ': web shows ' .. tostring(s) .. ', index says ' .. number end
    if not pdf:find(want_pdf, 1, true) and not (kind == 'figure' and pdf:find('fig.' .. number .. ' ', 1, true)) then bad[#bad + 1] = (id or ck) .. ': PDF does not show ' .. want_pdf end
  end
end
for i = 1, math.min(#bad, 20) do print(bad[i]) end
print(n .. ' numbers compared, ' .. #bad .. ' differ')
os.exit(#bad == 0 and n > 30)
