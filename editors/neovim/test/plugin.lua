-- The plugin as a package of a Neovim that has a screen and is driven by keys and commands. Started by run.sh:
--   nvim --clean -n --headless -l plugin.lua DABIR ENCODING FOLDER NVIM PACKS
-- Its last line is "OK plugin ENCODING" when every check held.
local dabir, encoding, folder, nvim, packs = arg[1], arg[2], arg[3], arg[4], arg[5]
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, "S").source:sub(2)))
local lib = dofile(here .. "/lib.lua")
local check, eventually = lib.check, lib.eventually

local TEXT = {
  "# پیمان‌ها",
  "",
  "😀 دولت‌ها در پی امنیت‌اند (کاظمی، ۱۳۶۰) و موازنه می‌کنند (Walt, 1987).",
  "",
  "# منابع",
  "",
  "نوری، علیرضا (۱۳۸۹). «😀 سیاست خارجی روسیه»، روابط خارجی، دوره ۴، شماره ۲، صص ۹-۲8.",
  "",
  "Walt, Stephen (1987). *The Origins of Alliances* 😀. Ithaca: Cornell University Press .",
}
local EXPECTED = { "cite-no-entry 3 کاظمی، ۱۳۶۰", "digits-mixed 7 ۲8", "entry-not-cited 7 نوری، علیرضا", "punct-space-before 9  ." }
local MENDED = { "cite-no-entry 3 کاظمی، ۱۳۶۰", "entry-not-cited 7 نوری، علیرضا" }

-- How each session is configured; the server is on the path in all but `missing`.
local START = {
  ["utf-8"] = [[vim.lsp.enable("dabir")]],
  ["utf-16"] = ([[require("dabir").setup({ cmd = { %q, "lsp" }, settings = { locale = "fa" }, autotrigger = true })]]):format(dabir),
  ["utf-32"] = [[require("dabir").setup()]],
}

-- A Neovim that has the package.
local function open(env)
  local channel = vim.fn.jobstart(
    { nvim, "--embed", "--headless", "--clean", "-n", "--cmd", "set packpath^=" .. packs, "--cmd", "filetype plugin off" },
    { rpc = true, env = env }
  )
  local it = {}
  function it.call(method, ...) return vim.rpcrequest(channel, method, ...) end
  function it.lua(code, ...) return it.call("nvim_exec_lua", code, { ... }) end
  function it.ex(command) it.call("nvim_exec2", command, {}) end
  function it.keys(sequence) it.call("nvim_input", sequence) end
  function it.lines() return it.call("nvim_buf_get_lines", 0, 0, -1, false) end
  function it.messages() return it.call("nvim_exec2", "messages", { output = true }).output end
  -- Runs a command; true when a message with this text follows. Plain text, not a pattern.
  function it.says(command, text)
    it.ex("messages clear")
    it.ex(command)
    return eventually(function() return it.messages():find(text, 1, true) ~= nil end), it.messages()
  end
  function it.health()
    it.ex("checkhealth dabir")
    local lines = it.lines()
    it.ex("bwipeout")
    return table.concat(lines, "\n")
  end
  function it.close()
    vim.fn.jobstop(channel)
    return vim.fn.jobwait({ channel }, 60000)[1] ~= -1
  end
  -- A prompt for a key would stop the test.
  it.ex("set nomore cmdheight=8")
  it.call("nvim_ui_attach", 140, 40, {})
  eventually(function() return it.lua("return vim.v.vim_did_enter") == 1 end)
  return it
end

local function write(name)
  local path = folder .. "/" .. name
  vim.fn.writefile(TEXT, path)
  return path
end
local first, second = write("first.md"), write("second.md")
local function edit(it, path) it.ex("edit " .. path) end
local function run(...) return vim.system({ dabir, ... }, { text = true }):wait().stdout end
local version = vim.trim(run("--version"))

