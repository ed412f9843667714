import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { DAML_2_10 } from './app';
import { CANTON_3_5 } from './canton3';
import { Ledger } from './ledger';
import { databaseUsers, secretsFor } from './secrets';
import { KubeObject } from '../../../scripts/manifests';
import { certificateAuthority } from '../../control-plane/certificates';
import { inTempFolder, installed, run, testWith } from '../../support/tools';

type Secret = { metadata: { name: string }; stringData: Record<string, string> };

const objectsOf = (ledger: Ledger) => parseAllDocuments(ledger.manifests()).map(document => document.toJS() as KubeObject);
const objects = objectsOf(DAML_2_10);

testWith(installed('openssl', 'version'), 'openssl')('every certificate is valid for the names that the manifests ask for, and for no other', () => {
  inTempFolder(folder => {
    const authority = certificateAuthority(folder, 'test authority');
    const made = secretsFor(objects, { authority, databaseAuthority: authority.certificate, password: 'p' }) as Secret[];
    const values = (name: string) => made.find(({ metadata }) => metadata.name === name)!.stringData;
    const names = (name: string) => {
      fs.writeFileSync(path.join(folder, 'tls.crt'), values(name)['tls.crt']);
      return run('openssl', 'x509', '-noout', '-ext', 'subjectAltName', '-in', path.join(folder, 'tls.crt')).match(/DNS:[^,\s]+/g);
    };
    expect(names('sequencer-tls')).toEqual(['DNS:sequencer-admin.ledger.svc.cluster.local', 'DNS:sequencer.ledger.svc.cluster.local']);
    expect(names('mediator-tls')).toEqual(['DNS:mediator-0.ledger.svc.cluster.local', 'DNS:mediator-1.ledger.svc.cluster.local']);
    expect(names('proxy-tls')).toEqual(['DNS:proxy.ledger.svc.cluster.local']);
    expect(values('proxy-db')).toEqual({ username: 'proxy', password: 'p' });
  });
}, 60_000);

test('every service with a database has a user of its name', () => {
  expect(databaseUsers(objects).sort()).toEqual([
    'manager', 'manager-two', 'mediator', 'mediator-two', 'proxy', 'sequencer', 'sequencer-two', 'sides', 'single', 'stock', 'triggers',
  ]);
});

test('on Canton 3.5 each sequencer has a database of its own, and all have one together', () => {
  expect(databaseUsers(objectsOf(CANTON_3_5)).sort()).toEqual([
    'mediator', 'mediator-a', 'mediator-b', 'mediator-c', 'proxy', 'sequencer-0', 'sequencer-1', 'sequencer-driver',
    'sequencer-two-0', 'sequencer-two-1', 'sequencer-two-driver', 'sides',
  ]);
});
