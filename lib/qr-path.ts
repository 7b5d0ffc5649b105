import { encode } from "uqr";

/** A QR code to draw: an SVG path of one unit a module, and how many modules it is wide, its quiet zone among them. */
export type QrPath = { d: string; size: number };

/** The QR code of a text. Modules of a row that touch are one stroke. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  let d = "";
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      d += `M${from} ${y}h${x + 1 - from}v1h${from - x - 1}z`;
    }
  }
  return { d, size };
}