-- Without a server: told once, clearly, and no command fails in another way.
local bare = open({ PATH = folder })
bare.lua([[vim.lsp.enable("dabir")]])
local told, words = bare.says("edit " .. first, "`dabir` was not found")
check("a missing server is told", told, words)
check("with where to look", words:find(":checkhealth dabir", 1, true) ~= nil and #words < 80, tostring(#words))
bare.ex("messages clear")
edit(bare, second)
vim.wait(300)
check("but once", bare.messages():find("not found", 1, true) == nil, bare.messages())
for _, command in ipairs({ "restart", "version", "explain digits-mixed" }) do
  check(":Dabir " .. command .. " tells it, too", bare.says("Dabir " .. command, "`dabir` was not found"))
end
check(":Dabir fixall says that nothing is attached", bare.says("Dabir fixall", "no server is attached"))
check("names of rules are not completed", #bare.call("nvim_call_function", "getcompletion", { "Dabir explain ", "cmdline" }) == 0)
local ill = bare.health()
check("checkhealth calls it an error", ill:find("ERROR[^\n]*`dabir` was not found") ~= nil)
check("and says what to do", ill:find("cargo install", 1, true) ~= nil and ill:find('vim.lsp.config("dabir", { cmd =', 1, true) ~= nil)
check("Neovim without a server ends", bare.close())

-- With the server.
local it = open({ PATH = vim.fs.dirname(dabir) .. ":" .. vim.env.PATH })
check("the package brings the command", it.call("nvim_call_function", "exists", { ":Dabir" }) == 2)
check("nothing starts by itself", it.lua([[return vim.lsp.is_enabled("dabir")]]) == false)
check("checkhealth warns that it is not enabled", it.health():find("WARNING[^\n]*not enabled") ~= nil)
it.lua([[vim.lsp.config("dabir", { capabilities = { general = { positionEncodings = { ... } } } })]], encoding)
it.lua(START[encoding])
edit(it, first)
edit(it, second)

local FOUND = [[
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(...)) do
    local line = vim.api.nvim_buf_get_lines(d.bufnr, d.lnum, d.lnum + 1, false)[1]
    table.insert(found, ("%s %d %s"):format(d.code, d.lnum + 1, line:sub(d.col + 1, d.end_col)))
  end
  table.sort(found)
  return found
]]
local function buffer(path) return it.call("nvim_call_function", "bufnr", { path }) end
local function shows(path, expected)
  local found
  it.ex("buffer " .. buffer(path))
  local same = eventually(function()
    found = it.lua(FOUND, buffer(path))
    return vim.deep_equal(found, expected)
  end)
  return same, found
end
local function state()
  return it.lua([[
    local ids, columns, buffers = {}, {}, 0
    for _, c in ipairs(vim.lsp.get_clients({ name = "dabir" })) do
      table.insert(ids, c.id)
      table.insert(columns, c.offset_encoding)
      buffers = buffers + #vim.tbl_keys(c.attached_buffers)
    end
    return { ids = ids, columns = columns, buffers = buffers }
  ]])
end
local function process()
  return it.lua([[
    for _, id in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do
      -- Of nvim_get_proc a machine without the program ps knows nothing.
      local name = io.open(("/proc/%d/comm"):format(id))
      if name and name:read("l") == "dabir" then return id end
    end
    return 0
  ]])
end
check("diagnostics lie on their text", shows(first, EXPECTED))
check("in both files", shows(second, EXPECTED))
local before = state()
check("one server for both, in the unit that was asked for", #before.ids == 1 and before.columns[1] == encoding and before.buffers == 2, before)
if encoding == "utf-16" then
  local message = it.lua("return vim.diagnostic.get(0)[1].message")
  check("setup passes the settings on", message:find("فهرست", 1, true) ~= nil or message:find("مدخل", 1, true) ~= nil, message)
end

-- checkhealth
local health = it.health()
check("checkhealth finds no error", health:find("ERROR", 1, true) == nil, health:match("[^\n]*ERROR[^\n]*"))
check("and nothing to warn of", health:find("WARNING", 1, true) == nil, health:match("[^\n]*WARNING[^\n]*"))
for _, text in ipairs({ version .. ", " .. dabir, "columns in " .. encoding, "Neovim 0.", "markdown", "OK enabled" }) do
  check("it has: " .. text, health:find(text, 1, true) ~= nil)
end
it.lua([[vim.env.MLTERM = "3.9.0"]])
check("in mlterm it asks for 'termbidi'", it.health():find("WARNING mlterm[^\n]*") ~= nil)
it.lua("vim.o.termbidi = true")
health = it.health()
check("which contents it", health:find("OK 'termbidi' is set", 1, true) ~= nil and health:find("WARNING", 1, true) == nil)
local other = encoding == "utf-16" and "utf-8" or "utf-16"
it.lua([[
  local path, encoding = ...
  local function nothing() end
  vim.lsp.start({
    name = "other",
    cmd = { path, "lsp" },
    capabilities = { general = { positionEncodings = { encoding } } },
    handlers = { ["textDocument/diagnostic"] = nothing },
  })
]], dabir, other)
check("it warns of another unit", eventually(function() return it.health():find("WARNING other counts[^\n]*" .. vim.pesc(other)) ~= nil end))
it.lua([[for _, c in ipairs(vim.lsp.get_clients({ name = "other" })) do c:stop() end]])
local function others() return it.lua([[return #vim.lsp.get_clients({ name = "other" })]]) end
check("the other is gone", eventually(function() return others() == 0 end))

-- What setup() and checkhealth say of a configuration that is not one.
check("setup tells of a word that it does not know", it.says([[lua require("dabir").setup({ setings = {} })]], "`setings` is none of autotrigger, cmd, filetypes, settings"))
check("and of a wrong type", it.says([[lua require("dabir").setup({ filetypes = "markdown" })]], "`filetypes` is a string and should be a table"))
for code, words in pairs({
  ['{ cmd = "dabir lsp" }'] = "ERROR `cmd` is a string and should be a list",
  ['{ cmd = { "dabir" } }'] = "WARNING `cmd` does not say `lsp`",
  ['{ settings = { locale = "fa" } }'] = "WARNING `settings` has no `dabir`",
}) do
  it.lua("Kept = Kept or vim.deepcopy(vim.lsp.config.dabir); vim.lsp.config.dabir = vim.tbl_extend('force', Kept, " .. code .. ")")
  local shown = it.health()
  check("checkhealth tells of " .. code, shown:find(words, 1, true) ~= nil, shown:match("Configuration.-\n\n"))
end
it.lua("vim.lsp.config.dabir = Kept")

-- Completion of the command line.
local function completed(text) return it.call("nvim_call_function", "getcompletion", { text, "cmdline" }) end
check("subcommands are completed", vim.deep_equal(completed("Dabir "), { "explain", "fixall", "log", "restart", "version" }), completed("Dabir "))
check("from their beginning", vim.deep_equal(completed("Dabir re"), { "restart" }), completed("Dabir re"))
local rules = {}
for name in run("rules"):gmatch("([^\n]+)") do
  table.insert(rules, name:match("^%S+"))
end
check("rules are completed", #rules > 20 and vim.deep_equal(completed("Dabir explain "), rules), tostring(#completed("Dabir explain ")))
check("from their beginning, too", vim.deep_equal(completed("Dabir explain digits-"), { "digits-mixed" }))
check("and nothing where nothing belongs", #completed("Dabir fixall ") == 0 and #completed("Dabir explain digits-mixed ") == 0)

-- :Dabir version, explain, and wrong words
local said, messages = it.says("Dabir version", version)
check(":Dabir version", said and messages:find(dabir, 1, true) ~= nil and messages:find("columns in " .. encoding, 1, true) ~= nil, messages)
local function windows() return #it.call("nvim_list_wins") end
it.ex("Dabir explain digits-mixed")
check(":Dabir explain shows the page", vim.trim(table.concat(it.lines(), "\n")) == vim.trim(run("explain", "digits-mixed")) and windows() == 2, it.lines()[1])
it.keys("q")
check("q closes it", eventually(function() return windows() == 1 end))
it.call("nvim_win_set_cursor", 0, { 9, 3 })
it.ex("Dabir explain")
check("without a name, that of the line", it.lines()[1] == "punct-space-before", it.lines()[1])
it.keys("q")
eventually(function() return windows() == 1 end)
-- Two diagnostics are on line 7: the one under the cursor counts.
it.call("nvim_win_set_cursor", 0, { 7, TEXT[7]:find("۲8", 1, true) - 1 })
it.ex("Dabir explain")
check("or under the cursor", it.lines()[1] == "digits-mixed", it.lines()[1])
it.keys("q")
eventually(function() return windows() == 1 end)
it.call("nvim_win_set_cursor", 0, { 1, 0 })
check("and where none is, a question", it.says("Dabir explain", "which rule?"))
check("an unknown rule", it.says("Dabir explain nope", "unknown rule `nope`"))
check("an unknown command", it.says("Dabir frobnicate", "`frobnicate` is none of explain,"))
check("too many words", it.says("Dabir restart now", "too many words"))

-- :Dabir fixall
it.ex("Dabir fixall")
check(":Dabir fixall mends what is safe", eventually(function()
  local lines = it.lines()
  return vim.endswith(lines[7], "صص ۹-۲۸.") and vim.endswith(lines[9], "Press.")
end), it.lines()[7])
check("and leaves the rest", shows(second, MENDED))
it.keys("u")
check("one undo takes it back", eventually(function() return vim.deep_equal(it.lines(), TEXT) end))
check("with its diagnostics", shows(second, EXPECTED))
it.ex("Dabir fixall")
check("once more", shows(second, MENDED))
check("then there is nothing to mend", it.says("Dabir fixall", "nothing that is safe"))

it.keys("u")
check("back to where it was", shows(second, EXPECTED))
it.ex("setlocal nomodifiable")
check("where nothing may be changed, it says so", it.says("Dabir fixall", "'modifiable' is off") and vim.deep_equal(it.lines(), TEXT))
it.ex("setlocal modifiable | Dabir fixall")
check("and goes on where it may", shows(second, MENDED))

-- A document of 20 MB.
local long = folder .. "/long.md"
vim.fn.writefile(vim.fn["repeat"]({ TEXT[3], "" }, 200000), long)
check("it is long", vim.fn.getfsize(long) > 20000000, tostring(vim.fn.getfsize(long)))
edit(it, long)
check("a document of 20 MB is named as too long and not read", shows(long, { "document-too-long 1 " }))
edit(it, second)
check("the others are", shows(second, MENDED))
it.ex("bwipeout " .. buffer(long))
vim.fn.delete(long)

-- Files beside the manuscript: settings that change, a bibliography with a fault, a table of people that a fix makes.
it.call("nvim_buf_set_lines", buffer(second), 0, -1, false, TEXT)
it.ex("edit " .. folder .. "/dabir.toml")
it.call("nvim_buf_set_lines", 0, 0, -1, false, { 'ignore = ["digits-mixed", "punct-space-before"]' })
it.ex("write")
check("settings count when they are written", shows(second, MENDED))
it.ex("edit " .. folder .. "/dabir.toml")
it.call("nvim_buf_set_lines", 0, 0, -1, false, { "" })
it.ex("write")
check("and when they change again", shows(second, EXPECTED))
vim.fn.writefile({ "@book{walt87, author = {Walt, Stephen}, title = {Origins}" }, folder .. "/refs.bib")
edit(it, folder .. "/refs.bib")
check("a bibliography is served", eventually(function()
  return vim.startswith(it.lua(FOUND, buffer(folder .. "/refs.bib"))[1] or "", "library-unclosed")
end), it.lua(FOUND, buffer(folder .. "/refs.bib")))
it.ex("bwipeout!")
vim.fn.writefile({
  "# References", "",
  "شایگان، داریوش (۱۳۸۰). افسون‌زدگی جدید. تهران: فرزان روز.", "",
  "Shayegan, Daryush (1992). Cultural Schizophrenia. London: Saqi.", "",
  "Shayegan, Daryush (1997). Light Comes from the West. London: Saqi.", "",
  "Shayagan, Daryush (2012). Blind Consciousness. London: Saqi.",
}, folder .. "/people.md")
edit(it, folder .. "/people.md")
check("a name in two spellings is found", eventually(function() return table.concat(it.lua(FOUND, 0), "\n"):find("name-pair-conflict", 1, true) ~= nil end))
it.lua([[
  vim.api.nvim_win_set_cursor(0, { 9, 2 })
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find("never the same", 1, true) ~= nil or action.title:find("هرگز", 1, true) ~= nil end })
]])
check("a fix makes people.tsv", eventually(function() return buffer(folder .. "/people.tsv") > 0 end), it.messages())
it.ex("wall")
check("which settles the question", eventually(function()
  edit(it, folder .. "/people.md")
  return table.concat(it.lua(FOUND, 0), "\n"):find("name-pair-conflict", 1, true) == nil
end), it.lua(FOUND, 0))
for _, name in ipairs({ "people.md", "people.tsv", "dabir.toml" }) do
  it.ex("bwipeout! " .. buffer(folder .. "/" .. name))
  vim.fn.delete(folder .. "/" .. name)
end
edit(it, second)
it.ex("Dabir fixall")
check("the manuscript is as before", shows(second, MENDED))

-- :Dabir restart, and after the server has died.
local old = process()
check("the server is a child of Neovim", old ~= 0, tostring(old))
it.ex("Dabir restart")
check(":Dabir restart starts another server", eventually(function()
  local now = state()
  return #now.ids == 1 and now.ids[1] ~= before.ids[1] and now.columns[1] == encoding and now.buffers == 2
end), state())
check("the first is gone", eventually(function() return vim.uv.kill(old, 0) ~= 0 end))
check("its diagnostics are right in both files, shown or hidden", shows(first, EXPECTED) and shows(second, MENDED))
local doomed = process()
-- 0 would be the group of this very process.
if check("there is a server to kill", doomed > 0) then vim.uv.kill(doomed, "sigkill") end
local gone = eventually(function() return #state().ids == 0 end)
check("a killed server takes its diagnostics along", gone and shows(first, {}) and shows(second, {}), state())
it.ex("Dabir restart")
check(":Dabir restart brings it back", eventually(function() return state().buffers == 2 end) and process() ~= doomed, state())
check("with the diagnostics of both files", shows(first, EXPECTED) and shows(second, MENDED))
it.call("nvim_buf_set_lines", 0, 6, 7, false, { TEXT[7] })
it.ex("messages clear")
check("and it follows the text", shows(second, { EXPECTED[1], EXPECTED[2], EXPECTED[3] }))

-- :Dabir log: the end of the killed server is in it.
it.ex("Dabir log")
check(":Dabir log opens the log", it.call("nvim_buf_get_name", 0) == it.lua("return vim.lsp.log.get_filename()"), it.call("nvim_buf_get_name", 0))
check("at its end", it.lua([[return vim.fn.line(".") == vim.fn.line("$")]]))
it.ex("close")

-- Proposals: by themselves where that was set, and only there.
it.ex("set completeopt+=menuone,noselect")
for _, typed in ipairs({ "3GA 👩‍👧 (", "Go<CR>Nou", "Go<CR>وال" }) do
  it.keys(typed)
  local popped = vim.wait(encoding == "utf-16" and 60000 or 500, function() return it.call("nvim_call_function", "pumvisible", {}) == 1 end, 10)
  check("proposals come by themselves where it was set: " .. typed, popped == (encoding == "utf-16"), tostring(popped))
  it.keys("<C-e><Esc>u")
end

-- The help: its tags, and all that it refers to.
local doc = packs .. "/pack/test/start/dabir/doc"
it.ex("helptags " .. doc)
for _, tag in ipairs({ "dabir", ":Dabir", ":Dabir-explain", ":Dabir-restart", "dabir.setup()", "dabir-persian", "g:dabir_autotrigger" }) do
  it.ex("help " .. tag)
  check(":help " .. tag, vim.endswith(it.call("nvim_buf_get_name", 0), "/dabir.txt"))
  it.ex("helpclose")
end
local dead = {}
for _, line in ipairs(vim.fn.readfile(doc .. "/dabir.txt")) do
  for tag in line:gmatch("|([^%s|]+)|") do
    if not pcall(it.ex, "help " .. tag) then table.insert(dead, tag) end
    it.ex("silent! helpclose")
  end
end
check("the help refers to nothing that is not there", #dead == 0, dead)

-- What the README says to write is at least Lua.
local readme = table.concat(vim.fn.readfile(vim.fs.dirname(here) .. "/README.md"), "\n")
local snippets = 0
for snippet in readme:gmatch("```lua\n(.-)```") do
  snippets = snippets + 1
  -- A manager's specification is a table, not a statement.
  local fine, problem = loadstring(snippet)
  if not fine then fine = loadstring("return " .. snippet) end
  if not fine then check("README, snippet " .. snippets, false, problem) end
end
check("the README's snippets are Lua", snippets == 10, tostring(snippets))

local last = process()
check("Neovim ends", it.close())
check("and the server with it", last ~= 0 and eventually(function() return vim.uv.kill(last, 0) ~= 0 end))

-- The file that holds the client needs none of the others.
vim.fn.mkdir(folder .. "/alone/lsp", "p")
vim.uv.fs_copyfile(vim.fs.dirname(here) .. "/lsp/dabir.lua", folder .. "/alone/lsp/dabir.lua")
packs = folder .. "/nothing"
local alone = open({ PATH = vim.fs.dirname(dabir) .. ":" .. vim.env.PATH })
alone.ex("set runtimepath^=" .. folder .. "/alone")
alone.lua([[vim.lsp.enable("dabir")]])
edit(alone, first)
check("lsp/dabir.lua works by itself", eventually(function() return #alone.lua("return vim.diagnostic.get(0)") == #EXPECTED end))
check("without the plugin", alone.call("nvim_call_function", "exists", { ":Dabir" }) == 0)
alone.close()

-- So does what the README gives to those who have no vim.lsp.enable().
local old_way = open({ PATH = vim.fs.dirname(dabir) .. ":" .. vim.env.PATH })
old_way.lua(readme:match("## Neovim 0.10.-```lua\n(.-)```"))
edit(old_way, first)
check("the README's part on 0.10 works", eventually(function() return #old_way.lua("return vim.diagnostic.get(0)") == #EXPECTED end))
old_way.close()

lib.finish("plugin " .. encoding)
