import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Draws docs/money-map.svg: the terminal's money map of the demo practice, exactly as the command prints it. Run it when
 * the map's look changes: `npm run build && npx tsx scripts/picture.ts`.
 */

const AS_OF = "2026-11-20";
const COLUMNS = 100;
const LAST_LINE = /^Questions/;

function printed(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-picture-"));
  const parley = resolve("dist/parley.js");
  const env = {
    ...process.env,
    PARLEY_HOME: join(folder, "home"),
    FORCE_COLOR: "1",
    TERM: "xterm-256color",
    COLUMNS: String(COLUMNS),
    LANG: "C.UTF-8",
  };
  const run = (args: readonly string[]): string => {
    const r = spawnSync(process.execPath, [parley, ...args], { cwd: folder, env, encoding: "utf8" });
    if (r.status !== 0) throw new Error(`parley ${args[0]} ended with ${r.status}: ${r.stderr}`);
    return r.stdout;
  };
  try {
    return run(["start", "--as-of", AS_OF, "--no-serve"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PALETTE = ["#1c2521", "#e0557a", "#55a85e", "#c98f2b", "#627fd3", "#9d74de", "#3c9dc2", "#b6c2bc"] as const;
const BRIGHT = ["#72807a", "#ff9db3", "#94d39a", "#ebc26b", "#a9bcf7", "#cbb0f6", "#84cde9", "#e8eeeb"] as const;

/** Colour n of the 256 that terminals share: 16 named, a 6x6x6 cube, 24 greys. */
function colour256(n: number): string {
  if (n < 8) return PALETTE[n] ?? "#e8eeeb";
  if (n < 16) return BRIGHT[n - 8] ?? "#e8eeeb";
  const hex = (v: number): string => v.toString(16).padStart(2, "0");
  if (n >= 232) return `#${hex(8 + (n - 232) * 10).repeat(3)}`;
  const level = (v: number): number => (v === 0 ? 0 : 55 + v * 40);
  const c = n - 16;
  return `#${[Math.floor(c / 36), Math.floor(c / 6) % 6, c % 6].map((v) => hex(level(v))).join("")}`;
}

interface Style {
  readonly colour: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

const PLAIN: Style = { colour: undefined, bold: false, dim: false };

function restyle(before: Style, codes: readonly number[]): Style {
  let s = before;
  for (let i = 0; i < codes.length; i++) {
    const c = codes[i] ?? 0;
    if (c === 0) s = PLAIN;
    else if (c === 1) s = { ...s, bold: true };
    else if (c === 2) s = { ...s, dim: true };
    else if (c === 22) s = { ...s, bold: false, dim: false };
    else if (c === 39) s = { ...s, colour: undefined };
    else if (c === 38 && codes[i + 1] === 5) {
      s = { ...s, colour: colour256(codes[i + 2] ?? 7) };
      i += 2;
    } else if (c >= 30 && c < 38) s = { ...s, colour: PALETTE[c - 30] };
    else if (c >= 90 && c < 98) s = { ...s, colour: BRIGHT[c - 90] };
  }
  return s;
}

const escapeXml = (t: string): string => t.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const ESC = String.fromCharCode(27);
const CODE = new RegExp(`${ESC}\\[([0-9;]*)m`);
const CELL = 7.83;
const ROW = 18;

function lineSvg(line: string, y: number): string {
  let style = PLAIN;
  let x = 0;
  let out = "";
  const parts = line.split(CODE);
  parts.forEach((part, i) => {
    if (i % 2 === 1) {
      style = restyle(style, part.split(";").map(Number));
      return;
    }
    if (part === "") return;
    // SVG swallows blanks at the ends of a text and runs of them inside, so the ends are moved over and the rest is hardened.
    const text = part.trim().replaceAll(" ", "\u00a0");
    if (text !== "") {
      const lead = part.length - part.trimStart().length;
      const attributes = [
        `x="${(24 + (x + lead) * CELL).toFixed(2)}"`,
        `y="${y}"`,
        `textLength="${([...text].length * CELL).toFixed(2)}"`,
        ...(style.colour === undefined ? [] : [`fill="${style.colour}"`]),
        ...(style.bold ? ['font-weight="600"'] : []),
        ...(style.dim ? ['opacity="0.65"'] : []),
      ];
      out += `<text ${attributes.join(" ")}>${escapeXml(text)}</text>\n`;
    }
    x += [...part].length;
  });
  return out;
}

const plainText = (line: string): string =>
  line
    .split(CODE)
    .filter((_, i) => i % 2 === 0)
    .join("");
const all = printed().split("\n");
const from = all.findIndex((l) => plainText(l).startsWith("Money map"));
const to = all.findIndex((l) => LAST_LINE.test(plainText(l)));
const lines = all.slice(from, to);
const height = lines.length * ROW + 40;
const width = Math.round(COLUMNS * CELL + 48);
const body = lines.map((l, i) => lineSvg(l, 34 + i * ROW)).join("");
writeFileSync(
  "docs/money-map.svg",
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The money map of the demo practice, as the terminal shows it">
<rect width="${width}" height="${height}" rx="12" fill="#141b18"/>
<g font-family="IBM Plex Mono, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="#e8eeeb" xml:space="preserve" style="white-space:pre">
${body}</g>
</svg>
`,
);
console.log(`docs/money-map.svg, ${lines.length} lines`);
