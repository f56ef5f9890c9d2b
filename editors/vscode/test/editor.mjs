// A VS Code server with folders of its own, on the loopback.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

import { until } from "./checks.mjs";
import { descendants, serversBelow } from "./processes.mjs";

const WORKSPACE = fileURLToPath(new URL("workspace", import.meta.url));

const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "editor.fontFamily": "'DejaVu Sans Mono', 'Noto Sans Arabic', monospace",
  "editor.fontSize": 18,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "git.enabled": false,
  // The chat's side bar would take half of the window, and its fixes a place among ours.
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
};

/** Whether this editor keeps logs; run.sh says so when it does not. */
export function keepsLogs(work) {
  return existsSync(`${code(work)}/node_modules/@vscode/spdlog/build/Release/spdlog.node`);
}

/** Installs packages into a new folder of extensions. */
export function install(work, name, packages) {
  const folder = `${work}/run/${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = ["--server-data-dir", `${folder}-data`, "--extensions-dir", folder, ...packages.flatMap((file) => ["--install-extension", file])];
  execFileSync(node(work), [program(work), "--accept-server-license-terms", ...options], { stdio: "pipe", timeout: 300_000 });
  return folder;
}

/** Each editor runs on a Node of its own. */
function node(work) {
  return `${work}/node_modules/.bin/node`;
}

function code(work) {
  return `${work}/node_modules/code-server/lib/vscode`;
}

function program(work) {
  return `${code(work)}/out/server-main.js`;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => { probe.once("listening", resolve); });
  const { port } = probe.address();
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
}

export class Editor {
  /**
   * Starts a server for a scene. `trust` asks before a folder is trusted, as VS Code does outside of tests; `automation`
   * lets an address name tests for the extension host, and keeps messages from popping up.
   */
  static async start({ work, name, extensions, settings = {}, env = {}, trust = false, automation = false }) {
    const editor = new Editor();
    editor.data = `${work}/run/${name}`;
    editor.folder = `${editor.data}/workspace`;
    editor.minor = Number(JSON.parse(readFileSync(`${code(work)}/package.json`, "utf8")).version.split(".")[1]);
    editor.settings = { ...SETTINGS, "security.workspace.trust.enabled": trust, ...settings };
    rmSync(editor.data, { recursive: true, force: true });
    mkdirSync(`${editor.data}/User`, { recursive: true });
    mkdirSync(`${editor.data}/Machine`);
    cpSync(WORKSPACE, editor.folder, { recursive: true });
    editor.set({});
    editor.port = await freePort();
    const log = openSync(`${editor.data}/server.log`, "w");
    const words = [
      "--host", "127.0.0.1", "--port", String(editor.port), "--without-connection-token", "--accept-server-license-terms",
      "--server-data-dir", `${editor.data}/server`, "--user-data-dir", editor.data, "--extensions-dir", extensions,
      // PATH is the one given here and not the one of a login shell.
      "--force-disable-user-env", "--disable-telemetry", ...(trust ? [] : ["--disable-workspace-trust"]),
      ...(automation ? ["--enable-smoke-test-driver"] : []),
    ];
    editor.process = spawn(node(work), [program(work), ...words], { stdio: ["ignore", log, log], env: { ...process.env, ...env } });
    const answers = () => fetch(`http://127.0.0.1:${editor.port}/`).then(() => true, () => false);
    if (!(await until(answers))) {
      throw new Error(`the editor does not answer: ${readFileSync(`${editor.data}/server.log`, "utf8")}`);
    }
    return editor;
  }

  /** Changes settings while the editor runs. */
  set(changes) {
    Object.assign(this.settings, changes);
    for (const place of ["User", "Machine"]) {
      writeFileSync(`${this.data}/${place}/settings.json`, JSON.stringify(this.settings, null, 2));
    }
  }

  /** The address of the workbench with the test's folder, and with a file open in it. */
  url(file, payload = []) {
    const open = file === undefined ? [] : [["openFile", this.remote(`${this.folder}/${file}`)]];
    const query = new URLSearchParams({ folder: this.folder, payload: JSON.stringify([...open, ...payload]) });
    return `http://127.0.0.1:${this.port}/?${query}`;
  }

  remote(path) {
    return `vscode-remote://127.0.0.1:${this.port}${path}`;
  }

  read(file) {
    return readFileSync(`${this.folder}/${file}`, "utf8");
  }

  /** The language servers that run in it. */
  servers() {
    return serversBelow(this.process.pid);
  }

  /** Ends the server and what it has started, each by its id. */
  async stop() {
    const ids = [...descendants(this.process.pid), this.process.pid];
    const alive = () => ids.filter((id) => { try { return process.kill(id, 0); } catch { return false; } });
    this.process.kill("SIGTERM");
    await until(() => alive().length === 0, 5000);
    alive().forEach((id) => { try { process.kill(id, "SIGKILL"); } catch { /* it has ended by now */ } });
  }
}
