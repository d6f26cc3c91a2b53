import type { Command, Option } from "./command.ts";

/** Commands about what Parley keeps: the data folder, or the server of DATABASE_URL, and the key that opens it. */

export const DEMO: Option = {
  name: "demo",
  about: "Of the demo practice, which has a data folder and a key of its own.",
};
export const EITHER_WAY = "Works while Parley runs as well: the server that has the data open then does it.";
export const ORG: Option = { name: "org", value: "ID", about: "The organization, where there is more than one." };

export const DATA: readonly Command[] = [
  {
    path: ["audit", "verify"],
    group: "Data",
    summary: "Verify that the history is the one that was written",
    description: [
      "Reads every event of every organization, works its hash out anew and names whatever was changed, is missing, was added or moved. Then reads the rows of every import and compares them with the digest that its event holds. Exit code 2 when anything is not as it was written.",
      "Prints the number and hash of the last event. Note it where this machine cannot reach: given back with --head, it shows also a history that was written anew from some point on.",
      EITHER_WAY,
    ],
    args: [],
    options: [
      ORG,
      {
        name: "head",
        value: "SEQ:HASH",
        about: "Number and hash of an event, noted earlier. Needs --org where there are more.",
      },
      DEMO,
    ],
    examples: [{ line: "parley audit verify", about: "every organization" }],
    load: () => import("./run-audit-verify.ts"),
  },
  {
    path: ["backup"],
    group: "Data",
    summary: "Back everything up to one encrypted file",
    description: [
      "Every table in one snapshot, every stored file and every wrapped key, sealed with the master key, then read back and verified. The master key is not inside: the command says where it is, and without it the backup opens nowhere.",
      "Queued work is not in a backup; it is put again by what it was for. A file that stands is never written over.",
      EITHER_WAY,
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The file to make." }],
    options: [DEMO],
    examples: [{ line: "parley backup /mnt/backups/2026-11-23.parley", about: "to another disk" }],
    load: () => import("./run-backup.ts"),
  },
  {
    path: ["restore"],
    group: "Data",
    summary: "Make a data folder from a backup",
    description: [
      "Verifies the backup from end to end before anything is made, then makes DIR, which must be empty or missing, and verifies every history. With DATABASE_URL set, the rows go into that database, which must be empty, and files and keys into DIR.",
      "To work with it, DIR must become the folder data in PARLEY_HOME.",
    ],
    args: [
      { name: "FILE", required: true, many: false, about: "A file that `parley backup` made." },
      { name: "DIR", required: true, many: false, about: "The data folder to make." },
    ],
    options: [DEMO],
    examples: [
      { line: "parley restore 2026-11-23.parley ~/.parley/data", about: "on a new machine, after its key file" },
    ],
    load: () => import("./run-restore.ts"),
  },
  {
    path: ["export"],
    group: "Data",
    summary: "Write everything of an organization in open formats",
    description: [
      "One zip: every table as CSV and as JSON lines, the original files, the history with its hashes and how to verify it, and a manifest. It is not encrypted; keep it on an encrypted disk.",
      EITHER_WAY,
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The zip to make." }],
    options: [ORG, DEMO],
    examples: [{ line: "parley export harbor-ridge.zip", about: "to leave, or to look" }],
    load: () => import("./run-export.ts"),
  },
  {
    path: ["packet"],
    group: "Data",
    summary: "Write one case as a packet that verifies without Parley",
    description: [
      "One zip for an arbitrator, a state or a court: the claim, the answer to it, channel and dates with their citations, offers, agreements and payments as JSON, the files of the case, its events with their hashes, a manifest, and a program that verifies all of it on any machine with Node.",
      "The practice's floor, notes, tasks, approvals and valuations stay out, and files of the kind other. With --own everything is in it, and the report beside: for the practice and its counsel.",
      EITHER_WAY,
    ],
    args: [
      { name: "CASE", required: true, many: false, about: "The number of the case, as its page shows it." },
      { name: "FILE", required: true, many: false, about: "The zip to make." },
    ],
    options: [{ name: "own", about: "Everything of the case, for the practice itself." }, ORG, DEMO],
    examples: [{ line: "parley packet 1042 case-1042.zip", about: "what may go outside" }],
    load: () => import("./run-packet.ts"),
  },
  {
    path: ["approvals"],
    group: "Data",
    summary: "List what waits for a second person",
    description: [
      "Every approval that was asked for on a case or a deal: the act with its amount, who asked, what only a person may lift, and each fact that nothing proves, newest first. It ends after two business days.",
      "Giving and refusing prove who does it; another person does both in the window, under Approvals.",
      EITHER_WAY,
    ],
    args: [],
    options: [
      {
        name: "state",
        value: "STATE",
        reads: { oneOf: ["waiting", "given", "used", "refused", "ended", "taken-back"] },
        about: "What became of them. Default: waiting.",
      },
      ORG,
      DEMO,
    ],
    examples: [{ line: "parley approvals --json", about: "for a program that reminds" }],
    load: () => import("./run-approvals.ts"),
  },
  {
    path: ["prepared"],
    group: "Data",
    summary: "List the offers that stand ready to send",
    description: [
      "Every case on which it is for us to act, the most to lose first, with the offer that Parley advises, what stands before it, and why it would not leave by itself; at most 50. Nothing is listed while the dial under Settings, Authority stands at off or suggest, unless --dry asks what auto would do.",
      "Sending proves who does it, so it stays in the window, under Approvals, Ready to send.",
      EITHER_WAY,
    ],
    args: [],
    options: [{ name: "dry", about: "As if the dial stood at auto: what it would do." }, ORG, DEMO],
    examples: [{ line: "parley prepared --dry", about: "what auto would do, before it is set" }],
    load: () => import("./run-prepared.ts"),
  },
  {
    path: ["backtest"],
    group: "Data",
    summary: "Play own settled cases again with what was known then",
    description: [
      "At each act of ours in a settled case, the advice of what was known then against what was done: how often they agree, where they part, and what that came to, as it was seen or as bounds.",
      EITHER_WAY,
    ],
    args: [],
    options: [
      {
        name: "from",
        value: "DAY",
        reads: "day",
        about: "Settled on this day or later. Default: 1 January of last year.",
      },
      { name: "to", value: "DAY", reads: "day", about: "Settled on this day or before. Default: today." },
      ORG,
      DEMO,
    ],
    examples: [{ line: "parley backtest --from 2026-01-01", about: "this year" }],
    load: () => import("./run-backtest.ts"),
  },
  {
    path: ["delete"],
    group: "Data",
    summary: "Delete a client or an organization for good",
    description: [
      "Deletes rows and files and erases what events say; that something happened, when and by whom stays, and the history still verifies. Refused while a legal hold stands. Of an organization the key is destroyed as well.",
      "Backups and exports made before are not reached: destroy them yourself.",
      "A client can be deleted while Parley runs, unless its files are being imported; for a whole organization stop it first.",
    ],
    args: [],
    options: [
      ORG,
      { name: "client", value: "ID", about: "The client to delete. Without it the whole organization goes." },
      { name: "confirm", value: "NAME", required: true, about: "The name of what is deleted, as it is written." },
      DEMO,
    ],
    examples: [{ line: "parley delete --client ID --confirm NAME", about: "one client" }],
    load: () => import("./run-delete.ts"),
  },
];
