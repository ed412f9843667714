import { Group, layoutOf } from './layout';
import { legend, LEGEND_HEIGHT, LEGEND_WIDTH } from './legend';
import { box, circle, lines, Point, rounded, text } from './marks';
import { widthOf } from './text';
import { Topology } from '../topology/model';

/** What marks look like. */
const STYLE = `
svg{background:#fff}
text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif;font-size:12px;fill:#111}
.name{font-size:14px;font-weight:bold}
.kind,.note,.balancer-name,.bundle{font-size:11px;fill:#444}
.instance-name,.note,.database-name,.ha,.balancer-sign{text-anchor:middle}
.ha,.balancer-sign{font-size:11px;font-weight:bold}
.group-name{font-size:13px;font-weight:bold;fill:#555}
.group-name,.bundle{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
.service-box{fill:#fff;stroke:#1f6feb;stroke-width:1.6;stroke-dasharray:7 4}
.instance-box{fill:#fff;stroke:#111;stroke-width:1.6}
.spare{fill:#fff;stroke:#888;stroke-width:1.2;stroke-dasharray:4 3}
.disk{fill:#f3f4f6;stroke:#111;stroke-width:1.3}
.disk.cache{fill:#fff;stroke:#666}
.balancer-circle{fill:#e6dcf7;stroke:#6f42c1;stroke-width:1.8}
.outsider-box{fill:#f3f4f6;stroke:#666}
.group{stroke:#c9ced6}
.shard{fill:#eef4fb}.shards{fill:#fafbfc}.domain{fill:#fdf8e7}.zone{fill:#f4f7f1;stroke-dasharray:2 3}
.line{fill:none;stroke-width:1.4}
.active{stroke:#111}
.standby{stroke:#1a9a3c;stroke-width:1.8;stroke-dasharray:7 4}
.health{stroke:#d1242f;stroke-dasharray:3 3}
.junction{fill:#111}
`.trim();

const ARROWS: [string, string][] = [['active', '#111'], ['standby', '#1a9a3c'], ['health', '#d1242f']];
const LEGEND_GAP = 14;

/** The picture of a topology, in the notation of Daml's documentation. */
export async function svgOf(topology: Topology): Promise<string> {
  const layout = await layoutOf(topology);
  const { height, figures, groups, junctions, notes } = layout;
  const width = Math.max(layout.width, LEGEND_WIDTH);
  const whole = { width: Math.ceil(width), height: Math.ceil(height + LEGEND_GAP + LEGEND_HEIGHT) };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}"`,
    'role="img" aria-label="Topology">',
    `<style>${STYLE}</style>`,
    `<defs>${ARROWS.map(([kind, colour]) => arrow(kind, colour)).join('')}</defs>`,
    ...groups.map((group) => box(group, group.width, group.height, `group ${group.kind}`, 8)),
    lines(layout.lines, 'active'),
    ...groups.map((group) => text({ x: nameStart(group, layout.lines), y: group.y + 22 }, group.name, 'group-name')),
    ...junctions.map((point) => circle(point, 2.6, 'junction')),
    ...notes.map(({ words, ...point }) => text(point, words, 'bundle')),
    ...figures.map(({ x, y, figure }) => `<g transform="translate(${rounded(x)} ${rounded(y)})">${figure.marks.join('')}</g>`),
    `<g transform="translate(0 ${rounded(height + LEGEND_GAP)})">${legend()}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

/** The name of a group goes to the right of lines that would run through it. */
function nameStart({ x, y, name }: Group, drawn: readonly (readonly Point[])[]): number {
  const crossing = drawn.flatMap((points) => points.slice(1).flatMap((end, index) => (
    Math.min(end.y, points[index].y) < y + 26 && Math.max(end.y, points[index].y) > y + 8 && end.x === points[index].x ? [end.x] : []
  ))).sort((a, b) => a - b);
  return crossing.reduce((start, line) => (line > start - 8 && line < start + widthOf(name, 13) + 8 ? line + 10 : start), x + 14);
}

function arrow(kind: string, colour: string): string {
  return `<marker id="arrow-${kind}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse">`
    + `<path d="M0 0.6 L8 4 L0 7.4 z" fill="${colour}"/></marker>`;
}
