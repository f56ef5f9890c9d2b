-- One session of a headless Neovim with the real server. Started by run.sh:
--   nvim --clean -n --headless -l e2e.lua DABIR ENCODING FOLDER NVIM
-- Its last line is "OK ENCODING" when every check held; a caller must demand that line, since a prompt that meets the
-- end of the input makes Neovim leave with status 0.
local dabir, encoding, folder, nvim = arg[1], arg[2], arg[3], arg[4]
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, "S").source:sub(2)))

local TEXT = [[
# پیمان‌ها و امنیت

😀 دولت‌ها در پی امنیت‌اند (بوزان، ۱۳۸۹: ۴۵) و در برابر تهدید موازنه می‌کنند (Walt, 1987, p. 23).

😀 اما 👩‍👧 کتابی دیگر (کاظمی، ۱۳۶۰) در فهرست نیست؛ نوری (۱۳۸۹) هست.

# منابع

بوزان، باری (۱۳۸۹). مردم، دولت‌ها و هراس. تهران: پژوهشکده مطالعات راهبردی.

نوری، علیرضا (۱۳۸۹). «😀 سیاست خارجی روسیه»، روابط خارجی، دوره ۴، شماره ۲، صص ۹-۲8.

# References

Walt, Stephen (1987). *The Origins of Alliances* 😀. Ithaca: Cornell University Press .
]]

-- What must be found, in the order of the text: rule, line from 1, the text under the squiggle.
local EXPECTED = {
  { "cite-no-entry", 5, "کاظمی، ۱۳۶۰" },
  { "digits-mixed", 11, "۲8" },
  { "punct-space-before", 15, " ." },
}

-- The settings of each session. Neovim shows isolates as <2068>, so none may come unless they are asked for.
local SESSIONS = {
  ["utf-8"] = { settings = { dabir = { locale = "en" } }, message = "has no entry in the reference list", isolates = false },
  ["utf-16"] = { settings = { dabir = { locale = "fa" } }, message = "فهرست", isolates = false },
  ["utf-32"] = { settings = { dabir = { locale = "en", bidiIsolates = "always" } }, isolates = true },
}
local session = SESSIONS[encoding]

local lib = dofile(here .. "/lib.lua")
local check, eventually = lib.check, lib.eventually

local ISOLATES = { "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}" }
local function bare(text)
  for _, isolate in ipairs(ISOLATES) do text = text:gsub(isolate, "") end
  return text
end

-- Everything that Neovim gets from the server passes here.
local isolates, told, exit_code = 0, {}, nil
local function seen(value)
  if type(value) == "string" then
    if bare(value) ~= value then isolates = isolates + 1 end
  elseif type(value) == "table" then
    for key, inner in pairs(value) do
      seen(key)
      seen(inner)
    end
  end
end

-- The configuration that ships, with the server under test on the path.
vim.opt.runtimepath:prepend(vim.fs.dirname(here))
vim.env.PATH = vim.fs.dirname(dabir) .. ":" .. vim.env.PATH
local shipped = vim.lsp.config.dabir
check("the shipped configuration is found", shipped ~= nil and vim.deep_equal(shipped.cmd, { "dabir", "lsp" }), shipped and shipped.cmd)
check("the server under test is the one on the path", vim.fn.exepath("dabir") == dabir, vim.fn.exepath("dabir"))

vim.lsp.config("dabir", {
  cmd = function(dispatchers)
    local notification, request = dispatchers.notification, dispatchers.server_request
    dispatchers.notification = function(method, params)
      seen(params)
      if method == "window/showMessage" or method == "window/logMessage" then table.insert(told, params.message) end
      return notification(method, params)
    end
    dispatchers.server_request = function(method, params)
      seen(params)
      return request(method, params)
    end
    local rpc = vim.lsp.rpc.start(shipped.cmd, dispatchers)
    local ask = rpc.request
    rpc.request = function(method, params, callback, ...)
      return ask(method, params, function(err, result)
        seen(err)
        seen(result)
        return callback(err, result)
      end, ...)
    end
    return rpc
  end,
  capabilities = { general = { positionEncodings = { encoding } } },
  settings = session.settings,
  on_exit = function(code) exit_code = code end,
})
vim.lsp.enable("dabir")

