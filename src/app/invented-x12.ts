import type { Cents } from "#base/money.ts";
import { formatUsd } from "#base/money.ts";
import type { Claim, Remittance, RemittanceAdjustment } from "#claim/claim.ts";

/** Writes invented claims and remittances as X12, for tests of reading. Names no person but INVENTED. */

const compact = (day: string | undefined): string => (day ?? "20260302").replaceAll("-", "");

interface Delims {
  readonly element: string;
  readonly component: string;
  readonly end: string;
}

const USUAL: Delims = { element: "*", component: ":", end: "~\n" };

const join = (d: Delims, parts: readonly (string | undefined)[]): string => {
  const all = parts.map((p) => p ?? "");
  while (all.length > 1 && all[all.length - 1] === "") all.pop();
  return all.join(d.element) + d.end;
};

const money = (c: Cents): string => formatUsd(c);

function envelope(
  d: Delims,
  kind: "HC" | "HP",
  version: string,
  sets: readonly (readonly string[])[],
  n: number,
): string {
  const pad = (s: string, w: number): string => s.padEnd(w);
  const isa = ["ISA", "00", pad("", 10), "00", pad("", 10), "ZZ", pad("INVENTED", 15), "ZZ", pad("INVENTED", 15)];
  const head =
    [...isa, "260402", "1200", "^", "00501", String(n).padStart(9, "0"), "0", "T", d.component].join(d.element) + d.end;
  const gs = join(d, ["GS", kind, "INVENTED", "INVENTED", "20260402", "1200", String(n), "X", version]);
  const st = kind === "HC" ? "837" : "835";
  const body = sets.map((segments, i) => {
    const control = String(i + 1).padStart(4, "0");
    const first = join(d, ["ST", st, control, kind === "HC" ? version : undefined]);
    return first + segments.join("") + join(d, ["SE", String(segments.length + 2), control]);
  });
  return (
    head +
    gs +
    body.join("") +
    join(d, ["GE", String(sets.length), String(n)]) +
    join(d, ["IEA", "1", String(n).padStart(9, "0")])
  );
}

function claimSegments(d: Delims, c: Claim, hl: number): string[] {
  const s = (...parts: (string | undefined)[]): string => join(d, parts);
  const code = (...parts: string[]): string => parts.join(d.component);
  return [
    s("HL", String(hl), "1", "22", "0"),
    s("SBR", c.responsibility ?? "P", "18", c.group, "", "", "", "", "", c.filing ?? "CI"),
    s("NM1", "IL", "1", "INVENTED", "PERSON", "", "", "", "MI", "M1"),
    s("N3", "1 INVENTED ST"),
    s("N4", "SPRINGFIELD", "TX", "750010000"),
    s("DMG", "D8", "19800101", "F"),
    s("NM1", "PR", "2", c.payer.name, "", "", "", "", c.payer.id === undefined ? "" : "PI", c.payer.id),
    s("CLM", c.id, money(c.billed), "", "", code(c.place ?? "23", "B", c.frequency ?? "1"), "Y", "A", "Y", "Y"),
    ...(c.replaces === undefined ? [] : [s("REF", "F8", c.replaces)]),
    s("HI", code("ABK", "R079")),
    ...(c.rendering?.npi === undefined ? [] : [s("NM1", "82", "1", "INVENTED", "", "", "", "", "XX", c.rendering.npi)]),
    ...c.lines.flatMap((l) => [
      s("LX", String(l.number)),
      s(
        "SV1",
        code("HC", l.code, ...l.modifiers),
        money(l.charge),
        l.unit,
        l.units,
        "",
        "",
        "1",
        "",
        l.emergency ? "Y" : "",
      ),
      s("DTP", "472", "D8", compact(l.date)),
      ...(l.control === undefined ? [] : [s("REF", "6R", l.control)]),
    ]),
  ];
}

