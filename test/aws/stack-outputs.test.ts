import * as fs from 'fs';
import * as path from 'path';
import { StackOutputs } from '../../lib/aws';
import { inTempFolder } from '../support/tools';

/** As `cdk deploy --outputs-file` writes them. */
const OUTPUTS = { 'iou-database': { LedgerHost: 'ledger.cluster-abc.eu-west-1.rds.amazonaws.com' }, 'iou-network': {} };

function withFile<T>(use: (outputs: StackOutputs, file: string) => T): T {
  return inTempFolder((folder) => {
    const file = path.join(folder, 'outputs.json');
    fs.writeFileSync(file, JSON.stringify(OUTPUTS));
    return use(StackOutputs.fromFile(file), file);
  });
}

test('gives the value of an output', () => {
  expect(withFile((outputs) => outputs.valueOf('iou-database', 'LedgerHost'))).toBe('ledger.cluster-abc.eu-west-1.rds.amazonaws.com');
});

test('throws where there is no such stack or output', () => {
  withFile((outputs, file) => {
    expect(() => outputs.valueOf('iou', 'LedgerHost')).toThrow(
      new Error(`stack outputs: stack must be one of iou-database, iou-network in '${file}', got 'iou'; deploy it with --outputs-file`),
    );
    expect(() => outputs.valueOf('iou-database', 'Host')).toThrow(
      new Error(`stack outputs: output of stack 'iou-database' must be one of LedgerHost in '${file}', got 'Host'; deploy it with --outputs-file`),
    );
    expect(() => outputs.valueOf('iou-network', 'Host')).toThrow(
      new Error(`stack outputs: output of stack 'iou-network' must be one of nothing in '${file}', got 'Host'; deploy it with --outputs-file`),
    );
  });
});

test('throws where there is no file', () => {
  expect(() => StackOutputs.fromFile('no-such.json')).toThrow(
    new Error("stack outputs: there is no file 'no-such.json'; write it with: cdk deploy --outputs-file no-such.json"),
  );
});

test.each(['', 'LedgerHost', '[]', 'null'])('throws where the file holds %j', (text) => {
  inTempFolder((folder) => {
    const file = path.join(folder, 'outputs.json');
    fs.writeFileSync(file, text);
    expect(() => StackOutputs.fromFile(file)).toThrow(
      new Error(`stack outputs: file '${file}' must hold an object of stacks in JSON, which it does not; write it anew with: cdk deploy --outputs-file ${file}`),
    );
  });
});
