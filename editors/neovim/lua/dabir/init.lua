-- What stands around the client that lsp/dabir.lua describes: an optional setup, and what :Dabir does.
local M = {}

local NAME = "dabir"

local function say(message, level) vim.notify("Dabir: " .. message, level or vim.log.levels.INFO) end
local function warn(message) say(message, vim.log.levels.WARN) end

-- The configuration as it is now, with all that vim.lsp.config() has added.
function M.config() return vim.lsp.config[NAME] or {} end

-- The command that starts the server. What a function would start nobody can tell, so the usual one stands for it.
function M.command()
  local cmd = M.config().cmd
  return type(cmd) == "table" and cmd or { NAME, "lsp" }
end

-- Where the program is, or nil.
function M.program()
  local path = vim.fn.exepath(M.command()[1])
  return path ~= "" and path or nil
end

-- Why there is no server. Short enough not to make Neovim ask for a key; :checkhealth says what to do.
function M.missing()
  return ("`%s` was not found, nothing is checked; see :checkhealth dabir"):format(M.command()[1])
end

-- The program's answer, or nil and what went wrong.
function M.ask(...)
  local program = M.program()
  if not program then return nil, M.missing() end
  local started, process = pcall(vim.system, { program, ... }, { text = true })
  if not started then return nil, ("`%s` could not be started: %s"):format(program, process) end
  local answer = process:wait(10000)
  if answer.code ~= 0 then return nil, (vim.trim(answer.stderr or ""):gsub("^error: ", "")) end
  return answer.stdout
end

-- Whether the configuration is for this buffer.
local function is_ours(buffer)
  local filetypes = M.config().filetypes
  local fits = type(filetypes) ~= "table" or vim.tbl_contains(filetypes, vim.bo[buffer].filetype)
  return fits and vim.bo[buffer].buftype == "" and vim.api.nvim_buf_is_loaded(buffer)
end

-- Neovim says nothing when a server that was enabled is not there; this does. True when there is no more to say.
function M.tell_if_missing(buffer)
  if not is_ours(buffer) then return false end
  if type(M.config().cmd) == "table" and not M.program() then
    vim.schedule(function() warn(M.missing()) end)
  end
  return true
end

-- What setup() takes.
local OPTIONS = {
  cmd = { "table", "function" },
  settings = { "table" },
  autotrigger = { "boolean" },
  filetypes = { "table" },
}

-- The options that are what they should be; of the others the user is told.
local function sound(opts)
  local kept = {}
  for name, value in pairs(opts) do
    local types = OPTIONS[name]
    if not types then
      warn(("setup: `%s` is none of %s"):format(name, table.concat(vim.fn.sort(vim.tbl_keys(OPTIONS)), ", ")))
    elseif not vim.tbl_contains(types, type(value)) then
      warn(("setup: `%s` is a %s and should be a %s"):format(name, type(value), table.concat(types, " or ")))
    else
      kept[name] = value
    end
  end
  return kept
end

-- Optional: settings and the server's place in one call, and the server is enabled.
---@param opts? { cmd?: string[], settings?: table, autotrigger?: boolean, filetypes?: string[] }
function M.setup(opts)
  if vim.fn.has("nvim-0.11") == 0 then
    return warn("Neovim 0.11 or later is needed; for 0.10 see editors/neovim/README.md")
  end
  opts = sound(opts or {})
  -- Managers that put a folder of a repository on the runtime path may not have sourced it.
  vim.cmd.runtime("plugin/dabir.lua")
  if opts.autotrigger ~= nil then vim.g.dabir_autotrigger = opts.autotrigger end
  vim.lsp.config(NAME, {
    cmd = opts.cmd,
    filetypes = opts.filetypes,
    settings = opts.settings and { [NAME] = opts.settings[NAME] or opts.settings },
  })
  vim.lsp.enable(NAME)
end

local function clients(filter) return vim.lsp.get_clients(vim.tbl_extend("force", { name = NAME }, filter or {})) end

-- Starts or joins a server for a buffer, by the same rules as vim.lsp.enable().
local function start(buffer)
  local config = vim.deepcopy(M.config())
  local function go(root)
    config.root_dir = root
    vim.lsp.start(config, { bufnr = buffer })
  end
  if type(config.root_dir) == "function" then
    config.root_dir(buffer, function(root) vim.schedule(function() go(root) end) end)
  else
    go(config.root_dir or vim.fs.root(buffer, config.root_markers or {}))
  end
end

local function start_all()
  if not M.program() and type(M.config().cmd) == "table" then return warn(M.missing()) end
  vim.iter(vim.api.nvim_list_bufs()):filter(is_ours):each(start)
end

