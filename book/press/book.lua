-- book.lua VERSION [CHAPTER]: the LaTeX driver of the whole book, or of one chapter.
package.path = 'book/press/?.lua;' .. package.path
local nw = require 'nw'
local version, only = arg[1], arg[2]
local date = os.date('!%e %B %Y', tonumber(os.getenv 'SOURCE_DATE_EPOCH') or 0):gsub('^ ', '')
print('\\documentclass{descent}\n\\input{book/macros.tex}')
print('\\newcommand\\dsversion{' .. version .. '}\\newcommand\\dsdate{' .. date .. '}')
local function include(name)
  if not name:match '%.sol$' then print('\\dschapterstart{' .. name .. '}') end
  print('\\typeout{@@file ' .. name .. '}\\input{build/tex/' .. name .. '.tex}') end
if nw.read 'build/fig/first_fates.pdf' then print '\\newcommand\\dstitlepicture{build/fig/first_fates.tex}' end
if only then
  print('\\dspreviewpage{' .. only .. '}')
  print '\\begin{document}'
  include(only)
  print('\\chapterpreviewsolutions')
  include(only .. '.sol')
  print '\\end{document}'
  return
end
print '\\begin{document}\n\\frontmatter\n\\dstitlepage\n\\dscontents'
local list = nw.contents()
local zone = 'front'
local ids = {}
for _, e in ipairs(list) do
  if e.kind == 'part' then
    if zone == 'front' then print '\\mainmatter'; zone = 'main' end
    print('\\dspart{' .. e.number .. '}{' .. e.title .. '}')
  elseif e.kind == 'back' then
    if zone ~= 'back' then print '\\backmatter'; zone = 'back' end
    include('back-' .. e.id)
    if e.id == 'solutions' then for _, id in ipairs(ids) do include(id .. '.sol') end end
  else
    if e.kind == 'chapter' and zone == 'front' then print '\\mainmatter'; zone = 'main' end
    ids[#ids + 1] = e.id
    include(e.id)
  end
end
print '\\end{document}'
