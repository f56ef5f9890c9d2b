-- :checkhealth dabir
local M = {}

local health = vim.health
local dabir = require("dabir")

local function neovim()
  health.start("Neovim")
  local version = tostring(vim.version())
  if vim.fn.has("nvim-0.11") == 0 then
    health.error("Neovim " .. version .. " is older than 0.11", "See the part on 0.10 in editors/neovim/README.md")
    return false
  end
  health.ok("Neovim " .. version)
  return true
end

local function server()
  health.start("Server")
  local program = dabir.program()
  if not program then
    local path = vim.env.PATH or ""
    return health.error(("`%s` was not found"):format(dabir.command()[1]), {
      "In a clone of Dabir: cargo install --path .",
      'Or say where it is: vim.lsp.config("dabir", { cmd = { "/path/to/dabir", "lsp" } })',
      "Neovim looks in: " .. path,
    })
  end
  local version, problem = dabir.ask("--version")
  if not version then return health.error(("`%s` does not answer: %s"):format(program, problem)) end
  version = vim.trim(version)
  health.ok(("%s, %s"):format(version, program))
  if type(dabir.config().cmd) == "function" then
    health.info("`cmd` is a function; what it starts may be another program")
  end
  return version
end

local function enabled()
  health.start("Configuration")
  local config = dabir.config()
  if not config.cmd then
    return health.error("lsp/dabir.lua is not on the runtime path", {
      "Put the folder editors/neovim there, or copy the file to ~/.config/nvim/lsp",
    })
  end
  local cmd, settings = config.cmd, config.settings
  if type(cmd) ~= "table" and type(cmd) ~= "function" then
    health.error("`cmd` is a " .. type(cmd) .. " and should be a list", 'cmd = { "dabir", "lsp" }')
  elseif type(cmd) == "table" and not vim.tbl_contains(cmd, "lsp") then
    health.warn("`cmd` does not say `lsp`: without it the program is no server", 'cmd = { "dabir", "lsp" }')
  end
  if type(settings) == "table" and next(settings) ~= nil and settings.dabir == nil then
    health.warn("`settings` has no `dabir`: nothing of it counts", "settings = { dabir = { … } }")
  end
  if vim.lsp.is_enabled and not vim.lsp.is_enabled("dabir") then
    health.warn("not enabled", 'Say vim.lsp.enable("dabir") or require("dabir").setup() in your init.lua')
  else
    health.ok("enabled")
  end
  health.info("file types: " .. table.concat(type(config.filetypes) == "table" and config.filetypes or { "all" }, ", "))
  health.info("root: the folder of " .. vim.inspect(config.root_markers, { newline = "", indent = "" }))
end

-- Neovim converts columns by the encoding of one client of a buffer at a time, and warns where two of them differ.
local function other_encodings(client)
  local others = {}
  for buffer in pairs(client.attached_buffers) do
    for _, other in ipairs(vim.lsp.get_clients({ bufnr = buffer })) do
      if other.offset_encoding ~= client.offset_encoding then others[other.name] = other.offset_encoding end
    end
  end
  return others
end

local function attached(version)
  health.start("Clients")
  local clients = vim.lsp.get_clients({ name = "dabir" })
  if #clients == 0 then
    return health.info("none: open a manuscript; if that does not help, :Dabir restart and :Dabir log")
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_map(function(buffer) return tostring(buffer) end, vim.tbl_keys(client.attached_buffers))
    local row = "client %d: columns in %s, root %s, buffers %s"
    local root = client.root_dir or "none (single file)"
    health.ok(row:format(client.id, client.offset_encoding, root, table.concat(buffers, ", ")))
    local running = client.server_info and ("%s %s"):format(client.server_info.name, client.server_info.version)
    if version and running and running ~= version then
      health.warn(("client %d is %s, the program on the path %s"):format(client.id, running, version), ":Dabir restart")
    end
    for name, encoding in pairs(other_encodings(client)) do
      health.warn(("%s counts the columns of the same buffers in %s"):format(name, encoding), {
        "Give both the same, for example in the configuration of Dabir:",
        ('capabilities = { general = { positionEncodings = { "%s" } } }'):format(encoding),
      })
    end
  end
end

-- The terminals that put right-to-left text in order themselves, by what they leave in the environment.
local function ordering_terminal()
  if vim.env.MLTERM then return "mlterm" end
  if vim.env.KONSOLE_VERSION then return "Konsole" end
  if vim.env.VTE_VERSION then return "a terminal of the VTE family" end
  if vim.env.TERM_PROGRAM == "Apple_Terminal" then return "Terminal.app" end
end

local function persian()
  health.start("Persian text")
  local terminal = ordering_terminal()
  if vim.o.termbidi then
    health.ok("'termbidi' is set: letters are sent as they are, and the terminal orders and joins them")
  elseif terminal then
    local row = "%s orders right-to-left text itself, and Neovim does half of its work ('arabicshape')"
    health.warn(row:format(terminal), "Say vim.o.termbidi = true in your init.lua")
  elseif vim.o.arabicshape then
    health.info("Neovim joins the letters ('arabicshape') and leaves their order from left to right")
    health.info("in a terminal that does both (mlterm, Konsole, GNOME Terminal) say vim.o.termbidi = true")
  else
    health.info("'arabicshape' is off: letters are joined where the terminal does it")
  end
  if vim.wo.rightleft then
    health.warn("'rightleft' mirrors the whole window, English and virtual text, too", ":set norightleft")
  end
  local isolates = vim.tbl_get(dabir.config(), "settings", "dabir", "bidiIsolates")
  if isolates == "always" then
    health.warn('"bidiIsolates" is "always": Neovim shows the isolates as <2068>', 'Leave it at "auto"')
  end
end

function M.check()
  if not neovim() then return end
  local version = server()
  enabled()
  attached(version)
  persian()
end

return M
