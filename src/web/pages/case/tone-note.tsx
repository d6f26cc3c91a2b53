import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { answered, api } from "#web/data/api.ts";

/** A quiet word under what a person writes to the other side: places worth another look, each with a calmer way. */
export function ToneNote({ text }: { readonly text: string }) {
  const read = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ["tone", read],
    queryFn: ({ signal }) => answered(api.POST("/v1/tone", { body: { text: read }, signal })),
    enabled: read.length >= 4,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const found = read.length < 4 ? [] : (data?.found ?? []);
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
