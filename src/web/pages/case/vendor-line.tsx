import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Said } from "#web/kit/said.tsx";
import { vendorQuery } from "#web/pages/directory/directory-data.ts";
import { useDesk } from "./desk.ts";
import "./vendor-line.css";

/** Who priced the case and by which words that is known; nothing while nobody is named. */
export function VendorLine() {
  const { view } = useDesk();
  const { data } = useQuery(vendorQuery(view.row.id));
  const vendor = data?.vendor;
  const clue = vendor?.clues[0];
  if (vendor === undefined || vendor === null || clue === undefined) {
    const [hint] = data?.hints ?? [];
    return hint === undefined ? null : (
      <span>
        Repriced, vendor not named (<span className="mono">{hint.code}</span>)
      </span>
    );
  }
  return (
    <span>
      {vendor.kind === "network" ? "Network" : <Said word="repricer">Repricer</Said>}{" "}
      <Link to="/directory" search={{ of: vendor.id }} className="in-sentence">
        {vendor.name}
      </Link>
      , recognized from <q>{clue.words}</q> in {clue.where}
      {vendor.sure !== "certain" && `, ${vendor.sure}`}
    </span>
  );
}
