import type { Command, Option } from "./command.ts";
import { DATA, DEMO, EITHER_WAY, ORG } from "./commands-data.ts";
import { KNOWLEDGE } from "./commands-knowledge.ts";
import { WEBHOOKS } from "./commands-webhooks.ts";

/** Every command, in the order of `parley --help`. The code of each is loaded when it runs. */

const AS_OF: Option = {
  name: "as-of",
  value: "DAY",
  reads: "day",
  about: "The day the map is drawn for, YYYY-MM-DD. Default: today.",
};
const OUT_DIR: Option = {
  name: "out",
  value: "DIR",
  about: "Folder to write to. Made when missing.",
};

/** What shapes a map; `facts list` takes the same, so that its questions are those of the map. */
const MAP_INPUT: readonly Option[] = [
  AS_OF,
  {
    name: "facts",
    value: "FILE",
    about: "Answers to open questions: a CSV with columns scope, key, fact, value, source, date.",
  },
  {
    name: "profile",
    value: "FILE",
    about: "The practice profile, JSON: NPIs, TINs, localities, contracts, target percentages.",
  },
  {
    name: "mapping",
    value: "FILE",
    about: "Column mapping, JSON, for claim lists (CSV or Excel) whose headers Parley does not know.",
  },
  { name: "books", value: "DIR", about: "Folder of price books. Default: books in PARLEY_HOME." },
];

const FIRST: Option = {
  name: "first",
  value: "N",
  reads: { from: 1, to: 1000 },
  about: "How many claims the do-first list holds. Default: 10.",
};

const REPORTS: Option = {
  name: "reports",
  value: "N|all",
  reads: { from: 1, to: 100_000, or: "all" },
  alone: "25",
  about:
    "Also write claim analysis reports to DIR/reports (./parley-out/reports without --out): of the N claims to do first, 25 when no number follows, or of all that something can still come in for.",
};

