/**
 * Reads the XML of Office files as it comes, a chunk at a time: tags, attributes and text. Prefixes of names are dropped,
 * for nothing we read is told apart by them. What Office files never hold (a document type, other entities) is a fault,
 * so that nothing can be made to grow.
 */
export interface XmlSeen {
  /** A tag opens; `attributes` is read only where somebody asks (`attributesOf`). */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text between tags; one text may come in several pieces. */
  text(text: string): void;
}

/** The XML is cut or broken. */
export class XmlFault extends Error {}

/** A tag, or a text without one, may be so long. */
const PIECE_MAX = 1 << 20;
const DEPTH_MAX = 64;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function entity(name: string): string {
  const known = ENTITIES[name];
  if (known !== undefined) return known;
  const point = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
  const code =
    point === null ? Number.NaN : Number.parseInt(point[1] ?? point[2] ?? "", point[1] === undefined ? 10 : 16);
  if (!(code <= 0x10ffff)) throw new XmlFault("an entity that Office files do not have");
  return String.fromCodePoint(code);
}

const plain = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:([^;&]{1,12});)?/g, (_, name: string | undefined) => entity(name ?? ""))
    : text;

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The attributes of a tag by their names without prefix. */
export function attributesOf(attributes: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", double, single] of attributes.matchAll(/([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found.set(local(name), plain(double ?? single ?? ""));
  return found;
}

/** Where a tag that begins at `from` ends, past its `>`; -1 when it is not all here. A `>` in quotes ends nothing. */
function endOfTag(text: string, from: number): number {
  let quote = "";
  for (let i = from + 1; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quote !== "") quote = c === quote ? "" : quote;
    else if (c === ">") return i + 1;
    else if (c === '"' || c === "'") quote = c;
    else if (c === "<") throw new XmlFault("a tag inside a tag");
  }
  return -1;
}

/** Feeds on text and tells `seen`. The class guards what is not all here yet, and the tags that are open. */
export class XmlScan {
  private readonly seen: XmlSeen;
  private readonly stack: string[] = [];
  private rest = "";

  constructor(seen: XmlSeen) {
    this.seen = seen;
  }

  /** Throws XmlFault. */
  feed(chunk: string): void {
    const text = this.rest + chunk;
    let at = 0;
    for (let lt = text.indexOf("<"); lt >= 0; lt = text.indexOf("<", at)) {
      if (lt > at) this.seen.text(plain(text.slice(at, lt)));
      at = lt;
      const end = text[lt + 1] === "!" || text[lt + 1] === "?" ? this.aside(text, lt) : this.tag(text, lt);
      if (end < 0) break;
      at = end;
    }
    this.rest = text.slice(at);
    if (this.rest.length > PIECE_MAX) throw new XmlFault("longer than a cell can be");
  }

  /** Throws XmlFault when something is open still. */
  end(): void {
    if (this.rest.trim() !== "" || this.stack.length > 0) throw new XmlFault("cut");
  }

  /** Comments and instructions say nothing; a block of raw text is text. */
  private aside(text: string, from: number): number {
    const until = (mark: string, after: number): number => {
      const at = text.indexOf(mark, from + after);
      return at < 0 ? -1 : at + mark.length;
    };
    if (text[from + 1] === "?") return until("?>", 2);
    const start = text.slice(from, from + 9);
    if (start.startsWith("<!--")) return until("-->", 4);
    if (start === "<![CDATA[") {
      const end = until("]]>", 9);
      if (end > 0) this.seen.text(text.slice(from + 9, end - 3));
      return end;
    }
    if (start.length === 9) throw new XmlFault("a document type");
    return -1;
  }

  private tag(text: string, from: number): number {
    const end = endOfTag(text, from);
    if (end < 0) return -1;
    if (text[from + 1] === "/") {
      const name = local(text.slice(from + 2, end - 1).trim());
      if (this.stack.pop() !== name) throw new XmlFault("a tag closes another");
      this.seen.close(name);
      return end;
    }
    const empty = text[end - 2] === "/";
    const inner = text.slice(from + 1, empty ? end - 2 : end - 1);
    const [raw = ""] = /^[^\s]*/.exec(inner) ?? [];
    const name = local(raw);
    if (this.stack.length >= DEPTH_MAX) throw new XmlFault("tags nested too deep");
    this.seen.open(name, inner.slice(raw.length));
    if (empty) this.seen.close(name);
    else this.stack.push(name);
    return end;
  }
}
