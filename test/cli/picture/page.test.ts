import { pageOf } from '../../../cli/picture/page';

const TOPOLOGY = { services: [], outsiders: [], connections: [] };

test('a page holds the picture and needs nothing else', () => {
  const page = pageOf('<svg xmlns="http://www.w3.org/2000/svg"><text>here</text></svg>', TOPOLOGY);
  expect(page).toContain('<svg xmlns="http://www.w3.org/2000/svg"><text>here</text></svg>');
  expect(page).toContain('content="default-src \'none\';');
  expect(page.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src=|href=|@import|url\(/);
});

test('its script is one that a browser can read', () => {
  const [, script] = /<script>([^]*)<\/script>/.exec(pageOf('<svg/>', TOPOLOGY))!;
  expect(() => new Function(script)).not.toThrow();
});