const MAIN: readonly Command[] = [
  {
    path: ["start"],
    group: "The main job",
    summary: "Draw the money map of a folder or a demo; then serve",
    description: [
      "Without FOLDER, makes a synthetic demo practice and draws its map. With FOLDER, reads every claim and remittance file in it, also inside zip and gz, and draws the map of that. `npm start` and `npm start -- FOLDER` run this.",
      "A facts.csv, a profile.json and a benchmark table that stand in the folder are used. Writes the workbook, the JSON and the open questions to ./parley-out, unless --out says otherwise.",
      "Then prints the address of the workbench, http://127.0.0.1:PORT, and serves it until Ctrl-C: PORT from the environment, else the first free one from 4177. The files are brought into it while it is served, and show when all of them are in. The demo and your own data are kept apart, in `demo` and `data` of PARLEY_HOME. --json and --no-serve end with the map.",
    ],
    args: [{ name: "FOLDER", required: false, many: false, about: "Folder with 837 claims and 835 remittances." }],
    options: [AS_OF, OUT_DIR, FIRST, { name: "no-serve", about: "End with the map; serve nothing." }],
    examples: [
      { line: "parley start", about: "the map of the demo practice" },
      { line: "parley start ~/claims", about: "the map of your own files" },
    ],
    load: () => import("./run-start.ts"),
  },
  {
    path: ["serve"],
    group: "The main job",
    summary: "Serve the workbench over your own data",
    description: [
      "Prints the address of the workbench and serves it until Ctrl-C. The data is in `data` of PARLEY_HOME, or in PostgreSQL when DATABASE_URL names one; the key is in `data.key` of PARLEY_HOME, or PARLEY_KEY. When nobody has an account yet, it prints the setup code that the first owner needs.",
      "It listens on this machine alone, at PORT or the first free port from 4177. For others, put a proxy with TLS in front, set PARLEY_URL to where it is reached, and PARLEY_LISTEN when the proxy is on another machine.",
    ],
    args: [],
    options: [{ name: "demo", about: "Serve the demo in place of your own data." }],
    examples: [{ line: "parley serve", about: "your own data; PORT=8080 before it serves at that port" }],
    load: () => import("./run-serve.ts"),
  },
  {
    path: ["map"],
    group: "The main job",
    summary: "Draw the money map of claim and remittance files",
    description: [
      "Reads 837 claims, 835 remittances and claim lists, matches them, asks the law which right each line has and by which day, prices what each line is worth, and shows what can still be recovered and what to do first.",
      "Files that cannot be read never stop the rest: they are listed with place and reason, and the exit code is 2. With --json the whole map is printed on standard output. With --out DIR it is also written as money-map.xlsx, money-map.json and questions.csv.",
    ],
    args: [
      { name: "PATH", required: true, many: true, about: "Files and folders to read; folders are read to the bottom." },
    ],
    options: [...MAP_INPUT, OUT_DIR, FIRST, REPORTS],
    examples: [
      { line: "parley map ~/claims", about: "the map of a folder as of today" },
      {
        line: "parley map ~/claims --facts facts.csv --profile practice.json --out map",
        about: "with answers and profile, and a workbook to sort",
      },
      { line: "parley map ~/claims --as-of 2026-11-23 --json", about: "for a program" },
      { line: "parley map ~/claims --out map --reports 10", about: "with a report for each of the first ten" },
    ],
    load: () => import("./run-map.ts"),
  },
  {
    path: ["facts", "list"],
    group: "The main job",
    summary: "List the open questions, ranked by the dollars they decide",
    description: [
      "Some facts are in no file: is the payer in network, how is the plan funded, when did the payment arrive. This lists the questions whose answers move money or dates, each answerable for one claim, plan, facility or payer.",
      "With --out FILE.csv it writes a facts file to fill in: put your answer in the column value, and give the file to `parley map --facts`.",
    ],
    args: [{ name: "PATH", required: true, many: true, about: "Files and folders to read." }],
    options: [...MAP_INPUT, { name: "out", value: "FILE.csv", about: "Write a facts file to fill in." }],
    examples: [
      { line: "parley facts list ~/claims", about: "the questions, most dollars first" },
      { line: "parley facts list ~/claims --out facts.csv", about: "a file to fill in" },
    ],
    load: () => import("./run-facts.ts"),
  },
  {
    path: ["plan"],
    group: "The main job",
    summary: "Plan one claim: accept, counter or escalate, with reasons",
    description: [
      "Reads the folder as the map does, finds the claim by its own number (case and blanks do not matter), and prints target, floor, opening, the three moves with dollars, chance, days and fees, the reasons of each with what they change, what would change the advice, and what would help most to know.",
      "Where figures rest on priors alone, or law cannot say which road governs, it says `not enough to advise` and why. A plan proposes; it sends nothing.",
      `With --stored CLAIM is the number of a case, as its page shows it, and its plan is that of the window, as JSON. ${EITHER_WAY}`,
    ],
    args: [
      { name: "CLAIM", required: true, many: false, about: "The claim's own number." },
      { name: "PATH", required: true, many: true, unless: "stored", about: "Files and folders to read." },
    ],
    options: [
      ...MAP_INPUT,
      {
        name: "stored",
        about: "Of the stored cases, read from no folder; PATH, the day and the files of the map are then not given.",
      },
      ORG,
      DEMO,
    ],
    examples: [
      { line: "parley plan ED-20022 ~/claims", about: "one claim" },
      { line: "parley plan ED-20022 ~/claims --facts facts.csv --json", about: "for a program" },
    ],
    load: () => import("./run-plan.ts"),
  },
  {
    path: ["portfolio"],
    group: "The main job",
    summary: "Plan every claim: this week, what waits, what is lost",
    description: [
      "Reads the folder as the map does, plans every claim, and chooses what to do this week within the minutes of staff there are: first what would lose a right within five business days, then what earns most, net of fees, delay and work. What does not fit is named with its dollars.",
      "With --what-if it says what a fee, a chance, a habit or a rule other than it is would change, in sum, before and after, and case by case: fee, entity, hour, least (dollars), eligible, collect, interest (0 to 1), award and qpa (times the QPA), days, hours (of staff a week), lines (most in a dispute), cooling=off or days, batch=each or together, federal=closed, payer=NAME:0.9 (of what it agrees to). Several are joined by commas.",
      "Ctrl-C stops it; nothing is written then. A plan proposes; it sends nothing.",
      `With --stored it plans every open case of the store by its offers and its past, with the move and amount that Negotiate shows. ${EITHER_WAY}`,
    ],
    args: [{ name: "PATH", required: true, many: true, unless: "stored", about: "Files and folders to read." }],
    options: [
      ...MAP_INPUT,
      {
        name: "stored",
        about: "Of the stored cases, read from no folder; PATH, the day and the files of the map are then not given.",
      },
      ORG,
      DEMO,
      {
        name: "minutes",
        value: "N",
        reads: { from: 0, to: 100_000 },
        about: "Minutes of staff there are this week. Default: 2400.",
      },
      {
        name: "what-if",
        value: "CHANGE",
        about: "What would change, such as fee=115.00 or hours=20,payer=NORTHFIELD:0.9.",
      },
      { name: "out", value: "FILE", about: "Also write every case to a file that ends in .csv or .xlsx." },
    ],
    examples: [
      { line: "parley portfolio ~/claims --minutes 1200", about: "half a week of one person" },
      { line: "parley portfolio ~/claims --what-if fee=115.00 --out week.xlsx", about: "the old fee back" },
    ],
    load: () => import("./run-portfolio.ts"),
  },
  {
    path: ["batch"],
    group: "The main job",
    summary: "Put lines into as few federal disputes as may be",
    description: [
      "Reads the folder as the map does and puts the lines of the claims that the federal road governs into disputes: one provider, one payer, related services within thirty business days, and no more lines than the rule in force on the day negotiation began allows. Each line is in a batch, alone, or out, with the reason; each batch has its fees, its worth beside single disputes, and what it lacks before it can be filed. It files nothing.",
      "What law lets go together does not always pay together: every line says what it adds to its batch and what a dispute of its own would bring. With --paying only lines that pay together stay in a batch; the others are named alone or out, with those figures.",
    ],
    args: [{ name: "PATH", required: true, many: true, about: "Files and folders to read." }],
    options: [
      ...MAP_INPUT,
      { name: "claims", value: "LIST", about: "Claim numbers joined by commas. Default: every claim." },
      { name: "out", value: "FILE.csv", about: "Also write every line to a file." },
      { name: "paying", about: "Keep in a batch only the lines that pay together." },
    ],
    examples: [{ line: "parley batch ~/claims --claims ED-1,ED-2 --out batch.csv", about: "two claims" }],
    load: () => import("./run-batch.ts"),
  },
  {
    path: ["report"],
    group: "The main job",
    summary: "Write the claim analysis report of one claim",
    description: [
      "Reads the folder as the map does, finds the claim by its own number, and writes a report: what was billed, allowed and paid, each line against its benchmarks, what was found, which road is open until when, what to do and why, where every number comes from, and the SHA-256 of every file it rests on.",
      "Writes CLAIM.report.pdf and CLAIM.report.json to ./parley-out, unless --out says otherwise; every number of the PDF stands in the JSON. With --json the JSON is printed on standard output alone.",
    ],
    args: [
      { name: "CLAIM", required: true, many: false, about: "The claim's own number." },
      { name: "PATH", required: true, many: true, about: "Files and folders to read." },
    ],
    options: [...MAP_INPUT, OUT_DIR],
    examples: [
      { line: "parley report ED-20022 ~/claims", about: "one claim, on paper" },
      { line: "parley report ED-20022 ~/claims --as-of 2026-11-23 --out papers", about: "as of a day, elsewhere" },
    ],
    load: () => import("./run-report.ts"),
  },
  {
    path: ["notice"],
    group: "The main job",
    summary: "Write the open negotiation notice of one claim",
    description: [
      "Reads the folder as the map does, finds the claim by its own number, and writes the federal open negotiation notice to the payer that the remittance names: every field of the standard form, the offer, and the days that follow. It sends nothing.",
      "Refused, with exit code 2, when the federal road does not govern, its window is not open, or a field of the form is not known; each missing field is named with where to give it. The offer is the opening of the plan unless --offer gives another. No charge and no public rate can stand in it.",
      "Writes CLAIM.notice.pdf and CLAIM.notice.json to ./parley-out, unless --out says otherwise. With --json the JSON is printed on standard output alone.",
    ],
    args: [
      { name: "CLAIM", required: true, many: false, about: "The claim's own number." },
      { name: "PATH", required: true, many: true, about: "Files and folders to read." },
    ],
    options: [
      ...MAP_INPUT,
      {
        name: "offer",
        value: "AMOUNT",
        about: "What to offer in total, cost sharing included. Default: the plan's opening.",
      },
      OUT_DIR,
    ],
    examples: [
      { line: "parley notice ED-20022 ~/claims", about: "the notice with the plan's opening" },
      { line: "parley notice ED-20022 ~/claims --offer 1250.00 --out papers", about: "with your own offer" },
    ],
    load: () => import("./run-notice.ts"),
  },
  {
    path: ["letter"],
    group: "The main job",
    summary: "Write a letter about one claim: opening, counter, appeal",
    description: [
      "Reads the folder as the map does, finds the claim by its own number, and writes a letter to the payer that the remittance names, with every right reserved, its last day and its citation. An appeal says what both sides offered, the reasons with what supports them, and the day by which it is filed.",
      "Beside no case an offer is nobody's word yet, so a letter that offers or takes an amount is a draft and says so. A letter about a claim that may go to the federal process has no room for a charge or a public rate. It sends nothing.",
      "Writes CLAIM.KIND.pdf and CLAIM.KIND.json to ./parley-out, unless --out says otherwise. With --json the JSON is printed on standard output alone.",
    ],
    args: [
      { name: "CLAIM", required: true, many: false, about: "The claim's own number." },
      { name: "PATH", required: true, many: true, about: "Files and folders to read." },
    ],
    options: [
      ...MAP_INPUT,
      {
        name: "kind",
        value: "KIND",
        reads: { oneOf: ["opening", "counter", "acceptance", "rejection", "single-case-agreement", "appeal"] },
        about: "Which letter. Default: opening.",
      },
      { name: "amount", value: "AMOUNT", about: "What is asked in all, cost sharing included." },
      { name: "theirs", value: "AMOUNT@DAY", about: "Their offer that is answered, such as 610.00@2026-11-20." },
      { name: "because", value: "REASONS", about: "Reasons in your words, with | between them." },
      { name: "reference", value: "NUMBER", about: "Their own number for the talks." },
      OUT_DIR,
    ],
    examples: [
      { line: "parley letter ED-20022 ~/claims", about: "the opening of the plan" },
      {
        line: 'parley letter ED-20022 ~/claims --kind appeal --theirs 610.00@2026-11-20 --because "The plan paid below its own terms."',
        about: "an appeal that carries their offer",
      },
    ],
    load: () => import("./run-letter.ts"),
  },
  {
    path: ["demo"],
    group: "The main job",
    summary: "Write a synthetic practice to try Parley on",
    description: [
      "Writes claims, remittances, a profile, contracts, a facts file and an invented price book for five small practices. Everything is made up; the same seed and day give the same files.",
    ],
    args: [],
    options: [
      { ...OUT_DIR, about: "Folder to write to. Default: ./parley-out/demo." },
      { ...AS_OF, about: "The day that the rights of the demo are alive on, YYYY-MM-DD. Default: today." },
      { name: "seed", value: "N", reads: { from: 0, to: 4294967295 }, about: "Seed of the generator. Default: 1." },
      {
        name: "claims",
        value: "N",
        reads: { from: 1, to: 1000000 },
        about: "Write at least this many claims, for measuring.",
      },
    ],
    examples: [
      { line: "parley demo --out demo", about: "a practice of some dozen stories" },
      { line: "parley demo --out big --claims 100000 --seed 7", about: "a large one" },
    ],
    load: () => import("./run-demo.ts"),
  },
];

