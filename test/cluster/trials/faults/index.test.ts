import { faultsOf } from '.';
import { DAML_2_10 } from '../../ledger/app';
import { CANTON_3_5 } from '../../ledger/canton3';

const [daml, canton] = [DAML_2_10, CANTON_3_5].map(ledger => faultsOf(ledger).map(({ name }) => name));

test('what befalls Daml 2.10 befalls Canton 3.5 too, but for services that it has not', () => {
  expect(daml.filter(name => !canton.includes(name))).toEqual([
    'active domain manager killed (SIGKILL)', 'JSON API pod lost', 'JSON API killed (SIGKILL)', 'trigger service\'s pod deleted',
    'rolling change of the JSON API', 'node of the trigger service drained', 'node of the trigger service cut off from everything',
  ]);
});

test('a group of mediators is for Canton 3.5', () => {
  expect(canton.filter(name => !daml.includes(name))).toEqual([
    'mediator service of a group taken away', 'active mediator killed (SIGKILL) while another service of its group is away',
  ]);
});
