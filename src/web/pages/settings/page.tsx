import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMe } from "#web/data/me.ts";
import { Loading } from "#web/kit/states.tsx";
import { Page } from "#web/shell/page.tsx";
import { OrganizationName } from "./organization-name.tsx";
import { PARTS, type SettingsPart } from "./parts.ts";
import { ROLES } from "./roles.ts";
import { Block } from "./row.tsx";
import "./settings.css";

const route = getRouteApi("/frame/settings");

function Organization() {
  const me = useMe();
  if (me === undefined) return <Loading />;
  const { organization, clients, person, chain } = me;
  return (
    <>
      <Block title="Organization" says="What the whole of it is called, and who you are in it.">
        <dl className="facts sm">
          <dt>Name</dt>
          <dd>
            <OrganizationName kept={organization.name} />
          </dd>
          <dt>Practices</dt>
          <dd>{clients.map((c) => c.name).join("; ")}</dd>
          <dt>Events</dt>
          <dd>
            {chain.events.toLocaleString("en-US")},{" "}
            {chain.intact === null ? "not yet checked" : chain.intact ? "chain intact" : "chain broken"}
          </dd>
        </dl>
      </Block>
      <Block title="You">
        <dl className="facts sm">
          <dt>Name</dt>
          <dd>{person.name}</dd>
          <dt>E-mail</dt>
          <dd className="break">{person.email}</dd>
          <dt>Role</dt>
          <dd>
            {person.role}. <span className="t2">{ROLES[person.role]}</span>
          </dd>
        </dl>
      </Block>
    </>
  );
}

/** Each part is loaded when it is opened. */
const VIEWS: Readonly<Record<SettingsPart, React.ComponentType>> = {
  organization: Organization,
  clients: lazy(() => import("./clients.tsx").then((m) => ({ default: m.Clients }))),
  people: lazy(() => import("./people.tsx").then((m) => ({ default: m.People }))),
  authority: lazy(() => import("./authority.tsx").then((m) => ({ default: m.AuthorityPart }))),
  security: lazy(() => import("./security.tsx").then((m) => ({ default: m.Security }))),
  keys: lazy(() => import("./keys.tsx").then((m) => ({ default: m.ApiKeys }))),
  profile: lazy(() => import("./profile.tsx").then((m) => ({ default: m.ProfilePart }))),
  learning: lazy(() => import("./learning.tsx").then((m) => ({ default: m.LearningPart }))),
  data: lazy(() => import("./data.tsx").then((m) => ({ default: m.DataPart }))),
  audit: lazy(() => import("./audit.tsx").then((m) => ({ default: m.AuditPart }))),
};

/** Everything about the practice that is not a case, one part at a time. */
export function SettingsPage() {
  const { part = "organization" } = route.useSearch();
  const View = VIEWS[part];
  return (
    <Page title="Settings">
      <div className="settings">
        <nav aria-label="Settings">
          <ul>
            {PARTS.map((p) => (
              <li key={p.part}>
                <Link
                  to="/settings"
                  search={p.part === "organization" ? {} : { part: p.part }}
                  activeOptions={{ includeSearch: true, exact: true }}
                >
                  {p.name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="settings-part">
          <Suspense fallback={<Loading />}>
            <View />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
