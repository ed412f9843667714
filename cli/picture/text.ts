/** Widths of Helvetica's printable ASCII characters from the space on, in thousandths of the font size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
  556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const FIRST = ' '.charCodeAt(0);
/** Bold letters are wider, and other fonts may be. */
const ALLOWANCE = 1.08;

/** How wide a text is at most, in pixels: no font can be asked where pictures are made. */
export function widthOf(text: string, size: number): number {
  const thousandths = [...text].reduce((total, letter) => total + (WIDTHS[letter.charCodeAt(0) - FIRST] ?? 800), 0);
  return Math.ceil(thousandths * size * ALLOWANCE / 1000);
}
