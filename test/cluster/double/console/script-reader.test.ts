import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ScriptReader } from './script-reader';
import { CANTON_3_5 as LEDGER } from '../../ledger/canton3';
import { appFiles } from '../support/app-files';
import { filesOf } from '../trial/app-config';

const scripts = appFiles().filter(({ name, text }) => name.endsWith('.canton') && !new ScriptReader(name, text).isForSynchronizers);

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

describe('the scripts for Canton 3.5', () => {
  const files = filesOf(LEDGER.manifests());
  const script = (name: string) => new ScriptReader(name, files[name].replace(/"\/secrets\/[^"]*"/g, JSON.stringify(__filename)));

  test('bootstrap names sequencers and mediator services, and what mediators demand of sequencers', () => {
    const bootstrap = script('synchronizer-bootstrap/bootstrap.canton');
    expect(bootstrap.remotes('sequencers')).toEqual(['sequencer-0', 'sequencer-1']);
    expect(bootstrap.mediatorServices()).toEqual([['mediator-0-0', 'mediator-0-1']]);
    expect(bootstrap.restriction()).toBe('RestrictedOpen');
    expect(bootstrap.quorum()).toEqual({ trustThreshold: 1, livenessMargin: 1, amplification: { factor: 2, patience: 10_000 } });
  });

  test('connect has one endpoint an alias, each with its certificate, and names the sequencers that admit the participant', () => {
    const rootCertificate = expect.stringContaining('the scripts for Canton 3.5');
    for (const [name, id, service] of [['proxy', 'synchronizer', 'sequencer'], ['sides', 'synchronizer-two', 'sequencer-two']]) {
      const [synchronizer, ...others] = script(`${name}-connect/connect.canton`).parts('\\nlocally \\{\\n([\\s\\S]*?)\\n\\}\\n');
      expect(others).toEqual([]);
      expect(synchronizer.remotes('sequencers')).toEqual(['sequencer-0-0', 'sequencer-0-1']);
      expect(synchronizer.literals('val alias = TEXT')).toEqual([id]);
      expect(synchronizer.endpoints()).toEqual([0, 1].map((index) => (
        { alias: `${service}-${index}`, url: `https://${service}-${index}.ledger.svc.cluster.local:4401`, rootCertificate }
      )));
      expect(synchronizer.quorum()).toMatchObject({ trustThreshold: 1, livenessMargin: 1 });
    }
  });
});
