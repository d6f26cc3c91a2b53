// The floor of the machine: one pass of plain Node over the bytes of a file, counting elements and segments.
import { closeSync, openSync, readSync } from "node:fs";

const TERMINATOR = 0x7e;
const SEPARATOR = 0x2a;

function count(path) {
  const file = openSync(path, "r");
  const bytes = new Uint8Array(1 << 22);
  let segments = 0;
  let elements = 0;
  for (let n = readSync(file, bytes); n > 0; n = readSync(file, bytes)) {
    for (let i = 0; i < n; i++) {
      const b = bytes[i];
      if (b === TERMINATOR) segments++;
      else if (b === SEPARATOR) elements++;
    }
  }
  closeSync(file);
  return { segments, elements };
}

console.log(JSON.stringify(count(process.argv[2])));
