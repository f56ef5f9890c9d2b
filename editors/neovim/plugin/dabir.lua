-- The command :Dabir, and a word when the server is missing. Nothing is started here; vim.lsp.enable("dabir") does that.
if vim.g.loaded_dabir or vim.fn.has("nvim-0.11") == 0 then return end
vim.g.loaded_dabir = true

vim.api.nvim_create_user_command("Dabir", function(call) require("dabir").run(call.fargs) end, {
  nargs = "+",
  desc = "Dabir: explain RULE, fixall, log, restart, version",
  complete = function(lead, line, cursor) return require("dabir").complete(lead, line:sub(1, cursor)) end,
})

vim.api.nvim_create_autocmd("FileType", {
  group = vim.api.nvim_create_augroup("dabir", {}),
  desc = "Say once that Dabir's server is missing",
  callback = function(event)
    local enabled = vim.lsp.is_enabled and vim.lsp.is_enabled("dabir")
    return enabled and require("dabir").tell_if_missing(event.buf)
  end,
})
