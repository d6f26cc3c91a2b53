// x12-parser's usual output: a stream of segments. The totals are read from the segments as they come.
import { createReadStream } from "node:fs";
import { X12parser } from "x12-parser";
import { cents } from "./cents.mjs";

const totals = { claims: 0, lines: 0, cents: 0 };
const segments = createReadStream(process.argv[2]).pipe(new X12parser());
for await (const segment of segments) {
  const { name } = segment;
  if (name === "CLM" || name === "CLP") {
    totals.claims++;
    totals.cents += cents(segment[name === "CLM" ? "2" : "4"]);
  } else if (name === "SV1" || name === "SVC") totals.lines++;
}
console.log(JSON.stringify(totals));
