/**
 * The world failed: a disk, a lock, a server that does not answer. Thrown, and caught at the door. The message is a
 * sentence for a person and holds no value of a file or a row.
 */
export class Outage extends Error {
  readonly code: string;
  /**
   * "safe": nothing was written, the same act may be tried again. "unsure": the answer to a commit was lost, so try
   * again only what is harmless twice. "no": trying again changes nothing until a person does something.
   */
  readonly retry: "safe" | "unsure" | "no";

  constructor(code: string, message: string, retry: Outage["retry"]) {
    super(message);
    this.name = "Outage";
    this.code = code;
    this.retry = retry;
  }
}
