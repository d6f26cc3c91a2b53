import type { Problem } from "#base/problem.ts";
import { Problems } from "#x12/problems.ts";
import { ShowJson } from "#x12/show-json.ts";
import { Tape } from "#x12/tape.ts";
import { WriteJson } from "#x12/write-json.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";
import type { ByteSink } from "./x12-echo.ts";
import type { TextSink } from "./x12-show.ts";

/**
 * Prints a file as JSON that X12 can be written from again: one document, a part a line, as it is read. Answers the
 * Problems of its frame and loops, which stand in the document too. Throws what the file system throws.
 */
export async function showX12Json(path: string, out: TextSink): Promise<readonly Problem[]> {
  const problems = new Problems(path);
  let text = `{"x12":1,"file":${JSON.stringify(path)},"parts":[`;
  let first = true;
  const show = new ShowJson(
    problems,
    (part) => {
      text += `${first ? "" : ","}\n${JSON.stringify(part)}`;
      first = false;
    },
    latin1,
  );
  const tape = new Tape(show, latin1);
  for (const chunk of fileChunks(path)) {
    tape.push(chunk);
    await out.write(text);
    text = "";
    if (tape.stopped) break;
  }
  tape.end();
  show.finish();
  const list = problems.list();
  await out.write(`${text}\n],"whole":${show.whole},"problems":${JSON.stringify(list)}}\n`);
  return list;
}

/** `written` is false when nothing was written at all. */
export interface X12Write {
  readonly written: boolean;
  readonly bytes: number;
  readonly segments: number;
  readonly problems: readonly Problem[];
}

/**
 * Writes X12 from the JSON of `showX12Json`. A file is read twice, so that nothing is written of one that cannot be
 * written; standard input ("-") is written as it comes, up to the first Problem. Throws what the file system throws.
 */
export async function writeX12(path: string, out: ByteSink): Promise<X12Write> {
  if (path !== "-") {
    const tried = await pass(path, { write: async () => {} });
    if (tried.problems.length > 0) return { ...tried, written: false, bytes: 0 };
  }
  return pass(path, out);
}

async function pass(path: string, out: ByteSink): Promise<X12Write> {
  const ready: Uint8Array[] = [];
  let bytes = 0;
  const hand = async (): Promise<void> => {
    for (const part of ready.splice(0)) {
      bytes += part.length;
      await out.write(part);
    }
  };
  const writer = new WriteJson(path, (part) => ready.push(part));
  for (const chunk of fileChunks(path)) {
    writer.push(chunk);
    await hand();
    if (writer.problem !== undefined) break;
  }
  writer.end();
  await hand();
  const { problem, segments } = writer;
  return {
    written: bytes > 0 || problem === undefined,
    bytes,
    segments,
    problems: problem === undefined ? [] : [problem],
  };
}
