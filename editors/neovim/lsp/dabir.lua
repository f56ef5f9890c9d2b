-- Dabir for Neovim 0.11 and later. Copy this file to the folder `lsp` of your configuration, or put the folder
-- `editors/neovim` on the runtime path; then say vim.lsp.enable("dabir").
---@type vim.lsp.Config
return {
  cmd = { "dabir", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "tex", "plaintex", "text" },
  -- Without one of these the server serves the single file.
  root_markers = { "dabir.toml", ".git" },
  on_attach = function(client, buffer)
    vim.lsp.completion.enable(true, client.id, buffer, {
      -- true: proposals come while you type; then say `set completeopt+=noselect`, too.
      autotrigger = false,
      -- Neovim would take a proposal's first word alone, and a citation has several.
      convert = function(item)
        local several = item.textEdit and item.insertTextFormat ~= vim.lsp.protocol.InsertTextFormat.Snippet
        return several and { word = item.textEdit.newText } or {}
      end,
    })
  end,
}
