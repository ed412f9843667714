import { ParticipantService } from '../../../lib';
import { remoteConsoleConfig } from '../../../lib/config/daml2/remote-console';
import { Endpoint } from '../../../lib/model/endpoint';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { AUTH, CANTON_3, database, synchronizer } from '../../services/fixtures';
import { config, testChart } from '../../support/chart';
import { REMOTE_CONSOLE } from '../support/canton3-keys';
import { parsed } from '../support/parse';
import { paths, read } from '../support/read';

const TOKEN = SecretKey.of('admin', 'jwt');
const api = (tls: Tls) => ({ endpoint: Endpoint.of('node.iou.svc', 4402), tls });

test('every key is one that a console of Canton 3.5 knows', async () => {
  const [mutual, server] = [Tls.mutual('admin-tls', { clientSecretName: 'client-tls' }), Tls.fromSecret('server-tls')];
  const tree = await read(remoteConsoleConfig({
    participants: {
      p: { ledgerApi: api(mutual), adminApi: { ...api(mutual), token: TOKEN } }, q: { ledgerApi: api(Tls.disabled()), adminApi: api(Tls.disabled()) },
    },
    sequencers: { s: { publicApi: api(server), adminApi: { ...api(mutual), token: TOKEN } } },
    mediators: { m: { adminApi: { ...api(mutual), token: TOKEN } } },
  }));
  expect(paths(tree).filter((path) => !REMOTE_CONSOLE.includes(path))).toEqual([]);
});

test('the Jobs name no kind of node that Canton 3.5 does not have, not even with nothing below it', async () => {
  const chart = testChart();
  const { iou } = synchronizer(chart);
  new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [iou] });
  const kinds = async (job: string) => Object.keys((await parsed({ text: config(chart, `${job}-config`, 'remote.conf') }) as any).canton);
  expect(await kinds('participant-connect')).toEqual(['remote-participants', 'remote-sequencers']);
  expect(await kinds('iou-bootstrap')).toEqual(['remote-mediators', 'remote-sequencers']);
});
