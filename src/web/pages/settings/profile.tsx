import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { Button } from "#web/kit/button.tsx";
import { useSeg } from "#web/kit/chips.tsx";
import { Check, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { Deciding } from "./deciding.tsx";
import {
  type ContractTyped,
  contractsOf,
  linesOf,
  listFrom,
  type Profile,
  put,
  readProfile,
  textOf,
  withContracts,
} from "./profile-form.ts";
import { Block, showMoment } from "./row.tsx";

type Kept = Answer<"getProfile">;

const profileQuery = (client: string) =>
  queryOptions({
    queryKey: ["profile", client],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/clients/{client}/profile", { params: { path: { client } }, signal })),
  });

const COLUMNS: readonly { readonly key: keyof ContractTyped; readonly name: string; readonly type?: "date" }[] = [
  { key: "payer", name: "Payer, id or name" },
  { key: "network", name: "Network" },
  { key: "from", name: "First day", type: "date" },
  { key: "until", name: "Last day", type: "date" },
  { key: "provider", name: "NPI or tax id" },
];
const BLANK: ContractTyped = { payer: "", network: "", from: "", until: "", provider: "" };

function Contracts({ profile, change }: { readonly profile: Profile; readonly change: (p: Profile) => void }) {
  const [rows, setRows] = useState<readonly ContractTyped[]>(() => contractsOf(profile));
  const putRows = (next: readonly ContractTyped[]) => {
    setRows(next);
    change(withContracts(profile, next));
  };
  return (
    <div className="contracts">
      {rows.length > 0 && (
        <table className="flush">
          <caption className="vh">Network contracts</caption>
          <thead>
            <tr>
              {COLUMNS.map((c) => (
                <th key={c.key} scope="col">
                  {c.name}
                </th>
              ))}
              <th scope="col">
                <span className="vh">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a contract has no other name than its place
              <tr key={i}>
                {COLUMNS.map((c) => (
                  <td key={c.key}>
                    <span className="input">
                      <input
                        type={c.type ?? "text"}
                        aria-label={`${c.name}, contract ${i + 1}`}
                        value={row[c.key]}
                        onChange={(e) => putRows(rows.map((r, j) => (j === i ? { ...r, [c.key]: e.target.value } : r)))}
                      />
                    </span>
                  </td>
                ))}
                <td>
                  <Button
                    kind="quiet"
                    size="small"
                    aria-label={`Remove contract ${i + 1}`}
                    onClick={() => putRows(rows.filter((_, j) => j !== i))}
                  >
                    <Glyph name="close" s />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="mt2">
        <Button size="small" onClick={() => putRows([...rows, BLANK])}>
          Add a contract
        </Button>
      </div>
    </div>
  );
}

/** Fields of the profile by what is kept in them: one text, a list by commas, lines. */
const FIELDS = [
  { key: "name", label: "Name", help: "Where a claim names none." },
  { key: "npis", label: "NPIs", help: "Ten digits each, with commas between.", list: true },
  { key: "tins", label: "Tax ids", list: true },
  { key: "specialties", label: "Specialties", help: "In words or taxonomy codes; the first stands in.", list: true },
  { key: "medicarePercent", label: "Percent of Medicare", help: "For triage only. 150 when left open." },
  { key: "workRate", label: "Share of open work done in a day", help: "0.1 when left open." },
  { key: "staffHour", label: "An hour of staff, dollars", help: "For what work costs. 40.00 when left open." },
] as const;

function Fields({ profile, change }: { readonly profile: Profile; readonly change: (p: Profile) => void }) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const signer = typeof profile.signer === "object" && profile.signer !== null ? (profile.signer as Profile) : {};
  const signerPut = (key: string, value: string) => change(put(profile, "signer", put(signer, key, value)));
  return (
    <div className="profile-fields">
      {FIELDS.map((f) => (
        <TextField
          key={f.key}
          label={f.label}
          {...("help" in f ? { help: f.help } : {})}
          value={typed[f.key] ?? textOf(profile, f.key)}
          onChange={(e) => {
            setTyped({ ...typed, [f.key]: e.target.value });
            change(put(profile, f.key, "list" in f ? listFrom(e.target.value) : e.target.value));
          }}
        />
      ))}
      <TextField label="Who signs" value={textOf(signer, "name")} onChange={(e) => signerPut("name", e.target.value)} />
      <TextField label="Title" value={textOf(signer, "title")} onChange={(e) => signerPut("title", e.target.value)} />
      <TextArea
        label="Letterhead"
        help="One line each: name first, and a telephone number or e-mail among them."
        value={typed.letterhead ?? linesOf(profile, "letterhead")}
        onChange={(e) => {
          setTyped({ ...typed, letterhead: e.target.value });
          change(put(profile, "letterhead", listFrom(e.target.value, /\n/)));
        }}
      />
    </div>
  );
}

const WAYS = ["phone", "fax", "email", "portal", "mail", "in person"] as const;

const recordIn = (of: Profile, key: string): Profile => {
  const value = of[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Profile) : {};
};

const DAYS = /^([1-9]|[1-5]\d|60)$/;
const TIMES = /^([1-9]|1\d|20)$/;

/** A count of the cadence; what is no such count is said beside it and kept as typed until it is one. */
function Count(p: {
  label: string;
  help?: string;
  of: Profile;
  name: string;
  may: RegExp;
  put: (to: Profile) => void;
}) {
  const value = textOf(p.of, p.name);
  const wrong = p.may === TIMES ? "A whole number from 1 to 20." : "A whole number from 1 to 60.";
  return (
    <TextField
      label={p.label}
      {...(p.help === undefined ? {} : { help: p.help })}
      inputMode="numeric"
      value={value}
      wrong={value !== "" && !p.may.test(value) ? wrong : undefined}
      onChange={(e) => p.put(put(p.of, p.name, e.target.value.trim()))}
    />
  );
}

/** When an offer or a letter without an answer is asked after, and how often. */
function FollowUps({ profile, change }: { readonly profile: Profile; readonly change: (p: Profile) => void }) {
  const cadence = recordIn(profile, "followUp");
  const ways = recordIn(cadence, "ways");
  const keep = (next: Profile) => change(put(profile, "followUp", Object.keys(next).length === 0 ? undefined : next));
  const keepWays = (next: Profile) => keep(put(cadence, "ways", Object.keys(next).length === 0 ? undefined : next));
  const counts = { of: cadence, put: keep };
  return (
    <div className="profile-fields">
      <Count {...counts} name="first" label="First after, business days" help="5 when left open." may={DAYS} />
      <Count {...counts} name="every" label="Then every, business days" help="5 when left open." may={DAYS} />
      <Count {...counts} name="most" label="At most, times" help="Without end when left open." may={TIMES} />
      {WAYS.map((way) => (
        <Count
          key={way}
          of={ways}
          put={keepWays}
          name={way}
          label={`First after, when it went by ${way}`.replace("by in", "in")}
          may={DAYS}
        />
      ))}
    </div>
  );
}

function Json({
  profile,
  change,
  wrong,
}: {
  readonly profile: Profile;
  readonly change: (p: Profile | string) => void;
  readonly wrong: string | undefined;
}) {
  const [text, setText] = useState(() => JSON.stringify(profile, null, 2));
  return (
    <TextArea
      label="Profile as JSON"
      help="Key for key as a profile file."
      rows={22}
      spellCheck={false}
      className="mono"
      wrong={wrong}
      value={text}
      onChange={(e) => {
        setText(e.target.value);
        change(readProfile(e.target.value));
      }}
    />
  );
}

function Form({ client, kept }: { readonly client: string; readonly kept: Kept }) {
  const queries = useQueryClient();
  const [profile, setProfile] = useState<Profile>(kept.profile);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const view = useSeg(
    "Show as",
    [
      { value: "form", name: "Form" },
      { value: "json", name: "JSON" },
    ],
    "form",
  );
  const save = useMutation({
    mutationFn: () =>
      answered(
        api.PUT("/v1/clients/{client}/profile", {
          params: { path: { client }, header: newKey() },
          body: { saw: kept.version, profile },
        }),
      ),
    onSuccess: (done) => {
      toast({ text: done.said });
      for (const key of ["profile", "map", "queue", "case"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Block
        title="Practice profile"
        says={
          kept.changedAt === null
            ? "What no file tells. Nothing is set yet."
            : `What no file tells. Changed ${showMoment(kept.changedAt)} by ${kept.by ?? "a file"}.`
        }
      >
        {view.seg}
        <div className="mt4">
          {view.value === "form" ? (
            <Fields profile={profile} change={setProfile} />
          ) : (
            <Json
              profile={profile}
              wrong={wrong}
              change={(read) => {
                setWrong(typeof read === "string" ? read : undefined);
                if (typeof read !== "string") setProfile(read);
              }}
            />
          )}
        </div>
      </Block>
      {view.value === "form" && (
        <Block
          title="Follow-ups"
          says="When an offer or a letter that nobody answered is asked after. The day stands on the case and on My day. A way without days of its own takes the first."
        >
          <FollowUps profile={profile} change={setProfile} />
        </Block>
      )}
      {view.value === "form" && (
        <Block
          title="Contracts"
          says="A payer that is not on a whole list is out of network. On a list that may not be whole, Parley asks."
        >
          <Contracts profile={profile} change={setProfile} />
          <div className="mt3">
            <Check
              checked={profile.contractsComplete === true}
              onChange={(e) => setProfile(put(profile, "contractsComplete", e.target.checked ? true : undefined))}
            >
              This is the whole list
            </Check>
          </div>
        </Block>
      )}
      <div className="setting-foot">
        {save.isError && <ProblemState thrown={save.error} />}
        <Button type="submit" kind="primary" busy={save.isPending} disabled={wrong !== undefined}>
          Keep profile
        </Button>
        <span className="xs t3">Open cases are decided again.</span>
      </div>
    </form>
  );
}

/** What no file tells: who the practice is, its contracts, its aims; as a form or as the JSON it is. */
export function ProfilePart() {
  const may = useMay("manage settings");
  const clients = useMe()?.clients ?? [];
  const chosen = useClient();
  const [picked, pick] = useState<string | undefined>(undefined);
  const client = picked ?? chosen ?? clients[0]?.id;
  const query = useQuery({ ...profileQuery(client ?? ""), enabled: may && client !== undefined });
  if (!may) return <NoPermission says="Your role does not change the profile." />;
  if (client === undefined) return null;
  return (
    <>
      {clients.length > 1 && (
        <div className="setting-pick">
          <SelectField
            label="Practice"
            value={client}
            options={clients.map((c) => ({ value: c.id, name: c.name }))}
            onChange={(event) => pick(event.target.value)}
          />
        </div>
      )}
      <Deciding />
      <Asked of={query} doing="Fetching the profile.">
        {(kept) => <Form key={`${client} ${kept.version}`} client={client} kept={kept} />}
      </Asked>
    </>
  );
}
