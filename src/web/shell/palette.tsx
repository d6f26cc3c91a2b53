import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { Glyph, type GlyphName } from "#web/kit/glyph.tsx";
import { KEYS } from "./keymap.ts";
import { paletteActs } from "./palette-acts.ts";
import { PLACES } from "./places.ts";
import "./palette.css";

const [store, control] = createSpotlight();

function useFound(words: string) {
  const [asked] = useDebouncedValue(words.trim(), 120);
  return useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => answered(api.POST("/v1/search", { body: { q: asked }, signal })),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
    // Names of patients are in it: forgotten as soon as the palette is.
    gcTime: 0,
  });
}

interface RowProps {
  readonly glyph: GlyphName;
  readonly name: string;
  readonly beside?: string;
  readonly end?: string | undefined;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

function Row({ glyph, name, beside, end, keys, run }: RowProps) {
  return (
    <Spotlight.Action onClick={run} className="palette-row">
      <Glyph name={glyph} s />
      <span className="name">{name}</span>
      {beside !== undefined && <span className="mono t2 xs">{beside}</span>}
      <span className="push t2">{end}</span>
      {keys !== undefined && <kbd>{keys}</kbd>}
    </Spotlight.Action>
  );
}

/** Finds cases, pages and acts by name. Opened by Ctrl K; mounted when first asked for. */
export function Palette({ close }: { readonly close: () => void }) {
  const [words, setWords] = useState("");
  const navigate = useNavigate();
  const found = useFound(words);
  useEffect(() => control.open(), []);
  const fits = (name: string) => name.toLowerCase().includes(words.trim().toLowerCase());
  const places = PLACES.filter((p) => fits(p.name));
  const acts = paletteActs()
    .map((g) => ({ ...g, acts: g.acts.filter((a) => fits(a.name)) }))
    .filter((g) => g.acts.length > 0);
  const cases = words.trim().length > 1 ? (found.data?.cases ?? []) : [];
  return (
    <Spotlight.Root
      store={store}
      query={words}
      onQueryChange={setWords}
      onSpotlightClose={close}
      shortcut={null}
      scrollable
      maxHeight={420}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.25 }}
      attributes={{ content: { "aria-label": "Find or do anything" } }}
    >
      <Spotlight.Search
        placeholder="A case, a claim, a payer, a page, something to do"
        aria-label="Find or do anything"
        leftSection={<Glyph name="search" />}
      />
      <Spotlight.ActionsList>
        {cases.length > 0 && (
          <Spotlight.ActionsGroup label="Cases">
            {cases.map((c) => (
              <Row
                key={c.id}
                glyph="case"
                name={c.patient ?? c.payer}
                beside={c.number}
                end={c.class}
                run={() => void navigate({ to: "/cases/$case", params: { case: c.id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {acts.map((g) => (
          <Spotlight.ActionsGroup key={g.title} label={g.title}>
            {g.acts.map((a) => (
              <Row key={a.name} glyph={a.glyph} name={a.name} keys={a.keys} run={a.run} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {places.length > 0 && (
          <Spotlight.ActionsGroup label="Go to">
            {places.map((p) => (
              <Row
                key={p.to}
                glyph={p.glyph}
                name={p.name}
                keys={p.key === undefined ? undefined : KEYS[p.key].keys}
                run={() => void navigate({ to: p.to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {cases.length + acts.length + places.length === 0 && (
          <Spotlight.Empty>
            Nothing by that name. A case is found by its number, claim, payer or patient.
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