-- Stops what runs, waits for its end, and starts anew; also after a server has died.
function M.restart()
  local running = clients({ _uninitialized = true })
  for _, client in ipairs(running) do
    client:stop()
  end
  local function again(patience)
    local left = vim.tbl_filter(function(client) return vim.lsp.get_client_by_id(client.id) ~= nil end, running)
    if #left == 0 then return start_all() end
    if patience == 0 then
      for _, client in ipairs(left) do
        client:stop(true)
      end
    end
    vim.defer_fn(function() again(patience - 1) end, 50)
  end
  again(60)
end

-- Neovim's log of all its servers, with Dabir's lines to search for.
function M.log()
  local path = vim.lsp.log.get_filename()
  if not vim.uv.fs_stat(path) then return say("there is no log yet: " .. path) end
  vim.cmd.split({ args = { vim.fn.fnameescape(path) } })
  vim.bo.autoread, vim.bo.bufhidden = true, "wipe"
  vim.fn.setreg("/", NAME)
  vim.cmd.normal({ args = { "G" }, bang = true })
end

function M.version()
  local version, problem = M.ask("--version")
  if not version then return warn(problem) end
  local lines = { ("%s (%s)"):format(vim.trim(version), M.program()) }
  for _, client in ipairs(clients()) do
    local info = client.server_info or {}
    local buffers = #vim.tbl_keys(client.attached_buffers)
    local row = "running: %s %s, columns in %s, %d buffer(s), root %s"
    local name, running, root = info.name or NAME, info.version or "?", client.root_dir or "none"
    table.insert(lines, row:format(name, running, client.offset_encoding, buffers, root))
  end
  if #lines == 1 then table.insert(lines, "not running") end
  vim.api.nvim_echo({ { table.concat(lines, "\n") } }, true, {})
end

-- Applies every safe fix of the document at once.
function M.fixall()
  local buffer = vim.api.nvim_get_current_buf()
  local client = clients({ bufnr = buffer })[1]
  if not client then return warn("no server is attached to this buffer; :checkhealth dabir says why") end
  if not vim.bo[buffer].modifiable then return warn("'modifiable' is off in this buffer; nothing was mended") end
  local at = { line = 0, character = 0 }
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = at, ["end"] = at },
    context = { only = { "source.fixAll.dabir" }, diagnostics = {} },
  }
  local changed = vim.api.nvim_buf_get_changedtick(buffer)
  client:request("textDocument/codeAction", params, function(err, actions)
    if err then return warn(err.message) end
    local action = (actions or {})[1]
    if not action then return say("there is nothing that is safe to mend by itself") end
    if not vim.api.nvim_buf_is_loaded(buffer) then return end
    if vim.api.nvim_buf_get_changedtick(buffer) ~= changed then
      return warn("the text has changed meanwhile; nothing was mended")
    end
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end, buffer)
end

-- The names of the rules, as the program lists them.
function M.rules()
  local names = {}
  for name in (M.ask("rules") or ""):gmatch("([^\n]+)") do
    table.insert(names, name:match("^%S+"))
  end
  return names
end

-- The rule of the diagnostic under the cursor, or of the first on its line.
local function rule_here()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local found = vim.tbl_filter(function(d) return d.source == NAME end, vim.diagnostic.get(0, { lnum = row - 1 }))
  local under = vim.iter(found):find(function(d) return d.col <= column and column < d.end_col end)
  return (under or found[1] or {}).code
end

-- The page of a rule in a window of its own.
function M.explain(rule)
  rule = rule or rule_here()
  if not rule then return warn("there is no diagnostic on this line; which rule? :Dabir explain RULE") end
  local page, problem = M.ask("explain", rule)
  if not page then return warn(problem) end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(page, "\n", { trimempty = true }))
  vim.bo[buffer].bufhidden, vim.bo[buffer].modifiable = "wipe", false
  vim.keymap.set("n", "q", "<Cmd>close<CR>", { buffer = buffer, nowait = true, desc = "Close this page" })
  vim.cmd.split()
  vim.api.nvim_win_set_buf(0, buffer)
  vim.api.nvim_buf_set_name(buffer, ("dabir://%d/%s"):format(buffer, rule))
end

M.COMMANDS = { "explain", "fixall", "log", "restart", "version" }

-- :Dabir WORD [RULE]
function M.run(words)
  local command, rule = words[1], words[2]
  if not vim.tbl_contains(M.COMMANDS, command) then
    return warn(("`%s` is none of %s"):format(command, table.concat(M.COMMANDS, ", ")))
  end
  if #words > (command == "explain" and 2 or 1) then return warn(("too many words for `%s`"):format(command)) end
  M[command](rule)
end

-- What may stand where `lead` was typed at the end of `line`.
function M.complete(lead, line)
  local before = vim.split(line:sub(1, #line - #lead), "%s+", { trimempty = true })
  local words = #before == 1 and M.COMMANDS or (#before == 2 and before[2] == "explain" and M.rules()) or {}
  return vim.tbl_filter(function(word) return vim.startswith(word, lead) end, words)
end

return M
