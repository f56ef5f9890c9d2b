import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["out/", "node_modules/", "server/"] },
  js.configs.recommended,
  {
    files: ["src/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/dot-notation": "off",
      "max-lines": ["error", 200],
      "max-lines-per-function": ["error", 60],
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: { globals: globals("Buffer console process fetch URL URLSearchParams setTimeout performance") },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs", globals: globals("require exports module __dirname") },
  },
  {
    // Some of it runs in the page.
    files: ["test/workbench.mjs", "test/pixels.mjs", "test/scenes/*.mjs"],
    languageOptions: { globals: globals("document Element NodeFilter Image") },
  },
);

function globals(names) {
  return Object.fromEntries(names.split(" ").map((name) => [name, "readonly"]));
}
