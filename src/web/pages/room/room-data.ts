import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { toast } from "#web/shell/toast.tsx";

/** The room as its guest reads it, and what a guest does there. */

export type GuestRoom = Answer<"getRoom">;
export type Agreement = NonNullable<GuestRoom["agreement"]>;
export type Move = Body<"moveInRoom">;

/** The newest offer of a side that stands open. */
export const newestOf = (offers: GuestRoom["offers"], from: "us" | "them"): GuestRoom["offers"][number] | undefined =>
  offers.findLast((o) => o.from === from && o.state === "open");

export const roomQuery = queryOptions({
  queryKey: ["room"],
  queryFn: () => answered(api.GET("/v1/room")),
  retry: false,
});

/** Reads the room again whenever the other side did something, for as long as the page is open. */
export function useRoomNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource("/v1/room/live");
    const again = () => void queries.invalidateQueries(roomQuery);
    source.addEventListener("room", again);
    // After a cut nobody knows what was missed.
    source.addEventListener("error", again);
    return () => source.close();
  }, [queries]);
}

/** Does one thing in the room, says that it is done, and reads the room again. */
export function useInRoom<T>(act: (given: T) => Promise<unknown>, done: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Without a connection it is refused now, and not sent by itself later.
    networkMode: "always",
    onSuccess: async () => {
      toast({ text: done });
      await queries.invalidateQueries(roomQuery);
    },
  });
}

export const useMove = (done: string) =>
  useInRoom((body: Move) => answered(api.POST("/v1/room/moves", { body })), done);

/** An amount as people type it, with a dollar sign or commas. */
export const typedAmount = (text: string): string => text.replace(/[$,\s]/g, "");
