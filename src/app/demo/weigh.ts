/**
 * Reads the demo back for its tests with nothing but string splitting: none of Parley's own readers, so that a shared
 * mistake cannot pass. Amounts are whole cents in plain numbers, which is exact at the demo's size.
 */

export type Segment = readonly string[];

/** Segments of a file, as elements. */
export const split = (text: string): readonly Segment[] =>
  text
    .split("~")
    .map((s) => s.replace(/\n/g, ""))
    .filter((s) => s !== "")
    .map((s) => s.split("*"));

/** `129.5` as 12950. Throws on anything that is not an X12 amount of at most two decimals. */
export function weighed(text: string | undefined): number {
  const m = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text ?? "");
  if (m === null) throw new Error("not an amount");
  const amount = Number(m[2]) * 100 + Number((m[3] ?? "").padEnd(2, "0"));
  return m[1] === "-" ? -amount : amount;
}

export interface WeighedLine {
  readonly code: string;
  readonly charge: number;
  readonly paid: number;
  readonly adjustments: readonly (readonly [code: string, amount: number])[];
  readonly remarks: readonly string[];
  readonly segments: readonly Segment[];
}

export interface WeighedPayment {
  readonly claim: string;
  readonly status: string;
  readonly charge: number;
  readonly paid: number;
  readonly patient: number;
  readonly filing: string;
  readonly payerNumber: string;
  readonly day: string;
  readonly payer: string;
  readonly lines: readonly WeighedLine[];
  readonly segments: readonly Segment[];
}

export interface WeighedCheck {
  readonly amount: number;
  readonly day: string;
  readonly trace: string;
  readonly payments: readonly WeighedPayment[];
  readonly adjustments: readonly (readonly [reason: string, amount: number])[];
}

/** Pieces that begin at each segment with this id, up to the next or to a segment that ends them all. */
function loops(segments: readonly Segment[], id: string, enders: readonly string[]): readonly (readonly Segment[])[] {
  const found: Segment[][] = [];
  let open: Segment[] | undefined;
  for (const s of segments) {
    const [name = ""] = s;
    if (enders.includes(name)) open = undefined;
    if (name === id) {
      open = [];
      found.push(open);
    }
    open?.push(s);
  }
  return found;
}

const adjustmentsOf = (segments: readonly Segment[]): readonly (readonly [string, number])[] =>
  segments
    .filter((s) => s[0] === "CAS")
    .flatMap(([, group, ...rest]) =>
      Array.from(
        { length: Math.ceil(rest.length / 3) },
        (_, i) => [`${group}-${rest[3 * i]}`, weighed(rest[3 * i + 1])] as const,
      ),
    );

const lineOf = (segments: readonly Segment[]): WeighedLine => {
  const svc = segments[0] ?? [];
  return {
    code: (svc[1] ?? "").split(":")[1] ?? "",
    charge: weighed(svc[2]),
    paid: weighed(svc[3]),
    adjustments: adjustmentsOf(segments),
    remarks: segments.filter((s) => s[0] === "LQ").map((s) => s[2] ?? ""),
    segments,
  };
};

/** Every ST of an 835. */
export function checksOf(text: string): readonly WeighedCheck[] {
  return loops(split(text), "ST", ["SE"]).map((set) => {
    const bpr = set.find((s) => s[0] === "BPR") ?? [];
    const day = bpr[16] ?? "";
    const payer = set.find((s) => s[0] === "REF" && s[1] === "2U")?.[2] ?? "";
    return {
      amount: weighed(bpr[2]),
      day,
      trace: set.find((s) => s[0] === "TRN")?.[2] ?? "",
      payments: loops(set, "CLP", ["PLB"]).map((segments): WeighedPayment => {
        const [, claim = "", status = "", charge, paid, patient = "", filing = "", payerNumber = ""] =
          segments[0] ?? [];
        return {
          claim,
          status,
          charge: weighed(charge),
          paid: weighed(paid),
          patient: patient === "" ? 0 : weighed(patient),
          filing,
          payerNumber,
          day,
          payer,
          lines: loops(segments, "SVC", []).map(lineOf),
          segments,
        };
      }),
      adjustments: set.filter((s) => s[0] === "PLB").map((s) => [s[3]?.split(":")[0] ?? "", weighed(s[4])] as const),
    };
  });
}

export interface WeighedClaim {
  readonly claim: string;
  readonly charge: number;
  readonly place: string;
  readonly filing: string;
  readonly group: string;
  readonly payer: string;
  readonly lines: readonly {
    readonly code: string;
    readonly charge: number;
    readonly unit: string;
    readonly emergency: boolean;
    readonly day: string;
  }[];
  readonly segments: readonly Segment[];
}

/** Every claim of an 837P. */
export function claimsOf(text: string): readonly WeighedClaim[] {
  return loops(split(text), "SBR", ["SE"]).map((segments) => {
    const sbr = segments[0] ?? [];
    const clm = segments.find((s) => s[0] === "CLM") ?? [];
    return {
      claim: clm[1] ?? "",
      charge: weighed(clm[2]),
      place: clm[5]?.split(":")[0] ?? "",
      filing: sbr[9] ?? "",
      group: sbr[3] ?? "",
      payer: segments.find((s) => s[0] === "NM1" && s[1] === "PR")?.[9] ?? "",
      lines: loops(segments, "LX", []).map((line) => {
        const sv1 = line.find((s) => s[0] === "SV1") ?? [];
        return {
          code: sv1[1]?.split(":")[1] ?? "",
          charge: weighed(sv1[2]),
          unit: sv1[3] ?? "",
          emergency: sv1[9] === "Y",
          day: line.find((s) => s[0] === "DTP")?.[3] ?? "",
        };
      }),
      segments,
    };
  });
}

export const total = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
