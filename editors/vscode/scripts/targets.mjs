// The targets of a release: the editor's name of a platform, the Rust target of its server, and the server's file.
//
// usage: node scripts/targets.mjs          one line a target
//        node scripts/targets.mjs --json   for a build matrix
// Linux servers are linked statically, so the same program serves old distributions and Alpine.

export const TARGETS = [
  { vsce: "linux-x64", rust: "x86_64-unknown-linux-musl", file: "dabir" },
  { vsce: "linux-arm64", rust: "aarch64-unknown-linux-musl", file: "dabir" },
  { vsce: "linux-armhf", rust: "armv7-unknown-linux-musleabihf", file: "dabir" },
  { vsce: "alpine-x64", rust: "x86_64-unknown-linux-musl", file: "dabir" },
  { vsce: "alpine-arm64", rust: "aarch64-unknown-linux-musl", file: "dabir" },
  { vsce: "darwin-x64", rust: "x86_64-apple-darwin", file: "dabir" },
  { vsce: "darwin-arm64", rust: "aarch64-apple-darwin", file: "dabir" },
  { vsce: "win32-x64", rust: "x86_64-pc-windows-msvc", file: "dabir.exe" },
  { vsce: "win32-arm64", rust: "aarch64-pc-windows-msvc", file: "dabir.exe" },
];

/** The editor's name of the platform that this runs on. */
export function here() {
  return `${process.platform}-${process.arch}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  console.log(process.argv.includes("--json")
    ? JSON.stringify(TARGETS)
    : TARGETS.map(({ vsce, rust, file }) => [vsce, rust, file].join("\t")).join("\n"));
}
