import { readFileSync } from "node:fs";
import { cpuOf, type Job, type Measured, measure, named, PARLEY, Wrong, wallOf } from "./process.ts";
import type { Bench } from "./result.ts";

/** How soon `parley --help` answers, beside Node doing nothing. */

const HELP = "parley --help";
const NODE = "node -e 0";

const help: Job = {
  name: HELP,
  args: [PARLEY, "--help"],
  check(file) {
    const said = readFileSync(file, "utf8");
    for (const command of ["map", "x12 check", "price list"])
      if (!said.includes(command)) throw new Wrong(`--help does not name ${command}`);
  },
};

const nothing: Job = { name: NODE, args: ["-e", "0"], check: () => undefined };

export const start: Bench = {
  name: "start",
  about: "parley --help beside node -e 0",
  async run({ runs }) {
    const all = await measure([help, nothing], Math.max(runs, 15));
    const [parley, node] = [named(all, HELP), named(all, NODE)];
    const fastest = (m: Measured): string => Math.min(...m.runs.map((r) => r.wallMs)).toFixed(0);
    return [
      {
        bench: "start",
        about: "parley --help, from starting the process to its end",
        rows: all.map((measured) => ({ measured })),
        targets: [{ what: "parley --help", is: "at most", want: 150, got: wallOf(parley), unit: "ms", now: true }],
        notes: [
          `Fastest ${fastest(parley)} ms, of Node alone ${fastest(node)} ms; processor time over Node alone ${(cpuOf(parley) - cpuOf(node)).toFixed(0)} ms.`,
        ],
      },
    ];
  },
};
