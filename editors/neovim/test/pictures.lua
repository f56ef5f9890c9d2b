-- The configuration of the Neovim whose pictures are taken, and what pictures.sh asks it.
vim.cmd("filetype plugin off")
vim.o.termbidi, vim.o.termguicolors, vim.o.background = true, true, "dark"
vim.o.ruler, vim.o.showcmd, vim.o.laststatus, vim.o.cmdheight, vim.o.showmode = false, false, 0, 1, false
vim.o.completeopt, vim.o.winborder, vim.o.wrap, vim.o.signcolumn = "menu,menuone,noselect", "single", false, "no"
vim.opt.fillchars = { eob = " " }
vim.opt.shortmess:append("cFI")
vim.opt.runtimepath:prepend(vim.env.PLUGIN)
vim.cmd.colorscheme("habamax")
vim.api.nvim_set_hl(0, "NormalFloat", { bg = "#262626" })
vim.api.nvim_set_hl(0, "FloatBorder", { fg = "#5f8787", bg = "#262626" })
vim.diagnostic.config({ virtual_lines = true, update_in_insert = true })
require("dabir").setup({ cmd = { vim.env.DABIR, "lsp" }, settings = { locale = "en", ignore = { "entry-not-cited" } } })

-- The hover stays while the proposals are shown, so that one picture has both.
function _G.hover() vim.lsp.buf.hover({ close_events = {}, focusable = false, anchor_bias = "below" }) end

-- All that is on the screen, floats and menus as well, in logical order, with no white space at the ends of lines.
function _G.screen()
  vim.cmd("redraw!")
  local lines = {}
  for row = 1, vim.o.lines do
    local cells = {}
    for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
    lines[row] = table.concat(cells):gsub("%s+$", "")
  end
  return table.concat(lines, "\n")
end
