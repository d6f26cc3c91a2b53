import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { toast } from "#web/shell/toast.tsx";

export type Row = Answer<"listDirectory">["rows"][number];
export type Entry = Answer<"getDirectoryEntry">;
export type Own = Entry["own"][number];
export type Contact = Own["contacts"][number];
export type Fact = Own["facts"][number];
export type Recognized = Answer<"recognizeVendor">["found"][number];

export const directoryQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["directory", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/directory", { params: { query: { client } }, signal })),
  });

export const entryQuery = (entry: string, client: string | undefined) =>
  queryOptions({
    queryKey: ["directory", client ?? "all", entry],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/directory/{entry}", { params: { path: { entry }, query: { client } }, signal })),
  });

export const vendorQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "vendor"],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/vendor", { params: { path: { case: id } }, signal })),
    staleTime: 60_000,
  });

/** A write that the directory is read again after, with what is said of it. */
export function useWrite<T>(write: (given: T) => Promise<unknown>, said: string, done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["directory"] });
      toast({ text: said });
      done?.();
    },
  });
}

const header = () => newKey();

export type Submission = NonNullable<Own["submission"]>;

type Given = Pick<Own, "kind" | "name" | "aliases" | "payers" | "facts" | "notes" | "submission">;

export const givenOf = ({ kind, name, aliases, payers, facts, notes, submission }: Own): Given => ({
  kind,
  name,
  aliases,
  payers,
  facts,
  notes,
  submission,
});

export const add = (body: Given & { client: string | null; extends: string | null }) =>
  answered(api.POST("/v1/directory", { params: { header: header() }, body }));

export const change = (own: Own, more: Partial<Given>) =>
  answered(
    api.PUT("/v1/directory/{entry}", {
      params: { path: { entry: own.id }, header: header() },
      body: { ...givenOf(own), ...more, saw: own.version },
    }),
  );

export const remove = (own: Own) =>
  answered(api.DELETE("/v1/directory/{entry}", { params: { path: { entry: own.id }, header: header() } }));

export const addContact = (own: Own, body: Pick<Contact, "channel" | "address" | "whose" | "purpose" | "source">) =>
  answered(api.POST("/v1/directory/{entry}/contacts", { params: { path: { entry: own.id }, header: header() }, body }));

export const dropContact = (own: Own, contact: string) =>
  answered(
    api.DELETE("/v1/directory/{entry}/contacts/{contact}", {
      params: { path: { entry: own.id, contact }, header: header() },
    }),
  );

export const addProof = (own: Own, contact: string, body: Pick<Contact["proofs"][number], "day" | "what" | "source">) =>
  answered(
    api.POST("/v1/directory/{entry}/contacts/{contact}/proofs", {
      params: { path: { entry: own.id, contact }, header: header() },
      body,
    }),
  );

export const recognize = (text: string) => answered(api.POST("/v1/directory/recognize", { body: { text } }));
