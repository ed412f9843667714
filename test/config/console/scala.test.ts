import * as fc from 'fast-check';
import { PRELUDE, remote, remotes, seq, text } from '../../../lib/config/console/scala';
import { TEXT } from '../support/trees';

describe('text', () => {
  test.each<[string, string]>([
    ['', '""'],
    ['iou', '"iou"'],
    ['a "quoted" word', '"a \\"quoted\\" word"'],
    ['C:\\dir', '"C:\\\\dir"'],
    ['\\u0041', '"\\\\u0041"'],
    ['two\nlines\r\n\tand a tab', '"two\\nlines\\r\\n\\tand a tab"'],
    ['$x ${y}', '"$x ${y}"'],
    ['\0\u001f\u007f', '"\\u0000\\u001f\\u007f"'],
    ['é日😀', '"\\u00e9\\u65e5\\ud83d\\ude00"'],
    ['\u0085\u2028\u2029\ufeff', '"\\u0085\\u2028\\u2029\\ufeff"'],
    ['\ud800', '"\\ud800"'],
    ['"""', '"\\"\\"\\""'],
  ])('%j is one literal', (value, literal) => {
    expect(text(value)).toBe(literal);
  });

  test('is ASCII on one line, and says the same', () => {
    fc.assert(fc.property(TEXT, (value) => {
      expect(text(value)).toMatch(/^"[ -~]*"$/);
      // What Scala and JSON mean by these escapes is the same.
      expect(text(value).replace(/\\(u[0-9a-f]{4}|["\\bfnrt])/g, '')).not.toContain('\\');
      expect(JSON.parse(text(value))).toBe(value);
    }), { seed: 1, numRuns: 500 });
  });
});

test('a sequence is its items as they are', () => {
  expect(seq([])).toBe('Seq()');
  expect(seq(['a', '"b"'])).toBe('Seq(a, "b")');
});

test('a remote node is found by its name, and its absence ends the script', () => {
  expect(remote('mediators', 'mediator-0')).toBe('mediators.remote.find(_.name == "mediator-0").getOrElse(sys.error("no remote node mediator-0"))');
  expect(remote('participants', 'a"b')).toContain('_.name == "a\\"b"');
});

test('remote nodes are found one by one', () => {
  expect(remotes('domainManagers', ['m-0', 'm-1'])).toBe([
    'Seq(',
    '  domainManagers.remote.find(_.name == "m-0").getOrElse(sys.error("no remote node m-0")),',
    '  domainManagers.remote.find(_.name == "m-1").getOrElse(sys.error("no remote node m-1")),',
    ')',
  ].join('\n'));
});

describe('every script', () => {
  test('sets the time-out of commands before it gives any', () => {
    expect(PRELUDE.split('\n')[0]).toBe('console.set_command_timeout(2.minutes)');
  });

  test('waits with an end, and takes what a node that is away throws for "not yet"', () => {
    expect(PRELUDE).toContain('System.nanoTime() + 5.minutes.toNanos');
    expect(PRELUDE).toContain('while (!scala.util.Try(condition).getOrElse(false))');
    expect(PRELUDE).toContain('sys.error("gave up after 5 minutes: not yet " + what)');
    expect(PRELUDE).not.toMatch(/wait_for_|retry_until_true|catch/);
  });
});

test('a script that waits for what only an active instance becomes fails when it is not the active one any more', () => {
  expect(PRELUDE).toContain('if (!scala.util.Try(isActive).getOrElse(true)) sys.error("failed over: not yet " + what)');
});
