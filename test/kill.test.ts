import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { killRounds } from "./kill/rounds.ts";
import { embedded, postgres } from "./kill/target.ts";
import { POSTGRES_ABSENT } from "./postgres.ts";

/** The short form of `npm run kill`: a few kills at moments of chance. */
const KILLS = 5;
const worker = ["--import", "tsx", fileURLToPath(new URL("./kill/worker.ts", import.meta.url))];
const LONG = { timeout: 600_000 };

const server = await postgres();

describe("a process that writes is killed, and everything it was told is kept is there", () => {
  test("in PGlite", LONG, async () => {
    const { kills, faults } = await killRounds({ kills: KILLS, seed: 7, target: embedded, worker });
    expect({ kills, faults }).toEqual({ kills: KILLS, faults: [] });
  });

  test.skipIf(server === undefined)(
    server === undefined ? POSTGRES_ABSENT : "beside PostgreSQL, which is killed in turns with it",
    LONG,
    async () => {
      if (server === undefined) return;
      try {
        const { kills, faults } = await killRounds({ kills: KILLS, seed: 7, target: server, worker });
        expect({ kills, faults }).toEqual({ kills: KILLS, faults: [] });
      } finally {
        server.stop();
      }
    },
  );
});
