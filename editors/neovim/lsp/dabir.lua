-- The client for Dabir, for Neovim 0.11 and later. With the folder `editors/neovim` on the runtime path, or this file
-- copied to the folder `lsp` of your configuration, vim.lsp.enable("dabir") starts it. It needs no other file.
---@type vim.lsp.Config
return {
  cmd = { "dabir", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "tex", "plaintex", "text" },
  -- Without one of these the server serves the single file.
  root_markers = { "dabir.toml", ".git" },
  on_attach = function(client, buffer)
    vim.lsp.completion.enable(true, client.id, buffer, {
      -- true: proposals come while you type; then say `set completeopt+=noselect`, too.
      autotrigger = vim.g.dabir_autotrigger == true,
      -- Neovim would take a proposal's first word alone, and a citation has several.
      convert = function(item)
        local several = item.textEdit and item.insertTextFormat ~= vim.lsp.protocol.InsertTextFormat.Snippet
        return several and { word = item.textEdit.newText } or {}
      end,
    })
    -- The rest mends what Neovim leaves undone (seen in 0.11.4 and 0.12.4).
    local group = vim.api.nvim_create_augroup("dabir.attached." .. buffer, {})
    -- It asks for the diagnostics of what is in sight, and does not ask when a hidden buffer comes into sight.
    vim.api.nvim_create_autocmd("BufWinEnter", {
      group = group,
      buffer = buffer,
      callback = function()
        if not vim.lsp.buf_is_attached(buffer, client.id) then return true end
        client:request("textDocument/diagnostic", {
          identifier = vim.tbl_get(client.server_capabilities, "diagnosticProvider", "identifier"),
          textDocument = vim.lsp.util.make_text_document_params(buffer),
        }, nil, buffer)
      end,
    })
    -- It goes on asking a dead server for proposals, and then waits for its answer.
    vim.api.nvim_create_autocmd("LspDetach", {
      group = group,
      buffer = buffer,
      callback = function(event)
        if event.data.client_id == client.id then vim.lsp.completion.enable(false, client.id, buffer) end
      end,
    })
  end,
}
