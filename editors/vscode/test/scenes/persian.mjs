// The extension in an editor whose language is Persian.

import { until } from "../checks.mjs";
import { Editor } from "../editor.mjs";
import { Workbench } from "../workbench.mjs";

export async function run({ checks, page, work, out, extensions }) {
  await speakPersian(page);
  const editor = await Editor.start({ work, name: "persian", extensions: extensions.bundled });
  const bench = new Workbench(page);
  try {
    await bench.open(editor.url("persian.md"), ".monaco-editor .squiggly-warning");
    await bench.press("Control+Shift+m");
    const problems = await bench.text(".markers-panel .monaco-list-row", "آمیخته");
    checks.ok("findings are told in Persian", problems.includes("آمیخته‌ای از دو گونه رقم"), problems.split("\n")[1]);
    const status = await bench.status("در حال کار");
    checks.ok("the status is", status.includes("در حال کار"), status.replaceAll("\n", " "));
    await page.screenshot({ path: `${out}/50-persian.png` });
    await page.keyboard.press("Escape");
    await bench.command("دبیر: نمایش نسخهٔ سرور");
    const toast = await bench.text(".notification-toast", "دبیر");
    checks.ok("commands and messages are", /دبیر \d/.test(toast), toast.replaceAll("\n", " "));
    editor.set({ "dabir.server.path": "/nowhere/dabir" });
    const bad = await bench.text(".notification-toast", "/nowhere/dabir");
    checks.ok("errors are", bad.includes("چنین فایلی نیست"), bad.replaceAll("\n", " "));
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${out}/51-persian-error.png` });
    editor.set({ "dabir.server.path": "" });
    await until(() => editor.servers().length === 1);
    await bench.command("Preferences: Open Settings (UI)");
    await page.waitForSelector(".settings-editor .monaco-inputbox, .settings-editor .suggest-input-container");
    await bench.type("@ext:dabir-lsp.dabir");
    const settings = await bench.text(".settings-editor .setting-item-description", "گفت‌وگو با سرور");
    checks.ok("descriptions of settings are", settings.includes("چه اندازه از گفت‌وگو با سرور"), settings.slice(0, 60));
    await page.screenshot({ path: `${out}/52-persian-settings.png` });
  } finally {
    await editor.stop();
  }
}

/** There is no Persian pack for the editor itself; this says only what its language is. */
async function speakPersian(page) {
  // Older editors read it from their page, and fall back to English for the texts that they do not find.
  const older = { locale: "fa", osLocale: "fa", availableLanguages: { "*": "fa" }, _resolvedLanguagePackCoreLocation: "/none" };
  await page.addInitScript((setting) => {
    globalThis._VSCODE_NLS_LANGUAGE = "fa";
    const read = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function get(name) {
      return this.id === "vscode-remote-nls-configuration" ? setting : read.call(this, name);
    };
  }, JSON.stringify(older));
}
