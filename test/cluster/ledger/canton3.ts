import { App, Chart } from 'cdk8s';
import { CANTON_3_RELEASE, CLIENTS, DomainKind, Ledger, NAMESPACE, ParticipantKind, poolOf, Revisions, SMALL, testServer } from './ledger';
import {
  ActiveRouting, ContainerImage, DarSource, FailoverTiming, LedgerApiAuth, MediatorService, NetworkPeer, ParticipantService, PostgresUser,
  SequencerDriver, SequencerService, Synchronizer,
} from '../../../lib';
import { DARS_IMAGE } from '../images/images';

const SYNCHRONIZER: DomainKind = {
  sequencer: 'sequencer', mediator: 'mediator', access: 'a connection to each sequencer', knowsEachSequencer: true, sequencerDatabases: ['sequencer-0', 'sequencer-1'],
};

const PARTICIPANTS: ParticipantKind[] = [
  { name: 'proxy', mode: 'proxy()', routing: ActiveRouting.proxy(), timing: FailoverTiming.fast(), instances: 2, domain: SYNCHRONIZER, rate: 50, watchesDomain: true },
  { name: 'sides', mode: 'clientSide()', routing: ActiveRouting.clientSide(), timing: FailoverTiming.fast(), instances: 2, domain: SYNCHRONIZER, rate: 20 },
];

/** The same for Canton 3.5: one synchronizer with two sequencers on a shared database, one mediator service, two participant services with their own JSON API. */
function manifests(revisions: Revisions = {}): string {
  const app = new App();
  const chart = new Chart(app, 'ledger', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const postgres = testServer();
  const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`), poolOf(name, revisions));
  const clients = [NetworkPeer.namespace(CLIENTS)];

  const sequencer = new SequencerService(chart, 'sequencer', {
    release: CANTON_3_RELEASE,
    driver: SequencerDriver.reference({
      storage: database('sequencer-driver'),
      sequencers: SYNCHRONIZER.sequencerDatabases.map(name => ({ storage: database(name) })),
    }),
    resources: SMALL,
  });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator'), resources: SMALL });
  const synchronizer = new Synchronizer(chart, 'synchronizer', { sequencer, mediators: [mediator] });

  PARTICIPANTS.forEach(({ name, routing, timing, instances }) => new ParticipantService(chart, name, {
    release: CANTON_3_RELEASE,
    storage: database(name),
    resources: SMALL,
    routing,
    failoverTiming: timing,
    replicas: instances,
    synchronizers: [synchronizer],
    auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
    ledgerApiClients: clients,
    httpLedgerApi: { clients },
    dars: [DarSource.image(ContainerImage.of(DARS_IMAGE), ['/dars/iou.dar'])],
  }));
  return app.synthYaml() as string;
}

/** Canton 3.5. */
export const CANTON_3_5: Ledger = {
  release: 'Canton 3.5',
  participants: PARTICIPANTS,
  jsonApi: {
    participant: 'proxy', mode: 'its JSON API on proxy()', url: `https://proxy.${NAMESPACE}.svc.cluster.local:7575`, path: '/v2/commands/submit-and-wait', rate: 5,
  },
  // A sequencer is one pod of its own, which comes back with its node.
  redundant: ['proxy', 'sides', 'mediator'],
  bootstraps: [{ instance: 'synchronizer', component: 'synchronizer-bootstrap', victims: ['mediator'] }],
  disturbance: 'while the synchronizer was bootstrapped, its Job\'s pod and the active mediator were killed. The Job ran again and ended',
  manifests,
};
