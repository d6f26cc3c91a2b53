import { createHash } from "node:crypto";
import { check } from "#base/check.ts";
import { hasError, type Problem } from "#base/problem.ts";
import { Echo } from "#x12/echo.ts";
import { Tape } from "#x12/tape.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";
import { checkX12 } from "./x12-check.ts";

/** Where bytes go. Resolves when more may be written. */
export interface ByteSink {
  write(chunk: Uint8Array): Promise<void>;
}

/** `written` is false when the file was refused for the errors among its Problems. */
export interface X12Echo {
  readonly written: boolean;
  readonly bytes: number;
  readonly problems: readonly Problem[];
}

/**
 * Writes byte for byte what the tape of a file holds, or refuses a file with errors. Reads the file twice, because a
 * refusal must come before the first byte; standard input can therefore not be echoed. Throws when what was written
 * differs from what was read, which would be a bug.
 */
export async function echoX12(path: string, out: ByteSink): Promise<X12Echo> {
  const { problems } = await checkX12(path, { workers: 0 });
  if (hasError(problems)) return { written: false, bytes: 0, problems };
  const ready: Uint8Array[] = [];
  const echo = new Echo((bytes) => ready.push(bytes));
  const tape = new Tape(echo, latin1);
  const read = createHash("sha1");
  const wrote = createHash("sha1");
  let bytes = 0;
  const pass = async (): Promise<void> => {
    for (const part of ready.splice(0)) {
      bytes += part.length;
      wrote.update(part);
      await out.write(part);
    }
  };
  for (const chunk of fileChunks(path)) {
    read.update(chunk);
    tape.push(chunk);
    await pass();
  }
  tape.end();
  echo.flush();
  await pass();
  check(read.digest("hex") === wrote.digest("hex"), "an echoed file differs from the file");
  return { written: true, bytes, problems };
}