-- No ftplugin and no tree-sitter: a newer Neovim would look for a parser. And never a prompt.
vim.cmd("filetype plugin off")
vim.treesitter.start = function() end
vim.o.showmode = false
vim.ui.select = function(items, _, choose) choose(items[1], 1) end

local path = folder .. "/manuscript.md"
vim.fn.writefile(vim.split(TEXT, "\n", { trimempty = true }), path)
vim.cmd.edit(path)
local buf = vim.api.nvim_get_current_buf()
vim.bo[buf].filetype = "markdown"

local function client() return vim.lsp.get_clients({ bufnr = buf, name = "dabir" })[1] end
local attached = eventually(function() return client() ~= nil and client().initialized end)
if not check("the server attaches", attached) then os.exit(1) end
local c = client()
check("the unit of columns is the one offered", c.offset_encoding == encoding, c.offset_encoding)

local function line(number) return vim.api.nvim_buf_get_lines(buf, number - 1, number, false)[1] end
local function find(number, text, from) return line(number):find(text, from or 1, true) end
local function diagnostics()
  local found = vim.diagnostic.get(buf)
  table.sort(found, function(a, b) return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col end)
  return found
end
local function found(code, number)
  return vim.iter(diagnostics()):any(function(d) return d.code == code and (not number or d.lnum == number - 1) end)
end
local function request(method, params)
  local answer, err = c:request_sync(method, params, 10000, buf)
  return answer and answer.result, err or (answer and answer.err)
end
-- Puts the cursor on the first character of `text`.
local function go(number, text) vim.api.nvim_win_set_cursor(0, { number, find(number, text) - 1 }) end
local function position() return vim.lsp.util.make_position_params(0, encoding) end

