import { GROUP } from './fixtures';
import { configMap } from '../../lib/kubernetes/config-map';
import { ConfigFile } from '../../lib/model/config-file';
import { only, testChart } from '../support/chart';

function file(fileName: string, text: string): ConfigFile {
  return { name: fileName, text, env: [], files: [] };
}

function name(files: ConfigFile[], namespace = 'test', prefix = 'p1-config', group = GROUP): string {
  return configMap(testChart(namespace), 'Config', group, prefix, files);
}

const FILES = [file('participant.conf', 'a = 1\n'), file('logback.xml', '<x/>')];

test('is immutable, and called by its content', () => {
  const chart = testChart();
  const made = configMap(chart, 'Config', GROUP, 'p1-config', FILES);
  expect(made).toMatch(/^p1-config-[0-9a-f]{10}$/);
  const { immutable, data, metadata } = only(chart, 'ConfigMap', made);
  expect(immutable).toBe(true);
  expect(data).toEqual({ 'participant.conf': 'a = 1\n', 'logback.xml': '<x/>' });
  expect(metadata.labels['app.kubernetes.io/instance']).toBe('p1');
});

test.each<[string, ConfigFile[]]>([
  ['a text', [file('participant.conf', 'a = 2\n'), FILES[1]]],
  ['a blank', [file('participant.conf', 'a = 1\n\n'), FILES[1]]],
  ['a file name', [file('participant2.conf', 'a = 1\n'), FILES[1]]],
  ['one more file', [...FILES, file('x', '')]],
  ['one file less', [FILES[0]]],
])('has another name when %s changes', (_, files) => {
  expect(name(files)).not.toBe(name(FILES));
});

test('has the same name as long as the content is the same', () => {
  expect(name(FILES)).toBe(name(FILES));
  expect(name(FILES, 'iou')).toBe(name(FILES));
  expect(name(FILES, 'test', 'p1-config', { ...GROUP, version: '2.10.5' })).toBe(name(FILES));
  expect(name(FILES, 'test', 'p2-config').slice(-10)).toBe(name(FILES).slice(-10));
  expect(name([{ ...FILES[0], env: [] }, { ...FILES[1] }])).toBe(name(FILES));
});

test('holds 1 MiB and no more, in bytes', () => {
  const umlauts = 'ä'.repeat(2 ** 18);
  const fitting = [file('a.conf', umlauts), file('b.conf', umlauts)];
  expect(() => name(fitting)).not.toThrow();
  expect(() => name([...fitting, file('c.conf', 'x')])).toThrow(new Error(
    "participant 'p1': its configuration must be at most 1 MiB (1048576 bytes), got 1048577 bytes in a.conf, b.conf, c.conf; "
    + "shorten what configOverrides and a driver's config add to it",
  ));
});
