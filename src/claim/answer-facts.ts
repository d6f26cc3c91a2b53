import { type Day, earlier } from "#base/day.ts";
import { Recall } from "#base/recall.ts";
import { kindOfFiling } from "#codes/filing.ts";
import { specialtyOf } from "#codes/specialty.ts";
import {
  type FactId,
  type FactScope,
  type Facts,
  factOf,
  type PlanFunding,
  readFact,
  type Service,
  type StatedReceipt,
} from "#law/fact.ts";
import { JURISDICTIONS, type StateCode } from "#law/jurisdiction.ts";
import type { Claim, ClaimLine, Payer, Provider, Remittance } from "./claim.ts";
import { contractFor, type NetworkAnswer } from "./contract.ts";
import type { FactAnswer } from "./fact-answer.ts";
import type { LineCodes } from "./line-codes.ts";
import type { MatchedClaim } from "./match.ts";
import type { Profile } from "./profile.ts";

/**
 * Answers the facts that law asks for, as far as the files, the practice profile and the facts file can. Every answer
 * keeps its source; what nobody said stays absent, which means unknown.
 */

/** The keys a facts file may answer this claim by. */
export interface AnswerKeys {
  readonly claim: string;
  readonly plan: string;
  readonly facility: string | undefined;
  readonly payer: string;
  readonly payerName?: string | undefined;
}

/** Answers for a claim, the narrowest scope already chosen, by fact id. */
export type AnswersFor = (keys: AnswerKeys) => ReadonlyMap<string, FactAnswer>;

export type Proof = Readonly<Partial<Record<FactId, string>>>;

/** What is known about a claim before its lines are looked at. */
export interface Coverage {
  readonly keys: AnswerKeys;
  readonly payer: Payer;
  readonly facts: Facts;
  readonly proof: Proof;
  /** True when the day of receipt is the earliest of BPR16 and the file's own date, because nobody confirmed another. */
  readonly receiptAssumed: boolean;
  /** Receipt of the first payment or denial, when what stands came later and nobody gave the day; assumed. */
  readonly initialReceipt: Day | undefined;
  readonly specialty: string | undefined;
  /** Place of service of the claim, for lines that name none. */
  readonly place: string | undefined;
}

/** Steps of each recall; see there. */
const MOST_KEPT = 30_000;

/** Claims that know the same from the same sources share one object of facts, so that what follows from it is worked out once. */
const shared = new Recall<Facts>(20_000);

function share(facts: Facts, proof: Proof): Facts {
  let key = "";
  for (const id in facts) {
    const value = facts[id as FactId];
    key += `${id}=${typeof value === "object" ? JSON.stringify(value, exactly) : String(value)} ${proof[id as FactId]};`;
  }
  return shared.by(key).answer(() => facts);
}

const exactly = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

/** How a plan is named in a facts file: the payer's key, and the group number when the claim has one. */
export const planKeyOf = (payer: string, group: string | undefined): string =>
  group === undefined || group === "" ? payer : `${payer}|${group}`;

/** Programmes that the filing indicator names for certain. A commercial indicator says nothing about funding. */
const FUNDING_OF_FILING: Readonly<Record<string, PlanFunding>> = {
  medicare: "medicare",
  "medicare-advantage": "medicare_advantage",
  medicaid: "medicaid",
  tricare: "tricare",
  va: "va",
  "workers-comp": "workers_comp",
  auto: "auto",
  fehb: "fehb",
};

const asState = (text: string | undefined): StateCode | undefined => {
  const upper = text?.toUpperCase();
  return upper !== undefined && Object.hasOwn(JURISDICTIONS, upper) ? (upper as StateCode) : undefined;
};

/** Mutable while it is being filled; frozen by type when it leaves. */
class Answers {
  readonly facts: { -readonly [K in FactId]?: Facts[K] } = {};
  readonly proof: Partial<Record<FactId, string>> = {};

  put<K extends FactId>(id: K, value: Facts[K], source: string): void {
    if (value === undefined || this.facts[id] !== undefined) return;
    this.facts[id] = value;
    this.proof[id] = source;
  }
}

/** An answer as law reads it; undefined when it says nothing that law can use. */
interface ReadAnswer {
  readonly id: FactId;
  readonly value: Facts[FactId];
  readonly source: string;
}

const read = new WeakMap<FactAnswer, { readonly answer: ReadAnswer | undefined }>();