-- Diagnostics: what is wrong, all of it, and exactly there.
check("diagnostics arrive", eventually(function() return #diagnostics() == #EXPECTED end), tostring(#diagnostics()))
for i, d in ipairs(diagnostics()) do
  local rule, number, text = unpack(EXPECTED[i] or { "nothing", 0, "" })
  local covered = line(d.lnum + 1):sub(d.col + 1, d.end_col)
  check(("%s lies on its text"):format(d.code), d.code == rule and d.lnum == number - 1 and covered == text, covered)
  -- The columns as they came over the wire, in the unit that was agreed on.
  local raw, first = d.user_data.lsp.range, find(number, text)
  local function column(byte) return vim.str_utfindex(line(number), encoding, byte) end
  local right = first and raw.start.character == column(first - 1) and raw["end"].character == column(first - 1 + #text)
  check(("%s has exact columns"):format(d.code), right, ("%d-%d"):format(raw.start.character, raw["end"].character))
end
if session.message then
  local first = diagnostics()[1]
  check("messages are in the language of the settings", first and first.message:find(session.message, 1, true) ~= nil, first and first.message)
end

-- Hover: from a citation, the entry that it means; in a window, too.
go(3, "بوزان")
local hover = request("textDocument/hover", position())
local shown = hover and hover.contents.value or ""
check("hover shows the cited entry", shown:find("مردم، دولت‌ها و هراس", 1, true) ~= nil and shown:find("پژوهشکده", 1, true) ~= nil)
vim.lsp.buf.hover()
local window
local opened = eventually(function()
  for _, id in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(id).relative ~= "" then window = id end
  end
  return window ~= nil
end)
if check("a window shows the hover", opened) then
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  check("the window holds the entry", table.concat(lines, "\n"):find("باری", 1, true) ~= nil, lines[1])
  vim.api.nvim_win_close(window, true)
end
go(1, "پیمان")
check("hover beside references shows nothing", request("textDocument/hover", position()) == nil)

-- Definition: from the citation to its entry, and references back.
go(3, "Walt")
vim.lsp.buf.definition()
check("definition goes to the entry", eventually(function() return vim.api.nvim_win_get_cursor(0)[1] == 15 end), vim.api.nvim_win_get_cursor(0))
go(15, "Walt")
local params = position()
params.context = { includeDeclaration = false }
local uses = request("textDocument/references", params) or {}
local use = uses[1] and uses[1].range
local from = use and vim.str_byteindex(line(3), encoding, use.start.character)
local to = use and vim.str_byteindex(line(3), encoding, use["end"].character)
check("references lead back to the citation", #uses == 1 and use.start.line == 2 and line(3):sub(from + 1, to):find("Walt", 1, true) == 1, from and line(3):sub(from + 1, to))
params.context = { includeDeclaration = true }
check("references may include the entry", #(request("textDocument/references", params) or {}) == 2)

-- Symbols: the lists and their entries.
local names = {}
for _, list in ipairs(request("textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params(buf) }) or {}) do
  for _, entry in ipairs(list.children or {}) do
    table.insert(names, bare(list.name .. "/" .. entry.name))
  end
end
check("symbols name the entries of each list", vim.deep_equal(names, { "منابع/بوزان، ۱۳۸۹", "منابع/نوری، ۱۳۸۹", "References/Walt, 1987" }), names)

-- Completion: typed key by key in insert mode, so that the server follows each change; taken by its textEdit.
local function keys(text) vim.api.nvim_feedkeys(vim.keycode(text), "xt", false) end
go(5, "😀")
keys("o<CR>😀 او 👩‍👧 می‌گوید (Wa<Esc>")
check("typed", line(7) == "😀 او 👩‍👧 می‌گوید (Wa", line(7))
vim.api.nvim_win_set_cursor(0, { 7, #line(7) })
local at = { textDocument = vim.lsp.util.make_text_document_params(buf), position = { line = 6, character = vim.str_utfindex(line(7), encoding) } }
local completion = request("textDocument/completion", at) or {}
local items = completion.items or completion
local labels = vim.tbl_map(function(item) return bare(item.label) end, items)
local only_it = vim.iter(labels):all(function(label) return vim.startswith(label, "Walt, 1987") end)
check("completion offers the work, in one form or more, and no other", labels[1] == "Walt, 1987" and only_it, labels)
if items[1] and check("the proposal is a text edit", items[1].textEdit ~= nil) then
  vim.lsp.util.apply_text_edits({ items[1].textEdit }, buf, encoding)
  check("its edit replaces what was typed", line(7) == "😀 او 👩‍👧 می‌گوید (Walt, 1987", line(7))
end
vim.api.nvim_win_set_cursor(0, { 7, 0 })
keys("A).<Esc>")

-- Typing a mistake brings its diagnostic, taking it back removes it. The Walt entry is on line 17 now.
check("the lines below have moved", find(17, "Walt") == 1, line(17))
vim.api.nvim_win_set_cursor(0, { 17, 0 })
keys("o<CR>Morrow, James (19۹1). Alliances and Asymmetry 😀. London: Verso.<Esc>")
check("a mistake typed is found", eventually(function() return found("digits-mixed", 19) end))
check("an entry that nothing cites is found", eventually(function() return found("entry-not-cited", 19) end))
vim.api.nvim_win_set_cursor(0, { 7, 0 })
keys("A پس (Morrow, 1991).<Esc>")
vim.api.nvim_win_set_cursor(0, { 19, find(19, "۹") - 1 })
keys("r9")
check("both go when they are mended", eventually(function() return #diagnostics() == #EXPECTED end), tostring(#diagnostics()))

-- Latin letters typed where an author stands find the Persian one, and the proposal replaces them.
local last = vim.api.nvim_buf_line_count(buf)
vim.api.nvim_win_set_cursor(0, { last, 0 })
keys("o<CR>Buz<Esc>")
local row = vim.api.nvim_win_get_cursor(0)[1]
local here_is = { textDocument = at.textDocument, position = { line = row - 1, character = 3 } }
local across = request("textDocument/completion", here_is) or {}
local offered = (across.items or across)[1]
if check("Latin letters find a Persian author", offered ~= nil and bare(offered.label):find("بوزان، باری", 1, true) == 1, offered and offered.label) then
  vim.lsp.util.apply_text_edits({ offered.textEdit }, buf, encoding)
  check("who is written in Persian", vim.startswith(line(row), "بوزان، باری"), line(row))
end
vim.api.nvim_buf_set_lines(buf, last, -1, false, {})
check("nothing is left of it", eventually(function() return #diagnostics() == #EXPECTED end), tostring(#diagnostics()))

-- A code action at its place mends the text, and the diagnostic is gone.
go(13, "۲8")
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.kind == "quickfix" end })
check("a code action mends the number", eventually(function() return line(13):sub(-#"صص ۹-۲۸.") == "صص ۹-۲۸." end), line(13))
check("its diagnostic is gone", eventually(function() return not found("digits-mixed") end))
check("the others stay", eventually(function() return #diagnostics() == #EXPECTED - 1 end), tostring(#diagnostics()))

-- All safe fixes at once.
vim.lsp.buf.code_action({ context = { only = { "source.fixAll.dabir" }, diagnostics = {} }, apply = true })
check("source.fixAll.dabir mends the rest", eventually(function() return find(17, "Press.") ~= nil end), line(17))
check("what no fix mends is left", eventually(function() return #diagnostics() == 1 and found("cite-no-entry", 5) end))

-- After all of it the editor shows what a fresh look at the text finds.
local text = table.concat(vim.api.nvim_buf_get_lines(buf, 0, -1, false), "\n") .. "\n"
local fresh = vim.system({ dabir, "check", "-", "--stdin-filename", path, "--format", "json", "--fail-on", "never" }, { stdin = text, text = true }):wait()
local there = vim.tbl_map(function(f) return { f.rule, f.start.line, f.start.column, f["end"].column } end, vim.json.decode(fresh.stdout))
local seen_here = vim.tbl_map(function(d)
  local function column(byte) return vim.str_utfindex(line(d.lnum + 1), "utf-32", byte) + 1 end
  return { d.code, d.lnum + 1, column(d.col), column(d.end_col) }
end, diagnostics())
check("editor and terminal agree", fresh.code == 0 and vim.deep_equal(there, seen_here), there)

-- As a person does it: a second Neovim with a screen, driven by its keys alone.
local screen = vim.fn.jobstart({ nvim, "--embed", "--headless", "--clean", "-n" }, { rpc = true })
local function there(method, ...) return vim.rpcrequest(screen, method, ...) end
local function press(sequence) there("nvim_input", sequence) end
local path_there = folder .. "/typed.md"
vim.fn.writefile(vim.split(TEXT, "\n", { trimempty = true }), path_there)
there("nvim_ui_attach", 100, 30, {})
there("nvim_exec_lua", [[
  local root, encoding, path = ...
  vim.cmd("filetype plugin off")
  vim.treesitter.start = function() end
  vim.opt.runtimepath:prepend(root)
  vim.lsp.config("dabir", { capabilities = { general = { positionEncodings = { encoding } } } })
  vim.lsp.enable("dabir")
  vim.cmd.edit(path)
  vim.bo.filetype = "markdown"
]], { vim.fs.dirname(here), encoding, path_there })
local ready = [[local c = vim.lsp.get_clients({ bufnr = 0 })[1]
  return c ~= nil and c.initialized and #vim.diagnostic.get(0) > 0]]
check("the second Neovim attaches", eventually(function() return there("nvim_exec_lua", ready, {}) end))
press("5GA 👩‍👧 (<C-x><C-o>")
check("proposals are shown", eventually(function() return there("nvim_call_function", "pumvisible", {}) == 1 end))
press("<C-y>)<Esc>")
check("the whole citation is taken", eventually(function()
  return vim.endswith(there("nvim_get_current_line"), "👩‍👧 (بوزان، ۱۳۸۹)")
end), there("nvim_get_current_line"))
press("F(l<C-]>")
check("CTRL-] goes from it to its entry", eventually(function() return there("nvim_win_get_cursor", 0)[1] == 9 end))
vim.fn.jobstop(screen)

if session.isolates then
  check("isolates come where they are asked for", isolates > 0, tostring(isolates))
else
  check("no bidi isolates", isolates == 0, tostring(isolates))
end
check("the server complains of nothing", #told == 0, told)

c:stop()
check("a clean stop", eventually(function() return exit_code ~= nil end) and exit_code == 0, tostring(exit_code))

lib.finish(encoding)
