import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ScriptReader } from './script-reader';
import { appFiles } from '../support/app-files';

const scripts = appFiles().filter(({ name }) => name.endsWith('.canton'));

test.each(['bootstrap.canton', 'connect.canton'])('%s of every app says how its sequencers are reached', (name) => {
  const found = scripts.filter((script) => script.name === name);
  expect(found.length).toBeGreaterThan(3);
  const ca = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'double-ca-')), 'ca.crt');
  fs.writeFileSync(ca, 'PEM');
  for (const { text } of found) {
    const { urls, rootCertificate } = new ScriptReader(name, text.replace(/"\/secrets\/[^"]*"/g, `"${ca}"`)).connection();
    expect(urls.every((url) => /^https:\/\/[a-z0-9.-]+\.svc\.cluster\.local:4401$/.test(url))).toBe(true);
    expect(rootCertificate).toBe('PEM');
  }
  fs.rmSync(path.dirname(ca), { recursive: true });
});

test('every bootstrap names managers, one sequencer and mediators', () => {
  for (const { name, text } of scripts.filter((script) => script.name === 'bootstrap.canton')) {
    const script = new ScriptReader(name, text);
    expect(script.remotes('domainManagers')).toContain('manager-0');
    expect(script.remotes('sequencers')).toEqual(['sequencer']);
    expect(script.remotes('mediators')).toContain('mediator-0-0');
  }
});

test('what is not there is said', () => {
  expect(() => new ScriptReader('x.canton', '').connection()).toThrow('x.canton: expected one connection to sequencers, found 0');
});
