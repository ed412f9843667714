import { box, circle, disk, line, text } from './marks';

/** Two rows of four. */
const COLUMN = 218;
const ROW = 34;
export const LEGEND_WIDTH = 4 * COLUMN + 32;
export const LEGEND_HEIGHT = 2 * ROW + 18;

/** What the marks mean. */
const ENTRIES: readonly [string, string][] = [
  [box({ x: 0, y: 4 }, 34, 18, 'instance-box'), 'instance: one process'],
  [box({ x: 0, y: 2 }, 34, 22, 'service-box', 5), 'service: its instances as one'],
  [circle({ x: 17, y: 13 }, 11, 'balancer-circle') + text({ x: 17, y: 17 }, 'LB', 'balancer-sign'), 'load balancer'],
  [disk({ x: 17, y: -4 }, 34, 34, 'disk') + text({ x: 17, y: 23 }, 'HA', 'ha'), 'database; HA: a standby takes over'],
  [line([{ x: 0, y: 13 }, { x: 34, y: 13 }], 'active', true), 'connection'],
  [line([{ x: 0, y: 13 }, { x: 34, y: 13 }], 'standby', true), 'becomes active on failover'],
  [line([{ x: 0, y: 13 }, { x: 34, y: 13 }], 'health', true), 'health signal'],
  [box({ x: 0, y: 4 }, 34, 18, 'spare'), 'started when it is needed'],
];

export function legend(): string {
  return ENTRIES.map(([mark, words], index) => {
    const [x, y] = [16 + (index % 4) * COLUMN, Math.floor(index / 4) * ROW];
    return `<g transform="translate(${x} ${y})">${mark}${text({ x: 44, y: 17 }, words, 'kind')}</g>`;
  }).join('');
}
