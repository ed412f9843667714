/** Parts of an SVG. What they look like is written in the style sheet, by their classes. */

/** A point, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of several pieces; one with an arrow points to its end. */
export function line(points: readonly Point[], kind: string, arrow = false): string {
  return lines([points], kind, arrow);
}

/** Several lines, drawn at once: where they lie on one another they are no darker. */
export function lines(all: readonly (readonly Point[])[], kind: string, arrow = false): string {
  const path = all.flatMap((points) => points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`)).join(' ');
  return `<path class="line ${kind}" d="${path}"${arrow ? ` marker-end="url(#arrow-${kind})"` : ''}/>`;
}

/** A box with its upper left corner at a point. */
export function box({ x, y }: Point, width: number, height: number, kind: string, radius = 0): string {
  return `<rect class="${kind}" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}"${radius ? ` rx="${radius}"` : ''}/>`;
}

export function text({ x, y }: Point, words: string, kind: string): string {
  return `<text class="${kind}" x="${rounded(x)}" y="${rounded(y)}">${escaped(words)}</text>`;
}

export function circle({ x, y }: Point, radius: number, kind: string): string {
  return `<circle class="${kind}" cx="${rounded(x)}" cy="${rounded(y)}" r="${radius}"/>`;
}

/** A disk with the middle of its upper edge at a point. */
export function disk({ x, y }: Point, width: number, height: number, kind: string): string {
  const [left, right, tilt] = [x - width / 2, x + width / 2, 7];
  const [upper, lower] = [rounded(y + tilt), rounded(y + height - tilt)];
  const arc = (end: number, level: string) => `A${rounded(width / 2)} ${tilt} 0 0 0 ${rounded(end)} ${level}`;
  const body = `M${rounded(left)} ${upper} L${rounded(left)} ${lower} ${arc(right, lower)} L${rounded(right)} ${upper}`;
  return `<path class="${kind}" d="${body} ${arc(left, upper)} ${arc(right, upper)}"/>`;
}

/** Marks that belong together, with what is said of them. */
export function group(kind: string, title: string, marks: readonly string[]): string {
  return `<g class="${kind}"><title>${escaped(title)}</title>${marks.join('')}</g>`;
}

export function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Pixels without the noise of arithmetic. */
export function rounded(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}
