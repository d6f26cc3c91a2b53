import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { centsOf } from "#web/data/wire.ts";
import { showMoney } from "#web/kit/money-words.ts";

/** Which deal the case is in, or was agreed by, and what of it is the case's own. Nothing where there is none. */
export function DealLine({ caseId }: { readonly caseId: string }) {
  const { data } = useQuery({
    queryKey: ["case", caseId, "deal"],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/deal", { params: { path: { case: caseId } }, signal })),
  });
  const deal = data?.deal ?? null;
  const under = (data?.agreements ?? []).map((a) => (
    <p key={a.id} className="sm">
      Its claim comes under the single case agreement{" "}
      <Link to="/agreements" search={{ agreement: a.id }} className="m">
        {a.name}
      </Link>
      .
    </p>
  ));
  if (deal === null) return <>{under}</>;
  const words = deal.state === "accepted" ? "Agreed in the deal" : "In the deal";
  return (
    <>
      {under}
      <p className="sm">
        {words}{" "}
        <Link to="/packages" search={{ deal: deal.id }} className="m">
          {deal.name}
        </Link>
        {deal.share !== null && (
          <>
            , our share <b className="num">{showMoney(centsOf(deal.share), "exact")}</b> of{" "}
            <span className="num">{showMoney(centsOf(deal.amount), "exact")}</span>
          </>
        )}
        <span className="t3">{deal.state === "draft" ? ", which waits for a second person" : ""}</span>
      </p>
    </>
  );
}
