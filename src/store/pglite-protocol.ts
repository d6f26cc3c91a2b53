import { type messages, protocol } from "@electric-sql/pglite";
import type { Told } from "./pglite-thread.ts";

/**
 * A statement and its answer in the protocol of PostgreSQL. PGlite's own `query` asks in six messages, each a call into
 * WebAssembly; everything a statement needs goes in one here, because types of parameters are the database's to find.
 */

const { serialize } = protocol;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** One statement with its parameters as text. */
export const statement = (sql: string, params: readonly (string | null)[]): Uint8Array =>
  joined([
    serialize.parse({ text: sql }),
    serialize.bind({ values: [...params] }),
    serialize.describe({ type: "P" }),
    serialize.execute({}),
    serialize.sync(),
  ]);

/** Several statements without parameters. */
export const script = (sql: string): Uint8Array => serialize.query(sql);

type Message = messages.BackendMessage;

const isFields = (m: Message): m is messages.RowDescriptionMessage => m.name === "rowDescription";
const isRow = (m: Message): m is messages.DataRowMessage => m.name === "dataRow";
const isDone = (m: Message): m is messages.CommandCompleteMessage => m.name === "commandComplete";

/** "INSERT 0 5" counts 5; "BEGIN" counts nothing. */
const counted = (tag: string): number => Number(/ (\d+)$/.exec(tag)?.[1] ?? 0);

/** What the last statement answered. */
export function toldIn(answer: readonly Message[]): Told {
  let told: Told = { fields: [], rows: [], count: 0 };
  let fields: Told["fields"] = [];
  let rows: (readonly (string | null)[])[] = [];
  for (const m of answer) {
    if (isFields(m)) fields = m.fields.map((f) => ({ name: f.name, type: f.dataTypeID }));
    else if (isRow(m)) rows.push(m.fields);
    else if (isDone(m)) {
      told = { fields, rows, count: fields.length > 0 ? rows.length : counted(m.text) };
      [fields, rows] = [[], []];
    }
  }
  return told;
}
