import { paperText } from "#app/report-files.ts";
import type { Day } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Profile } from "#claim/profile.ts";
import { type SingleCaseInput, singleCasePaper } from "#document/single-case.ts";
import type { Paper, PaperRefused } from "./papers.ts";
import { notNow } from "./refused.ts";
import type { SingleCase } from "./single-case-rows.ts";

/** A single case agreement as a paper, or everything it lacks. */

type Missing = PaperRefused["missing"][number];

const missing = (fact: string, question: string): Missing => ({ fact, question });

function lacks(s: SingleCase, profile: Profile | undefined): readonly Missing[] {
  const list: (Missing | false)[] = [
    profile?.name === undefined &&
      missing("provider name", "The provider's name is not known. Put name into the practice profile."),
    profile?.npis[0] === undefined &&
      missing("provider NPI", "The provider's NPI is not known. Put npis into the practice profile."),
    (profile?.letterhead ?? []).length === 0 &&
      missing("sender", "The sender's address is not known. Put letterhead into the practice profile."),
    profile?.signer === undefined &&
      missing("signer", "Nobody signs. Put signer, with name and title, into the practice profile."),
    s.patient === null && missing("patient", "Whom it is for is not known. Write the patient's name."),
    s.because === null &&
      s.searches.length === 0 &&
      missing("network gap", "Say what shows that the network has nobody for this service, and where that was found."),
  ];
  return list.filter((m) => m !== false);
}

function inputOf(s: SingleCase, profile: Profile, today: Day): SingleCaseInput | undefined {
  const { name, npis, tins, letterhead, signer } = profile;
  const [npi] = npis;
  if (name === undefined || npi === undefined || signer === undefined || s.patient === null) return undefined;
  return {
    ...{ name: s.name, draft: s.state !== "agreed" && s.state !== "ended", sentOn: today, from: s.from, to: s.to },
    provider: { name, npi, tin: tins[0] },
    sender: { letterhead, signer: signer.name, title: signer.title },
    plan: { name: s.payer, person: s.planPerson ?? undefined },
    ...{ patient: s.patient, member: s.member ?? undefined, authorization: s.authorization ?? undefined },
    ...{
      claimsTo: s.claimsTo ?? undefined,
      fileWithin: s.fileWithin ?? undefined,
      payWithin: s.payWithin,
      days: s.days,
    },
    ...{ rates: s.rates, searches: s.searches, note: s.note ?? undefined },
    because: (s.because ?? "").split("\n").flatMap((l) => (l.trim() === "" ? [] : [l.trim()])),
  };
}

export function paperOfSingleCase(
  s: SingleCase,
  profile: Profile | undefined,
  today: Day,
): Result<Omit<Paper, "row">, PaperRefused> {
  const not = lacks(s, profile);
  const input = profile === undefined || not.length > 0 ? undefined : inputOf(s, profile, today);
  if (input === undefined)
    return err({ refused: notNow("not-now", "The agreement lacks something; nothing was written."), missing: not });
  return ok({
    template: "single-case",
    name: `${s.name}.single-case-agreement`,
    text: paperText(singleCasePaper(input)),
  });
}
