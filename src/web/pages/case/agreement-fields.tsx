import { useState } from "react";
import type { Body } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { TextArea, TextField } from "#web/kit/fields.tsx";

type Agreement = NonNullable<Body<"writeLetter">["agreement"]>;
type Search = NonNullable<Agreement["searches"]>[number];

const TERMS = { from: "", to: "", authorization: "", claimsTo: "", fileWithin: "" };
const SEARCH = { by: "", on: "", directory: "", found: "", miles: "", waitDays: "" };
type TypedSearch = typeof SEARCH & { readonly key: number };
const MOST = 10;

/** A count as it was typed; undefined when nothing was, or no count. */
const countOf = (typed: string): number | undefined => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : undefined);
const isNoCount = (typed: string): boolean => typed.trim() !== "" && countOf(typed) === undefined;
const wrongCount = (typed: string): string | undefined =>
  isNoCount(typed) ? "Write a whole number, or leave it empty when it is not known." : undefined;
const isUnfinished = (s: TypedSearch): boolean =>
  [s.by, s.on, s.directory, s.found].some((t) => t.trim() === "") || isNoCount(s.miles) || isNoCount(s.waitDays);

function searchOf(s: TypedSearch): Search {
  const [miles, waitDays] = [countOf(s.miles), countOf(s.waitDays)];
  return {
    ...{ by: s.by.trim(), on: s.on, directory: s.directory.trim(), found: s.found.trim() },
    ...(miles !== undefined && { miles }),
    ...(waitDays !== undefined && { waitDays }),
  };
}

function agreementOf(t: typeof TERMS, searches: readonly TypedSearch[]): Agreement {
  const fileWithin = countOf(t.fileWithin);
  return {
    ...(t.from !== "" && { from: t.from }),
    ...(t.to !== "" && { to: t.to }),
    ...(t.authorization.trim() !== "" && { authorization: t.authorization.trim() }),
    ...(t.claimsTo.trim() !== "" && { claimsTo: t.claimsTo.trim() }),
    ...(fileWithin !== undefined && { fileWithin }),
    searches: searches.map(searchOf),
  };
}

const typedOf = (a: Partial<Agreement> | undefined): typeof TERMS => ({
  ...{ from: a?.from ?? "", to: a?.to ?? "", authorization: a?.authorization ?? "", claimsTo: a?.claimsTo ?? "" },
  fileWithin: a?.fileWithin === undefined ? "" : String(a.fileWithin),
});

const typedSearch = (s: Search, i: number): TypedSearch => ({
  ...{ key: i + 1, by: s.by, on: s.on, directory: s.directory, found: s.found },
  ...{ miles: String(s.miles ?? ""), waitDays: String(s.waitDays ?? "") },
});

function SearchFields({
  n,
  search: s,
  set,
  remove,
}: {
  readonly n: number;
  readonly search: TypedSearch;
  readonly set: (part: Partial<typeof SEARCH>) => void;
  readonly remove: () => void;
}) {
  return (
    <fieldset className="form">
      <legend className="sm">Search {n}</legend>
      <TextField label="Who searched" maxLength={80} value={s.by} onChange={(e) => set({ by: e.target.value })} />
      <TextField label="Searched on" type="date" value={s.on} onChange={(e) => set({ on: e.target.value })} />
      <TextField
        label="Directory, and what was looked for"
        maxLength={160}
        value={s.directory}
        onChange={(e) => set({ directory: e.target.value })}
      />
      <TextField
        label="What was found"
        maxLength={300}
        value={s.found}
        onChange={(e) => set({ found: e.target.value })}
      />
      <TextField
        label="Miles to the nearest (optional)"
        inputMode="numeric"
        value={s.miles}
        wrong={wrongCount(s.miles)}
        onChange={(e) => set({ miles: e.target.value })}
      />
      <TextField
        label="Days to its first appointment (optional)"
        inputMode="numeric"
        value={s.waitDays}
        wrong={wrongCount(s.waitDays)}
        onChange={(e) => set({ waitDays: e.target.value })}
      />
      <Button size="small" kind="quiet" onClick={remove}>
        Remove search {n}
      </Button>
    </fieldset>
  );
}

function TermFields({
  terms,
  put,
}: {
  readonly terms: typeof TERMS;
  readonly put: (part: Partial<typeof TERMS>) => void;
}) {
  return (
    <>
      <TextField
        label="First day of service"
        type="date"
        value={terms.from}
        onChange={(e) => put({ from: e.target.value })}
      />
      <TextField
        label="Last day of service"
        type="date"
        value={terms.to}
        onChange={(e) => put({ to: e.target.value })}
      />
      <TextField
        label="Authorization number (optional)"
        maxLength={60}
        value={terms.authorization}
        onChange={(e) => put({ authorization: e.target.value })}
      />
      <TextField
        label="Days to file a claim (optional)"
        inputMode="numeric"
        value={terms.fileWithin}
        wrong={wrongCount(terms.fileWithin)}
        onChange={(e) => put({ fileWithin: e.target.value })}
      />
      <TextArea
        label="Where claims are sent (optional)"
        maxLength={200}
        value={terms.claimsTo}
        onChange={(e) => put({ claimsTo: e.target.value })}
      />
    </>
  );
}

/** What a single case agreement says beyond its price, as it is typed; `wrong` while it cannot be written so. */
export function useAgreement(before?: Partial<Agreement>) {
  const [terms, setTerms] = useState(() => typedOf(before));
  const [searches, setSearches] = useState<readonly TypedSearch[]>(() => (before?.searches ?? []).map(typedSearch));
  const [next, setNext] = useState((before?.searches?.length ?? 0) + 1);
  const add = () => {
    setSearches([...searches, { ...SEARCH, key: next }]);
    setNext(next + 1);
  };
  const wrong = isNoCount(terms.fileWithin)
    ? "Days to file a claim is a whole number."
    : searches.some(isUnfinished)
      ? "Finish each search: who, when, where and what was found."
      : undefined;
  const fields = (
    <>
      <TermFields terms={terms} put={(part) => setTerms({ ...terms, ...part })} />
      {searches.map((s, i) => (
        <SearchFields
          key={s.key}
          n={i + 1}
          search={s}
          set={(part) => setSearches(searches.map((o) => (o.key === s.key ? { ...o, ...part } : o)))}
          remove={() => setSearches(searches.filter((o) => o.key !== s.key))}
        />
      ))}
      <div>
        <Button size="small" kind="quiet" disabled={searches.length >= MOST} onClick={add}>
          Add a search for a network provider
        </Button>
      </div>
    </>
  );
  return { fields, wrong, agreement: agreementOf(terms, searches) };
}
