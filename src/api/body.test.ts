import { describe, expect, test } from "vitest";
import { bytesOf, wholeOf } from "./body.ts";

const request = (pieces: readonly (string | "silence")[], headers: Record<string, string> = {}): Request =>
  new Request("http://127.0.0.1/", {
    method: "PUT",
    headers,
    duplex: "half",
    body: new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const piece = pieces[at++];
        if (piece === undefined) controller.close();
        else if (piece === "silence") return new Promise(() => {});
        else controller.enqueue(new TextEncoder().encode(piece));
        return undefined;
      },
    }),
  } as RequestInit);
let at = 0;

describe("a body", () => {
  test.each([
    ["nothing", [], ""],
    ["one piece", ["abc"], "abc"],
    ["pieces", ["abc", "de", "f"], "abcdef"],
  ])("of %s is read whole", async (_, pieces, whole) => {
    at = 0;
    expect((await wholeOf(request(pieces), 6)).toString()).toBe(whole);
  });

  test.each([
    ["one byte too many", ["abc", "defg"], {}, "too-large"],
    ["a length that says so before it comes", ["abc"], { "content-length": "7" }, "too-large"],
    ["a rest that does not come", ["abc", "silence"], {}, "too-slow"],
    ["nothing that comes at all", ["silence"], {}, "too-slow"],
  ])("with %s is refused", async (_, pieces, headers, type) => {
    at = 0;
    await expect(wholeOf(request(pieces, headers as Record<string, string>), 6, 20)).rejects.toMatchObject({ type });
  });

  test("whose reader stops early is let go", async () => {
    at = 0;
    let left = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        left = true;
      },
    });
    const given = new Request("http://127.0.0.1/", { method: "PUT", body: stream, duplex: "half" } as RequestInit);
    for await (const piece of bytesOf(given, 1_000)) if (piece.length > 0) break;
    expect(left).toBe(true);
  });
});
