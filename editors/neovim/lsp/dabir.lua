-- Dabir for Neovim 0.11 and later. Copy this file to the folder `lsp` of your configuration, or put the folder
-- `editors/neovim` on the runtime path; then say vim.lsp.enable("dabir").
---@type vim.lsp.Config
return {
  cmd = { "dabir", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "tex", "plaintex", "text" },
  -- Without one of these the server serves the single file.
  root_markers = { "dabir.toml", ".git" },
}
