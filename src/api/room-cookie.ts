/**
 * The cookie of a guest's session: out of reach of scripts, sent by pages of ours alone and to the routes of the room
 * alone, so that a browser that is also signed in mixes nothing up.
 */

const NAME = "parley_room";
const PATH = "/v1/room";

/** The secret of a guest's session; undefined when the request brings none. */
export function roomCookie(headers: Headers): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((p) => p.trim());
  const value = pairs.find((p) => p.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** The `set-cookie` of a session, or, without a secret, of none any more. */
export const setRoomCookie = (secret: string | undefined, isSecure: boolean): string =>
  [
    `${NAME}=${secret ?? ""}`,
    `Path=${PATH}`,
    "HttpOnly",
    "SameSite=Strict",
    ...(isSecure ? ["Secure"] : []),
    ...(secret === undefined ? ["Max-Age=0"] : []),
  ].join("; ");
