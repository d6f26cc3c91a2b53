/** Invented answers to claims that were sent: 277CA about claims, 999 about their sets. */

/** A 277CA about claims, each "number" with the segments of its answer. */
export function acknowledgment(...claims: readonly (readonly [number: string, ...segments: string[]])[]): string {
  const levels = claims.flatMap(([number, ...segments], i) => [
    `HL*${i + 4}*3*PT`,
    "NM1*QC*1*ROWAN*PAT****MI*DLT0001",
    `TRN*2*${number}`,
    ...segments,
  ]);
  const set = [
    ...["ST*277*0001*005010X214", "BHT*0085*08*77*20260401*1200*TH"],
    ...["HL*1**20*1", "NM1*PR*2*INVENTED PAYER*****PI*99001", "TRN*1*TRACE1", "DTP*050*D8*20260401"],
    ...["DTP*009*D8*20260401", "HL*2*1*21*1", "NM1*41*2*INVENTED BILLING*****46*S0001", "TRN*2*BATCH1"],
    ...["STC*A1:19:PR*20260401*WQ*900", "HL*3*2*19*1", "NM1*85*2*INVENTED CLINIC*****XX*1000000004", "TRN*2*0"],
    ...["STC*A1:19:PR*20260401*WQ*900", ...levels],
  ];
  return [
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*SENDER         *260401*1200*^*00501*000000022*0*T*:",
    "GS*HN*PAYER*SENDER*20260401*1200*22*X*005010X214",
    ...set,
    `SE*${set.length + 1}*0001`,
    ...["GE*1*22", "IEA*1*000000022", ""],
  ].join("~\n");
}

/** A 999 about the sets of one group, each its segments; the group's own verdict comes last. */
export function ofSets(
  sets: readonly (readonly string[])[],
  { verdict = "AK9*A*1*1*1", group = "1", to = "INVENTED", day = "260403" } = {},
): string {
  const set = ["ST*999*0001*005010X231A1", `AK1*HC*${group}*005010X222A1`, ...sets.flat(), verdict];
  return [
    `ISA*00*          *00*          *ZZ*PAYER          *ZZ*${to.padEnd(15)}*${day}*1200*^*00501*000000031*0*T*:`,
    `GS*FA*PAYER*SENDER*20${day}*1200*31*X*005010X231A1`,
    ...set,
    `SE*${set.length + 1}*0001`,
    ...["GE*1*31", "IEA*1*000000031", ""],
  ].join("~\n");
}

/** An answer to the set 0001, with the errors it names. */
export const set = (verdict: string, ...errors: string[]): readonly string[] => [
  "AK2*837*0001",
  ...errors,
  `IK5*${verdict}`,
];
