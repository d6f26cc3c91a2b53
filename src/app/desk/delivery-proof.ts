import type { Day } from "#base/day.ts";
import type { CaseView, SentPaper } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { addProof, type Channel, ownEntries } from "./directory.ts";

/** What a case shows of a delivery says of the address too whether it works. */

const CHANNELS: { readonly [W in SentPaper["way"]]?: Channel } = {
  portal: "portal",
  email: "email",
  fax: "fax",
  mail: "mail",
};

/** Fax numbers by their digits, the rest without regard to case and spaces. */
const alike = (way: SentPaper["way"], address: string): string =>
  way === "fax"
    ? address.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "")
    : address.toLowerCase().replace(/\s+/g, " ").trim();

/**
 * Adds what became of a paper to the proofs of the practice's own address it was sent to, with its case as the source. Nothing
 * where the paper named no address, or the directory holds none like it. An undo on the case leaves the proof, as every proof.
 */
export async function proveAddress(
  tx: TenantTx,
  {
    view,
    client,
    sent,
    today,
  }: { readonly view: CaseView; readonly client: string; readonly sent: number; readonly today: Day },
): Promise<void> {
  const paper = view.papers.find((p) => p.event === sent);
  const address = paper?.to.address;
  const channel = paper && CHANNELS[paper.way];
  if (paper?.delivery === undefined || address === undefined || channel === undefined) return;
  const { outcome, day, event } = paper.delivery;
  const source = `case ${view.number}, event ${event}`;
  for (const entry of await ownEntries(tx, { client })) {
    // What holds for all practices is not changed by the case of one.
    if (entry.client !== client) continue;
    for (const c of entry.contacts)
      if (c.channel === channel && alike(paper.way, c.address) === alike(paper.way, address))
        await addProof(tx, { entry: entry.id, contact: c.id }, { day, what: outcome, source }, today);
  }
}
