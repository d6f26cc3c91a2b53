import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { centsOf, centsOrNull, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { showDateOfYear, showDay } from "#web/kit/day-words.ts";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { MenuItem, MenuPart } from "#web/kit/menu.tsx";
import { Money, NotKnown, type Source } from "#web/kit/money.tsx";
import { percentOf } from "#web/kit/money-words.ts";
import { useReveal } from "#web/kit/reveal.tsx";
import { Label } from "#web/kit/said.tsx";
import { ClassTag, FlagTag } from "#web/kit/tag.tsx";
import { capital, channelName } from "./channel-words.ts";
import { DealLine } from "./deal-line.tsx";
import { type ActType, type Form, useDesk } from "./desk.ts";
import { datesSaid } from "./fact-words.ts";
import { totalSource } from "./line-sources.ts";
import { CASE_TABS, type CaseTab } from "./tab-list.ts";
import { useTab } from "./use-tab.ts";
import { VendorLine } from "./vendor-line.tsx";
import "#web/pages/queue/tabs.css";

/** Forms that are about the case itself, and not about one of its offers. */
type FormOfCase = Exclude<Form["of"], "accept" | "reject" | "take back">;

const MORE: readonly {
  readonly act: ActType;
  readonly of: FormOfCase;
  readonly name: string;
  readonly keys?: string;
}[] = [
  { act: "add note", of: "note", name: "Write a note", keys: "N" },
  { act: "ask colleague", of: "ask", name: "Ask a colleague", keys: "Q" },
  { act: "add task", of: "task", name: "Add a task" },
  { act: "log offer", of: "offer", name: "Log an offer" },
  { act: "enter agreement", of: "agreement", name: "Enter an agreement" },
  { act: "assign", of: "assign", name: "Assign", keys: "A" },
  { act: "snooze", of: "snooze", name: "Snooze", keys: "S" },
  { act: "hold", of: "hold", name: "Put on hold" },
  { act: "release", of: "release", name: "Release from hold" },
  { act: "close", of: "close", name: "Close the case" },
  { act: "reopen", of: "reopen", name: "Reopen" },
];

/** Opens a form; an agreement is entered on its own tab. */
export function useOpen() {
  const { open } = useDesk();
  const { go } = useTab();
  return (of: FormOfCase) => {
    if (of === "agreement") go("payments");
    open({ of });
  };
}

function Acts() {
  const { may, send, view, undo } = useDesk();
  const open = useOpen();
  const [last] = view.undoable;
  const shown = MORE.filter((m) => may(m.act));
  const reveal = useReveal({
    label: "More to do",
    hover: false,
    width: 232,
    content: () => (
      <MenuPart>
        {shown.map((m) => (
          <MenuItem key={m.act} run={() => open(m.of)} {...(m.keys === undefined ? {} : { keys: m.keys })}>
            {m.name}
          </MenuItem>
        ))}
        {may("wake") && view.row.state === "snoozed" && (
          <MenuItem run={() => void send({ type: "wake" }, "Woken.")}>Wake</MenuItem>
        )}
        {may("undo") && last !== undefined && <MenuItem run={() => undo(last.event)}>Take back: {last.what}</MenuItem>}
      </MenuPart>
    ),
  });
  return (
    <div className="row top">
      {may("log call") && (
        <Button size="small" keys="L" onClick={() => open("call")}>
          Log a call
        </Button>
      )}
      {shown.length > 0 && (
        <button type="button" className="btn small" aria-label="More to do" {...reveal}>
          <Glyph name="more" s />
        </button>
      )}
    </div>
  );
}

const STATE_WORDS = { open: undefined, snoozed: "Snoozed", held: "On hold", closed: "Closed" } as const;

/** Who and what: the patient as this role may see them, number, class, plan, provider. */
export function CaseHead() {
  const { view } = useDesk();
  const { row, providers, evaluation: e } = view;
  const rest = STATE_WORDS[row.state];
  const until = row.snoozedUntil === null ? "" : ` until ${showDay(dayOf(row.snoozedUntil))}`;
  const facts: readonly ReactNode[] = [
    <>
      <b>{row.payer}</b>
      {row.plan !== null && <> for {row.plan}</>}
    </>,
    <>{channelName(row.channel)}</>,
    e.dateOfService === null ? undefined : (
      <>
        Service <b>{showDateOfYear(dayOf(e.dateOfService))}</b>
      </>
    ),
    providers.facility === null ? undefined : <>{providers.facility}</>,
    row.usState === null ? undefined : <>{row.usState}</>,
  ];
  return (
    <div className="case-head">
      <div>
        <p className="who row base wrap">
          <span>{row.patient ?? `Claim ${row.claim}`}</span>
          <span className="mono t3 number">{row.number}</span>
          <ClassTag of={row.class} />
          {row.flags.map((f) => (
            <FlagTag key={f} of={f} />
          ))}
          {rest !== undefined && (
            <span className="tag plain">
              {rest}
              {until}
              {row.because === null ? "" : `: ${row.because}`}
            </span>
          )}
        </p>
        <div className="head-facts mt1">
          {facts.map((f, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the facts stand in a fixed order
            <span key={i}>{f}</span>
          ))}
          <VendorLine />
        </div>
        <DealLine caseId={row.id} />
      </div>
      <Acts />
    </div>
  );
}

function Cell({
  label,
  children,
  sub,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly sub?: ReactNode;
}) {
  return (
    <div>
      <span className="lab">
        <Label>{label}</Label>
      </span>
      <span className="val">{children}</span>
      {sub !== undefined && <span className="sub">{sub}</span>}
    </div>
  );
}

const Amount = ({ text, source }: { readonly text: string | null; readonly source: Source }) =>
  text === null ? <NotKnown /> : <Money cents={centsOf(text)} source={source} />;

function OfferCell() {
  const { offers, row } = useDesk().view;
  const last = offers.findLast((o) => o.state === "standing") ?? offers.at(-1);
  if (last === undefined)
    return (
      <Cell label="Last offer" sub={row.turn === "ours" ? <span className="b ours">Our turn</span> : undefined}>
        <span className="t3 none">None yet</span>
      </Cell>
    );
  const turn = row.turn === "ours" ? "Our turn" : row.turn === "theirs" ? "Plan’s turn" : undefined;
  return (
    <Cell
      label={`Last offer, from ${last.from === "us" ? "us" : "plan"}`}
      sub={
        <span className={row.turn === "ours" ? "b ours" : undefined}>
          {turn ?? "Made"}, since {showDay(dayOf(last.made))}
        </span>
      }
    >
      <Amount
        text={last.amount}
        source={{
          of: `Offer from ${last.from === "us" ? "us" : "the plan"}`,
          from: `Logged by hand; made ${showDay(dayOf(last.made))} by ${last.way}`,
          ...(last.terms === null ? {} : { statedAs: last.terms }),
          ...(last.expires === null ? {} : { checked: `Holds until ${showDay(dayOf(last.expires))}` }),
        }}
      />
    </Cell>
  );
}

function DeadlineCell() {
  const { view, today } = useDesk();
  const { due } = view.row;
  if (due === null)
    return (
      <Cell label="Next last day">
        <span className="t3 none">No clock</span>
      </Cell>
    );
  const right = view.evaluation.rights.find((r) => r.safe?.[1] === due.day);
  return (
    <div className="deadline-cell">
      <span className="lab">{capital(datesSaid(due.what))}</span>
      <DeadlineChip
        today={today}
        comb
        of={{
          what: due.what,
          due: dayOf(due.day),
          starts: due.starts === null ? undefined : dayOf(due.starts),
          because:
            right?.starts == null
              ? undefined
              : `Counted from ${showDay(dayOf(right.starts.day))}: ${right.starts.source}.`,
          rule: <Cite>{due.cite}</Cite>,
        }}
      />
    </div>
  );
}

/** Charge, paid, last offer, patient, deadline: in view however far down one reads. */
export function Strip() {
  const { evaluation: e } = useDesk().view;
  const allowed = centsOrNull(e.allowed);
  const benchmark = centsOrNull(e.benchmark);
  const share = allowed === null || benchmark === null ? undefined : percentOf(allowed, benchmark);
  const shielded = e.flags.includes("protected");
  return (
    <div className="strip">
      <Cell label="Charge" sub={`${e.lines.length} ${e.lines.length === 1 ? "line" : "lines"}`}>
        <Amount text={e.billed} source={totalSource("Charge", e, (l) => l.billed)} />
      </Cell>
      <Cell
        label="Allowed, with patient share"
        sub={share === undefined ? "No benchmark" : `${share}% of the benchmark`}
      >
        <Amount text={e.allowed} source={totalSource("Allowed", e, (l) => l.allowed)} />
      </Cell>
      <OfferCell />
      <Cell
        label="Patient’s share, as the plan says"
        sub={
          shielded ? (
            <>
              <Glyph name="protected" s /> Protected
            </>
          ) : undefined
        }
      >
        <Amount text={e.patient} source={totalSource("Patient", e, (l) => l.patient)} />
      </Cell>
      <DeadlineCell />
    </div>
  );
}

/** The tabs, with counts where something is in them; 1 to 9 on the keyboard. */
export function CaseTabs({ now }: { readonly now: CaseTab }) {
  const { view } = useDesk();
  const counts: Partial<Record<CaseTab, number>> = {
    claim: view.evaluation.lines.length,
    negotiate: view.offers.filter((o) => o.state === "standing").length,
    documents: view.files.length,
    payments: view.expected.length,
  };
  return (
    <nav className="tabs" aria-label="Parts of the case">
      {CASE_TABS.map(({ tab, name }, i) => (
        <Link
          key={tab}
          to="/cases/$case"
          params={{ case: view.row.id }}
          search={(before) => ({ ...before, tab })}
          resetScroll={false}
          aria-current={now === tab ? "page" : undefined}
          aria-keyshortcuts={String(i + 1)}
          activeProps={{}}
        >
          {name}
          {(counts[tab] ?? 0) > 0 && <span className="c num">{counts[tab]}</span>}
        </Link>
      ))}
    </nav>
  );
}
