import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { err, ok, type Result } from "#base/result.ts";

/**
 * Where a webhook may go. The server that sends stands inside a network, so an address of that network, or of a cloud's own
 * services, would let whoever types it reach what they cannot. Checked when it is typed, and again at each sending on what
 * its name then means; the connection goes to what was checked.
 */

// Apart: a list takes an address of version 4 for the one of version 6 that stands for it.
const INSIDE = { 4: new BlockList(), 6: new BlockList() } as const;
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  INSIDE[4].addSubnet(net, bits, "ipv4");
// Whatever is not global unicast, and what stands for an address of version 4 inside it.
for (const [net, bits] of [
  ["::", 3],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["4000::", 2],
  ["8000::", 1],
] as const)
  INSIDE[6].addSubnet(net, bits, "ipv6");

/** Whether an address is of this machine, a private network, or no single host of the open internet. */
export function isInside(ip: string): boolean {
  const version = isIP(ip);
  return version === 4 ? INSIDE[4].check(ip, "ipv4") : version !== 6 || INSIDE[6].check(ip, "ipv6");
}

const LENGTH_MAX = 500;

/** The address as it is kept, or why none goes there. `inside` allows http and addresses of the server's own network. */
export function webhookAddress(typed: string, inside: boolean): Result<URL, string> {
  if (typed.length > LENGTH_MAX || !URL.canParse(typed.trim()))
    return err("This is no address. One looks like https://example.org/parley.");
  const url = new URL(typed.trim());
  if (url.protocol !== "https:" && !(inside && url.protocol === "http:"))
    return err("Only an https address is sent to, so that nobody on the way reads it.");
  if (url.username !== "" || url.password !== "")
    return err("Leave name and password out of the address: each message is signed.");
  url.hash = "";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!inside && (isIP(host) === 0 ? /^localhost$|\.localhost$|\.internal$|\.local$/i.test(host) : isInside(host)))
    return err("This address is of the server's own network. PARLEY_WEBHOOKS_INSIDE=yes allows such addresses.");
  return ok(url);
}

/** What a name means, all of it. */
export type Resolve = (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const byName: Resolve = (name) => lookup(name, { all: true });

/** Addresses of one name that are tried: one after the other, until one answers. */
const TRIED = 4;

export interface Host {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * The hosts that are connected to, in the order in which they are tried, each of them checked; the message of what is thrown
 * names no address.
 */
export async function hostsOf({ hostname }: URL, inside: boolean, resolve = byName): Promise<readonly Host[]> {
  const name = hostname.replace(/^\[|\]$/g, "");
  const found = isIP(name) === 0 ? await resolve(name) : [{ address: name, family: isIP(name) }];
  if (found.length === 0) throw new Error("the name means no address");
  const hosts = inside ? found : found.filter((h) => !isInside(h.address));
  if (hosts.length === 0) throw new Error("the name means an address of the server's own network");
  return hosts.slice(0, TRIED).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