function readAnswer(a: FactAnswer): ReadAnswer | undefined {
  const known = read.get(a);
  if (known !== undefined) return known.answer;
  const fact = factOf(a.fact);
  const value = readFact(a.fact, a.value);
  const when = a.date === undefined ? "" : `, ${a.date}`;
  const at = a.onCase === true ? `${a.file}, event ${a.line}` : `facts file line ${a.line}`;
  const source = `${at}: ${a.source === "" ? "no source given" : a.source}${when}`;
  const usable = fact !== undefined && value.ok && value.value !== undefined;
  const answer = usable ? { id: fact.id, value: value.value, source } : undefined;
  read.set(a, { answer });
  return answer;
}

function putAnswers(into: Answers, answers: ReadonlyMap<string, FactAnswer>): void {
  for (const a of answers.values()) {
    if (a.against !== undefined) putDispute(into, a);
    const answer = readAnswer(a);
    if (answer !== undefined) into.put(answer.id, answer.value as never, answer.source);
  }
}

/** Sources that state different days of receipt: all are kept, and the earliest stands for the rest. */
function putDispute(into: Answers, a: FactAnswer): void {
  const stated = [...(a.against ?? []), a]
    .flatMap((b) => readAnswer(b) ?? [])
    .map((r): StatedReceipt => ({ day: r.value as Day, source: r.source }))
    .sort((x, y) => (x.day < y.day ? -1 : 1));
  into.put("receipts", stated, a.source);
  const [first] = stated;
  if (first !== undefined) into.put("payment_received", first.day, `${first.source}; disputed`);
}

/** The earliest day the files give for the money or the notice: a later receipt only moves the dates out. */
export function assumedReceipt(remittance: Remittance): { readonly day: Day; readonly source: string } | undefined {
  const { effective, fileDay } = remittance.payment;
  if (effective === undefined && fileDay === undefined) return undefined;
  if (effective === undefined) return { day: fileDay as Day, source: "the remittance file's own date, assumed" };
  if (fileDay === undefined || effective <= fileDay) return { day: effective, source: "BPR16 payment date, assumed" };
  return { day: earlier(effective, fileDay), source: "the remittance file's own date (before BPR16), assumed" };
}

function putReceipt(into: Answers, remittance: Remittance | undefined): boolean {
  if (remittance === undefined || into.facts.payment_received !== undefined) return false;
  const receipt = assumedReceipt(remittance);
  if (receipt === undefined) return false;
  into.put("payment_received", receipt.day, receipt.source);
  return true;
}

/** A correction answers the same claim again; what the payer first said is what started the federal clock. */
function initialReceipt(m: MatchedClaim, standing: Remittance | undefined): Day | undefined {
  if (m.remittances.length < 2) return undefined;
  let first: Day | undefined;
  for (const r of m.remittances) {
    if (r.status === "22" || standing === undefined || r.payer.key !== standing.payer.key) continue;
    const day = assumedReceipt(r)?.day;
    if (day !== undefined && (first === undefined || day < first)) first = day;
  }
  const last = standing === undefined ? undefined : assumedReceipt(standing)?.day;
  return first !== undefined && last !== undefined && first < last ? first : undefined;
}

function putFunding(into: Answers, claim: Claim | undefined, remittance: Remittance | undefined): void {
  const fromClaim = claim?.filing === undefined ? undefined : FUNDING_OF_FILING[kindOfFiling(claim.filing)];
  if (fromClaim !== undefined) into.put("plan_funding", fromClaim, `claim filing indicator ${claim?.filing} (SBR09)`);
  const fromPayer = remittance?.filing === undefined ? undefined : FUNDING_OF_FILING[kindOfFiling(remittance.filing)];
  if (fromPayer !== undefined)
    into.put("plan_funding", fromPayer, `claim filing indicator ${remittance?.filing} (CLP06)`);
}

function putPlace(into: Answers, claim: Claim | undefined, remittance: Remittance | undefined): void {
  const at = (p: Provider | undefined): StateCode | undefined => asState(p?.state);
  into.put("state", at(claim?.facility), "service facility address");
  into.put("state", at(claim?.billing), "billing provider address");
  into.put("state", at(remittance?.payee), "payee address");
}

const contracts = new Recall<NetworkAnswer>(MOST_KEPT);
const looksOf = new WeakMap<Profile, { readonly days: boolean; readonly providers: boolean }>();

/** What any contract looks at beside the payer: the day of service, the provider. */
function looks(profile: Profile): { readonly days: boolean; readonly providers: boolean } {
  const known = looksOf.get(profile);
  if (known !== undefined) return known;
  const { contracts: all } = profile;
  const days = all.some((c) => c.from !== undefined || c.until !== undefined);
  const found = { days, providers: all.some((c) => c.provider !== undefined) };
  looksOf.set(profile, found);
  return found;
}

