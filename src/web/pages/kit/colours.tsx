import { usd } from "#base/money.ts";
import { MoneyBar } from "#web/kit/bars.tsx";
import { CLASSES, FLAGS, type Sign, STATES } from "#web/kit/classes.ts";
import { Tag } from "#web/kit/tag.tsx";

const ROLES = [
  "canvas",
  "surface",
  "sunken",
  "hover",
  "line",
  "line-2",
  "control",
  "text",
  "text-2",
  "text-3",
  "ink",
  "ink-tint",
  "link",
  "baize",
  "baize-tint",
  "baize-text",
  "baize-line",
  "ink-line",
];

export function Colours() {
  return (
    <section className="full">
      <h2>Colour roles</h2>
      <ul className="swatches">
        {ROLES.map((role) => (
          <li key={role}>
            <i style={{ background: `var(--${role})` }} />
            {role}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signs({ signs, caption }: { readonly signs: readonly Sign[]; readonly caption: string }) {
  return (
    <table className="flush">
      <caption className="vh">{caption}</caption>
      <tbody>
        {signs.map((s) => (
          <tr key={s.word}>
            <td className="nowrap">
              <Tag sign={s} />
            </td>
            <td className="wide">
              <div style={{ width: 90 }}>
                <MoneyBar slim parts={[{ name: s.word, tone: s.tone, cents: usd("1.00") }]} />
              </div>
            </td>
            <td className="t2">{s.says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Classes() {
  return (
    <>
      <section>
        <h2>Classes: each line in exactly one</h2>
        <Signs caption="Classes" signs={Object.values(CLASSES)} />
      </section>
      <section className="east">
        <h2>Flags and states</h2>
        <Signs caption="Flags and states" signs={[...Object.values(FLAGS), ...Object.values(STATES)]} />
      </section>
    </>
  );
}
