import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { convertSchemas, withRelativeReferences } from '../../scripts/policy/schemas';

test('references lead to the file beside the schema', () => {
  const schema = { properties: { spec: { $ref: '/api/_definitions.json#/definitions/Spec' } }, anyOf: [{ $ref: '#/definitions/x' }, true, null, 3] };
  expect(withRelativeReferences(schema)).toEqual({
    properties: { spec: { $ref: '_definitions.json#/definitions/Spec' } }, anyOf: [{ $ref: '#/definitions/x' }, true, null, 3],
  });
});

test('a property that is called $ref is left alone', () => {
  const schema = { properties: { $ref: { type: 'string' } } };
  expect(withRelativeReferences(schema)).toEqual(schema);
});

test('only the strict schemas of the chosen releases are copied, without their own address', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-schemas-'));
  try {
    for (const name of ['v1.34.0-local', 'v1.34.0-local-strict', 'v1.35.0-local-strict']) {
      fs.mkdirSync(path.join(folder, 'from', name), { recursive: true });
      fs.writeFileSync(path.join(folder, 'from', name, 'job-batch-v1.json'), JSON.stringify({ $id: '/api/job', type: 'object' }));
    }
    convertSchemas(path.join(folder, 'from'), path.join(folder, 'to'), ['1.34.0']);
    expect(fs.readdirSync(path.join(folder, 'to'))).toEqual(['v1.34.0-local-strict']);
    expect(fs.readFileSync(path.join(folder, 'to/v1.34.0-local-strict/job-batch-v1.json'), 'utf8')).toBe('{"type":"object"}');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
