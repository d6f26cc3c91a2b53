import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import type { Playbook } from "./playbook-data.ts";
import { SourceLine, Statements } from "./statement.tsx";
import "./playbooks.css";

function Exchanges({ of }: { readonly of: Playbook["arguments"] }) {
  if (of.length === 0) return null;
  return (
    <section className="said-part">
      <h2>What payers say, and what answers it</h2>
      <ul className="said exchanges">
        {of.map(({ payer, answer }) => (
          <li key={payer.text}>
            <div>
              <h3 className="xs t3">They say</h3>
              <p>{payer.text}</p>
              <SourceLine of={payer} />
            </div>
            <div>
              <h3 className="xs t3">We answer</h3>
              <p>{answer.text}</p>
              <SourceLine of={answer} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How a claim is known to be of the specialty: numbers of codes, never their descriptors. */
function Marks({ of }: { readonly of: Playbook }) {
  const marks = [
    ["Codes", of.codes.map((c) => `${c.from === c.to ? c.from : `${c.from} to ${c.to}`} (${c.what})`)],
    ["Places of service", of.places.map((p) => `${p.code} ${p.name.toLowerCase()}`)],
    ["Specialties", of.specialties],
    ["Modifiers", of.modifiers],
    ["Types of bill", of.bills.map((b) => `${b}x`)],
  ] as const;
  return (
    <dl className="marks sm">
      {marks.map(([name, list]) =>
        list.length === 0 ? null : (
          <div key={name}>
            <dt className="t3">{name}</dt>
            <dd>{list.join(", ")}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Who speaks for the specialty: names and addresses alone. */
function Associations({ of }: { readonly of: Playbook["associations"] }) {
  const [first] = of;
  if (first === undefined) return null;
  return (
    <section className="said-part">
      <h2>Associations</h2>
      <ul className="sm">
        {of.map((a) => (
          <li key={a.url}>
            <a href={a.url} target="_blank" rel="noreferrer">
              {a.name}
            </a>{" "}
            <span className="t3">({a.short})</span>
          </li>
        ))}
      </ul>
      <p className="xs t3 mt1">Names and their own sites, as of {showDateOfYear(dayOf(first.day))}.</p>
    </section>
  );
}

/** One playbook whole. */
export function PlaybookBody({ of }: { readonly of: Playbook }) {
  return (
    <div className="playbook">
      <p className="verdict small">{of.about}</p>
      <Marks of={of} />
      <Statements title="What to have in the file" of={of.evidence} />
      <Exchanges of={of.arguments} />
      <Statements title="Roads" of={of.channels} />
      <Statements title="Batching" of={of.batching} />
      <Associations of={of.associations} />
    </div>
  );
}
