import type { Command } from "./command.ts";

/** Commands about what is known of specialties, payers and vendors. */
export const KNOWLEDGE: readonly Command[] = [
  {
    path: ["playbook"],
    group: "Strategy",
    summary: "Read the playbook of a specialty, or find it by codes",
    description: [
      "Prints what to have in the file, what payers say with what answers it, what each road does with such claims, and what may be batched. Every statement names its source and day; what has none is not shown. Without SPECIALTY it lists them.",
      "With --codes it finds the playbooks that fit codes of a claim, the best first. Codes are numbers; their descriptors are licensed and not here.",
    ],
    args: [
      { name: "SPECIALTY", required: false, many: false, about: "The playbook, such as emergency or anesthesia." },
    ],
    options: [
      { name: "codes", value: "LIST", about: "Codes of a claim with commas between them: 99285,93010-26." },
      { name: "place", value: "NN", about: "Place of service, two digits." },
      { name: "as-of", value: "DAY", reads: "day", about: "As it stood on a day, YYYY-MM-DD. Default: today." },
    ],
    examples: [
      { line: "parley playbook", about: "the list" },
      { line: "parley playbook anesthesia", about: "one specialty" },
      { line: "parley playbook --codes 99285,93010-26 --place 23", about: "by codes" },
    ],
    load: () => import("./run-playbook.ts"),
  },
  {
    path: ["directory", "list"],
    group: "Strategy",
    summary: "List the payers and vendors that Parley knows of",
    description: [
      "Prints the entries that Parley brings with it. Your own payers, addresses and proofs are in the workbench, under Directory.",
    ],
    args: [],
    options: [],
    examples: [{ line: "parley directory list", about: "names and ids" }],
    load: () => import("./run-directory-list.ts"),
  },
  {
    path: ["directory", "show"],
    group: "Strategy",
    summary: "What is public of a payer or vendor, with sources",
    description: ["Prints how it comes to a figure and what it was seen to do, each with its source and day."],
    args: [{ name: "ENTRY", required: true, many: false, about: "Its id, as `parley directory list` prints it." }],
    options: [
      { name: "as-of", value: "DAY", reads: "day", about: "As it stood on a day, YYYY-MM-DD. Default: today." },
    ],
    examples: [{ line: "parley directory show data-isight", about: "one vendor" }],
    load: () => import("./run-directory-show.ts"),
  },
  {
    path: ["directory", "recognize"],
    group: "Strategy",
    summary: "Find who priced a claim by an 835, an EOB or a letter",
    description: [
      "Reads an 835 by the fields that name parties, a PDF by its text, and any other file as text, and prints who is named: how sure that is, the words that gave it away, and where they stand. The text is compared with names; nothing in it is followed.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The 835, a PDF, or a text file." }],
    options: [],
    examples: [{ line: "parley directory recognize letter.txt", about: "a letter" }],
    load: () => import("./run-directory-recognize.ts"),
  },
  {
    path: ["directory", "complaints"],
    group: "Strategy",
    summary: "Name the public bodies that hear a complaint",
    description: [
      "The federal bodies, and of a state its department of insurance: of a few what the department asks of a provider, of the others name and address alone. Each has its source and the day; of a territory nothing is known.",
    ],
    args: [],
    options: [
      { name: "state", value: "STATE", about: "Two letters, such as TX." },
      { name: "as-of", value: "DAY", reads: "day", about: "As it stood on a day, YYYY-MM-DD. Default: today." },
    ],
    examples: [{ line: "parley directory complaints --state TX", about: "for a claim of Texas" }],
    load: () => import("./run-directory-complaints.ts"),
  },
  {
    path: ["proposal"],
    group: "Strategy",
    summary: "Read a repricer's proposal: its fields and their places",
    description: [
      "Reads the text layer of a PDF, or a text file, and prints each field of a proposal with its place and how sure it is. Where places disagree a field has no value and all of them are shown. The text is data: whatever it asks for, only these fields come out of it, and none is an offer until a person confirms it.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The proposal: a PDF or a text file." }],
    options: [
      {
        name: "claim",
        value: "NUMBERS",
        about: "Numbers of the claim, with commas: a proposal for another is noticed.",
      },
      { name: "billed", value: "AMOUNT", about: "The charge of the claim, to check what the proposal says of it." },
    ],
    examples: [
      { line: "parley proposal fax.pdf --claim ED-20022 --billed 2400.00", about: "a fax, held against a claim" },
    ],
    load: () => import("./run-proposal.ts"),
  },
  {
    path: ["spar"],
    group: "Strategy",
    summary: "Play a practice game against an invented payer",
    description: [
      "Draws a case and a payer from a seed. Type an amount to ask for it, accept, or walk; after each move they answer, and the engine says what it would have done with what you know. The payer's limit is told at the end alone. Nothing is stored.",
      "With --moves the game is played without asking, and with --json it is printed as the API answers it; the same seed, level and moves give the same game.",
    ],
    args: [],
    options: [
      { name: "level", value: "LEVEL", reads: { oneOf: ["easy", "usual", "hard"] }, about: "Default: usual." },
      { name: "seed", value: "N", reads: { from: 0, to: 999_999 }, about: "Seed of the game. Default: by chance." },
      { name: "moves", value: "MOVES", about: "Moves already made, with | between them: an amount, accept, walk." },
    ],
    examples: [
      { line: "parley spar --level hard", about: "a game" },
      { line: 'parley spar --seed 7 --moves "1200|900|accept" --json', about: "for a program" },
    ],
    load: () => import("./run-spar.ts"),
  },
];
