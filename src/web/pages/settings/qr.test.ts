import { describe, expect, test } from "vitest";
import { correction, qrOf } from "./qr.ts";

test("correction codewords are those of the known example, HELLO WORLD at 1-M", () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  expect(correction(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});

describe("the drawing", () => {
  const rows =
    qrOf(`otpauth://totp/Parley:ines@harbor.example?secret=${"A".repeat(32)}&issuer=Parley&digits=6&period=30`) ?? [];

  test("is square, of the smallest version that holds the text", () => {
    expect(rows.length).toBe(21 + 4 * 6);
    expect(rows.every((r) => r.length === rows.length)).toBe(true);
    expect(qrOf("x".repeat(14))?.length).toBe(21);
    expect(qrOf("x".repeat(15))?.length).toBe(25);
    expect(qrOf("x".repeat(213))?.length).toBe(57);
    expect(qrOf("x".repeat(214))).toBeUndefined();
  });

  test("has a finder in three corners and the dark module", () => {
    const size = rows.length;
    const ring = "1111111 1000001 1011101 1011101 1011101 1000001 1111111";
    const corner = (y: number, x: number) =>
      rows
        .slice(y, y + 7)
        .map((r) =>
          r
            .slice(x, x + 7)
            .map(Number)
            .join(""),
        )
        .join(" ");
    expect([corner(0, 0), corner(0, size - 7), corner(size - 7, 0)]).toEqual([ring, ring, ring]);
    expect(rows[size - 8]?.[8]).toBe(true);
  });

  test("says its level and mask twice", () => {
    const size = rows.length;
    const near = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => Number(rows[8]?.[x])).join("");
    const far = Array.from({ length: 8 }, (_, i) => Number(rows[8]?.[size - 8 + i])).join("");
    expect(near).toBe("10101000");
    expect(far).toBe("00010010");
  });
});
