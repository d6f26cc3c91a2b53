import { readConfig } from "#app/config.ts";
import type { Io, Sink } from "#cli/io.ts";
import type { Look } from "#cli/style.ts";

/** A terminal in memory, for tests: what was written, as text and as bytes. */
export interface MemoryIo extends Io {
  readonly written: { out: string; err: string; readonly bytes: Uint8Array[] };
}

export function memoryIo(
  look: Partial<Look> = {},
  env: Readonly<Record<string, string>> = {},
  isTerminal = false,
): MemoryIo {
  const written = { out: "", err: "", bytes: [] as Uint8Array[] };
  const sink = (name: "out" | "err"): Sink => ({
    isTerminal,
    write: async (chunk) => {
      if (typeof chunk === "string") written[name] += chunk;
      else {
        written.bytes.push(Uint8Array.from(chunk));
        written[name] += new TextDecoder("latin1").decode(chunk);
      }
    },
  });
  const full: Look = { color: false, palette: 256, unicode: true, columns: 80, ...look };
  return {
    out: sink("out"),
    err: sink("err"),
    config: readConfig(env),
    program: "parley",
    look: full,
    errLook: full,
    written,
  };
}
