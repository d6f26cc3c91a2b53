import { createHash } from "node:crypto";
import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { day } from "../../src/base/day.ts";
import { cents } from "../../src/base/money.ts";
import { type NoticeInput, noticeOf } from "../../src/document/notice.ts";
import { type Engine, openPress } from "../../src/document/typst.ts";

/** Prints one-page notices, each of another claim, one after the other: `letters-loop.js ENGINE COUNT THREADS`. */

const [engine = "wasm", count = "100", threads = "1"] = process.argv.slice(2);

function input(i: number): NoticeInput {
  const item = (line: number, code: string, paid: number) => ({
    line,
    code,
    modifiers: [],
    day: day("2026-10-03"),
    units: "1",
    firstPaid: cents(BigInt(paid + i)),
    refused: false,
    qpa: undefined,
    offer: cents(BigInt(paid * 4 + i)),
  });
  return {
    sentOn: day("2026-11-23"),
    claim: `BENCH-${i}`,
    payerClaimNumber: `P-${i}`,
    provider: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
    sender: {
      letterhead: ["Invented Practice", "1 Invented Street", "Phoenix, AZ 85004", "602 555 0100"],
      signer: "A. Signer",
      title: "Director of billing",
    },
    recipient: {
      name: `Invented Payer ${i % 7}`,
      address: ["1 Invented Plaza", "Phoenix", "AZ 85004"],
      contacts: ["telephone (800) 555-0199"],
    },
    planFunding: "self_funded_erisa",
    group: "GRP1",
    kind: "emergency",
    place: "Place of service 23, Emergency room, AZ",
    firstAnswer: { day: day("2026-11-02"), assumed: true, trace: `T${i}` },
    items: [item(1, "99285", 12_033), item(2, "12002", 4_063), item(3, "93042", 768)],
    costSharing: cents(5_000n),
    exhibits: [],
  };
}

const press = await openPress(engine as Engine);
const print = (i: number): Uint8Array => {
  const notice = noticeOf(input(i));
  const text = JSON.stringify(notice, null, 2);
  return press.print("notice", text, createHash("sha256").update(text).digest("hex"));
};
// The first pages warm caches and, in WebAssembly, compile the compiler.
const WARM = 30;
for (let i = 0; i < WARM; i++) print(1_000_000 + i);

interface Printed {
  readonly bytes: number;
  readonly hashes: readonly string[];
}

function printAll(from: number, to: number): Printed {
  const hashes: string[] = [];
  let bytes = 0;
  for (let i = from; i < to; i++) {
    const pdf = print(i);
    bytes += pdf.length;
    hashes.push(createHash("sha256").update(pdf).digest("hex"));
  }
  return { bytes, hashes };
}

/** The half that another thread prints: it is warm when it says "ready", and begins when it is told to. */
async function half(from: number, to: number): Promise<() => Promise<Printed>> {
  const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), workerData: { from, to } });
  await once(worker, "message");
  return async () => {
    worker.postMessage("print");
    const [printed] = await once(worker, "message");
    return printed;
  };
}

async function measured(): Promise<void> {
  const all = Number(count);
  const mine = threads === "2" ? all >> 1 : all;
  const other = threads === "2" ? await half(mine, all) : async () => ({ bytes: 0, hashes: [] });
  const cpu = process.cpuUsage();
  const began = process.hrtime.bigint();
  const rest = other();
  const parts = [printAll(0, mine), await rest];
  const wallMs = Number(process.hrtime.bigint() - began) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const hashes = parts.flatMap((p) => p.hashes).join("");
  process.stdout.write(
    JSON.stringify({
      engine: press.engine,
      letters: all,
      bytes: parts.reduce((n, p) => n + p.bytes, 0),
      sha256: createHash("sha256").update(hashes).digest("hex"),
      wallMs,
      cpuMs: (user + system) / 1000,
    }),
  );
}

if (isMainThread) await measured();
else {
  parentPort?.once("message", () => parentPort?.postMessage(printAll(workerData.from, workerData.to)));
  parentPort?.postMessage("ready");
}
