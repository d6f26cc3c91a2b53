// node-x12's usual output: the object model of a whole file. The totals are read from that model, as its user would.
import { readFileSync } from "node:fs";
import { X12Parser } from "node-x12";
import { cents } from "./cents.mjs";

const model = new X12Parser().parse(readFileSync(process.argv[2], "utf8"));
const totals = { claims: 0, lines: 0, cents: 0 };
for (const group of model.functionalGroups)
  for (const transaction of group.transactions)
    for (const { tag, elements } of transaction.segments) {
      if (tag === "CLM" || tag === "CLP") {
        totals.claims++;
        totals.cents += cents(elements[tag === "CLM" ? 1 : 3].value);
      } else if (tag === "SV1" || tag === "SVC") totals.lines++;
    }
console.log(JSON.stringify(totals));
