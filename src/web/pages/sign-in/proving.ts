import { api } from "#web/data/api.ts";
import { ApiProblem } from "#web/data/problem.ts";

/**
 * Dangerous acts ask to prove again that it is the same person. When an answer says so, the dialog opens, and the act is
 * done once it is proved: no page has to know. Nothing is sent again when the person leaves it.
 */
type Waiting = (isProved: boolean) => void;

let waiting: readonly Waiting[] = [];
const hearing = new Set<() => void>();

function put(next: readonly Waiting[]): void {
  waiting = next;
  for (const hear of hearing) hear();
}

export function subscribeProving(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

export const isAsked = (): boolean => waiting.length > 0;

/** Opens the dialog; true once the person has proved who they are, false when they leave it. */
const ask = (): Promise<boolean> => new Promise((resolve) => put([...waiting, resolve]));

/** Ends the dialog for all acts that wait. */
export function settleProving(isProved: boolean): void {
  const all = waiting;
  put([]);
  for (const done of all) done(isProved);
}

const STEP_UP = "/problems/step-up-needed";

/** Does `act`; if it must be proved first, asks, and does it once more. For acts that do not go through the API's door. */
export async function proving<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof ApiProblem && thrown.said.type === STEP_UP && (await ask()))) throw thrown;
    return await act();
  }
}

const saysStepUp = async (response: Response): Promise<boolean> => {
  if (response.status !== 401) return false;
  const said: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof said === "object" && said !== null && "type" in said && said.type === STEP_UP;
};

/** Stands at the API's door once the window is open. */
export function watchDoor(): void {
  const sent = new Map<string, Request>();
  api.use({
    onRequest: ({ request, id }) => {
      if (request.method !== "GET") sent.set(id, request.clone());
    },
    onResponse: async ({ response, id }) => {
      const again = sent.get(id);
      sent.delete(id);
      if (again === undefined || !(await saysStepUp(response)) || !(await ask())) return undefined;
      return await fetch(again);
    },
    onError: ({ id }) => {
      sent.delete(id);
    },
  });
}
