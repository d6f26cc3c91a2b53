import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readX12 } from "#x12/read.ts";
import { samples, samplesPresent } from "./samples.ts";

/**
 * Every departure from its guide that a public sample file is told of, judged by hand: what is truly wrong with the file.
 * Samples that are not here have none: among them all official examples that were copied without a change.
 */
const DEPARTURES: readonly (readonly [file: string, why: string, told: readonly string[]])[] = [
  [
    "CloudFocused__healthcare-edi-converter/111111.edi",
    "made by hand: None where nothing should stand, no contact, no receiver, no address, no subscriber, no line date",
    [
      "code 2300 HI02-1",
      "element-missing 2300 HI02-2",
      "element-missing 2400 SV107",
      "loop-unlisted 2300",
      "segment-missing 1000A",
      "segment-missing 2000A",
      "segment-missing 2010AA",
      "segment-missing 2400",
      "segment-missing 837P",
      "segment-unexpected 1000A",
    ],
  ],
  [
    "CloudFocused__healthcare-edi-converter/sample837p_02.txt",
    "no payer, and a line without LX",
    ["segment-missing 2000B", "segment-missing 2400"],
  ],
  ["Inteligenz__X12Parser/Cms1500Test.txt", "AMT stands behind REF", ["segment-order 2300"]],
  [
    "Inteligenz__X12Parser/InstitutionalClaim4010.txt",
    "the submitter's contact stands behind the receiver; a PRV inside the billing provider's name loop",
    ["segment-missing 1000A", "segment-repeated 2000A", "segment-unexpected 1000B"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.1_InstitutionalClaim.txt",
    "the submitter's contact stands behind the receiver; a PRV inside the billing provider's name loop",
    ["segment-missing 1000A", "segment-repeated 2000A", "segment-unexpected 1000B"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.1_PatientIsNotSubscriber.txt",
    "a dental claim (SV3, TOO) under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2400"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.2A_COB.txt",
    "a dental claim under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2400"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.2B_COB.txt",
    "a dental claim under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2400"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.2_InstitutionalPpoRepricedClaim.txt",
    "no submitter's contact; REF stands before what belongs before it",
    ["segment-missing 1000A", "segment-order 2300"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.3D_COB_PayerAToPayerB.txt",
    "payers are called IN, which is no role of theirs",
    ["loop-unlisted 2010", "loop-unlisted 2330", "segment-missing 2000B", "segment-missing 2320"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.3_PredeterminationOfBenefits.txt",
    "a dental claim under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2400"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.3_TwoClaimsForTheSameProvider.txt",
    "0932CH: time and kind in one element; no submitter's contact",
    ["element-missing 837I BHT06", "segment-missing 1000A"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.1.4_OrthodonticTreatment.txt",
    "a dental claim under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2300", "segment-unexpected 2400"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.2.1_HomeownersCasualtyClaim.txt",
    "a day of six digits; no submitter's contact (the date itself is told apart)",
    ["segment-missing 1000A"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.2.1_WorkmansComp.txt",
    "a dental claim under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2400"],
  ],
  [
    "Inteligenz__X12Parser/Spec_4.2.2_Automobile.txt",
    "a dental claim under the name of another guide",
    ["segment-missing 2300", "segment-missing 2400", "segment-unexpected 2400"],
  ],
  [
    "LinuxForHealth__x12/cob-contractural-adjustment.835",
    "the ISA names another component separator; no day of payment",
    ["component-separator 2110 SVC01", "element-missing 835 BPR16"],
  ],
  ["LinuxForHealth__x12/demo.ambulance.example5.837", "CLM05 without its qualifier", ["element-missing 2300 CLM05-2"]],
  [
    "LinuxForHealth__x12/demo.cob.2ndary.example4.837",
    "the ISA names another component separator",
    ["component-separator 2300 CLM05"],
  ],
  ["LinuxForHealth__x12/demo.cob.example3.A.837", "other coverage without the other payer", ["segment-missing 2320"]],
  [
    "LinuxForHealth__x12/demo.example11.837",
    "the ISA names another component separator",
    ["component-separator 2300 CLM05"],
  ],
  [
    "LinuxForHealth__x12/demo.example12.837",
    "the ISA names another component separator",
    ["component-separator 2300 CLM05"],
  ],
  [
    "LinuxForHealth__x12/demo.example9.837",
    "the ISA names another component separator; 1.00 is no pointer",
    ["code 2400 SV107-1", "component-separator 2300 CLM05"],
  ],
  ["LinuxForHealth__x12/dependent-commercial-insurance-01.837", "1.00 is no frequency", ["code 2300 CLM05-3"]],
  [
    "LinuxForHealth__x12/out-of-network-repriced-claim.837i",
    "the ISA names another component separator",
    ["component-separator 2300 CLM05"],
  ],
  [
    "LinuxForHealth__x12/ppo-repriced-claim.837i",
    "the ISA names another component separator",
    ["component-separator 2300 CLM05"],
  ],
  [
    "LinuxForHealth__x12/secondary-payment.835",
    "the ISA names another component separator; no day of payment",
    ["component-separator 2110 SVC01", "element-missing 835 BPR16"],
  ],
  [
    "LinuxForHealth__x12/tertiary-payment.835",
    "SVC01 without its code; what follows has moved by one; no day of payment",
    ["code 2110 SVC06-1", "element-missing 2110 SVC01-2", "element-missing 835 BPR16"],
  ],
  ["apimeister__x12-types/837_literal1.edi", "0001 is not how a set of claims begins", ["code 837P BHT01"]],
  [
    "databricks-industry-solutions__x12-edi-parser/CHPW_Claimdata_edited.txt.tmp",
    "a PAT that holds what SBR should, and the subscriber under the patient's level",
    ["code 2000C PAT01", "code 2000C PAT09", "loop-unlisted 2010", "segment-missing 2000C"],
  ],
  [
    "databricks-industry-solutions__x12-edi-parser/no_plb_sample.txt",
    "a second payee inside the claims",
    ["code 2100 REF01", "segment-unexpected 2100"],
  ],
  [
    "databricks-industry-solutions__x12-edi-parser/plb_sample.txt",
    "a second payee inside the claims",
    ["code 2100 REF01", "segment-unexpected 2100"],
  ],
];

const STRUCTURE: ReadonlySet<string> = new Set([
  "segment-missing",
  "segment-unexpected",
  "segment-repeated",
  "segment-order",
  "element-missing",
  "element-extra",
  "loop-unlisted",
  "loop-repeated",
  "loop-order",
  "code",
  "component-separator",
]);

function departures(path: string): readonly string[] {
  const reader = readX12(path, {});
  reader.push(new Uint8Array(readFileSync(path)));
  const { problems } = reader.end();
  const told = problems
    .filter((p) => STRUCTURE.has(p.code))
    .map(({ code, at }) => [code, at.loop, at.element].filter((x) => x !== undefined).join(" "));
  return [...new Set(told)].sort();
}

const WITHOUT = samplesPresent ? "" : " (skipped: the sample files are not beside this checkout)";

describe.skipIf(!samplesPresent)(`departures of the public samples from their guides${WITHOUT}`, () => {
  const root = samples("data", "x12");
  const folders = samplesPresent ? readdirSync(root).filter((d) => statSync(join(root, d)).isDirectory()) : [];
  const files = folders.flatMap((d) => readdirSync(join(root, d)).map((f) => `${d}/${f}`));
  const known = new Set(DEPARTURES.map(([file]) => file));

  test.each(DEPARTURES)("%s: %s", (file, _, told) => expect(departures(join(root, file))).toEqual(told));

  test("no other sample has one", () => {
    const others = files.filter((file) => !known.has(file));
    expect(others.length).toBeGreaterThanOrEqual(160);
    expect(others.filter((file) => departures(join(root, file)).length > 0)).toEqual([]);
  });
});
