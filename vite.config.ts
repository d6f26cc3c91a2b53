import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const WEB = join(import.meta.dirname, "src", "web");

/**
 * The window of Parley. Everything it needs is a file of its own with a hash in its name: nothing is written into the
 * page itself, so that the page runs under a policy that forbids inline scripts and styles (see src/web/csp.ts).
 */
export default defineConfig({
  root: WEB,
  publicDir: join(WEB, "public"),
  cacheDir: join(import.meta.dirname, ".cache", "vite"),
  plugins: [react()],
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
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: "charts",
              test: /node_modules\/(recharts|d3-[a-z]+|victory-vendor|es-toolkit|@reduxjs|immer|reselect)\//,
            },
          ],
        },
      },
    },
  },
});
