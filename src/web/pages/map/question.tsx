import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Body } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { QuestionCard } from "#web/kit/question.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import type { MoneyMap } from "./sums.ts";

type Question = MoneyMap["questions"][number];
type Act = Body<"actOnCase">["act"];

const UNKNOWN = "unknown";
/** Cases looked at for the one a question is asked of, the most dollars first. */
const LOOKED_AT = 8;

/** `self_funded` as a person reads it. */
export const inWords = (value: string): string => {
  const words = value.replaceAll("_", " ");
  return words === "true" ? "Yes" : words === "false" ? "No" : words.charAt(0).toUpperCase() + words.slice(1);
};

type Asks = Pick<Question, "fact" | "scope" | "key">;
const same = (a: Asks, b: Asks): boolean => a.fact === b.fact && a.scope === b.scope && a.key === b.key;

/** A case that asks this question: an answer is an event of a case, and reaches every other case it is about. */
async function caseOf(
  question: Question,
  client: string | undefined,
): Promise<{ readonly id: string; readonly version: number } | undefined> {
  if (question.case !== null) {
    const found = await answered(api.GET("/v1/cases/{case}", { params: { path: { case: question.case } } }));
    if (found.questions.some((q) => same(q, question))) return found.row;
  }
  const of = question.scope === "payer" ? { payer: question.key } : {};
  const whose = question.client ?? client;
  const query = { tab: "needs a fact" as const, sort: "stake" as const, client: whose, limit: LOOKED_AT, ...of };
  const { rows } = await answered(api.GET("/v1/queue", { params: { query } }));
  const named = rows.filter((r) => r.claim === question.key || r.plan === question.key);
  for (const row of [...named, ...rows.filter((r) => !named.includes(r))]) {
    const found = await answered(api.GET("/v1/cases/{case}", { params: { path: { case: row.id } } }));
    if (found.questions.some((q) => same(q, question))) return found.row;
  }
  return undefined;
}

function useAnswer(question: Question) {
  const me = useMe();
  const client = useClient();
  const queries = useQueryClient();
  const refresh = () => {
    for (const key of ["map", "queue", "case"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const send = async (id: string, saw: number, act: Act) => {
    const params = { path: { case: id }, header: newKey() };
    return await answered(api.POST("/v1/cases/{case}/acts", { params, body: { saw, act } }));
  };
  const answer = useMutation({
    mutationFn: async (value: string) => {
      const found = await caseOf(question, client);
      if (found === undefined) return { said: "", undo: undefined };
      const { fact, scope, key } = question;
      const source = `answered by ${me?.person.name ?? "a person"} on the money map`;
      const done = await send(found.id, found.version, { type: "answer fact", fact, scope, key, value, source });
      const event = done.events.at(-1);
      const undo =
        event === undefined
          ? undefined
          : async () => {
              await send(found.id, done.case.row.version, { type: "undo", event });
              refresh();
            };
      return { said: done.said === "" ? "Answered. No line moved." : done.said, undo };
    },
    onSuccess: refresh,
  });
  return answer;
}

function Card({
  question,
  more,
  skip,
}: {
  readonly question: Question;
  readonly more: number;
  readonly skip: () => void;
}) {
  const answer = useAnswer(question);
  const [undone, setUndone] = useState(false);
  const { data } = answer;
  if (answer.isError) return <ProblemState thrown={answer.error} retry={() => answer.reset()} />;
  if (data?.said === "")
    return (
      <p className="sm t2">
        {question.question} No open case asks this any more.{" "}
        <Link to="/queue" search={{ tab: "needs a fact" }}>
          See the cases
        </Link>
      </p>
    );
  const undo = data?.undo;
  const takeBack = () => {
    setUndone(true);
    answer.reset();
    void undo?.();
  };
  const said =
    data === undefined || undone
      ? undefined
      : {
          text: data.said,
          ...(undo === undefined ? {} : { undo: takeBack }),
        };
  return (
    <QuestionCard
      question={question.question}
      decides={`One answer moves ${question.lines} ${question.lines === 1 ? "line" : "lines"}, ${showMoney(centsOf(question.dollars), "estimate")}. About ${question.about}.`}
      choices={question.values.map((value) => ({ value, text: inWords(value) }))}
      unknown={{ value: UNKNOWN, text: "I don't know", note: "it stays open; the earlier date is used" }}
      busy={answer.isPending}
      more={more}
      said={said}
      save={(value) => (value === UNKNOWN ? skip() : answer.mutate(value))}
    />
  );
}

/** The question that decides the most dollars, answered in place; one at a time. */
export function OneQuestion({ map }: { readonly map: MoneyMap }) {
  const may = useMay("answer facts");
  const [at, setAt] = useState(0);
  const questions = map.questions.filter((q) => q.values.length > 0);
  const question = questions[at];
  if (map.questions.length === 0) return null;
  if (question === undefined || !may)
    return (
      <p className="sm t2 mt4">
        {map.questions.length} {map.questions.length === 1 ? "question waits" : "questions wait"} for an answer.{" "}
        <Link to="/queue" search={{ tab: "needs a fact" }}>
          See the cases
        </Link>
      </p>
    );
  return (
    <div className="mt4">
      <Card
        key={`${question.fact} ${question.key}`}
        question={question}
        more={questions.length - at - 1}
        skip={() => setAt(at + 1)}
      />
    </div>
  );
}