/** What a claim's own papers say about payer, place, person and network, in the words the facts are drawn from. */
interface Papers {
  readonly answers: ReadonlyMap<string, FactAnswer>;
  readonly claim: Claim | undefined;
  readonly remittance: Remittance | undefined;
  readonly contract: NetworkAnswer | undefined;
  readonly taxonomy: string | undefined;
  readonly practiceSpecialty: string | undefined;
}

/** What is drawn from the papers; claims whose papers say the same share it. */
interface Drawn {
  readonly facts: Facts;
  readonly proof: Proof;
  readonly receiptAssumed: boolean;
  readonly specialty: string | undefined;
}

const drawnBefore = new Recall<Drawn>(MOST_KEPT);

/**
 * Everything that `draw` reads decides which of the earlier ones it is. Of a contract only what it says: thousands of
 * providers share the few answers there are, and a row for each of them would be drawn anew.
 */
function drawnFrom(p: Papers): Drawn {
  const { claim, remittance, contract } = p;
  const paid = remittance?.payment;
  drawnBefore.by(p.answers).by(contract?.answer).by(contract?.because).by(p.taxonomy).by(p.practiceSpecialty);
  drawnBefore.by(claim?.form).by(claim?.filing).by(remittance?.filing);
  drawnBefore.by(claim?.facility?.state).by(claim?.billing.state).by(remittance?.payee.state);
  return drawnBefore.by(paid?.effective).by(paid?.fileDay).answer(draw, p);
}

function draw({ answers, claim, remittance, contract, taxonomy, practiceSpecialty }: Papers): Drawn {
  const into = new Answers();
  putAnswers(into, answers);
  const receiptAssumed = putReceipt(into, remittance);
  putFunding(into, claim, remittance);
  putPlace(into, claim, remittance);
  if (contract !== undefined && contract.answer !== "unknown") {
    into.put("in_network", contract.answer === "in-network", contract.because);
  }
  const specialty = taxonomy === undefined ? practiceSpecialty : specialtyOf(taxonomy);
  into.put("specialty", specialty as never, taxonomy === undefined ? "practice profile" : `taxonomy ${taxonomy}`);
  const kind = claim?.form === "institutional" ? "facility" : specialty === "laboratory" ? "laboratory" : "physician";
  if (claim !== undefined)
    into.put("provider", kind, claim.form === "institutional" ? "institutional claim" : "professional claim");
  return { facts: share(into.facts, into.proof), proof: into.proof, receiptAssumed, specialty };
}

/** `contractFor`, asked once for each payer and, where they matter, provider and day. */
function contractOn(m: MatchedClaim, payer: Payer, profile: Profile | undefined): NetworkAnswer | undefined {
  if (profile === undefined) return undefined;
  const date = m.claim?.from ?? m.standing[0]?.from;
  const { days, providers } = looks(profile);
  const provider = providers ? (m.claim?.billing ?? m.standing[0]?.payee) : undefined;
  contracts.by(profile).by(payer.key).by(payer.name).by(payer.id).by(provider?.npi).by(provider?.tin);
  contracts.by(days ? date : "any");
  return contracts.answer(() => contractFor(profile, payer, date, provider));
}

/** Reads everything about a claim that its lines share. */
export function coverageOf(m: MatchedClaim, profile: Profile | undefined, answersFor: AnswersFor): Coverage {
  const { claim } = m;
  const remittance = m.standing[0] ?? m.remittances[m.remittances.length - 1];
  const payer = claim?.payer ?? remittance?.payer ?? { key: "unknown", name: "unknown payer" };
  const keys: AnswerKeys = {
    claim: claim?.id ?? remittance?.id ?? "",
    plan: planKeyOf(payer.key, claim?.group),
    facility: claim?.facility?.npi,
    payer: payer.key,
    payerName: payer.name,
  };
  const { facts, proof, receiptAssumed, specialty } = drawnFrom({
    answers: answersFor(keys),
    claim,
    remittance,
    contract: contractOn(m, payer, profile),
    taxonomy: claim?.rendering?.taxonomy ?? claim?.billing.taxonomy,
    practiceSpecialty: profile?.specialties[0],
  });
  return {
    keys,
    payer,
    facts,
    proof,
    receiptAssumed,
    initialReceipt: receiptAssumed ? initialReceipt(m, remittance) : undefined,
    specialty,
    // CLP08 of a facility's claim begins its type of bill and is no place of service.
    place: claim?.place ?? (claim?.form === "institutional" ? undefined : remittance?.place),
  };
}

