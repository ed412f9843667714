import { escaped } from './marks';
import { distinct } from '../../lib/checks/read';
import { Topology } from '../topology/model';

/** Nothing is loaded from anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

const STYLE = `
html,body{margin:0;height:100%;font:13px Helvetica,Arial,"Liberation Sans",sans-serif;color:#111}
body{display:flex;flex-direction:column}
header{display:flex;gap:8px;align-items:center;padding:8px 12px;border-bottom:1px solid #c9ced6}
h1{font-size:15px;margin:0 auto 0 0}
button{font:inherit;min-width:34px;padding:4px 10px;border:1px solid #8c959f;border-radius:6px;background:#f6f8fa;cursor:pointer}
main{flex:1;min-height:0;overflow:hidden;touch-action:none;cursor:grab}
main.held{cursor:grabbing}
main svg{display:block;width:100%;height:100%}
#words{position:fixed;display:none;max-width:520px;padding:8px 10px;border-radius:6px;background:#24292f;color:#fff;white-space:pre-line;overflow-wrap:anywhere;pointer-events:none}
[data-words]:hover>:first-child{stroke-width:2.6}
`.trim();

/** Zoom by wheel, buttons and keys; move by dragging and arrows; what an object is, beside the pointer. */
const SCRIPT = `
const main = document.querySelector('main'), svg = main.querySelector('svg'), words = document.getElementById('words');
const whole = svg.viewBox.baseVal, size = { width: whole.width, height: whole.height };
let view, held;
function show(next) { view = next; svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' ')); }
function fit() {
  const { width, height } = main.getBoundingClientRect(), scale = Math.max(size.width / width, size.height / height, 1 / 1.5);
  show({ x: (size.width - width * scale) / 2, y: (size.height - height * scale) / 2, width: width * scale, height: height * scale });
}
function zoom(factor, at) {
  const area = main.getBoundingClientRect(), point = at || { clientX: area.left + area.width / 2, clientY: area.top + area.height / 2 };
  const scale = Math.min(Math.max(view.width * factor, area.width / 8), Math.max(size.width, size.height) * 4) / view.width;
  const [x, y] = [(point.clientX - area.left) / area.width, (point.clientY - area.top) / area.height];
  show({ x: view.x + view.width * x * (1 - scale), y: view.y + view.height * y * (1 - scale), width: view.width * scale, height: view.height * scale });
}
function move(x, y) {
  const scale = view.width / main.getBoundingClientRect().width;
  show({ ...view, x: view.x - x * scale, y: view.y - y * scale });
}
for (const title of svg.querySelectorAll('g>title')) { title.parentNode.dataset.words = title.textContent; title.remove(); }
svg.removeAttribute('width'); svg.removeAttribute('height');
fit();
addEventListener('resize', fit);
main.addEventListener('wheel', (event) => { event.preventDefault(); zoom(Math.exp(event.deltaY * 0.0015), event); }, { passive: false });
main.addEventListener('pointerdown', (event) => { held = event; main.setPointerCapture(event.pointerId); main.classList.add('held'); words.style.display = 'none'; });
main.addEventListener('pointerup', () => { held = undefined; main.classList.remove('held'); });
main.addEventListener('pointermove', (event) => {
  if (held) { move(event.clientX - held.clientX, event.clientY - held.clientY); held = event; return; }
  const named = event.target.closest('[data-words]');
  words.style.display = named ? 'block' : 'none';
  if (named) {
    words.textContent = named.dataset.words;
    words.style.left = Math.max(8, Math.min(event.clientX + 14, innerWidth - words.offsetWidth - 8)) + 'px';
    words.style.top = Math.max(8, Math.min(event.clientY + 14, innerHeight - words.offsetHeight - 8)) + 'px';
  }
});
main.addEventListener('pointerleave', () => { words.style.display = 'none'; });
const actions = { '+': () => zoom(0.8), '=': () => zoom(0.8), '-': () => zoom(1.25), '0': fit, ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60) };
addEventListener('keydown', (event) => { if (actions[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); actions[event.key](); } });
for (const button of document.querySelectorAll('button')) { button.addEventListener('click', actions[button.dataset.key]); }
`.trim();

/** One page with the picture in it, to look at closely, also where there is no network. */
export function pageOf(svg: string, { services }: Topology): string {
  const name = `Topology of ${distinct(services.map(({ namespace }) => namespace)).sort().join(', ')}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escaped(name)}</h1><button data-key="+" title="closer (+)">+</button><button data-key="-" title="farther (-)">&#8722;</button><button data-key="0" title="everything (0)">all</button></header>
<main>
${svg}</main>
<div id="words" role="tooltip"></div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
