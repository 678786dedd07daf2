/** Fits a page into a size: what is least needed is left out, whole, and the page says so. */
import { bytesOf } from "../fit.ts";
import type { Markup } from "./markup.ts";

/** A part that can be left out. */
export interface Part {
  /** What it is counted as when it is left out. Once one of a kind does not fit, none of that kind comes after it. */
  readonly kind: string;
  /** Who gets room first: the lowest; among equals in the order of the page. */
  readonly priority: number;
  /** Called once at most, so that nothing is drawn that has no room. */
  readonly render: () => Markup;
  /** Stands in its place when it is left out. */
  readonly instead?: Markup;
}

/** Written last, when it is known how many parts of each kind were left out. */
type Remark = (leftOut: (kind: string) => number) => Markup;

export type Piece = Markup | Part | Remark;

/** Any count has at most so many digits. */
const MANY = () => 999_999_999;

/** The pieces in their order, in at most `limit` UTF-8 bytes, which must have room for all that is no part. */
export function fitPage(pieces: readonly Piece[], limit: number): string {
  const parts = pieces.filter(isPart);
  const fixed = pieces.map((piece) => (isPart(piece) ? insteadOf(piece) : textOf(piece, MANY)));
  let left = limit - fixed.reduce((sum, text) => sum + bytesOf(text), 0);
  const shown = new Map<Part, string>();
  const full = new Set<string>();
  for (const part of parts.toSorted((a, b) => a.priority - b.priority)) {
    if (full.has(part.kind)) continue;
    const { text } = part.render();
    const size = bytesOf(text) - bytesOf(insteadOf(part));
    if (size > left) full.add(part.kind);
    else {
      shown.set(part, text);
      left -= size;
    }
  }
  const leftOut = (kind: string) => parts.filter((part) => part.kind === kind && !shown.has(part)).length;
  return pieces
    .map((piece) => (isPart(piece) ? (shown.get(piece) ?? insteadOf(piece)) : textOf(piece, leftOut)))
    .join("");
}

const insteadOf = ({ instead }: Part) => instead?.text ?? "";

function isPart(piece: Piece): piece is Part {
  return typeof piece === "object" && "render" in piece;
}

function textOf(piece: Markup | Remark, leftOut: Parameters<Remark>[0]): string {
  return typeof piece === "function" ? piece(leftOut).text : piece.text;
}
