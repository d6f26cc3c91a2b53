import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const WEB = join(import.meta.dirname, "src", "web");

/** Asks for the font of the first words before the styles that name it have come. The others come when they are needed. */
const firstFont: Plugin = {
  name: "first-font",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /inter-latin-opsz-normal-[\w-]+\.woff2$/.test(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", href: `/${file}`, as: "font", type: "font/woff2", crossorigin: "" },
          injectTo: "head-prepend" as const,
        })),
  },
};

/**
 * The window of Parley. Everything it needs is a file of its own with a hash in its name: nothing is written into the
 * page itself, so that the page runs under a policy that forbids inline scripts and styles (see test/web/serve.ts).
 */
export default defineConfig({
  root: WEB,
  publicDir: join(WEB, "public"),
  cacheDir: join(import.meta.dirname, ".cache", "vite"),
  plugins: [react(), firstFont],
  server: { host: "127.0.0.1", proxy: { "/v1": "http://127.0.0.1:4177" } },
  preview: { host: "127.0.0.1" },
  build: {
    outDir: join(import.meta.dirname, "dist", "web"),
    emptyOutDir: true,
    target: "es2023",
    // A data: address would need a hole in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the licences of the libraries in it ask to be passed on.
    license: { fileName: "licenses.txt" },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Else what charts share with everything would take the charts with it into the first load.
          includeDependenciesRecursively: false,
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: "external-store", test: /node_modules\/use-sync-external-store\// },
            {
              // With all it is made of: a part left to another chunk would be called before that chunk has run.
              name: "recharts",
              test: /node_modules\/(recharts|@reduxjs|@standard-schema|redux|redux-thunk|reselect|react-redux|react-is|immer|decimal\.js-light|es-toolkit|eventemitter3|tiny-invariant|victory-vendor|internmap|d3-[a-z-]+)\//,
            },
          ],
        },
      },
    },
  },
});
