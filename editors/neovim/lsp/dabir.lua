-- The client for Dabir, for Neovim 0.11 and later. With the folder `editors/neovim` on the runtime path, or this file
-- copied to the folder `lsp` of your configuration, vim.lsp.enable("dabir") starts it. It needs no other file.

-- Has the diagnostics of a buffer asked for.
local function pull(client, buffer)
  client:request("textDocument/diagnostic", {
    identifier = vim.tbl_get(client.server_capabilities, "diagnosticProvider", "identifier"),
    textDocument = vim.lsp.util.make_text_document_params(buffer),
  }, nil, buffer)
end

-- Has Neovim ask behind every letter, too, and not only behind what opens a citation.
local function ask_at_letters(client)
  local triggers = client.server_capabilities.completionProvider.triggerCharacters
  if vim.tbl_contains(triggers, "a") then return end
  -- Latin with its accents, and the letters of Arabic script.
  for _, range in ipairs({ { 0x41, 0x5A }, { 0x61, 0x7A }, { 0xC0, 0x24F }, { 0x620, 0x64A }, { 0x671, 0x6D3 } }) do
    for code = range[1], range[2] do
      table.insert(triggers, vim.fn.nr2char(code))
    end
  end
end

---@type vim.lsp.Config
return {
  cmd = { "dabir", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "tex", "plaintex", "text", "typst", "org", "rst", "bib" },
  -- Without one of these the server serves the single file.
  root_markers = { "dabir.toml", ".git" },
  -- Neovim can make a file in a fix (people.tsv), and does not say so.
  capabilities = { workspace = { workspaceEdit = { documentChanges = true } } },
  on_attach = function(client, buffer)
    local autotrigger = vim.g.dabir_autotrigger == true
    if autotrigger then ask_at_letters(client) end
    vim.lsp.completion.enable(true, client.id, buffer, {
      -- true: proposals come while you type; then say `set completeopt+=menuone,noselect`, too.
      autotrigger = autotrigger,
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
        pull(client, buffer)
      end,
    })
    -- It watches no files for the server: not dabir.toml, not people.tsv, no other manuscript.
    vim.api.nvim_create_autocmd("BufWritePost", {
      group = vim.api.nvim_create_augroup("dabir.written." .. client.id, {}),
      callback = function(event)
        if client:is_stopped() then return true end
        if vim.lsp.buf_is_attached(event.buf, client.id) then return end
        local change = { uri = vim.uri_from_fname(event.match), type = vim.lsp.protocol.FileChangeType.Changed }
        client:notify("workspace/didChangeWatchedFiles", { changes = { change } })
        for attached in pairs(client.attached_buffers) do
          pull(client, attached)
        end
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
