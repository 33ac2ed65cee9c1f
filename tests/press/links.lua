-- links.lua DIR: every href, src and url() of the pages resolves; no id stands twice.
local dir = arg[1]
local function slurp(p) local f = io.open(p, 'rb'); if not f then return nil end local s = f:read 'a'; f:close(); return s end
local pages, bad = {}, {}
for p in io.popen("cd '" .. dir .. "' && ls *.html"):lines() do pages[p] = { text = slurp(dir .. '/' .. p), ids = {} } end
local function fail(...) bad[#bad + 1] = string.format(...) end
local links = 0
for name, p in pairs(pages) do
  for id in p.text:gmatch '[%s]id="?([^"%s>]+)' do
    if p.ids[id] then fail('%s: id %s twice', name, id) end
    p.ids[id] = true
  end
end
for name, p in pairs(pages) do
  for _, target in p.text:gmatch '%s(xlink:href)="([^"]*)"' do
    if target:match '^#' and not p.ids[target:sub(2)] then fail('%s: %s has no target', name, target) end
  end
  local body = p.text:gsub('xlink:href="[^"]*"', '')
  for _, attr in ipairs { 'href', 'src' } do
    for target in body:gmatch('[%s]' .. attr .. '="?([^"%s>]*)') do
      links = links + 1
      target = target:gsub('&amp;', '&')
      if target:match '^https?:' or target:match '^mailto:' or target:match '^data:' then
        -- outside
      else
        local file, id = target:match '^([^#]*)#?(.*)$'
        local page = file == '' and p or pages[file]
        if not page and not slurp(dir .. '/' .. file) then fail('%s: %s does not exist', name, target)
        elseif id ~= '' and not (page and page.ids[id]) then fail('%s: %s has no target', name, target) end
      end
    end
  end
end
table.sort(bad)
for i = 1, math.min(#bad, 20) do print(bad[i]) end
print(links .. ' links, ' .. #bad .. ' bad')
os.exit(#bad == 0 and links > 20)
