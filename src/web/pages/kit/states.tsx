import { useState } from "react";
import { ApiProblem } from "#web/data/problem.ts";
import { Button } from "#web/kit/button.tsx";
import { QuestionCard } from "#web/kit/question.tsx";
import { Empty, Loading, NoPermission, Offline, ProblemState, Stale } from "#web/kit/states.tsx";

const nothing = () => undefined;

const OUT_OF_BALANCE = new ApiProblem({
  type: "/problems/not-valid",
  title: "This remittance does not balance by $18.40",
  status: 422,
  detail:
    "Line 2 takes off more than it charges, at segment 212. Nothing was changed. The other 47 claims in the file were read.",
  id: "req-7f3a",
});

function Asking() {
  const [saved, setSaved] = useState(false);
  return (
    <QuestionCard
      question="When did the first payment reach you?"
      decides="Starts the 30-day clock. The 835 says Oct 15; the bank file says Oct 16."
      choices={[
        { value: "15", text: "Oct 15, as on the 835", note: "the safer date" },
        { value: "16", text: "Oct 16, as at the bank" },
      ]}
      unknown={{ value: "?", text: "I don’t know. Use the safer date" }}
      save={() => setSaved(true)}
      said={saved ? { text: "Clock starts Oct 15. 9 lines moved.", undo: () => setSaved(false) } : undefined}
      more={2}
    />
  );
}

export function States() {
  return (
    <>
      <section>
        <h2>Empty</h2>
        <Empty
          says="Nothing lapses in the next ten business days."
          more="The next date is Wed, Dec 9: start arbitration on HR-2071."
        >
          <Button>See what waits on payers</Button>
        </Empty>
      </section>
      <section className="east">
        <h2>Problem</h2>
        <ProblemState thrown={OUT_OF_BALANCE} retry={nothing}>
          <Button kind="quiet">Skip this claim</Button>
        </ProblemState>
      </section>
      <section>
        <h2>Loading, after 300 ms</h2>
        <div className="state">
          <Loading at={0} doing="Reading 3 of 5 files. 412 lines matched so far." />
        </div>
        <h2 className="mt6">Stale</h2>
        <Stale says="4 rows changed." show={nothing} />
      </section>
      <section className="east">
        <h2>Question in place</h2>
        <Asking />
      </section>
      <section>
        <h2>No permission</h2>
        <NoPermission />
      </section>
      <section className="east">
        <h2>Offline</h2>
        <Offline retry={nothing} />
      </section>
    </>
  );
}
