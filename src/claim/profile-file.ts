import { type Day, readDay } from "#base/day.ts";
import { type Cents, percent, type Ratio, readRatio, readUsd, usd } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { type Cadence, type Contract, type Locality, type Profile, SPOKEN_BY, USUAL_CADENCE } from "./profile.ts";

/** Field names compare without case, dashes and underscores, so that `contracts_complete` is `contractsComplete`. */
const FIELDS: Readonly<Record<string, string>> = {
  name: "name",
  practice: "name",
  npi: "npis",
  npis: "npis",
  tin: "tins",
  tins: "tins",
  taxid: "tins",
  taxids: "tins",
  specialty: "specialties",
  specialties: "specialties",
  locality: "localities",
  localities: "localities",
  contractscomplete: "contractsComplete",
  contract: "contracts",
  contracts: "contracts",
  medicarepercent: "medicarePercent",
  percentofmedicare: "medicarePercent",
  workrate: "workRate",
  staffhour: "staffHour",
  followup: "followUp",
  followups: "followUp",
  letterhead: "letterhead",
  signer: "signer",
  comment: "comment",
};

const DEFAULT_PERCENT = percent(150);
const DEFAULT_RATE: Ratio = { top: 1n, bottom: 10n };

/** The profile of a practice that told us nothing. */
export const NO_PROFILE: Profile = {
  npis: [],
  tins: [],
  specialties: [],
  localities: [],
  contractsComplete: false,
  contracts: [],
  medicarePercent: DEFAULT_PERCENT,
  medicarePercentStated: false,
  workRate: DEFAULT_RATE,
  letterhead: [],
};

type Fields = ReadonlyMap<string, unknown>;

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === "object" && x !== null && !Array.isArray(x);

const listOf = (x: unknown): readonly unknown[] => (x === undefined || x === null ? [] : Array.isArray(x) ? x : [x]);

/** Text, or a number that someone wrote without quotes. */
const textOf = (x: unknown): string | undefined => {
  const text = typeof x === "string" ? x.trim() : typeof x === "number" && Number.isFinite(x) ? String(x) : undefined;
  return text === "" ? undefined : text;
};

/** Whether something stands there that is not empty: a date that could not be read is not the same as none. */
const isThere = (x: unknown): boolean => x !== undefined && x !== null && !(typeof x === "string" && x.trim() === "");

/** The file being read: where Problems go. Reading never throws and never stops. */
class Reading {
  readonly problems: Problem[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  warn(code: string, field: string, message: string): void {
    this.problems.push(problem("warning", code, { file: this.file, element: field }, message));
  }

  texts(x: unknown, field: string): string[] {
    return listOf(x).flatMap((item, i) => {
      const text = textOf(item);
      if (text === undefined) this.warn("profile-text", `${field}[${i}]`, "This is not text; it is left out.");
      return text ?? [];
    });
  }

  day(x: unknown, field: string): Day | undefined {
    if (!isThere(x)) return undefined;
    const text = textOf(x);
    const d = text === undefined ? undefined : readDay(text);
    if (d === undefined)
      this.warn(
        "profile-date",
        field,
        "This is not a date; write it as 2026-01-31. Until then nobody knows when the contract binds, and it is asked.",
      );
    return d;
  }
}

/** Check digit of a national provider identifier: Luhn over 80840 and the number (45 CFR 162.406). */
export function isNpi(npi: string): boolean {
  if (!/^\d{10}$/.test(npi)) return false;
  let total = 24;
  for (let i = 0; i < 10; i++) {
    const digit = npi.charCodeAt(i) - 48;
    const twice = digit * 2;
    total += i % 2 === 0 ? (twice > 9 ? twice - 9 : twice) : digit;
  }
  return total % 10 === 0;
}

function npis(r: Reading, x: unknown): string[] {
  const found = r.texts(x, "npis");
  found.forEach((npi, i) => {
    if (!isNpi(npi)) r.warn("profile-npi", `npis[${i}]`, "This is not an NPI: ten digits with a right check digit.");
  });
  return found;
}

function tins(r: Reading, x: unknown): string[] {
  return r.texts(x, "tins").map((text, i) => {
    const digits = text.replace(/\D/g, "");
    if (digits.length !== 9) r.warn("profile-tin", `tins[${i}]`, "This is not a tax id: nine digits.");
    return digits;
  });
}

const CBSA = /^\d{1,5}$/;

function locality(r: Reading, x: unknown, i: number): Locality[] {
  const f = isRecord(x) ? x : {};
  const [carrier, number] = [textOf(f.carrier), textOf(f.locality)];
  if (carrier === undefined || number === undefined) {
    r.warn("profile-locality", `localities[${i}]`, "A locality needs carrier and locality; it is left out.");
    return [];
  }
  const [zip, state, cbsa] = [textOf(f.zip), textOf(f.state)?.toUpperCase(), textOf(f.cbsa)];
  if (cbsa !== undefined && !CBSA.test(cbsa)) {
    r.warn(
      "profile-locality",
      `localities[${i}].cbsa`,
      "A labor market (CBSA) is a number of at most five digits; it is left out.",
    );
  }
  return [
    {
      carrier: carrier.padStart(5, "0"),
      locality: number.padStart(2, "0"),
      ...(zip !== undefined && { zip }),
      ...(state !== undefined && { state }),
      ...(cbsa !== undefined && CBSA.test(cbsa) && { cbsa }),
    },
  ];
}

const CONTRACT_FIELDS: ReadonlySet<string> = new Set([
  "payer",
  "network",
  "from",
  "until",
  "to",
  "provider",
  "comment",
]);

/** A field nobody knows may be a date misspelled: it is told by its place, because it may hold anything. */
function contractFields(r: Reading, row: Readonly<Record<string, unknown>>, at: string): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  Object.entries(row).forEach(([key, value], i) => {
    const known = key.toLowerCase().trim();
    if (CONTRACT_FIELDS.has(known)) fields.set(known, value);
    else
      r.warn(
        "profile-contract-field",
        `${at} field ${i + 1}`,
        "A contract has no such field; it is not used. It has payer, network, from, until and provider.",
      );
  });
  return fields;
}