const FILES: readonly Command[] = [
  {
    path: ["x12", "check"],
    group: "Files",
    summary: "Check an X12 file and list every problem with its place",
    description: [
      "Counts interchanges, groups, sets, segments and claims, and names each problem with byte, segment and element. An error means that something could not be read or may be lost; a warning means it was read and departs from the rules. Exit code 2 only for errors.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The X12 file." }],
    options: [],
    examples: [
      { line: "parley x12 check remit.835", about: "for reading" },
      { line: "parley x12 check remit.835 --json", about: "for a program" },
    ],
    load: () => import("./run-x12-check.ts"),
  },
  {
    path: ["x12", "show"],
    group: "Files",
    summary: "Print an X12 file as readable loops",
    description: [
      "Prints each set as its loops, one segment a line, indented by loop, with the segment's number in the file.",
      'With --json it prints one document that X12 can be written from again (`parley x12 write`), a part a line as the file is read: {"x12": 1, "file", "parts": [...], "whole", "problems"}. A part is delimiters (before each ISA), a segment (number, loop, before, id, elements) or text outside any interchange.',
      'An element is text; a list of components; {"repeat": [...]}; an amount {"amount": "1250.00", "decimals": 0} with the decimals it is written with; or {"latin1": ...} where its bytes are no UTF-8.',
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The X12 file." }],
    options: [],
    examples: [
      { line: "parley x12 show claims.837 | less", about: "page through a file" },
      { line: "parley x12 show claims.837 --json | jq .parts", about: "to read or change by a program" },
    ],
    load: () => import("./run-x12-show.ts"),
  },
  {
    path: ["x12", "write"],
    group: "Files",
    summary: "Write X12 from the JSON that show prints",
    description: [
      "Reads the document of `parley x12 show --json` and writes the X12 it tells of to standard output: unchanged it is the same file byte for byte; a changed amount, text or list changes that element and nothing else. Counts and totals are not mended: check what was written.",
      "A file is tried first, so that nothing is written of one that cannot be; standard input (-) is written as it comes, up to the first problem, with exit code 2. With --json it prints what would be written, in numbers, instead of the bytes.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The JSON file, or - for standard input." }],
    options: [],
    examples: [
      { line: "parley x12 show claims.837 --json | parley x12 write - | cmp - claims.837", about: "prove it" },
      { line: "parley x12 write claims.json | parley x12 check -", about: "check it after a change" },
    ],
    load: () => import("./run-x12-write.ts"),
  },
  {
    path: ["x12", "echo"],
    group: "Files",
    summary: "Write back byte for byte what was read, or say why not",
    description: [
      "Reads the file completely and writes the same bytes to standard output: a proof that reading lost nothing. A file with errors is refused with its problems on standard error and exit code 2. With --json it prints whether the bytes are the same instead of the bytes.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The X12 file." }],
    options: [],
    examples: [{ line: "parley x12 echo claims.837 | cmp - claims.837", about: "prove it" }],
    load: () => import("./run-x12-echo.ts"),
  },
];