/** One 837P with all the claims under one billing provider. */
export function write837(claims: readonly Claim[], d: Delims = USUAL, interchange = 1): string {
  const s = (...parts: string[]): string => join(d, parts);
  const head = [
    s("BHT", "0019", "00", "1", "20260402", "1200", "CH"),
    s("NM1", "41", "2", "INVENTED", "", "", "", "", "46", "INVENTED"),
    s("PER", "IC", "INVENTED", "TE", "5555550100"),
    s("NM1", "40", "2", "INVENTED", "", "", "", "", "46", "INVENTED"),
    s("HL", "1", "", "20", "1"),
    s("NM1", "85", "2", "INVENTED GROUP", "", "", "", "", "XX", "1000000004"),
    s("N3", "1 INVENTED ST"),
    s("N4", "SPRINGFIELD", "TX", "750010000"),
    s("REF", "EI", "990000001"),
  ];
  const body = claims.flatMap((c, i) => claimSegments(d, c, i + 2));
  return envelope(d, "HC", "005010X222A1", [[...head, ...body]], interchange);
}

const cas = (d: Delims, adjustments: readonly RemittanceAdjustment[]): string[] =>
  adjustments.map((a) => join(d, ["CAS", a.group, a.reason, money(a.amount)]));

function remittanceSegments(d: Delims, r: Remittance): string[] {
  const s = (...parts: (string | undefined)[]): string => join(d, parts);
  const code = (c: string, modifiers: readonly string[]): string => ["HC", c, ...modifiers].join(d.component);
  const patient = r.patient === undefined ? undefined : money(r.patient);
  return [
    s(
      "CLP",
      r.id,
      r.status,
      money(r.billed),
      money(r.paid),
      patient,
      r.filing ?? "12",
      r.payerClaimNumber,
      "23",
      r.frequency ?? "1",
    ),
    ...cas(d, r.adjustments),
    s("NM1", "QC", "1", "INVENTED", "PERSON"),
    ...(r.rendering?.npi === undefined ? [] : [s("NM1", "82", "1", "INVENTED", "", "", "", "", "XX", r.rendering.npi)]),
    s("DTM", "232", compact(r.from)),
    ...r.lines.flatMap((l) => [
      s(
        "SVC",
        code(l.code, l.modifiers),
        money(l.charge),
        money(l.paid),
        "",
        l.units,
        l.submittedCode && code(l.submittedCode, []),
      ),
      s("DTM", "472", compact(l.date)),
      ...cas(d, l.adjustments),
      ...(l.control === undefined ? [] : [s("REF", "6R", l.control)]),
      ...(l.allowedStated === undefined ? [] : [s("AMT", "B6", money(l.allowedStated))]),
      ...l.remarks.map((m) => s("LQ", "HE", m)),
    ]),
  ];
}

/** One 835 with a set for each payer and payment; `plb` are whole PLB segments for the last set, without their end. */
export function write835(
  remittances: readonly Remittance[],
  plb: readonly (readonly string[])[] = [],
  d: Delims = USUAL,
  interchange = 1,
): string {
  const s = (...parts: (string | undefined)[]): string => join(d, parts);
  const groups = new Map<string, Remittance[]>();
  for (const r of remittances) {
    const key = `${r.payer.key}|${r.payment.trace}|${r.payment.effective}`;
    groups.set(key, [...(groups.get(key) ?? []), r]);
  }
  const sets = [...groups.values()].map((some, i) => {
    const [r] = some;
    const total = some.reduce((n, x) => n + x.paid, 0n) as Cents;
    return [
      s(
        "BPR",
        "I",
        money(total),
        "C",
        "ACH",
        "CCP",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        compact(r?.payment.effective),
      ),
      s("TRN", "1", r?.payment.trace, "1999999999"),
      s("DTM", "405", compact(r?.payment.fileDay)),
      s("N1", "PR", r?.payer.name, r?.payer.id === undefined ? "" : "XV", r?.payer.id),
      s("N3", "1 INVENTED ST"),
      s("N4", "SPRINGFIELD", "TX", "750010000"),
      s("PER", "BL", "INVENTED", "TE", "5555550100"),
      s("N1", "PE", "INVENTED GROUP", "XX", "1000000004"),
      s("LX", "1"),
      ...some.flatMap((x) => remittanceSegments(d, x)),
      ...(i === groups.size - 1 ? plb.map((p) => s(...p)) : []),
    ];
  });
  return envelope(d, "HP", "005010X221A1", sets, interchange);
}
