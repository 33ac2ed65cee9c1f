-- lint.lua FILE.nwp...: chunks over 25 lines, code over 76 columns, given constants; advice only.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local n, given = 0, 0
for _, path in ipairs(arg) do
  local doc = assert(nw.parse(nw.read(path)))
  for _, it in ipairs(doc.items) do
    if it.kind == 'code' then
      if #it.lines > 25 then print(string.format('%s:%d: chunk <<%s>> has %d lines', doc.file, it.line, it.name, #it.lines)); n = n + 1 end
      for _, r in ipairs(it.lines) do
        if not r.use and (utf8.len(r.text) or #r.text) > 76 then print(string.format('%s:%d: %d columns', doc.file, r.line, utf8.len(r.text))); n = n + 1 end
      end
    else
      for i, l in ipairs(it.lines) do
        for _ in l:gmatch '{%.given}' do given = given + 1 end
        for _ in l:gmatch '\\given{' do given = given + 1 end
        if l:match '^%s*\\begin{' then print(string.format('%s:%d: LaTeX environment outside mathematics', doc.file, it.line + i - 1)); n = n + 1 end
      end
    end
  end
end
print(string.format('%d remarks; %d given constants', n, given))