const LAW: readonly Command[] = [
  {
    path: ["law", "deadlines"],
    group: "Law",
    summary: "The federal days that follow from one event",
    description: [
      "Prints the first and last safe day of each right that one event opens: days that every reading of the rule allows. Where readings differ both are given. Give exactly one event.",
    ],
    args: [],
    options: [
      { name: "received", value: "DAY", reads: "day", about: "The initial payment or denial was received." },
      { name: "open-negotiation-start", value: "DAY", reads: "day", about: "Open negotiation began." },
      { name: "initiated", value: "DAY", reads: "day", about: "Federal arbitration (IDR) was initiated." },
      { name: "selected", value: "DAY", reads: "day", about: "The arbitration entity was selected." },
      { name: "determination", value: "DAY", reads: "day", about: "The determination was received." },
      {
        name: "final-denial",
        value: "DAY",
        reads: "day",
        about: "The final denial of an internal appeal was received.",
      },
    ],
    examples: [
      { line: "parley law deadlines --received 2026-10-15", about: "what a payment of that day allows" },
      { line: "parley law deadlines --open-negotiation-start 2026-11-17 --json", about: "when arbitration may start" },
    ],
    load: () => import("./run-law-deadlines.ts"),
  },
  {
    path: ["law", "examples"],
    group: "Law",
    summary: "Run worked law examples and count what holds",
    description: [
      "Runs every example of a file: facts in, channels, dates and fees expected out. Each passes, fails, or is skipped with its reason. Prints `N passed, N failed, N skipped`; a failed example is an error, so the exit code is 2.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "JSON file of examples." }],
    options: [],
    examples: [{ line: "parley law examples law-examples.json", about: "run them" }],
    load: () => import("./run-law-examples.ts"),
  },
];

const PRICES: readonly Command[] = [
  {
    path: ["books", "import"],
    group: "Prices",
    summary: "Make price books from the files CMS publishes",
    description: [
      "Takes relative value, GPCI, ZIP-to-locality and anesthesia files exactly as published: csv or fixed width, plain, gz or zip, and anesthesia base units as csv. Columns are found by their header. Each release becomes one immutable book, named by its content, in PARLEY_HOME.",
      "An OPPSCAP file is never an input: it is compared with the books of its release, and the import says whether the two reconcile.",
    ],
    args: [{ name: "PATH", required: true, many: true, about: "Files and folders to read." }],
    options: [{ name: "books", value: "DIR", about: "Folder of price books. Default: books in PARLEY_HOME." }],
    examples: [{ line: "parley books import ~/Downloads/rvu25d.zip", about: "one release" }],
    load: () => import("./run-books-import.ts"),
  },
  {
    path: ["books", "list"],
    group: "Prices",
    summary: "List the price books at hand",
    description: ["Prints each book with release, rows, hash and the files it was made from."],
    args: [],
    options: [{ name: "books", value: "DIR", about: "Folder of price books. Default: books in PARLEY_HOME." }],
    examples: [{ line: "parley books list", about: "what is there" }],
    load: () => import("./run-books-list.ts"),
  },
  {
    path: ["price", "list"],
    group: "Prices",
    summary: "Price a list of lines by the Medicare physician fee schedule",
    description: [
      "Reads a CSV with columns id, date, code, modifiers, carrier, locality, zip, setting, units, release and writes the same rows with amount, amount_uncapped, amount_therapy, status, release, book, steps and problem. A line that cannot be priced has an empty amount and a reason, never 0.00.",
      "Units are counts; for anesthesia (status J) they are minutes. From 2026 there are two schedules, and the one for everyone outside advanced payment models is used unless --schedule asks for the other.",
    ],
    args: [],
    options: [
      { name: "in", value: "FILE.csv", required: true, about: "The lines to price." },
      { name: "out", value: "FILE.csv", about: "Where to write them priced. Default: ./parley-out/priced.csv." },
      {
        name: "schedule",
        value: "NAME",
        reads: { oneOf: ["qp", "non-qp"] },
        about: "From 2026: qp for qualifying participants in advanced payment models. Default: non-qp.",
      },
      { name: "books", value: "DIR", about: "Folder of price books. Default: books in PARLEY_HOME." },
    ],
    examples: [{ line: "parley price list --in rows.csv --out priced.csv", about: "price a file" }],
    load: () => import("./run-price-list.ts"),
  },
  {
    path: ["price", "center"],
    group: "Prices",
    summary: "Price a surgery center's claim by Medicare's schedule",
    description: [
      "Takes the lines of one claim and day together: the dearest procedure in full, each other one that is subject to it at half; devices, drugs, implants and what is packaged told apart. A line without an amount says what is missing, never 0.00.",
      "Needs the ASC addenda as books: AA, and BB for ancillary services, FF for devices, and the wage index with --cbsa, or with --zip and a crosswalk of ZIP codes to CBSAs. Without a labor market the national rates stand, said so.",
    ],
    args: [
      {
        name: "LINE",
        required: true,
        many: true,
        about: "A line: CODE, with modifiers and units 29881-59:2, with its revenue code 0278/C1713.",
      },
    ],
    options: [
      { name: "date", value: "DAY", reads: "day", required: true, about: "The day of service, YYYY-MM-DD." },
      {
        name: "cbsa",
        value: "NUMBER",
        about: "The center's labor market, five digits, or two of a state's rural rest.",
      },
      { name: "zip", value: "ZIP", about: "The center's ZIP code, by which the crosswalk finds its labor market." },
      { name: "books", value: "DIR", about: "Folder of price books. Default: books in PARLEY_HOME." },
    ],
    examples: [
      { line: "parley price center 29881 64721 0278/C1713 --date 2026-05-04", about: "at national rates" },
      { line: "parley price center 29881-50 --date 2026-05-04 --cbsa 35614", about: "both sides, adjusted for wages" },
    ],
    load: () => import("./run-price-center.ts"),
  },
];

const STRATEGY: readonly Command[] = [
  {
    path: ["arbiters"],
    group: "Strategy",
    summary: "Compare dispute entities by figures of your own",
    description: [
      "Reads a CSV of dispute entities: entity, disputes, provider wins, source and date, and where known specialty, median days, fee single, fee batch and ties (payers and vendors it is tied to, with semicolons between). Nothing is built in.",
      "Shows the share decided for providers with its interval of 95%, days, fees and source; first those with the best lower end, then those with fewer than twenty disputes, last those in conflict with a party that --parties names.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "The CSV file." }],
    options: [
      { name: "parties", value: "LIST", about: "Payers and vendors of the dispute, joined by commas." },
      { name: "specialty", value: "NAME", about: "Only figures of this specialty, and those that name none." },
    ],
    examples: [{ line: "parley arbiters entities.csv --parties northfield", about: "with the payer of the dispute" }],
    load: () => import("./run-arbiters.ts"),
  },
  {
    path: ["strategy", "examples"],
    group: "Strategy",
    summary: "Run worked strategy examples and count what holds",
    description: [
      "Runs every example of a file: a formula by name, its input, what it should give. Each passes, fails, or is skipped with its reason. Prints `N passed, N failed, N skipped`; a failed example is an error, so the exit code is 2.",
    ],
    args: [{ name: "FILE", required: true, many: false, about: "JSON file of examples." }],
    options: [],
    examples: [{ line: "parley strategy examples negotiation-examples.json", about: "run them" }],
    load: () => import("./run-strategy-examples.ts"),
  },
  {
    path: ["strategy", "agent"],
    group: "Strategy",
    summary: "Negotiate one price with another program, line by line",
    description: [
      "Reads one JSON message a line from standard input and answers turns, one line each, so that Parley's negotiator can be played by any other program.",
      '`{"type":"start","id","role":"seller" or "payer","reservation","min","max","steps"}` begins a game and is not answered. `{"type":"turn","t","step","theirOffer"}` is answered by `{"action":"offer","price"}`, `{"action":"accept"}` or `{"action":"end"}`; theirOffer is null before the other side has spoken. `{"type":"end","id","agreement"}` ends it. Prices are whole numbers from min to max; t runs from 0 to 1 and step from 0.',
      "Nothing beyond the reservation is ever offered or accepted. The same messages get the same answers. A message that cannot be read is named on standard error, and the exit code is then 2.",
    ],
    args: [],
    options: [],
    examples: [{ line: "parley strategy agent", about: "started by the program that plays against it" }],
    load: () => import("./run-strategy-agent.ts"),
  },
];

export const COMMANDS: readonly Command[] = [
  ...MAIN,
  ...FILES,
  ...LAW,
  ...PRICES,
  ...STRATEGY,
  ...KNOWLEDGE,
  ...DATA,
  ...WEBHOOKS,
];
