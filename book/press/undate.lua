-- undate.lua FILE.pdf: set the creation date that cairo writes to a fixed one of equal length.
local f = assert(io.open(arg[1], 'r+b'))
local s = f:read 'a'
local at = 1
while true do
  local a, b, date = s:find('/CreationDate %((D:[^)]*)%)', at)
  if not a then break end
  local fixed = ('D:19700101000000+00\'00' .. (' '):rep(40)):sub(1, #date)
  f:seek('set', b - #date - 1)
  f:write(fixed)
  at = b
end
f:close()
