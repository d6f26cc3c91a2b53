import { type Problem, problem } from "#base/problem.ts";

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file. Check the name.",
  ENOTDIR: "There is no such file: part of the path is a file, not a folder.",
  EISDIR: "This is a folder; name one file.",
  EACCES: "The file may not be read. Check its permissions.",
  EPERM: "The file may not be read. Check its permissions.",
  ELOOP: "The file is a link that leads back to itself.",
  ENAMETOOLONG: "The name is longer than the disk allows.",
};

/** A file that cannot be opened is a fault of the input, not of Parley. Anything else thrown is thrown on. */
export function inputProblem(thrown: unknown, file: string): Problem {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const why = Object.hasOwn(WHY, code) ? WHY[code] : undefined;
  if (why === undefined) throw thrown;
  return problem("error", "file", { file }, why);
}
