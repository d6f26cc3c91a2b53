/**
 * The program that travels with an export and with a packet of a case, for whoever verifies one without Parley: plain
 * Node, no package, no network. It says what it verified, and names every file and event that is not as it was written.
 */
export const VERIFIER = `// Verifies this folder: node verify.mjs [folder]
// Exit code 0 when everything is as it was written, 2 when something is not.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
let faults = 0;
const fault = (sentence) => {
  faults++;
  console.log("NOT AS WRITTEN: " + sentence);
};

async function hashOfFile(path) {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

function field(value) {
  const bytes = Buffer.from(value ?? "", "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value === null ? 0xffffffff : bytes.length);
  return Buffer.concat([length, bytes]);
}
const hashOf = (fields) => {
  const hash = createHash("sha256");
  for (const value of fields) hash.update(field(value));
  return hash.digest("hex");
};

// RFC 8785 for what an event holds: sorted keys, no spaces.
function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  const keys = Object.keys(value).sort();
  return "{" + keys.map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [relative(root, path).split(sep).join("/")];
  });
}

async function verifyFiles(manifest) {
  const named = new Set(["manifest.json"]);
  for (const entry of manifest.entries) {
    named.add(entry.name);
    const path = join(root, ...entry.name.split("/"));
    if (!existsSync(path)) {
      fault(entry.name + " is missing.");
      continue;
    }
    const found = await hashOfFile(path);
    if (found.sha256 !== entry.sha256 || found.bytes !== entry.bytes) fault(entry.name + " was changed.");
  }
  for (const name of filesBelow(root)) if (!named.has(name)) fault(name + " is not in the manifest.");
  console.log(manifest.entries.length + " files read and compared with the manifest.");
}

function verifyEvent(e) {
  const name = "event " + e.seq + " (" + e.type + ")";
  const held = e.salt !== null;
  if (held && hashOf(["parley-body-1", e.salt, canonical(e.body)]) !== e.digest) fault("the body of " + name + " was changed.");
  const fields = ["parley-event-1", e.previous, e.org, String(e.seq), e.at, e.actor, e.client, e.subject, e.type, e.digest];
  if (hashOf(fields) !== e.hash) fault(name + " was changed.");
  return held;
}

async function verifyEvents(manifest) {
  const whole = manifest.events === "all";
  let last = { seq: 0, hash: "0".repeat(64) };
  let [events, bare] = [0, 0];
  for await (const line of createInterface({ input: createReadStream(join(root, "events.jsonl")) })) {
    if (line === "") continue;
    const e = JSON.parse(line);
    events++;
    if (!verifyEvent(e)) bare++;
    if (e.seq <= last.seq) fault("event " + e.seq + " stands after event " + last.seq + ".");
    else if (whole && e.seq !== last.seq + 1) fault("events " + (last.seq + 1) + " to " + (e.seq - 1) + " are missing.");
    else if ((whole || e.seq === last.seq + 1) && e.previous !== last.hash && (whole || last.seq > 0))
      fault("event " + e.seq + " does not follow event " + last.seq + ".");
    last = { seq: e.seq, hash: e.hash };
  }
  const { head } = manifest;
  if (whole && (last.seq !== head.seq || last.hash !== head.hash)) fault("the last event is not the one the manifest names.");
  console.log(
    events + " events verified" + (whole ? ", one after the other to the last" : ", each by its own hash") +
      (bare > 0 ? "; the bodies of " + bare + " are not here, their hashes are." : "."),
  );
}

const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
await verifyFiles(manifest);
await verifyEvents(manifest);
console.log(faults === 0 ? "Everything is as it was written." : faults + " faults.");
process.exitCode = faults === 0 ? 0 : 2;
`;
