import { useState } from "react";
import { BulkBar } from "#web/kit/bulk-bar.tsx";
import { Button } from "#web/kit/button.tsx";
import { Checklist, Cite, Evidence, Person, Seg, Term } from "#web/kit/chips.tsx";
import { Check, MoneyField, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { toast } from "#web/shell/toast.tsx";

const nothing = () => undefined;

export function Chips() {
  const [unit, setUnit] = useState<"dollars" | "qpa" | "medicare">("dollars");
  return (
    <section className="full">
      <h2>Small signs</h2>
      <div className="pair">
        <div className="stack">
          <div className="row wrap">
            <Cite>835 · N859</Cite>
            <Cite
              opens={() => <p>A party may send a notice within 30 business days after the first payment or denial.</p>}
            >
              45 CFR 149.510(b)(1)
            </Cite>
          </div>
          <div className="row wrap">
            <Evidence name="QPA, four lines" />
            <Evidence
              name="Charges"
              barred="Federal arbitration may not weigh the billed charge. 45 CFR 149.510(c)(4)(v)."
            />
          </div>
          <p className="prose">
            The{" "}
            <Term means="Qualifying payment amount: the plan’s own median contracted rate for the service.">QPA</Term>{" "}
            is a word of the trade.
          </p>
          <div>
            <Seg
              label="Unit"
              value={unit}
              choose={setUnit}
              options={[
                { value: "dollars", name: "Dollars" },
                { value: "qpa", name: "% of QPA" },
                { value: "medicare", name: "% of Medicare" },
              ]}
            />
          </div>
        </div>
        <div className="stack">
          <Person initials="IO" name="Ines Okonjo" may="owns" />
          <Person initials="RC" name="R. Castellan" may="Quillmark, may sign to $2,500" />
          <Checklist
            items={[
              { key: "aob", state: "done", text: "Assignment of benefits signed Aug 18" },
              { key: "image", state: "missing", text: "Ultrasound image" },
              { key: "sign", state: "open", text: "Approval by M. Lund" },
              { key: "cool", state: "blocked", text: "Cooling-off until Jan 4" },
            ]}
          />
        </div>
      </div>
    </section>
  );
}

export function Controls() {
  return (
    <section>
      <h2>Controls</h2>
      <div className="row wrap">
        <Button kind="primary" keys="O">
          Prepare counter
        </Button>
        <Button>Save draft</Button>
        <Button kind="quiet">Skip</Button>
        <Button kind="shared">Review and send</Button>
        <Button kind="danger">Withdraw offer</Button>
        <Button disabled>Not now</Button>
        <Button busy>Sending</Button>
        <Button size="small">Small</Button>
      </div>
      <div className="pair mt4">
        <MoneyField label="Amount" defaultValue="1,320.00" />
        <MoneyField
          label="Amount, refused"
          defaultValue="3,100.00"
          wrong="More than the charge, $2,960.00. Check the amount."
        />
        <TextField label="Remark codes" placeholder="N830 MA01" />
        <TextField
          label="Promised until"
          type="date"
          defaultValue="2026-11-30"
          help="The call becomes a task on that day."
        />
        <SelectField
          label="How"
          options={[
            { value: "phone", name: "By phone" },
            { value: "fax", name: "By fax" },
          ]}
        />
      </div>
      <div className="mt4">
        <TextArea label="Reason" placeholder="Why it may wait" />
      </div>
      <div className="row mt3">
        <Check defaultChecked>Only my cases</Check>
        <Check>Snoozed too</Check>
      </div>
    </section>
  );
}

export function Toasts() {
  return (
    <section className="east">
      <h2>Undo</h2>
      <div className="row wrap">
        <Button
          onClick={() =>
            toast({
              text: "Snoozed 3 cases until Nov 30, waiting on records.",
              undo: () => toast({ text: "Taken back." }),
            })
          }
        >
          Show a toast with undo
        </Button>
        <Button kind="quiet" onClick={() => toast({ text: "Note saved." })}>
          Show one without
        </Button>
      </div>
    </section>
  );
}

export function Bulk() {
  return (
    <section className="full">
      <h2>Many at once</h2>
      <div className="mt4">
        <BulkBar
          still
          says={
            <>
              <b>3 selected</b> · 8 lines, $24,855
            </>
          }
          acts={[
            { name: "Assign", keys: "A", run: nothing },
            { name: "Snooze", keys: "S", run: nothing },
          ]}
          undo={{ name: "Undo", run: nothing }}
          clear={nothing}
        />
      </div>
    </section>
  );
}
