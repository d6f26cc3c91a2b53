import { type Cents, centsFromInt } from "#base/money.ts";
import { assemble } from "#claim/assemble.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import { loosely } from "#claim/control-number.ts";
import type { MatchedClaim, Nearest, SetAside } from "#claim/match.ts";
import { REVERSAL } from "#claim/match-index.ts";
import { ASIDE } from "#claim/set-aside.ts";
import { standingOf } from "#claim/standing.ts";
import { TIED_BY, type Ties } from "#claim/tie.ts";
import type { FoundFile } from "#exchange/files.ts";
import type { Shelves } from "./intake-shelf.ts";
import { claimsAgain } from "./intake-x12.ts";

/** What was read, and how far: what the second look at the claims goes by. */
export interface Reading {
  readonly shelves: Shelves;
  /** Files that hold claims, in order, to be read again. */
  readonly claimFiles: { readonly file: FoundFile; readonly listed?: readonly ListedClaim[] }[];
  total: number;
  done: number;
  readonly progress: (stage: string) => void;
}

/** Which remittances stand, by their place in the index, for the medians. Lone ones are judged by their status alone. */
export function standingRows(s: Shelves, ties: Ties): Uint8Array {
  const stands = new Uint8Array(s.remittances.length);
  const judge = (first: number): void => {
    if (first < 0) return;
    if ((ties.next[first] ?? -1) < 0) {
      stands[first] = s.remittances.index.status.at(first) === REVERSAL ? 0 : 1;
      return;
    }
    const rows = rowsFrom(ties, first);
    const all = rows.map((row) => s.remittances.at(row));
    const standing = new Set(standingOf(all).standing);
    rows.forEach((row, k) => {
      const r = all[k];
      if (r !== undefined && standing.has(r)) stands[row] = 1;
    });
  };
  for (const first of ties.firstOf) judge(first);
  for (const first of ties.alone) judge(first);
  return stands;
}

function rowsFrom(ties: Ties, first: number): number[] {
  const rows: number[] = [];
  for (let row = first; row >= 0; row = ties.next[row] ?? -1) rows.push(row);
  return rows;
}

/** What the folder's provider adjustments took back for a claim. */
function recoveredFor(s: Shelves, claim: Claim | undefined, tied: readonly Remittance[]): Cents | undefined {
  if (s.recovered.size === 0) return undefined;
  const numbers = new Set([claim?.id, ...tied.flatMap((r) => [r.id, r.payerClaimNumber])]);
  let total = 0;
  for (const n of numbers) if (n !== undefined) total += s.recovered.get(loosely(n)) ?? 0;
  return total > 0 ? centsFromInt(total) : undefined;
}

/** A claim that is set aside takes nothing: the one that counts has its number too, or the other's remittances. */
function meetAdjustments(s: Shelves, claim: Claim | undefined, tied: readonly Remittance[]): void {
  const id = claim?.id ?? tied[0]?.id;
  if (id !== undefined) s.adjustments.meet(id, [claim?.id, ...tied.flatMap((r) => [r.id, r.payerClaimNumber])]);
}

/** Claims of which another sending was set aside as a duplicate. */
function sentAgain(ties: Ties): ReadonlySet<number> {
  const rows = new Set<number>();
  ties.asides.as.forEach((as, i) => {
    const by = ties.asides.by[i] ?? -1;
    if (ASIDE[as] === "duplicate" && by >= 0) rows.add(by);
  });
  return rows;
}

/** Names of claims that others point to: where a replaced claim's replacement, or a near one, is found. */
class Pointers {
  private readonly wanted = new Map<number, { id: string; file: string; segment: number } | undefined>();

  want(claim: number): void {
    if (claim >= 0) this.wanted.set(claim, undefined);
  }

  meet(row: number, c: Claim): void {
    if (this.wanted.has(row)) this.wanted.set(row, { id: c.id, file: c.source.file, segment: c.source.segment });
  }

  at(claim: number): { id: string; file: string; segment: number } | undefined {
    return this.wanted.get(claim);
  }
}

function* allClaims(r: Reading, tick: (bytes: number) => void): Generator<Claim> {
  if (r.shelves.kept !== undefined) {
    yield* r.shelves.kept;
    return;
  }
  for (const { file, listed } of r.claimFiles) {
    if (listed === undefined) yield* claimsAgain({ name: file.name, bytes: file.bytes }, tick);
    else for (const { claim } of listed) yield claim;
  }
}

/** The claims that other rows name must be known before those rows come: a first look when there are any. */
function pointersOf(r: Reading, ties: Ties): Pointers {
  const pointers = new Pointers();
  let ahead = false;
  for (let i = 0; i < ties.asides.by.length; i++) {
    const by = ties.asides.by[i] ?? -1;
    pointers.want(by);
    ahead ||= by > i;
  }
  for (const first of ties.alone) {
    const near = ties.nearestClaim.at(first);
    if (near !== undefined) pointers.want(near.row);
  }
  if (ahead) {
    let row = 0;
    for (const c of allClaims(r, () => {})) pointers.meet(row++, c);
  }
  return pointers;
}

/** Every claim with its remittances, in the order of the files, then the remittances without a claim. */
export function* matchedClaims(r: Reading, ties: Ties): Generator<MatchedClaim> {
  const { remittances } = r.shelves;
  const pointers = pointersOf(r, ties);
  const again = sentAgain(ties);
  const at = (first: number): Remittance[] => rowsFrom(ties, first).map((row) => remittances.at(row));
  let i = 0;
  r.total = r.done + r.claimFiles.reduce((n, f) => n + (f.listed === undefined ? f.file.bytes.size : 0), 0);
  const tick = (bytes: number): void => {
    r.done += bytes;
    r.progress("matching");
  };
  for (const claim of allClaims(r, tick)) {
    pointers.meet(i, claim);
    const first = ties.firstOf[i] ?? -1;
    const tied = first < 0 ? [] : at(first);
    const by = pointers.at(ties.asides.by[i] ?? -1);
    const as = ASIDE[ties.asides.as[i] ?? 0];
    meetAdjustments(r.shelves, claim, tied);
    const setAside: SetAside | undefined = as === undefined ? undefined : { as, ...(by !== undefined && { by }) };
    const near = first < 0 ? ties.nearestRemittance.at(i) : undefined;
    const nearest: Nearest | undefined = near && { id: remittances.at(near.row).id, why: near.why };
    yield assemble(claim, tied, TIED_BY[ties.by[first] ?? 0] ?? "none", {
      nearest,
      setAside,
      sentAgain: again.has(i) ? true : undefined,
      recovered: recoveredFor(r.shelves, claim, tied),
    });
    i++;
  }
  for (const first of ties.alone) {
    const tied = at(first);
    meetAdjustments(r.shelves, undefined, tied);
    const near = ties.nearestClaim.at(first);
    const named = near === undefined ? undefined : pointers.at(near.row);
    yield assemble(undefined, tied, "none", {
      nearest: near && named && { id: named.id, why: near.why },
      recovered: recoveredFor(r.shelves, undefined, tied),
    });
  }
}
