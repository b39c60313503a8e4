import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

const here = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  resolve: { alias: { "~": here("./app"), "@schema": here("./drizzle/schema") } },
  // Discovery is off: found late, React would be bundled twice. A package that a component imports is named here.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      "@radix-ui/react-dialog",
      "@remix-run/react",
      "@visx/scale",
      "@visx/shape",
      "i18next",
      "react",
      "react-dom",
      "react-dom/client",
      "react-i18next",
      "react/jsx-dev-runtime",
      "react/jsx-runtime",
    ],
  },
  server: { watch: { ignored: ["**/.data/**", "**/test-results/**", "**/.screens/**"] } },
});
