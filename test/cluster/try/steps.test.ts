import * as fs from 'fs';
import * as path from 'path';
import { forInstance, lineWith, stepsOf } from './steps';

const PAGE = fs.readFileSync(path.join(__dirname, '../../../docs/try-it.md'), 'utf8');
const [, PRINTED] = /```text\n([\s\S]*?)```/.exec(PAGE)!;

test('what is done is what is printed and what the page says', () => {
  const { make, forward, ask, lose, remove } = stepsOf(PRINTED, PAGE);
  expect(make).toEqual([
    'kubectl create namespace canton-try',
    'kubectl -n canton-try create secret generic postgres-password --from-literal=password=<random>',
    'kubectl apply -f dist/try',
    'kubectl -n canton-try wait job --all --for=condition=Complete --timeout=30m',
  ]);
  expect(forward).toBe('kubectl -n canton-try port-forward service/participant 7575');
  expect(ask).toEqual([
    'curl http://localhost:7575/v2/state/connected-synchronizers',
    'curl http://localhost:7575/v2/state/ledger-end',
    'curl http://localhost:7575/v2/parties -H \'Content-Type: application/json\' -d \'{"partyIdHint": "alice", "identityProviderId": ""}\'',
  ]);
  expect(lose).toContain('app.kubernetes.io/instance=participant,app.kubernetes.io/component=participant,cdk8s-canton/instance=0');
  expect(remove).toBe('kubectl delete namespace canton-try');
});

test('the line that deletes an instance is for the others too', () => {
  const { lose } = stepsOf(PRINTED, PAGE);
  expect(forInstance(lose, 'participant', 0)).toBe(lose);
  expect(forInstance(lose, 'mediator', 1))
    .toBe('kubectl -n canton-try delete pod --now -l app.kubernetes.io/instance=mediator,app.kubernetes.io/component=mediator,cdk8s-canton/instance=1');
});

test('a line that is not there is missed', () => {
  expect(() => lineWith(['kubectl apply -f x', 'curl y'], 'delete')).toThrow('one line to type must have \'delete\', got 0; there are\nkubectl apply -f x\ncurl y');
  expect(() => stepsOf('nothing to type', PAGE)).toThrow('one line to type must have \'port-forward\', got 0');
});
