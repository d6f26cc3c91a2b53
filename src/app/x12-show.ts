import type { Problem } from "#base/problem.ts";
import { Problems } from "#x12/problems.ts";
import { Show } from "#x12/show.ts";
import { Tape } from "#x12/tape.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";

/** Where lines go. Resolves when more may be written. */
export interface TextSink {
  write(chunk: string): Promise<void>;
}

/**
 * Prints the sets of a file as readable loops: number of the segment, loop and plain name, segment, and in words what is
 * an amount or a day. Answers the Problems of its frame and loops. Throws what the file system throws.
 */
export async function showX12(path: string, out: TextSink): Promise<readonly Problem[]> {
  const problems = new Problems(path);
  let lines: string[] = [];
  const show = new Show(problems, (text) => lines.push(text));
  const tape = new Tape(show, latin1);
  const pass = async (): Promise<void> => {
    if (lines.length === 0) return;
    const text = `${lines.join("\n")}\n`;
    lines = [];
    await out.write(text);
  };
  for (const chunk of fileChunks(path)) {
    tape.push(chunk);
    await pass();
    if (tape.stopped) break;
  }
  tape.end();
  show.finish();
  await pass();
  return problems.list();
}
