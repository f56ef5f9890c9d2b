// A VS Code window, as a user sees and uses it.

/** Keys are pressed so many milliseconds apart. */
const PACE = 30;
/** How long anything may take to appear. */
const PATIENCE = 30_000;

export class Workbench {
  constructor(page) {
    this.page = page;
  }

  /** Opens an address and waits for its editor. */
  async open(url, ready = ".monaco-editor .view-line") {
    await this.page.goto(url, { waitUntil: "domcontentloaded" });
    await this.page.waitForSelector(ready, { timeout: 60_000 });
    await this.page.waitForSelector(".part.statusbar .statusbar-item", { timeout: PATIENCE });
  }

  wait(selector) {
    return this.page.waitForSelector(selector, { timeout: PATIENCE });
  }

  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.page.waitForTimeout(PACE);
    }
  }

  async type(text) {
    for (const letter of text) {
      await this.page.keyboard.type(letter);
      await this.page.waitForTimeout(PACE);
    }
  }

  /** Presses a key until something appears: while the editor is busy, a key may be lost. */
  async opens(key, selector) {
    const end = performance.now() + PATIENCE;
    do {
      await this.press(key);
      const shown = await this.page.waitForSelector(selector, { timeout: 5000 }).catch(() => undefined);
      if (shown) {
        return;
      }
    } while (performance.now() < end);
  }

  async command(title) {
    await this.opens("F1", ".quick-input-box input");
    await this.page.fill(".quick-input-box input", `>${title}`);
    await this.page.waitForFunction(
      (title) => document.querySelector(".quick-input-list .monaco-list-row")?.textContent.includes(title), title, { timeout: PATIENCE },
    );
    await this.press("Enter");
  }

  async goTo(line, column) {
    await this.opens("Control+g", ".quick-input-box input");
    await this.page.fill(".quick-input-box input", `:${line}:${column}`);
    await this.press("Enter");
    await this.page.waitForSelector(".quick-input-widget", { state: "hidden", timeout: PATIENCE });
  }

  /** The text of what appears, when it contains a word. */
  async text(selector, word) {
    await this.page.waitForFunction(
      ([selector, word]) => [...document.querySelectorAll(selector)].some((node) => node.innerText.includes(word)),
      [selector, word], { timeout: PATIENCE },
    ).catch(() => undefined);
    return (await this.page.locator(selector).allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  }

  /** Where letters of a line stand on the screen, and where the underlines of a class do. */
  marks(line, letters, className) {
    return this.page.evaluate(({ line, letters, className }) => {
      const box = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
      const plain = (node) => node.textContent.replaceAll("\u00a0", " ");
      const row = [...document.querySelectorAll(".view-line")].find((node) => plain(node).includes(line));
      const at = plain(row).indexOf(letters);
      const range = document.createRange();
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let passed = 0, node = walker.nextNode(); node !== null; passed += node.length, node = walker.nextNode()) {
        if (at >= passed && at < passed + node.length) { range.setStart(node, at - passed); }
        const end = at + letters.length;
        if (end > passed && end <= passed + node.length) { range.setEnd(node, end - passed); }
      }
      const underlines = [...document.querySelectorAll(`.view-overlays .${className}`)];
      return { letters: box(range.getBoundingClientRect()), underlines: underlines.map((node) => box(node.getBoundingClientRect())) };
    }, { line, letters, className });
  }

  /** Whether one of the underlines stands under the letters and nothing else. */
  async underlined(line, letters, className) {
    const { letters: box, underlines } = await this.marks(line, letters, className);
    const near = (left, right) => Math.abs(left - right) <= 2;
    const hit = underlines.some((mark) => near(mark.left, box.left) && near(mark.right, box.right) && mark.top < box.bottom && mark.bottom > box.top);
    return { hit, box, underlines };
  }

  /** Makes the language status' list appear and gives its text. */
  async status(word) {
    await this.page.click("#status\\.languageStatus");
    return this.text(".hover-language-status", word);
  }

  /** Closes the list by a click into the document, which leaves messages alone. */
  async leaveStatus() {
    await this.page.mouse.click(800, 640);
    await this.page.waitForSelector(".hover-language-status", { state: "hidden", timeout: PATIENCE });
  }

  /** Saves the active document until its file is as it should be. */
  async saves(holds) {
    const end = performance.now() + 10_000;
    while (!holds() && performance.now() < end) {
      await this.press("Control+s");
      await this.page.waitForTimeout(200);
    }
    return holds();
  }
}
