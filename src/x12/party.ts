import { append, contact, type Draft, dayIn, none, reference } from "./elements.ts";
import type { Address, Party } from "./model.ts";
import type { Problems } from "./problems.ts";
import { packCode, type Segment } from "./segment.ts";

export type PartyDraft = Draft<Party>;
type AddressDraft = Draft<Address>;

const ZZ = packCode("ZZ");
const PXC = packCode("PXC");

/** NM1. */
export const fromNm1 = (s: Segment): PartyDraft => ({
  role: s.word(1),
  kind: s.text(2),
  name: s.text(3),
  first: s.text(4),
  middle: s.text(5),
  suffix: s.text(7),
  idKind: s.text(8),
  id: s.text(9),
  address: undefined,
  taxonomy: undefined,
  refs: none(),
  contacts: none(),
  birth: undefined,
  sex: undefined,
});

/** N1, which an 835 uses for payer and payee: always an organization. */
export const fromN1 = (s: Segment): PartyDraft => ({
  role: s.word(1),
  kind: "2",
  name: s.text(2),
  first: undefined,
  middle: undefined,
  suffix: undefined,
  idKind: s.text(3),
  id: s.text(4),
  address: undefined,
  taxonomy: undefined,
  refs: none(),
  contacts: none(),
  birth: undefined,
  sex: undefined,
});

function addressOf(party: PartyDraft): AddressDraft {
  const known = party.address;
  if (known !== undefined) return known as AddressDraft;
  const made: AddressDraft = { lines: none(), city: undefined, state: undefined, zip: undefined, country: undefined };
  party.address = made;
  return made;
}

export function addN3(party: PartyDraft, s: Segment): void {
  const address = addressOf(party);
  const first = s.text(1);
  const second = s.text(2);
  if (first !== undefined) address.lines = append(address.lines, first);
  if (second !== undefined) address.lines = append(address.lines, second);
}

export function addN4(party: PartyDraft, s: Segment): void {
  const address = addressOf(party);
  address.city = s.text(1);
  address.state = s.text(2);
  address.zip = s.text(3);
  address.country = s.text(4);
}

export function addRef(party: PartyDraft, s: Segment): void {
  party.refs = append(party.refs, reference(s));
}

export function addPer(party: PartyDraft, s: Segment): void {
  party.contacts = append(party.contacts, contact(s));
}

export function addDmg(party: PartyDraft, s: Segment, loop: string, problems: Problems): void {
  party.birth = dayIn(s, 2, loop, problems);
  party.sex = s.text(3);
}

/** The taxonomy code of a PRV: qualifier PXC in 5010, ZZ in 4010. */
export function taxonomyOf(s: Segment): string | undefined {
  const kind = s.code(2);
  return kind === PXC || kind === ZZ ? s.text(3) : undefined;
}
