import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { Check } from "#web/kit/fields.tsx";

/** Places of a text worth another look; nothing while they are not known. */
function useTone(text: string) {
  const read = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ["tone", read],
    queryFn: ({ signal }) => answered(api.POST("/v1/tone", { body: { text: read }, signal })),
    enabled: read.length >= 4,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  return read.length < 4 ? [] : (data?.found ?? []);
}

/** A quiet word under what a person writes to the other side: places worth another look, each with a calmer way. */
export function ToneNote({ text }: { readonly text: string }) {
  const found = useTone(text);
  if (found.length === 0) return null;
  return (
    <ul className="sm t2" aria-label="Worth another look">
      {found.map((f) => (
        <li key={`${f.from} ${f.kind}`}>
          <q>{f.words}</q>: {f.says} {f.calmer}
        </li>
      ))}
    </ul>
  );
}

/**
 * Words that give something away are asked about before a paper is written with them: a box to tick, of these very words, and
 * whether it is still open. Other words are only told.
 */
export function useToneConfirm(text: string) {
  const found = useTone(text).filter((f) => f.confirm);
  const words = found.map((f) => f.words).join("; ");
  const [agreed, setAgreed] = useState("");
  const box =
    found.length === 0 ? null : (
      <Check checked={agreed === words} onChange={(e) => setAgreed(e.target.checked ? words : "")}>
        It is meant as written: {words}
      </Check>
    );
  return { box, isOpen: found.length > 0 && agreed !== words };
}