const AIR = new Set(["A0430", "A0431", "A0435", "A0436"]);
const GROUND = /^A04(2[5-9]|3[2-4])$/;
/** Hospitals, their outpatient departments and surgery centers: the facilities of 45 CFR 149.30. */
const NSA_FACILITY = ["19", "21", "22", "24", "51", "61"];
/** Places where no emergency and no participating-facility visit can be: office, home, telehealth, school, shelter ... */
const OUTSIDE = ["01", "02", "03", "04", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18", "27"];

export interface Care {
  readonly service: Service;
  readonly source: string;
}

const careAt = (service: Service) => (place: string) =>
  [place, { service, source: `place of service ${place}` }] as const;

/** What a place says of the care given there; the same object for every line, so that its words are made once. */
const CARE_AT: ReadonlyMap<string, Care> = new Map([
  careAt("emergency")("23"),
  ...NSA_FACILITY.map(careAt("non_emergency_facility")),
  ...OUTSIDE.map(careAt("elective")),
]);

/** Emergency room; 0456 is urgent care. */
const EMERGENCY_ROOM = /^045[0-57-9]$/;

/** What kind of care a billed line was, when the line itself says so. */
export function serviceOf(line: {
  readonly code: string;
  readonly place?: string | undefined;
  readonly emergency: boolean;
  readonly revenue?: string | undefined;
}): Care | undefined {
  const { code } = line;
  const transport = code.startsWith("A0");
  if (transport && AIR.has(code)) return { service: "air_ambulance", source: `procedure ${code}` };
  if ((transport && GROUND.test(code)) || line.place === "41")
    return { service: "ground_ambulance", source: "ambulance procedure or place" };
  if (line.emergency) return { service: "emergency", source: "SV109 emergency indicator" };
  if (line.revenue !== undefined && EMERGENCY_ROOM.test(line.revenue))
    return { service: "emergency", source: `revenue code ${line.revenue}` };
  return line.place === undefined ? undefined : CARE_AT.get(line.place);
}

/** The facts of one line: the claim's, with the line's own day, care and codes; and the sources of what the line added. */
export function lineFacts(
  coverage: Coverage,
  care: Care | undefined,
  codes: LineCodes,
  date: Day | undefined,
): { readonly facts: Facts; readonly proof: Proof } {
  const { remarks } = codes;
  const facts: { -readonly [K in FactId]?: Facts[K] } = { ...coverage.facts };
  const proof: Partial<Record<FactId, string>> = {};
  if (facts.date_of_service === undefined && date !== undefined) facts.date_of_service = date;
  if (codes.rarc.length > 0) facts.rarc = codes.rarc;
  if (codes.carc.length > 0) facts.carc = codes.carc;
  if (codes.group !== undefined) facts.group_code = codes.group;
  if (facts.service === undefined && care !== undefined) {
    facts.service = care.service;
    proof.service = care.source;
  }
  if (facts.in_network === undefined && (remarks.underTheAct || codes.carc.includes("242"))) {
    facts.in_network = false;
    proof.in_network = remarks.underTheAct
      ? `the payer priced the line as nonparticipating (${codes.rarc.join(" ")})`
      : "reason code 242: the payer says the provider is not in its network";
  }
  if (facts.facility_in_network === undefined && remarks.service === "non_emergency_inn_facility") {
    facts.facility_in_network = true;
    proof.facility_in_network = "remark code N865";
  }
  return { facts, proof };
}

/** What kind of care it was: on the payer's word, else by the line itself. */
export function careOf(coverage: Coverage, line: ClaimLine | undefined, codes: LineCodes): Care | undefined {
  const { service } = codes.remarks;
  if (service !== undefined) return { service, source: codes.remarkSource };
  if (line === undefined) return undefined;
  const { code, emergency, revenue } = line;
  return serviceOf({ code, place: line.place ?? coverage.place, emergency, revenue });
}

/** The narrowest scope a question about a fact is best asked at, and the key to answer it by. */
export function askAt(id: FactId, coverage: Coverage): { readonly scope: FactScope; readonly key: string } {
  const scopes = factOf(id)?.scopes ?? ["claim"];
  if (id === "in_network") return { scope: "payer", key: coverage.keys.payer };
  if (scopes.includes("facility") && coverage.keys.facility !== undefined)
    return { scope: "facility", key: coverage.keys.facility };
  if (scopes.includes("plan")) return { scope: "plan", key: coverage.keys.plan };
  return { scope: "claim", key: coverage.keys.claim };
}
