import { protocol } from "@electric-sql/pglite";
import { isPacked, type Packed, type Params, packed } from "./pglite-params.ts";

/**
 * A statement in the protocol of PostgreSQL. PGlite's own `query` asks in six messages, each a call into
 * WebAssembly; everything a statement needs goes in one here, because types of parameters are the database's to find.
 */

const { serialize } = protocol;

/** Parts of a message, or of an answer, as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const [LENGTH, COUNT] = [4, 2] as const;

/** Bind, written at once into as many bytes as it needs: texts of an import are megabytes, and PGlite's own grows by doubling. */
function bind(statement: string, params: Params | Packed): Uint8Array {
  const { count, bytes } = isPacked(params) ? params : packed(params);
  // Its length, the portal's empty name, the statement's name, no formats, the values, and no formats of results.
  const length = LENGTH + 1 + Buffer.byteLength(statement) + 1 + COUNT + COUNT + bytes.length + COUNT;
  const all = Buffer.allocUnsafe(1 + length);
  let at = all.writeInt8("B".charCodeAt(0), 0);
  at = all.writeInt32BE(length, at);
  at = all.writeInt8(0, at);
  at += all.write(statement, at);
  at = all.writeInt8(0, at);
  at = all.writeInt16BE(0, at);
  at = all.writeUInt16BE(count, at);
  all.set(bytes, at);
  all.writeInt16BE(0, at + bytes.length);
  return all;
}

const run = (name: string, params: Params | Packed): readonly Uint8Array[] => [
  bind(name, params),
  serialize.describe({ type: "P" }),
  serialize.execute({}),
  serialize.sync(),
];

/** Statements kept prepared, and the longest that is. */
const KEPT = 256;
const LENGTH_MAX = 8_000;

/**
 * The first rows of many are planned for the values that choose them. What reads all it chooses goes by keys, in whatever
 * order they are given afterwards, and one plan is as good for all.
 */
const isFirstFew = (sql: string): boolean => /\blimit\b/i.test(sql);
const CHANGES_SCHEMA = /\b(create|alter|drop)\b/i;

/**
 * Statements as messages. What goes by keys is prepared once and then only bound, which is half of what it costs: planning
 * a row of many indexes takes longer than reading it. The class guards that a name stands for one statement of the session.
 */
export class Statements {
  /** Name by text, the one used longest ago first. */
  private readonly names = new Map<string, string>();
  /** Names to be given up with the next message. */
  private gone: string[] = [];
  private made = 0;

  /** The message of one statement with its parameters as text. Tell `failed` when the database refuses it. */
  of(sql: string, params: Params | Packed): Uint8Array {
    if (sql.length > LENGTH_MAX || isFirstFew(sql) || CHANGES_SCHEMA.test(sql))
      return joined([serialize.parse({ text: sql }), ...run("", params)]);
    const known = this.names.get(sql);
    const name = known ?? `p${++this.made}`;
    this.names.delete(sql);
    this.names.set(sql, name);
    for (const [text, oldest] of this.names) {
      if (this.names.size <= KEPT) break;
      this.names.delete(text);
      this.gone.push(oldest);
    }
    const closing = this.gone.map((n) => serialize.close({ type: "S", name: n }));
    this.gone = [];
    return joined([
      ...closing,
      ...(known === undefined ? [serialize.parse({ name, text: sql })] : []),
      ...run(name, params),
    ]);
  }

  /** It may have been refused before or after it was prepared: its name is not used again. */
  failed(sql: string): void {
    const name = this.names.get(sql);
    if (name === undefined) return;
    this.names.delete(sql);
    this.gone.push(name);
  }

  /** After a script that changes the schema every statement is prepared anew. */
  after(script: string): void {
    if (!CHANGES_SCHEMA.test(script)) return;
    this.gone.push(...this.names.values());
    this.names.clear();
  }
}

/** Several statements without parameters. */
export const script = (sql: string): Uint8Array => serialize.query(sql);
