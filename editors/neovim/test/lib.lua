-- What the tests share: checks that are counted, and a last line that a failed run cannot print.
local M = { failures = 0 }

function M.check(name, ok, shown)
  if shown ~= nil and type(shown) ~= "string" then shown = vim.inspect(shown, { newline = " ", indent = "" }) end
  io.stdout:write((ok and "ok    " or "FAIL  ") .. name .. (shown and ("  " .. shown) or "") .. "\n")
  if not ok then M.failures = M.failures + 1 end
  return ok
end

function M.eventually(condition) return (vim.wait(60000, condition, 10)) end

-- Ends the process; "OK NAME" only when every check held.
function M.finish(name)
  io.stdout:write(M.failures == 0 and ("OK " .. name .. "\n") or (M.failures .. " FAILED\n"))
  os.exit(M.failures == 0 and 0 or 1)
end

return M