function contract(r: Reading, x: unknown, i: number): Contract[] {
  const at = `contracts[${i}]`;
  const f = contractFields(r, isRecord(x) ? x : { payer: x }, at);
  const payer = textOf(f.get("payer"));
  if (payer === undefined) {
    r.warn(
      "profile-contract",
      at,
      "A contract needs payer, an id or a name; it is left out, and the list is read as not complete.",
    );
    return [];
  }
  const [network, provider] = [textOf(f.get("network")), textOf(f.get("provider"))];
  const last = f.get("until") ?? f.get("to");
  const [from, until] = [r.day(f.get("from"), `${at}.from`), r.day(last, `${at}.until`)];
  const unreadable = (from === undefined && isThere(f.get("from"))) || (until === undefined && isThere(last));
  if (from !== undefined && until !== undefined && until < from)
    r.warn("profile-contract", at, "The contract ends before it begins, so it never binds. Correct its dates.");
  return [
    {
      payer,
      ...(network !== undefined && { network }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(unreadable && { unreadable: true as const }),
      ...(provider !== undefined && { provider }),
    },
  ];
}

/** `150`, `"150"`, `"137.5%"` as a ratio of one. */
function percentOf(x: unknown): Ratio | undefined {
  const text = textOf(x)?.replace(/\s*%$/, "");
  const r = text === undefined ? undefined : readRatio(text);
  return r === undefined ? undefined : { top: r.top, bottom: r.bottom * 100n };
}

const within = (r: Ratio, low: bigint, high: bigint, of: bigint): boolean =>
  r.top * of >= low * r.bottom && r.top * of <= high * r.bottom;

function medicarePercent(r: Reading, x: unknown): Ratio | undefined {
  if (x === undefined || x === null) return undefined;
  const found = percentOf(x);
  if (found !== undefined && within(found, 20n, 2000n, 100n)) return found;
  r.warn(
    "profile-percent",
    "medicarePercent",
    "Write a percentage from 20 to 2000, such as 150 for 150%. 150 is used.",
  );
  return undefined;
}

function workRate(r: Reading, x: unknown): Ratio {
  if (x === undefined || x === null) return DEFAULT_RATE;
  const text = textOf(x);
  const found = text?.endsWith("%") === true ? percentOf(text) : text === undefined ? undefined : readRatio(text);
  if (found !== undefined && found.top > 0n && found.top <= found.bottom) return found;
  r.warn("profile-rate", "workRate", "Write the share of open work done in a day, above 0 and up to 1. 0.1 is used.");
  return DEFAULT_RATE;
}

const HOUR_MOST = usd("1000.00");

function staffHour(r: Reading, x: unknown): Cents | undefined {
  if (!isThere(x)) return undefined;
  const text = textOf(x)?.replace(/^\$/, "");
  const found = text === undefined ? undefined : readUsd(text);
  if (found?.ok === true && found.value > 0n && found.value <= HOUR_MOST) return found.value;
  r.warn("profile-hour", "staffHour", "Write dollars an hour, above 0 and up to 1000, such as 42.50. It is not used.");
  return undefined;
}

/** Days or times that somebody typed: a whole number from 1 to `most`. */
function countOf(r: Reading, x: unknown, field: string, most: number): number | undefined {
  if (!isThere(x)) return undefined;
  const text = textOf(x) ?? "";
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  r.warn("profile-follow-up", field, `Write a whole number from 1 to ${most}. It is not used.`);
  return undefined;
}

function followUp(r: Reading, x: unknown): Cadence | undefined {
  if (!isThere(x)) return undefined;
  if (!isRecord(x)) {
    r.warn("profile-follow-up", "followUp", "Write first, every, most and ways; see docs/profile.md. It is not used.");
    return undefined;
  }
  const given = isRecord(x.ways) ? x.ways : {};
  const ways = SPOKEN_BY.flatMap((way) => {
    const days = countOf(r, given[way], `followUp.ways.${way}`, 60);
    return days === undefined ? [] : [[way, days] as const];
  });
  const known: readonly string[] = SPOKEN_BY;
  if (Object.keys(given).some((way) => !known.includes(way)))
    r.warn("profile-follow-up", "followUp.ways", `A way is one of ${known.join(", ")}. The others are not used.`);
  const most = countOf(r, x.most, "followUp.most", 20);
  return {
    first: countOf(r, x.first, "followUp.first", 60) ?? USUAL_CADENCE.first,
    every: countOf(r, x.every, "followUp.every", 60) ?? USUAL_CADENCE.every,
    ...(most !== undefined && { most }),
    ways: Object.fromEntries(ways),
  };
}

function signer(r: Reading, x: unknown): Profile["signer"] {
  if (x === undefined || x === null) return undefined;
  const name = isRecord(x) ? textOf(x.name) : textOf(x);
  const title = isRecord(x) ? textOf(x.title) : undefined;
  if (name === undefined) {
    r.warn("profile-signer", "signer", "A signer needs a name; it is left out.");
    return undefined;
  }
  return { name, ...(title !== undefined && { title }) };
}

function complete(r: Reading, x: unknown): boolean {
  if (x === undefined || x === null || x === false) return false;
  const text = typeof x === "string" ? x.trim().toLowerCase() : x;
  if (text === true || text === "true" || text === "yes") return true;
  if (text !== "false" && text !== "no")
    r.warn(
      "profile-complete",
      "contractsComplete",
      "Write true or false. It is read as false: not said to be complete.",
    );
  return false;
}

function fieldsOf(r: Reading, json: Readonly<Record<string, unknown>>): Fields {
  const fields = new Map<string, unknown>();
  Object.entries(json).forEach(([key, value], i) => {
    const known = FIELDS[key.toLowerCase().replace(/[-_ ]/g, "")];
    // By its place: the name of a field nobody knows may be anything, a patient too.
    if (known === undefined)
      r.warn("profile-field", `field ${i + 1}`, "The profile has no such field; it is not used.");
    else fields.set(known, value);
  });
  return fields;
}

/** A JSON object that has fields only a profile has. */
export const looksLikeProfile = (json: unknown): boolean =>
  isRecord(json) &&
  Object.keys(json).some((k) => {
    const known = FIELDS[k.toLowerCase().replace(/[-_ ]/g, "")];
    return known !== undefined && known !== "name" && known !== "comment" && known !== "signer";
  });

/**
 * Reads a practice profile; docs/profile.md describes every field. Whatever is wrong is left out with a Problem that
 * names the field, never its value, and the rest is used.
 */
export function readProfile(
  json: unknown,
  file: string,
): { readonly profile: Profile; readonly problems: readonly Problem[] } {
  const r = new Reading(file);
  if (!isRecord(json)) {
    const text = "A practice profile is one JSON object; see docs/profile.md. It is not used.";
    return { profile: NO_PROFILE, problems: [problem("error", "profile-not-an-object", { file }, text)] };
  }
  const f = fieldsOf(r, json);
  const name = textOf(f.get("name"));
  const stated = medicarePercent(r, f.get("medicarePercent"));
  const signs = signer(r, f.get("signer"));
  const hour = staffHour(r, f.get("staffHour"));
  const asks = followUp(r, f.get("followUp"));
  const letterhead = f.get("letterhead");
  const rows = listOf(f.get("contracts"));
  const contracts = rows.flatMap((x, i) => contract(r, x, i));
  const profile: Profile = {
    ...(name !== undefined && { name }),
    npis: npis(r, f.get("npis")),
    tins: tins(r, f.get("tins")),
    specialties: r.texts(f.get("specialties"), "specialties"),
    localities: listOf(f.get("localities")).flatMap((x, i) => locality(r, x, i)),
    // A contract without its payer may be with anyone, so no payer is known to be absent from the list.
    contractsComplete: complete(r, f.get("contractsComplete")) && contracts.length === rows.length,
    contracts,
    medicarePercent: stated ?? DEFAULT_PERCENT,
    medicarePercentStated: stated !== undefined,
    workRate: workRate(r, f.get("workRate")),
    ...(asks !== undefined && { followUp: asks }),
    ...(hour !== undefined && { staffHour: hour }),
    letterhead: typeof letterhead === "string" ? letterhead.split(/\r?\n/) : r.texts(letterhead, "letterhead"),
    ...(signs !== undefined && { signer: signs }),
  };
  return { profile, problems: r.problems };
}
