/** How digest and hash of an event are made (src/store/chain.ts), for whoever verifies one by hand. */
export const HOW_EVENTS_VERIFY = `A field is its length in UTF-8 as 4 bytes, most significant first, then its bytes; a null is ff ff ff ff. SHA-256 is taken
over the fields one after another and written as 64 hex digits.

digest = SHA-256("parley-body-1", salt, body), the body as JSON with sorted keys and no spaces (RFC 8785)
hash   = SHA-256("parley-event-1", previous, org, seq as decimal digits, at, actor, client, subject, type, digest)
`;

/** The README of an export, for whoever opens it without Parley. */
export const exportReadme = (made: string): string => `Parley export, made ${made}

Everything of one organization, in one snapshot. It holds patients' data and is not encrypted: keep it on an encrypted
disk, and delete it when you have what you need.

tables/NAME.jsonl   one JSON object a line, exactly as stored; amounts are whole cents, days YYYY-MM-DD, moments in UTC
tables/NAME.csv     the same rows for a spreadsheet, UTF-8, RFC 4180; a text that a spreadsheet would take for a formula
                    has an apostrophe before it, so use the JSON lines where every character counts
files/SHA256/NAME   the files as they came; the tables source_file and file_link name them by their SHA-256
events.jsonl        what happened, in order, with the hash of each event
manifest.json       every entry with its size and SHA-256, the last event, and files that could not be found
verify.mjs          verifies all of it on any machine with Node: unpack the zip, then node verify.mjs

How the events verify

${HOW_EVENTS_VERIFY}
previous is the hash of the event before; of the first one it is 64 zeros. An event whose salt and body are null had its
body erased with its client; its hash still covers the digest.
`;
