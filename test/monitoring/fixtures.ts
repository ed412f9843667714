import { Chart } from 'cdk8s';
import {
  ContainerImage, Endpoint, FabricSequencer, Hocon, JsonApiService, LedgerApiAuth, Monitoring, MonitoringProps, NetworkPeer, OAuth2Middleware,
  ParticipantService, SecretKey, SequencerDriver, SequencerDriverJar, SequencerService, Tls, TokenVerifier, TriggerService,
} from '../../lib';
import { database } from '../services/fixtures';
import { testChart } from '../support/chart';

export const PROMETHEUS = NetworkPeer.namespace('monitoring');

/** One service of each kind that is watched in a way of its own, and who watches. */
export function watchedChart(props: Partial<MonitoringProps> = {}): Chart {
  const chart = testChart('iou');
  new Monitoring(chart, 'monitoring', { scrapers: [PROMETHEUS], ...props });
  new SequencerService(chart, 'chain', {
    driver: SequencerDriver.fabric({ jar: SequencerDriverJar.image(ContainerImage.of('registry.bank.example/drivers:1'), '/drivers/drivers.jar'), sequencers: [0, 1].map(sequencer) }),
  });
  const tls = Tls.fromCertManager('participant-tls', { issuerName: 'ledger-ca' });
  const participant = new ParticipantService(chart, 'participant', {
    storage: database('participant'), auth: LedgerApiAuth.unauthenticated(), ledgerApiTls: tls, adminApiTls: tls,
  });
  new JsonApiService(chart, 'json-api', { participant });
  const middleware = new OAuth2Middleware(chart, 'oauth2', {
    image: ContainerImage.of('registry.bank.example/oauth2-middleware:2.10.4'),
    authorizationUrl: 'https://idp.example.com/authorize',
    tokenUrl: 'https://idp.example.com/token',
    clientId: SecretKey.of('oauth2-client', 'id'),
    clientSecret: SecretKey.of('oauth2-client', 'secret'),
    tokenVerifier: TokenVerifier.jwks('https://idp.example.com/jwks.json'),
  });
  new TriggerService(chart, 'triggers', { participant, middleware, storage: database('triggers') });
  return chart;
}

function sequencer(index: number): FabricSequencer {
  return { storage: database(`chain${index}`), peers: [1, 2].map((peer) => Endpoint.of(`peer${peer}.org${index}.example.com`, 7051)), config: Hocon.of({}) };
}
