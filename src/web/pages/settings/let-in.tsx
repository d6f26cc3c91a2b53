import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Check } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { More } from "./more.tsx";
import { Block, showMoment } from "./row.tsx";

/** Everybody from outside who was let into a room, and on which agreement: what a compliance officer is asked for. */

type Row = Answer<"listGuests">["rows"][number];

const WHO: Readonly<Record<Row["room"]["relation"], string>> = {
  payer: "the payer",
  "for the payer": "works for the payer",
  consultant: "consultant, on our behalf",
  advocate: "advocate, on our behalf",
};

const guestsQuery = (side: "us" | undefined) =>
  infiniteQueryOptions({
    queryKey: ["audit", "guests", side ?? "all"],
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET("/v1/guests", { params: { query: { cursor: pageParam, limit: 50, side } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

const day = (text: string): string => showDateOfYear(dayOf(text));

/** What lets them see the claim; an agreement whose file is gone is the one thing to act on. */
function RestsOn({ of }: { readonly of: Row }) {
  const { baa } = of.room;
  if (baa === null) return <span className="sub">Shown for payment of the claim, {of.rests}</span>;
  return baa.file === null ? (
    <span className="sub k-denied kc">
      <Glyph name="warn" s /> Business associate agreement of {day(baa.signed)}, whose file was removed from the case
    </span>
  ) : (
    <span className="sub">
      Business associate agreement of {day(baa.signed)}, {baa.file}; {of.rests}
    </span>
  );
}

function stateOf({ state, ends, why, looked }: Row["room"]): string {
  const seen = looked === null ? "nobody has looked in" : `looked in last ${showMoment(looked)}`;
  return state === "open"
    ? `Open through ${day(ends)}, ${seen}`
    : `${why ?? "Ended."} ${seen.replace(/^./, (c) => c.toUpperCase())}`;
}

const Guest = ({ of }: { readonly of: Row }) => (
  <li>
    <b className="m">{of.room.name}</b>, {of.room.organization} <span className="t2">({WHO[of.room.relation]})</span>
    {": "}
    <Link to="/cases/$case" params={{ case: of.case }} search={{ tab: "negotiate" }} className="in-sentence">
      {of.number}
    </Link>{" "}
    <span className="t2">{of.client.name}</span>
    <RestsOn of={of} />
    <span className="sub">
      Asked in {day(of.room.opened)}. {stateOf(of.room)}
    </span>
  </li>
);

const NONE = "Nobody from outside was let in.";
const NONE_OF_OURS = "Nobody was let in on the practice’s behalf.";

export function LetIn() {
  const [ours, setOurs] = useState(false);
  const query = useInfiniteQuery(guestsQuery(ours ? "us" : undefined));
  const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
  return (
    <Block
      title="Let in from outside"
      says="Who was asked into a room of a case, newest first: by which law they are shown it, and the business associate agreement of those who look on for the practice."
    >
      <Check checked={ours} onChange={(e) => setOurs(e.target.checked)}>
        Only those on the practice’s behalf
      </Check>
      {query.isError && <ProblemState thrown={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && rows.length === 0 && <p className="sm t2 mt2">{ours ? NONE_OF_OURS : NONE}</p>}
      <ol className="rows sm mt2">
        {rows.map((r) => (
          <Guest key={`${r.case} ${r.room.event}`} of={r} />
        ))}
      </ol>
      <div className="row wrap">
        <More query={query} />
        {rows.length > 0 && (
          <a className="btn plain small mt3" href={`/v1/guests/export${ours ? "?side=us" : ""}`} download>
            Save as CSV
          </a>
        )}
      </div>
    </Block>
  );
}
