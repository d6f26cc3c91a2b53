import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { buttonClass } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Empty, NoPermission, Skeleton } from "#web/kit/states.tsx";
import { FirstRun } from "#web/pages/first-run/first-run.tsx";
import { Page } from "#web/shell/page.tsx";
import { Asked } from "./asked.tsx";
import { DoFirst } from "./do-first.tsx";
import { Guard } from "./guard.tsx";
import { Lede } from "./lede.tsx";
import { Payers } from "./payers.tsx";
import { OneQuestion } from "./question.tsx";
import { RightsAging } from "./rights.tsx";
import type { MoneyMap } from "./sums.ts";
import { ThisImport } from "./this-import.tsx";
import "./map.css";

const mapQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["map", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/map", { params: { query: { client } }, signal })),
  });

const AddFiles = ({ primary = false }: { readonly primary?: boolean }) => (
  <Link to="/import" className={`${buttonClass({ kind: primary ? "primary" : "plain" })} wide`}>
    <Glyph name="in" s />
    Add files
  </Link>
);

/** The shape of the page while its figures are fetched. */
const OUTLINE = (
  <>
    <Skeleton width="58%" height={34} />
    <Skeleton width="40%" />
    <Skeleton width="100%" height={18} />
    <Skeleton width="100%" height={72} />
    <Skeleton width="70%" height={220} />
  </>
);

function NothingYet() {
  const may = useMay("import files");
  return (
    <div className="pad">
      <Empty
        says="No claim was read yet, so no dollar is on the map."
        more="An 835 from your clearinghouse is enough to begin; the 837 beside it makes it exact."
      >
        {may && <AddFiles primary />}
      </Empty>
    </div>
  );
}

function Drawn({ map }: { readonly map: MoneyMap }) {
  return (
    <>
      <Lede map={map} />
      <div className="map-split">
        <RightsAging map={map} />
        <div>
          <DoFirst map={map} />
          <OneQuestion map={map} />
        </div>
      </div>
      <div className="map-foot">
        <Payers map={map} />
        <div>
          <Guard map={map} />
          <ThisImport />
        </div>
      </div>
    </>
  );
}

/** All the money of one client, or of all, in one sentence and then by what can be done about it. */
export function MapPage() {
  const client = useClient();
  const me = useMe();
  const may = useMay("see cases");
  const query = useQuery({ ...mapQuery(client), enabled: may });
  const actions = useMay("import files") ? <AddFiles /> : undefined;
  return (
    <Page title="Money map" actions={actions}>
      <FirstRun />
      {me !== undefined && !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <Asked of={query} doing="Adding up the lines of every claim." outline={OUTLINE}>
          {(map) => (map.totals.lines === 0 ? <NothingYet /> : <Drawn map={map} />)}
        </Asked>
      )}
    </Page>
  );
}
