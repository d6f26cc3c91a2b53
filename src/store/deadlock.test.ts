import { describe, expect, test } from "vitest";
import { againAfterDeadlock } from "./deadlock.ts";
import { SqlFault } from "./sql-fault.ts";

const fault = (code: string): SqlFault =>
  new SqlFault({ code, table: undefined, column: undefined, constraint: undefined });

describe("work that another server stood in the way of", () => {
  test.each([
    ["is done again until it is done", "40P01", 2, "done after 3"],
    ["is given up after six tries", "40P01", 99, "40P01 after 6"],
    ["that failed otherwise is not done again", "23505", 1, "23505 after 1"],
  ])("%s", async (_, code, failing, said) => {
    let tries = 0;
    const work = async (): Promise<string> => {
      tries++;
      if (tries <= failing) throw fault(code);
      return "done";
    };
    const told = await againAfterDeadlock(work).catch((thrown: SqlFault) => thrown.code);
    expect(`${told} after ${tries}`).toBe(said);
  });
});
