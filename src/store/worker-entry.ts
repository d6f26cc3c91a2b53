import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts the worker whose source is `<name>.ts` beside the caller: `startWorker(import.meta.url, "x12-worker")`.
 * From source (tsx, vitest) the worker loads TypeScript through tsx, which does not follow into workers by itself;
 * built, it is `<name>.js` beside the bundle, because scripts/build.mjs makes an entry of every file `*-worker.ts`.
 */
export function startWorker(callerUrl: string, name: string, options: WorkerOptions = {}): Worker {
  if (!callerUrl.endsWith(".ts")) return new Worker(new URL(`./${name}.js`, callerUrl), options);
  // The CommonJS build of this entry looks for its hooks in a folder that is not there, so the ES module is named.
  const tsx = pathToFileURL(
    createRequire(callerUrl)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs"),
  ).href;
  const source = new URL(`./${name}.ts`, callerUrl).href;
  const start = `import(${JSON.stringify(tsx)}).then((m) => { m.register(); return import(${JSON.stringify(source)}); });`;
  return new Worker(start, { ...options, eval: true });
}
