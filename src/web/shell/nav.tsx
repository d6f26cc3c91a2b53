import { Link } from "@tanstack/react-router";
import { useWaitingForMe } from "#web/data/approvals.ts";
import { useCounts } from "#web/data/counts.ts";
import { useMe } from "#web/data/me.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { ClientSwitch } from "./client-switch.tsx";
import { Logo } from "./logo.tsx";
import { PLACES, type PlaceToGo } from "./places.ts";

/** How many need a hand there, and whether it is a matter of days. Only where somebody must act. */
function useCountOf(place: PlaceToGo): { readonly n: number; readonly hot: boolean; readonly of: string } | undefined {
  const tabs = useCounts()?.tabs;
  const forMe = useWaitingForMe();
  if (place.to === "/approvals") return forMe === 0 ? undefined : { n: forMe, hot: false, of: "that wait for you" };
  const wanted =
    place.to === "/queue"
      ? { tab: "expiring rights", hot: true, of: "rights that expire" }
      : place.to === "/payments"
        ? { tab: "paid wrong", hot: false, of: "paid wrong" }
        : undefined;
  const n = wanted === undefined ? 0 : (tabs?.find((t) => t.tab === wanted.tab)?.cases ?? 0);
  return wanted === undefined || n === 0 ? undefined : { n, hot: wanted.hot, of: wanted.of };
}

function Item({ place }: { readonly place: PlaceToGo }) {
  const count = useCountOf(place);
  return (
    <li>
      <Link to={place.to} className={count?.hot === true ? "item hot-dot" : "item"}>
        <Glyph name={place.glyph} />
        <span className="word">{place.name}</span>
        {count !== undefined && (
          <span className={count.hot ? "count hot" : "count"}>
            {count.n.toLocaleString("en-US")}
            <span className="vh"> {count.of}</span>
          </span>
        )}
      </Link>
    </li>
  );
}

/** Events kept and whether their chain holds, at the foot. */
function Chain() {
  const chain = useMe()?.chain;
  if (chain === undefined) return null;
  const state = chain.intact === null ? "not yet checked" : chain.intact ? "chain intact" : "chain broken";
  return (
    <div className={chain.intact === false ? "k-denied kc" : undefined}>
      <Glyph name="chain" s />
      <span className="wide">
        {" "}
        {chain.events.toLocaleString("en-US")} events, {state}
      </span>
    </div>
  );
}

export function Nav() {
  const groups = ["", "Reference", "Practice"] as const;
  return (
    <nav className="nav" aria-label="Main">
      <Link to="/map" className="brand" activeProps={{ "aria-current": undefined }}>
        <Logo />
      </Link>
      {groups.map((group) => (
        <div key={group}>
          {group !== "" && <h2>{group}</h2>}
          <ul>
            {PLACES.filter((p) => p.group === group).map((place) => (
              <Item key={place.to} place={place} />
            ))}
          </ul>
        </div>
      ))}
      <div className="foot">
        <ClientSwitch />
        <Chain />
      </div>
    </nav>
  );
}

/** The five places of a narrow window. */
export function BottomBar({ find }: { readonly find: () => void }) {
  const places = PLACES.filter((p) => p.narrow !== undefined);
  const link = (place: PlaceToGo) => (
    <li key={place.to}>
      <Link to={place.to}>
        <Glyph name={place.glyph} />
        {place.narrow}
      </Link>
    </li>
  );
  return (
    <nav className="bottombar" aria-label="Main, narrow">
      <ul>
        {places.slice(0, 2).map(link)}
        <li>
          <button type="button" onClick={find}>
            <Glyph name="search" />
            Find
          </button>
        </li>
        {places.slice(2).map(link)}
      </ul>
    </nav>
  );
}
