import { useMutation } from "@tanstack/react-query";
import { useMay } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { StateTag } from "#web/kit/tag.tsx";
import { useDesk } from "./desk.ts";
import { download } from "./download.ts";

/** The case as one zip that anybody verifies without Parley: for outside, or all of it for the practice. */
export function PacketPaper() {
  const { row } = useDesk().view;
  const may = useMay("export");
  const save = useMutation({
    mutationFn: (whom: "outside" | "own") =>
      download(
        `/v1/cases/${row.id}/packet?for=${whom}`,
        `case-${row.number}-${whom === "own" ? "own-packet" : "packet"}.zip`,
      ),
  });
  return (
    <li className="paper">
      <div className="row between wrap">
        <h3>Case packet</h3>
        <StateTag of="shared" />
      </div>
      <p className="sm t2 mt1">
        Claim, answer, law, offers, money and files with their hashes, and a program that verifies them without Parley.
        Your notes, floor and valuations stay out.
      </p>
      <div className="row wrap mt2">
        <Button size="small" disabled={!may} busy={save.isPending} onClick={() => save.mutate("outside")}>
          Save packet
        </Button>
        <Button size="small" kind="quiet" disabled={!may} onClick={() => save.mutate("own")}>
          All of it, for the practice
        </Button>
        {!may && <span className="xs t3">Your role does not export.</span>}
      </div>
      {save.isError && <ProblemState thrown={save.error} />}
    </li>
  );
}
